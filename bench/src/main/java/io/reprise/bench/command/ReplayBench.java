package io.reprise.bench.command;

import io.reprise.bench.fused.HandFused;
import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.TradeWalk;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.ProcessMemory;
import io.reprise.bench.run.Spread;
import io.reprise.codecs.BarKind;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            description = "Trades in the journal (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the random walk (default: 1).")
    private long seed;

    @Option(
            names = "--topology",
            defaultValue = "inline",
            paramLabel = "T",
            description = "inline runs the backtest; fused and staged replay what it recorded (default: inline).")
    private String topology;

    @Option(names = "--runs", defaultValue = "3", paramLabel = "K", description = "The median counts (default: 3).")
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
        RunConfig config = CrossSettings.config(new BarSpec(BarKind.TIME, CrossSettings.BAR_NS));
        double[] engineSeconds = new double[runs];
        double[] fusedSeconds = new double[runs];
        EngineRun run = null;
        try (Progress progress =
                Progress.start("bench replay", spec.commandLine().getErr(), json)) {
            for (int i = 0; i < runs; i++) {
                fusedSeconds[i] = Double.NaN;
                HandFused.Outcome fused = null;
                if (threads == Topology.INLINE) {
                    SystemClock clock = new SystemClock();
                    long startNs = clock.monoNs();
                    fused = HandFused.trades(market.resolve("inbound"), TradeWalk.INSTRUMENT.lotQty());
                    fusedSeconds[i] = (clock.monoNs() - startNs) / 1e9;
                }
                run = threads == Topology.INLINE
                        ? EngineRun.backtest(market, config, events)
                        : EngineRun.replay(
                                market,
                                config,
                                events,
                                threads,
                                configuration.load().ring());
                engineSeconds[i] = run.seconds();
                requireEqual(fused, run);
                progress.at(i + 1L, runs);
            }
        }
        print(threads, market, run, Spread.of(engineSeconds), Spread.of(fusedSeconds));
        return 0;
    }

    private Path generate() throws IOException {
        try (Progress progress = Progress.start("generate", spec.commandLine().getErr(), json)) {
            return GeneratedJournal.trades(journal, events, seed, done -> progress.at(done, events));
        }
    }

    /** The hand-fused loop and the engine are two ways to the same fills, orders and money. */
    private static void requireEqual(HandFused.Outcome fused, EngineRun run) {
        if (fused == null) {
            return;
        }
        String difference = fused.fills().difference(run.fills());
        if (difference == null && fused.orders() != run.result().orders()) {
            difference = "orders are " + fused.orders() + " and " + run.result().orders();
        }
        if (difference == null && fused.cash() != run.result().cash()) {
            difference = "cash is " + fused.cash() + " and " + run.result().cash();
        }
        if (difference == null && fused.position() != run.result().position()) {
            difference = "the position is " + fused.position() + " and "
                    + run.result().position();
        }
        if (difference != null) {
            throw new IllegalStateException("the hand-fused loop and the engine differ: " + difference);
        }
    }

    private void print(Topology threads, Path market, EngineRun run, Spread engine, Spread fused) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.here();
        boolean compared = threads == Topology.INLINE;
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d events in %.3f s: %,.0f events/s (%,.0f to %,.0f in %d runs)%n",
                    threads.name().toLowerCase(Locale.ROOT),
                    events,
                    engine.median(),
                    events / engine.median(),
                    events / engine.highest(),
                    events / engine.lowest(),
                    runs);
            if (compared) {
                out.printf(
                        Locale.ROOT,
                        "hand-fused loop, same fills: %,.0f events/s; the engine takes %.2f times as long%n",
                        events / fused.median(),
                        engine.median() / fused.median());
            }
            out.printf(
                    Locale.ROOT,
                    "%.4f bytes allocated per event, %.0f MiB resident, %,d orders, %,d fills%n",
                    run.allocatedBytesPerEvent(),
                    ProcessMemory.highWaterMiB(),
                    run.result().orders(),
                    run.result().fillCount());
            out.println("state " + run.result().stateDigest() + ", outbound "
                    + run.result().outboundDigest());
            out.println(machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk() + ", "
                    + String.join(" ", machine.flags()));
            out.println("journal " + market + " (kept for the next run)");
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "replay")
                    .text("topology", threads.name())
                    .number("events", events)
                    .number("seed", seed)
                    .ratio("seconds", engine.median())
                    .ratio("eventsPerSecond", events / engine.median())
                    .ratio("eventsPerSecondLowest", events / engine.highest())
                    .ratio("eventsPerSecondHighest", events / engine.lowest())
                    .number("runs", runs)
                    .ratio("allocatedBytesPerEvent", run.allocatedBytesPerEvent())
                    .ratio("rssMiB", ProcessMemory.highWaterMiB())
                    .number("orders", run.result().orders())
                    .number("fills", run.result().fillCount())
                    .text("stateDigest", run.result().stateDigest())
                    .text("outboundDigest", run.result().outboundDigest());
            if (compared) {
                result.object(
                        "handFused",
                        () -> result.ratio("seconds", fused.median())
                                .ratio("eventsPerSecond", events / fused.median())
                                .ratio("eventsPerSecondLowest", events / fused.highest())
                                .ratio("eventsPerSecondHighest", events / fused.lowest())
                                .flag("sameFills", true));
                result.ratio("timesHandFused", engine.median() / fused.median());
            }
            result.text("journal", market.toString())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk())
                    .texts("flags", machine.flags());
        }
    }
}
