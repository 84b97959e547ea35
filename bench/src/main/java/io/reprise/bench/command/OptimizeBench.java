package io.reprise.bench.command;

import io.reprise.bench.market.FactorReturns;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.Spread;
import io.reprise.bench.run.Stopwatch;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.research.optimize.Allocation;
import io.reprise.research.optimize.Constraints;
import io.reprise.research.optimize.Covariance;
import io.reprise.research.optimize.HierarchicalRiskParity;
import io.reprise.research.optimize.MeanVariance;
import io.reprise.research.optimize.RiskParity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench optimize}: weights of many assets, on one thread. */
@Command(
        name = "optimize",
        description = "Measures the optimizers on seeded factor-model returns, and checks the optimum.")
final class OptimizeBench implements Callable<Integer> {
    private static final double GAP_MAX = 1e-9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--assets", defaultValue = "500", paramLabel = "N", description = "Assets (default: 500).")
    private int assets;

    @Option(names = "--days", defaultValue = "1000", paramLabel = "T", description = "Days (default: 1000).")
    private int days;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the returns (default: 1).")
    private long seed;

    @Option(names = "--runs", defaultValue = "11", paramLabel = "K", description = "The median counts (default: 11).")
    private int runs;

    @Option(names = "--warmups", defaultValue = "5", paramLabel = "W", description = "Runs before them (default: 5).")
    private int warmups;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final Map<String, Spread> spreads = new LinkedHashMap<>();
    private double gap;
    private double sumGap;

    @Override
    public Integer call() throws IOException {
        if (assets < 25 || days < 2 || runs < 1 || warmups < 0) {
            throw new IllegalArgumentException(
                    "--assets must be at least 25 (none may hold more than 5 %), --days at least 2, --runs at least 1");
        }
        double[][] returns = FactorReturns.of(assets, days, seed);
        try (var _ = Progress.start("bench optimize", spec.commandLine().getErr(), json)) {
            double[][] covariance = Covariance.sample(returns);
            Constraints bounded = Constraints.bounded(assets, 0, 0.05);
            measure("hrp", () -> HierarchicalRiskParity.of(covariance, HierarchicalRiskParity.Options.PAPER));
            measure(
                    "hrpFromReturns",
                    () -> HierarchicalRiskParity.of(Covariance.sample(returns), HierarchicalRiskParity.Options.PAPER));
            measure("equalRisk", () -> RiskParity.equal(covariance));
            measure("minVarianceBounded", () -> MeanVariance.minVariance(covariance, bounded));
        }
        print();
        return 0;
    }

    private void measure(String what, Supplier<Allocation> work) {
        List<Stopwatch.Elapsed> elapsed = new ArrayList<>();
        for (int run = -warmups; run < runs; run++) {
            Stopwatch watch = new Stopwatch();
            Allocation found = work.get();
            Stopwatch.Elapsed took = watch.stop();
            check(what, found);
            if (run >= 0) {
                elapsed.add(took);
            }
        }
        spreads.put(what, Spread.of(1, elapsed));
    }

    private void check(String what, Allocation found) {
        double missing = Math.abs(Arrays.stream(found.weights()).sum() - 1);
        gap = Math.max(gap, found.gap());
        sumGap = Math.max(sumGap, missing);
        if (found.gap() > GAP_MAX || missing > GAP_MAX) {
            throw new IllegalStateException(
                    what + " has a relative gap of " + found.gap() + " and a sum that is off by " + missing);
        }
    }

    private void print() throws IOException {
        if (json) {
            Machine machine = Machine.here();
            try (JsonOutput out = new JsonOutput(spec.commandLine().getOut())) {
                out.text("bench", "optimize")
                        .number("assets", assets)
                        .number("days", days)
                        .number("runs", runs);
                spreads.forEach((what, spread) -> out.object(
                        what,
                        () -> out.ratio("millis", spread.median() * 1e3)
                                .ratio("millisLowest", spread.lowest() * 1e3)
                                .ratio("millisHighest", spread.highest() * 1e3)
                                .ratio("cpuMillis", spread.cpuMedian() * 1e3)));
                out.ratio("gapMax", gap)
                        .ratio("sumGapMax", sumGap)
                        .text("cpu", machine.cpu())
                        .number("cores", machine.cores())
                        .text("jdk", machine.jdk())
                        .texts("flags", machine.flags());
            }
            return;
        }
        spreads.forEach((what, spread) -> spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%-20s %7.1f ms (%.1f to %.1f in %d runs, %.1f of CPU time)%n",
                        what,
                        spread.median() * 1e3,
                        spread.lowest() * 1e3,
                        spread.highest() * 1e3,
                        spread.runs(),
                        spread.cpuMedian() * 1e3));
        spec.commandLine()
                .getOut()
                .printf(Locale.ROOT, "largest relative gap %.1e, largest |sum - 1| %.1e%n", gap, sumGap);
    }
}
