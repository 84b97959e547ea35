package io.reprise.engine.cli;

import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.JournalView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal export}: frames with every field, for other programs. */
@Command(
        name = "export",
        description =
                "Writes the frames with every field as JSON lines or CSV. A run's market frames, which its journal"
                        + " only refers to, stand in their places, under the sequence and instrument id of the run.")
final class JournalExportCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalSelection selection;

    @Option(
            names = "--format",
            defaultValue = "json",
            paramLabel = "F",
            description = "json (default): an object a line; csv: a table for each type of frame.")
    private String format;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "Where to: a file, and for csv without a single --type a folder that gets a file for each type."
                            + " Without it, standard output.")
    private Path target;

    @Option(names = "--stored", description = "Only what the journal itself holds, without the market frames of a run.")
    private boolean stored;

    @Option(
            names = "--json",
            description = "One JSON object on standard output that says what was written; needs --out.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        JournalHeader header = selection.header();
        if (json && target == null) {
            throw new IllegalArgumentException("--json needs --out: the frames take the standard output");
        }
        if (target != null && Files.exists(target)) {
            throw new IllegalArgumentException(target + " already exists; an export overwrites nothing");
        }
        JournalNames names = new JournalNames(header.instruments());
        long count;
        try (JournalView view = selection.open(header, !stored);
                FrameFile file = file(names);
                Progress progress = Progress.start("export", spec.commandLine().getErr(), json || target == null)) {
            count = write(view, file, names, progress);
            file.finish();
        }
        report(count);
        return 0;
    }

    private FrameFile file(JournalNames names) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> FrameFile.json(target, out, names);
            case "csv" -> csv(out, names);
            default ->
                throw new IllegalArgumentException("--format '" + format
                        + "' is not json or csv; Parquet comes with the cold store, which is not there yet");
        };
    }

    private FrameFile csv(PrintWriter out, JournalNames names) throws IOException {
        boolean isOneTable = selection.types().size() == 1;
        if (target == null && !isOneTable) {
            throw new IllegalArgumentException(
                    "CSV has one table for each type of frame: choose one with --type, or" + " give --out FOLDER");
        }
        return isOneTable ? FrameFile.csv(target, out, names) : FrameFile.csvFolder(target, names);
    }

    private long write(JournalView view, FrameFile file, JournalNames names, Progress progress) throws IOException {
        long count = 0;
        while (count < selection.limit() && view.advance()) {
            names.learn(view.buffer(), view.offset());
            if (!file.write(view)) {
                return count; // whoever reads has seen enough
            }
            if (++count % PROGRESS_EVERY == 0) {
                progress.at(count, 0);
            }
        }
        return count;
    }

    private void report(long count) {
        if (target == null) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(out)) {
                output.text("out", target.toString()).text("format", format).number("frames", count);
            }
        } else {
            out.println(String.format(Locale.ROOT, "%,d frames written to %s", count, target));
        }
    }
}
