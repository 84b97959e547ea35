package io.reprise.bench.command;

import io.reprise.bench.run.HotLag;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench hot}: how late the hot state of a session under load is. */
@Command(name = "hot", description = "Measures how late a session's hot state is, under load.")
final class HotBench implements Callable<Integer> {
    private static final double NS_PER_MS = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            defaultValue = "20000",
            paramLabel = "R",
            description = "Trades a second (default: 20000).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", paramLabel = "S", description = "For so long (default: 20).")
    private int seconds;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (rate < 1 || rate > 1_000_000 || seconds < 1 || seconds > 600) {
            throw new IllegalArgumentException("--rate must be from 1 to 1000000, --seconds from 1 to 600");
        }
        HotLag lag;
        try (Progress progress = Progress.start("bench hot", spec.commandLine().getErr(), json)) {
            progress.at(0, 0);
            lag = HotLag.measure(rate, seconds);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput object = new JsonOutput(out)) {
                object.number("rate", rate).number("seconds", seconds).number("publications", lag.publications());
                object.object("lagMs", () -> percentiles(object, lag.lagNs(), NS_PER_MS));
                object.object("lagEvents", () -> percentiles(object, lag.lagEvents(), 1));
            }
        } else {
            out.printf(Locale.ROOT, "%,d trades/s for %d s, written %,d times%n", rate, seconds, lag.publications());
            print(out, "late, ms", lag.lagNs(), NS_PER_MS);
            print(out, "late, events", lag.lagEvents(), 1);
        }
        return 0;
    }

    private static void percentiles(JsonOutput object, Histogram values, double unit) {
        object.ratio("p50", values.getValueAtPercentile(50) / unit)
                .ratio("p99", values.getValueAtPercentile(99) / unit)
                .ratio("max", values.getMaxValue() / unit);
    }

    private static void print(PrintWriter out, String what, Histogram values, double unit) {
        out.printf(
                Locale.ROOT,
                "%-13s median %,.1f, p99 %,.1f, max %,.1f%n",
                what,
                values.getValueAtPercentile(50) / unit,
                values.getValueAtPercentile(99) / unit,
                values.getMaxValue() / unit);
    }
}
