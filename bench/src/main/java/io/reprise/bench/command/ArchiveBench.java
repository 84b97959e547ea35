package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.recovery.KilledArchive;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench archive}: an archive that is killed loses nothing, doubles nothing, and shows no partial file. */
@Command(
        name = "archive",
        description =
                "Kills archives with SIGKILL at random times, and holds store and journals after each kill against the"
                        + " journals as they were.")
final class ArchiveBench implements Callable<Integer> {
    private static final int TRADES_MIN = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kills",
            defaultValue = "100",
            paramLabel = "N",
            description = "Processes to kill (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--trades",
            defaultValue = "500000",
            paramLabel = "N",
            description = "Trades in all journals together (default: ${DEFAULT-VALUE}).")
    private long trades;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the kills (default: 1).")
    private long seed;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (kills < 1 || trades < TRADES_MIN) {
            throw new IllegalArgumentException("--kills must be at least 1, --trades at least " + TRADES_MIN);
        }
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        Path folder = Files.createTempDirectory("reprise-bench-archive");
        KilledArchive.Outcome outcome;
        try (Progress progress =
                Progress.start("bench archive", spec.commandLine().getErr(), json)) {
            outcome =
                    new KilledArchive(folder.resolve("run"), trades, seed).run(kills, done -> progress.at(done, kills));
        } finally {
            GeneratedJournal.delete(folder);
        }
        print(outcome, (clock.monoNs() - startNs) / 1e9);
        outcome.faults().forEach(spec.commandLine().getErr()::println);
        return outcome.faults().isEmpty() ? 0 : 1;
    }

    private void print(KilledArchive.Outcome outcome, double seconds) {
        if (!json) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%d archives killed, %d of them with something half done, %d ended before, %d rounds, %,d rows compared after each: %s; %.0f s%n",
                            outcome.kills(),
                            outcome.inWork(),
                            outcome.ended(),
                            outcome.rounds(),
                            outcome.rows(),
                            outcome.faults().isEmpty() ? "nothing lost, nothing doubled" : "FAULTS",
                            seconds);
            return;
        }
        try (JsonOutput result = new JsonOutput(spec.commandLine().getOut())) {
            result.text("bench", "archive")
                    .number("kills", outcome.kills())
                    .number("inWork", outcome.inWork())
                    .number("endedBefore", outcome.ended())
                    .number("rounds", outcome.rounds())
                    .number("rows", outcome.rows())
                    .number("seed", seed)
                    .flag("clean", outcome.faults().isEmpty())
                    .texts("faults", outcome.faults())
                    .ratio("seconds", seconds);
        }
    }
}
