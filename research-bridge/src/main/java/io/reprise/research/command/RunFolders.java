package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.report.FillsCsv;
import io.reprise.research.report.ReportFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The report folder of a run: where its journal and its fills are written while it runs. */
final class RunFolders {
    /** The run's own journal, beside the report. */
    static final String JOURNAL = "journal";

    private static final String MANIFEST = "manifest.json";

    private RunFolders() {}

    /** Runs a backtest into a folder; an earlier run's journal there is replaced. */
    static RunResult run(Backtest.Request request, StrategyCatalog catalog, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path journal = folder.resolve(JOURNAL);
        remove(journal);
        Backtest.Request recorded = request.recordedIn(journal);
        try (Writer fills = Files.newBufferedWriter(folder.resolve(ReportFolder.FILLS))) {
            fills.write(FillsCsv.HEADER);
            fills.write('\n');
            return Backtest.run(recorded, catalog, fill -> write(fills, fill));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Writer fills, RunResult.Fill fill) {
        try {
            fills.write(FillsCsv.line(fill));
            fills.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes an earlier run's journal, and nothing that is not one. */
    private static void remove(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return;
        }
        if (!Files.exists(journal.resolve(MANIFEST)) && !Files.exists(journal.resolve("inbound"))) {
            throw new IllegalArgumentException(journal + " is in the way: it is not the journal of an earlier run");
        }
        try (Stream<Path> paths = Files.walk(journal)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
