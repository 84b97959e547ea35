package io.reprise.research.history;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Moves what is old from the market journals to the cold store. What was moved is read back and held against the journal row for
 * row, and only a journal that is old as a whole and lies in the store to the last row is removed. May be killed at any point and run
 * again: a month is in the store or is not, a journal is there until it is not needed, and a second run finds nothing to do.
 * Owned by one thread.
 */
public final class Archive {
    private static final String PRUNED = ".pruned";

    private final Path store;
    private final List<Path> journals;
    private final Options options;
    private final LongConsumer progress;
    private final List<Done> done = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long rows;
    private long filesFewer;

    /**
     * How to archive.
     *
     * @param beforeNs rows that were known before are old, epoch ns
     * @param prunes whether journals that are in the store as a whole are removed
     * @param compactsAll whether every month is made as few files as it needs, not only those in many
     */
    public record Options(long beforeNs, boolean prunes, boolean compactsAll) {}

    /**
     * What came of a journal.
     *
     * @param journal where it is, or was
     * @param rows that are old
     * @param archivedRows that this run added to the store
     * @param keptRows that are too young
     * @param verified whether all old rows are in the store, read back and equal
     * @param pruned whether it was removed
     */
    public record Done(Path journal, long rows, long archivedRows, long keptRows, boolean verified, boolean pruned) {}

    /**
     * What came of it all.
     *
     * @param journals each journal that holds something old
     * @param filesFewer files that compaction made fewer
     * @param problems in sentences; none when all went well
     */
    public record Outcome(List<Done> journals, long filesFewer, List<String> problems) {
        public Outcome {
            journals = List.copyOf(journals);
            problems = List.copyOf(problems);
        }

        public long archivedRows() {
            return journals.stream().mapToLong(Done::archivedRows).sum();
        }

        public boolean ok() {
            return problems.isEmpty();
        }
    }

    private Archive(Path store, List<Path> journals, Options options, LongConsumer progress) {
        this.store = store;
        this.journals = journals;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Archives.
     *
     * @param journals folders below which the market journals lie
     * @param progress told of the rows that were looked at
     * @throws HistoryException when the store cannot be written
     */
    public static Outcome run(Path store, List<Path> journals, Options options, LongConsumer progress)
            throws IOException {
        return new Archive(store, journals, options, progress).run();
    }

    private Outcome run() throws IOException {
        for (Path root : journals) {
            removePruned(root);
        }
        try (ColdWriter writer = ColdWriter.open(store)) {
            for (WarmJournals.Journal journal : new WarmJournals(journals).all(problems)) {
                if (journal.firstTsInitNs() < options.beforeNs()) {
                    archive(writer, journal);
                }
            }
            for (Series.Key key : writer.store().all().keySet()) {
                filesFewer += writer.compact(key, options.compactsAll() ? 1 : ColdWriter.FILES_MAX);
            }
        }
        return new Outcome(done, filesFewer, problems);
    }

    private void archive(ColdWriter writer, WarmJournals.Journal journal) throws IOException {
        long archived = 0;
        long old = 0;
        boolean verified = true;
        try {
            for (WarmJournals.Part part : journal.parts()) {
                Cover wanted = part.cover().within(Long.MIN_VALUE, options.beforeNs());
                if (wanted.isEmpty()) {
                    continue;
                }
                ColdWriter.Appended appended;
                try (Batches rowsOfIt = part.read(journal.folder(), wanted)) {
                    appended = writer.append(part.series(), new Counted(rowsOfIt), "journal " + journal.sha256());
                }
                archived += appended.added();
                old += appended.added() + appended.passedOver();
                verified &= verify(writer.store(), journal, part, wanted);
            }
        } catch (IllegalStateException failed) {
            problems.add(journal.folder() + " was not archived: " + failed.getMessage());
            verified = false;
        }
        long all = journal.parts().stream().mapToLong(WarmJournals.Part::rows).sum();
        boolean isOld = journal.lastTsInitNs() < options.beforeNs();
        boolean pruned = verified && isOld && options.prunes() && prune(journal.folder());
        done.add(new Done(journal.folder(), old, archived, all - old, verified, pruned));
    }

    /** Reads the store's rows of the journal's times and holds them against the journal's. */
    private boolean verify(ColdStore cold, WarmJournals.Journal journal, WarmJournals.Part part, Cover wanted) {
        ColdStore.Stored stored = cold.find(part.series().key());
        // What the program holds in memory proves nothing: another DuckDB reads the files as they lie there.
        try (ColdStore fresh = ColdStore.open(store, cold::schema);
                Batches is = new Within(
                        fresh.read(
                                stored,
                                wanted.spans().getFirst().fromNs(),
                                wanted.spans().getLast().toNs()),
                        wanted);
                Batches should = part.read(journal.folder(), wanted)) {
            RowComparison comparison = RowComparison.of(should, is);
            if (!comparison.isSame()) {
                problems.add(journal.folder() + " stays: its "
                        + part.series().key().text()
                        + " are not what the store holds of "
                        + Times.format(wanted.spans().getFirst().fromNs()) + " to "
                        + Times.format(wanted.spans().getLast().toNs() - 1) + " from row " + (comparison.rows() + 1)
                        + " on, since other journals of the same market overlap it");
            }
            return comparison.isSame();
        }
    }

    /** Tells of the rows that pass. */
    private final class Counted implements Batches {
        private final Batches of;

        Counted(Batches of) {
            this.of = of;
        }

        @Override
        public boolean next() {
            boolean isThere = of.next();
            if (isThere) {
                rows += of.batch().size();
                progress.accept(rows);
            }
            return isThere;
        }

        @Override
        public ColumnBatch batch() {
            return of.batch();
        }

        @Override
        public void close() {
            of.close();
        }
    }

    // ---- pruning --------------------------------------------------------------------------------------------------

    private boolean prune(Path journal) throws IOException {
        if (JournalLock.isHeld(journal.resolve(JournalFolder.INBOUND))) {
            problems.add(journal + " is in the store and stays, since somebody writes it");
            return false;
        }
        Path gone = journal.resolveSibling("." + journal.getFileName() + PRUNED);
        DurableFiles.delete(gone);
        Files.move(journal, gone, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(journal.toAbsolutePath().getParent());
        DurableFiles.delete(gone);
        return true;
    }

    /** Removes what an archive that was killed had begun to remove. */
    private static void removePruned(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> left = new ArrayList<>();
        Files.walkFileTree(
                root, EnumSet.noneOf(FileVisitOption.class), WarmJournals.DEPTH_MAX, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        String name = folder.getFileName() == null
                                ? ""
                                : folder.getFileName().toString();
                        if (name.startsWith(".") && name.endsWith(PRUNED)) {
                            left.add(folder);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path gone, IOException failed) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        for (Path folder : left) {
            DurableFiles.delete(folder);
        }
    }
}
