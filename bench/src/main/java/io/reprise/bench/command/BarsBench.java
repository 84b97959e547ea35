package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.peer.Ta4jCross;
import io.reprise.bench.run.Comparison;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Spread;
import io.reprise.bench.run.Stopwatch;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ta4j.core.num.DecimalNumFactory;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.NumFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench bars}: a journal of bars through the real backtest, and the same strategy through ta4j's. */
@Command(name = "bars", description = "Backtests an SMA cross on generated bars, beside ta4j's backtest of the same.")
final class BarsBench implements Callable<Integer> {
    private static final String TA4J = "ta4j";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bars",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "One-minute bars in the journal (default: ${DEFAULT-VALUE}).")
    private int bars;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the random walk (default: 1).")
    private long seed;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "K", description = "The median counts (default: 5).")
    private int runs;

    @Option(
            names = "--warmups",
            defaultValue = "8",
            paramLabel = "W",
            description = "Runs of each before, until the JVM has compiled what both run (default: 8).")
    private int warmups;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where the generated journal is or will be (default: among the temporary files, kept).")
    private Path journal;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (bars < 1 || runs < 1 || warmups < 0) {
            throw new IllegalArgumentException("--bars and --runs must be at least 1, --warmups at least 0");
        }
        try (Progress progress = Progress.start("bench bars", spec.commandLine().getErr(), json)) {
            Path market = GeneratedJournal.bars(journal, bars, seed, done -> progress.at(done, bars));
            measure(market);
        }
        return 0;
    }

    private void measure(Path market) throws IOException {
        EngineRun run = EngineRun.backtest(market, CrossSettings.config(null), bars);
        Comparison.requireSameFills(
                TA4J, load(market, DecimalNumFactory.getInstance()).run().fills(), run);
        Ta4jCross peer = load(market, DoubleNumFactory.getInstance());
        List<Stopwatch.Elapsed> engine = new ArrayList<>();
        List<Stopwatch.Elapsed> ta4j = new ArrayList<>();
        int doubleTrades = 0;
        for (int i = -warmups; i < runs; i++) {
            Ta4jCross.Outcome theirs = peer.run();
            run = EngineRun.backtest(market, CrossSettings.config(null), bars);
            doubleTrades = theirs.fills().count();
            if (i >= 0) {
                ta4j.add(theirs.elapsed());
                engine.add(run.elapsed());
            }
        }
        print(market, run, Spread.of(bars, engine), Spread.of(bars, ta4j), doubleTrades);
    }

    private Ta4jCross load(Path market, NumFactory numbers) {
        Ta4jCross peer = Ta4jCross.load(market.resolve(GeneratedJournal.STREAM), numbers);
        if (peer.bars() != bars) {
            throw new IllegalStateException("ta4j was given " + peer.bars() + " bars, not " + bars);
        }
        return peer;
    }

    private void print(Path market, EngineRun run, Spread engine, Spread ta4j, int doubleTrades) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "reprise: %,d bars in %.3f s: %s%n",
                    bars,
                    engine.median(),
                    Figures.rate(engine, "bars"));
            out.println("ta4j with DoubleNum, bars in memory: " + Figures.rate(ta4j, "bars"));
            out.printf(
                    Locale.ROOT,
                    "ta4j takes %.2f times as long (%.2f by CPU time); with DecimalNum it has the same %,d trades, with DoubleNum %,d%n",
                    ta4j.times(engine),
                    ta4j.cpuTimes(engine),
                    run.fills().count(),
                    doubleTrades);
            Figures.print(out, run, market);
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "bars")
                    .number("bars", bars)
                    .number("seed", seed)
                    .number("runs", runs);
            Figures.rates(result, engine, "bars");
            Figures.run(result, run);
            result.object("ta4j", () -> {
                Figures.rates(result, ta4j, "bars");
                result.flag("sameTrades", true).number("tradesWithDoubleNum", doubleTrades);
            });
            result.ratio("timesTa4j", ta4j.times(engine)).ratio("timesTa4jByCpu", ta4j.cpuTimes(engine));
            Figures.machine(result, market);
        }
    }
}
