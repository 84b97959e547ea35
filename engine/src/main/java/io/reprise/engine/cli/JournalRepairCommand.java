package io.reprise.engine.cli;

import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.JournalRepair;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal repair}: takes an invalid tail off, or copies what is valid. */
@Command(
        name = "repair",
        description =
                "Takes the invalid tail off streams that were not closed; what is taken off is kept in a folder cut"
                        + " beside the segments. A closed stream is never changed: --to copies what is valid into a new journal.")
final class JournalRepairCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The journal.")
    private Path journal;

    @Option(
            names = "--to",
            paramLabel = "NEW",
            description = "Copy every valid document into this new folder and leave the journal as it is.")
    private Path to;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        JournalSelection.requireJournal(journal);
        if (to == null) {
            cut(JournalRepair.cutTails(journal));
        } else {
            List<JournalRepair.Copied> copies = JournalRepair.copy(journal, to);
            RunJournal.copySources(journal, to);
            copied(copies);
        }
        return 0;
    }

    private void cut(List<JournalRepair.Tail> tails) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(out)) {
                output.array(
                        "streams",
                        () -> tails.forEach(tail -> output.element(() -> {
                            output.text("stream", tail.stream())
                                    .number("documents", tail.documents())
                                    .number("frames", tail.frames())
                                    .flag("cut", tail.cut() != null);
                            if (tail.cut() != null) {
                                output.text("file", tail.cut().segment())
                                        .number("position", tail.cut().position())
                                        .number("bytes", tail.cut().bytes())
                                        .number("document", tail.cut().documentIndex())
                                        .text("reason", tail.cut().reason())
                                        .text("savedTo", tail.cut().savedTo().toString());
                            }
                        })));
            }
            return;
        }
        if (tails.isEmpty()) {
            out.println("nothing to repair: every stream is closed and whole");
        }
        for (JournalRepair.Tail tail : tails) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %s; it holds %,d frames in %,d documents now",
                    tail.stream(),
                    tail.cut() == null ? "nothing to cut" : tail.cut().sentence(),
                    tail.frames(),
                    tail.documents()));
            if (tail.documentsBehind() > 0) {
                out.println(
                        "          " + tail.documentsBehind() + " valid documents lay behind the damage and went with"
                                + " the tail; with --to they would have been copied");
            }
        }
    }

    private void copied(List<JournalRepair.Copied> copies) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(out)) {
                output.text("to", to.toString());
                output.array(
                        "streams",
                        () -> copies.forEach(copy -> output.element(() -> {
                            output.text("stream", copy.stream())
                                    .number("documents", copy.documents())
                                    .number("frames", copy.frames());
                            JournalReports.findings(output, copy.findings());
                        })));
            }
            return;
        }
        for (JournalRepair.Copied copy : copies) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %,d frames in %,d documents copied to %s",
                    copy.stream(),
                    copy.frames(),
                    copy.documents(),
                    to));
            for (Finding finding : copy.findings()) {
                out.println("          " + finding.sentence());
            }
        }
    }
}
