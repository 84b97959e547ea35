package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Portfolio;
import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.Sealing;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.report.FillsCsv;
import io.reprise.research.report.ReportFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The report folder of a run. Journal and fills are written beside their places and moved there when the run has ended, so
 * a run that fails leaves an earlier one's as they were.
 */
final class RunFolders {
    /** The run's own journal, beside the report. */
    static final String JOURNAL = "journal";

    private static final String RUNNING = ".running.";

    private RunFolders() {}

    /**
     * Runs a backtest into a folder; an earlier run's journal there is replaced.
     *
     * @param progress told now and then how many market events it has seen
     */
    static RunResult run(
            Backtest.Request request, StrategyCatalog catalog, Path folder, Sealing sealing, LongConsumer progress)
            throws IOException {
        boolean isNew = !Files.exists(folder);
        if (!isNew && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path journal = folder.resolve(JOURNAL);
        requireRunOrNothing(journal);
        Files.createDirectories(folder);
        // As deep as their places are: the journal's manifest says where the market journals are from there.
        Path running = folder.resolve(RUNNING + JOURNAL);
        Path runningFills = folder.resolve(RUNNING + ReportFolder.FILLS);
        removeUnlessWritten(running);
        boolean isDone = false;
        try {
            RunResult result = record(request.recordedIn(running), catalog, runningFills, progress);
            sealing.seal(running);
            remove(journal);
            Files.move(running, journal, StandardCopyOption.ATOMIC_MOVE);
            Files.move(runningFills, folder.resolve(ReportFolder.FILLS), StandardCopyOption.REPLACE_EXISTING);
            isDone = true;
            return result;
        } finally {
            if (!isDone) {
                remove(running);
                Files.deleteIfExists(runningFills);
                if (isNew) {
                    Files.deleteIfExists(folder);
                }
            }
        }
    }

    private static RunResult record(
            Backtest.Request recorded, StrategyCatalog catalog, Path file, LongConsumer progress) throws IOException {
        try (Writer fills = Files.newBufferedWriter(file)) {
            boolean isPortfolio = recorded.config().strategy().equals(Portfolio.NAME);
            fills.write(isPortfolio ? FillsCsv.HEADER_OF_MANY : FillsCsv.HEADER);
            fills.write('\n');
            return Backtest.run(recorded, catalog, fill -> write(fills, fill), progress);
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

    /** Market data, say, may lie there too. */
    private static void requireRunOrNothing(Path journal) {
        if (Files.exists(journal) && !JournalManifest.read(journal).properties().containsKey(RunJournal.STATE_DIGEST)) {
            throw new IllegalArgumentException(
                    journal + " is in the way: it is not the journal of an earlier run; choose another --out");
        }
    }

    /** Removes what a killed run left; what another process writes just now is refused. */
    private static void removeUnlessWritten(Path running) throws IOException {
        if (Files.exists(running)) {
            JournalLock.acquire(running).close();
            remove(running);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
