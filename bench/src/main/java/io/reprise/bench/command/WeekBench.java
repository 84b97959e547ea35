package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.recovery.KilledPaper;
import io.reprise.bench.run.Machine;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench week}: a week of real trades on paper, killed on the way, ends as undisturbed and as a backtest. */
@Command(
        name = "week",
        description =
                "Plays a week of real Bitstamp trades through paper, kills it on the way, and holds its end against"
                        + " the undisturbed session and a plain backtest.")
final class WeekBench implements Callable<Integer> {
    private static final String SAMPLES = "research-bridge/target/samples/ta4j-examples-0.18.jar";
    private static final String ENTRY = "bitstamp_trades_from_20131125_usd.csv";
    private static final long CENT = 1_000_000;
    /** Something is decided every few minutes. */
    private static final List<String> RUN = List.of(
            "--strategy=sma-cross",
            "--set=fast=10",
            "--set=slow=30",
            "--bar=1m",
            "--cash=10000",
            "--fraction=1",
            "--fee-bps=25",
            "--slippage-bps=5",
            "--latency-ms=250");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "A market journal (default: the week of Bitstamp trades that the build fetches).")
    private Path source;

    @Option(
            names = "--kills",
            defaultValue = "20",
            paramLabel = "N",
            description = "Kills on the way (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--speed",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Times real time (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--snapshot-events",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Most events between two snapshots (default: ${DEFAULT-VALUE}).")
    private long snapshotEvents;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the kills (default: 1).")
    private long seed;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (kills < 0 || !(speed > 0 && speed <= 1e9) || snapshotEvents < 1) {
            throw new IllegalArgumentException(
                    "--kills cannot be below 0, --speed must be above 0 and at most 1e9, --snapshot-events at least 1");
        }
        Path folder = Files.createTempDirectory("reprise-bench-week");
        KilledPaper.Outcome outcome;
        try (Progress progress = Progress.start("bench week", spec.commandLine().getErr(), json)) {
            Path market = source != null ? source : ingest(folder.resolve("week"));
            outcome = new KilledPaper(folder.resolve("run"), market, RUN, speed, seed)
                    .run(kills, snapshotEvents, done -> progress.at(done, kills));
        } finally {
            GeneratedJournal.delete(folder);
        }
        print(outcome);
        return outcome.isSame() ? 0 : 1;
    }

    private static Path ingest(Path journal) {
        Path jar = Path.of(System.getProperty("reprise.home", ".")).resolve(SAMPLES);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "the samples " + jar + " are missing: ./run.sh fetches them when it builds");
        }
        Ingest.run(IngestRequest.of(Formats.named("bitstamp-trades"), journal, List.of(jar + "!" + ENTRY))
                .instrument("BTC-USD.BITSTAMP")
                .currency("USD")
                .increments(CENT, 1)
                .build());
        return journal;
    }

    private void print(KilledPaper.Outcome outcome) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.here();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%,d market events at %,.0f times real time, killed %d times (%d while starting) in %.0f s: %,d orders,"
                            + " %,d fills%n",
                    outcome.marketEvents(),
                    speed,
                    outcome.kills(),
                    outcome.starting(),
                    outcome.seconds(),
                    outcome.end().orders(),
                    outcome.end().fills());
            out.println("against the undisturbed session: " + outcome.calm());
            out.println("against the plain backtest: " + outcome.backtest());
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "week")
                    .number("kills", outcome.kills())
                    .number("lost", outcome.calm().lost() + outcome.backtest().lost())
                    .number(
                            "doubled",
                            outcome.calm().doubled() + outcome.backtest().doubled())
                    .flag("sameAsUndisturbed", outcome.calm().digestsEqual())
                    .flag("sameAsBacktest", outcome.backtest().digestsEqual())
                    .number("killsWhileStarting", outcome.starting())
                    .number("marketEvents", outcome.marketEvents())
                    .number("orders", outcome.end().orders())
                    .number("fills", outcome.end().fills())
                    .ratio("speed", speed)
                    .ratio("seconds", outcome.seconds())
                    .text("stateDigest", outcome.end().stateDigest())
                    .text("outboundDigest", outcome.end().outboundDigest())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk());
        }
    }
}
