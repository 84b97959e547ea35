package io.reprise.bench.command;

import io.reprise.bench.fused.HandFused;
import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Spread;
import io.reprise.bench.run.Stopwatch;
import io.reprise.codecs.BarKind;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench replay}: a generated market journal through the real backtest, and through a hand-fused loop. */
@Command(name = "replay", description = "Backtests an SMA cross on a generated journal, recording it.")
final class ReplayBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events",
            defaultValue = "20000000",
            paramLabel = "N",
            description = "Events in the journal (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the random walk (default: 1).")
    private long seed;

    @Option(names = "--bars", description = "A journal of one-minute bars instead of trades.")
    private boolean bars;

    @Option(
            names = "--topology",
            defaultValue = "inline",
            paramLabel = "T",
            description = "inline runs the backtest; fused and staged replay what it recorded (default: inline).")
    private String topology;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "K", description = "The median counts (default: 5).")
    private int runs;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where the generated journal is or will be (default: among the temporary files, kept).")
    private Path journal;

    @Option(names = "--generate-only", description = "Make the journal and end.")
    private boolean generateOnly;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        if (events < 1 || runs < 1) {
            throw new IllegalArgumentException("--events and --runs must be at least 1");
        }
        Topology threads = Topology.parse(topology);
        Path market = generate();
        if (generateOnly) {
            spec.commandLine().getOut().println(market);
            return 0;
        }
        List<Stopwatch.Elapsed> engine = new ArrayList<>();
        List<Stopwatch.Elapsed> fused = new ArrayList<>();
        boolean compared = threads == Topology.INLINE;
        EngineRun run = null;
        try (Progress progress =
                Progress.start("bench replay", spec.commandLine().getErr(), json)) {
            for (int i = 0; i < runs; i++) {
                progress.at(i, runs);
                run = runEngine(threads, market);
                engine.add(run.elapsed());
                if (compared) {
                    Path stream = market.resolve(GeneratedJournal.STREAM);
                    fused.add(bars ? HandFused.bars(stream, run) : HandFused.trades(stream, run));
                }
            }
        }
        Spread fusedSpread = compared ? Spread.of(events, fused) : null;
        print(threads, market, run, Spread.of(events, engine), fusedSpread);
        return 0;
    }

    private Path generate() throws IOException {
        try (Progress progress = Progress.start("generate", spec.commandLine().getErr(), json)) {
            return bars
                    ? GeneratedJournal.bars(journal, events, seed, done -> progress.at(done, events))
                    : GeneratedJournal.trades(journal, events, seed, done -> progress.at(done, events));
        }
    }

    private EngineRun runEngine(Topology threads, Path market) throws IOException {
        RunConfig config = CrossSettings.config(bars ? null : new BarSpec(BarKind.TIME, CrossSettings.BAR_NS));
        return threads == Topology.INLINE
                ? EngineRun.backtest(market, config, events)
                : EngineRun.replay(
                        market, config, events, threads, configuration.load().ring());
    }

    /** @param fused null when it was not run */
    private void print(Topology threads, Path market, EngineRun run, Spread engine, Spread fused) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d events in %.3f s: %s%n",
                    threads.name().toLowerCase(Locale.ROOT),
                    events,
                    engine.median(),
                    Figures.rate(engine, "events"));
            if (fused != null) {
                out.println("hand-fused loop with the same fills: " + Figures.rate(fused, "events"));
                out.printf(
                        Locale.ROOT,
                        "the engine takes %.2f times as long (%.2f by CPU time)%n",
                        engine.times(fused),
                        engine.cpuTimes(fused));
            }
            Figures.print(out, run, market);
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "replay")
                    .text("topology", threads.name())
                    .text("journalOf", bars ? "bars" : "trades")
                    .number("events", events)
                    .number("seed", seed)
                    .number("runs", runs);
            Figures.rates(result, engine, "events");
            Figures.run(result, run);
            if (fused != null) {
                result.object("handFused", () -> {
                    Figures.rates(result, fused, "events");
                    result.flag("sameFills", true);
                });
                result.ratio("timesHandFused", engine.times(fused))
                        .ratio("timesHandFusedByCpu", engine.cpuTimes(fused));
            }
            Figures.machine(result, market);
        }
    }
}
