package io.reprise.research.command;

import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.time.SystemClock;
import io.reprise.engine.time.Times;
import io.reprise.research.history.Archive;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code archive}: what is old in the market journals goes to the cold store. */
@Command(
        name = "archive",
        description = "Moves what is old from the market journals to the cold store, reads it back, and removes the"
                + " journals that are in the store to the last row. Killed at any point it goes on where it was;"
                + " a second run finds nothing to do.",
        footer = "Exit code 1 when something was not archived, or not verified; the journal stays then.")
final class ArchiveCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 36_500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions places;

    @Option(
            names = "--keep-days",
            defaultValue = "30",
            paramLabel = "N",
            description = "Days that stay in the journals, back from today's UTC midnight (default: ${DEFAULT-VALUE}).")
    private int keepDays;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "What was known before is old, instead of --keep-days.")
    private String before;

    @Option(names = "--keep-journals", description = "Remove no journal.")
    private boolean keepJournals;

    @Option(names = "--compact", description = "Make every month as few files as it needs.")
    private boolean compact;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        long beforeNs = beforeNs();
        Archive.Outcome outcome;
        try (Progress progress = Progress.start("archive", spec.commandLine().getErr(), json)) {
            outcome = Archive.run(
                    places.store(),
                    places.journals(),
                    new Archive.Options(beforeNs, !keepJournals, compact),
                    rows -> progress.at(rows, 0));
        }
        print(outcome, beforeNs);
        outcome.problems().forEach(spec.commandLine().getErr()::println);
        return outcome.ok() ? 0 : 1;
    }

    private long beforeNs() {
        if (before != null) {
            return Times.parse(before);
        }
        if (keepDays < 0 || keepDays > DAYS_MAX) {
            throw new IllegalArgumentException("--keep-days must be from 0 to " + DAYS_MAX + ", not " + keepDays);
        }
        return (Times.utcDay(new SystemClock().epochNs()) - keepDays) * Times.DAY_NS;
    }

    private void print(Archive.Outcome outcome, long beforeNs) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(outcome, beforeNs, out);
            return;
        }
        for (Archive.Done done : outcome.journals()) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d rows, %,d of them new in the store, %,d too young; %s, %s%n",
                    done.journal(),
                    done.rows(),
                    done.archivedRows(),
                    done.keptRows(),
                    done.verified() ? "read back and equal" : "NOT verified",
                    done.pruned() ? "journal removed" : "journal stays");
        }
        out.printf(
                Locale.ROOT,
                "%,d rows from %d journals went to %s%n",
                outcome.archivedRows(),
                outcome.journals().size(),
                places.store());
        if (outcome.filesFewer() > 0) {
            out.println("compaction made " + outcome.filesFewer() + " files fewer");
        }
    }

    private void printJson(Archive.Outcome outcome, long beforeNs, PrintWriter out) {
        try (JsonOutput result = new JsonOutput(out)) {
            result.flag("ok", outcome.ok())
                    .text("store", places.store().toString())
                    .text("before", Times.format(beforeNs))
                    .number("archivedRows", outcome.archivedRows())
                    .number("filesFewer", outcome.filesFewer())
                    .array(
                            "journals",
                            () -> outcome.journals()
                                    .forEach(done -> result.element(() -> result.text(
                                                    "journal", done.journal().toString())
                                            .number("rows", done.rows())
                                            .number("archivedRows", done.archivedRows())
                                            .number("keptRows", done.keptRows())
                                            .flag("verified", done.verified())
                                            .flag("pruned", done.pruned()))))
                    .texts("problems", outcome.problems());
        }
    }
}
