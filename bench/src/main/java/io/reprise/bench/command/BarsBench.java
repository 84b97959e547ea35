package io.reprise.bench.command;

import io.reprise.bench.fused.BareRecording;
import io.reprise.bench.fused.HandFused;
import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.peer.Ta4jCross;
import io.reprise.bench.run.Comparison;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Spread;
import io.reprise.bench.run.Stopwatch;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.journal.JournalSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        Path folder = Files.createTempDirectory("reprise-bench-bars-runs");
        try {
            measure(market, folder);
        } finally {
            GeneratedJournal.delete(folder);
        }
    }

    private void measure(Path market, Path folder) throws IOException {
        Path recorded = folder.resolve("recorded");
        EngineRun run = EngineRun.backtest(market, CrossSettings.config(null), bars, recorded);
        Comparison.requireSameFills(
                TA4J, load(market, DecimalNumFactory.getInstance()).run().fills(), run);
        Ta4jCross peer = load(market, DoubleNumFactory.getInstance());
        BareRecording recording = BareRecording.of(recorded, JournalSettings.defaults());
        List<Stopwatch.Elapsed> engine = new ArrayList<>();
        List<Stopwatch.Elapsed> ta4j = new ArrayList<>();
        List<Stopwatch.Elapsed> loop = new ArrayList<>();
        List<Stopwatch.Elapsed> append = new ArrayList<>();
        int doubleTrades = 0;
        for (int i = -warmups; i < runs; i++) {
            Ta4jCross.Outcome theirs = peer.run();
            run = EngineRun.backtest(market, CrossSettings.config(null), bars);
            Stopwatch.Elapsed bare = HandFused.bars(market.resolve(GeneratedJournal.STREAM), run);
            Path again = folder.resolve("again");
            Stopwatch.Elapsed written = recording.append(again);
            GeneratedJournal.delete(again);
            doubleTrades = theirs.fills().count();
            if (i >= 0) {
                ta4j.add(theirs.elapsed());
                engine.add(run.elapsed());
                loop.add(bare);
                append.add(written);
            }
        }
        Limit limit = new Limit(Spread.of(bars, loop), Spread.of(bars, append), recording.bytes());
        print(market, run, Spread.of(bars, engine), Spread.of(bars, ta4j), limit, doubleTrades);
    }

    /**
     * What no recorded run of these bars can pass on this machine.
     *
     * @param loop the bare essentials of the run over the same journal, nothing recorded
     * @param append the run's own frames written down again, nothing else
     * @param bytes of those frames
     */
    private record Limit(Spread loop, Spread append, long bytes) {
        /** Seconds where both run at once, on two cores. */
        double twoCores() {
            return Math.max(loop.median(), append.median());
        }

        /** Seconds where one runs after the other. */
        double oneCore() {
            return loop.median() + append.median();
        }

        /** How many times as long as this ta4j takes. */
        double times(double seconds, Spread ta4j) {
            return ta4j.median() / seconds;
        }
    }

    private Ta4jCross load(Path market, NumFactory numbers) {
        Ta4jCross peer = Ta4jCross.load(market.resolve(GeneratedJournal.STREAM), numbers);
        if (peer.bars() != bars) {
            throw new IllegalStateException("ta4j was given " + peer.bars() + " bars, not " + bars);
        }
        return peer;
    }

    private void print(Path market, EngineRun run, Spread engine, Spread ta4j, Limit limit, int doubleTrades)
            throws IOException {
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
            out.println("hand-fused loop with the same fills, not recorded: " + Figures.rate(limit.loop, "bars"));
            out.printf(
                    Locale.ROOT,
                    "the run's %,d bytes of frames appended again: %.3f s (%.3f to %.3f)%n",
                    limit.bytes,
                    limit.append.median(),
                    limit.append.lowest(),
                    limit.append.highest());
            out.printf(
                    Locale.ROOT,
                    "so a recorded run can be at most %.1f times as fast as ta4j on two cores, %.1f on one%n",
                    limit.times(limit.twoCores(), ta4j),
                    limit.times(limit.oneCore(), ta4j));
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
            result.object("limit", () -> {
                result.object("handFused", () -> Figures.rates(result, limit.loop, "bars"));
                result.object("append", () -> {
                    Figures.rates(result, limit.append, "bars");
                    result.number("bytes", limit.bytes);
                });
                result.ratio("timesTa4jOnTwoCores", limit.times(limit.twoCores(), ta4j))
                        .ratio("timesTa4jOnOneCore", limit.times(limit.oneCore(), ta4j));
            });
            result.ratio("timesTa4j", ta4j.times(engine)).ratio("timesTa4jByCpu", ta4j.cpuTimes(engine));
            Figures.machine(result, market);
        }
    }
}
