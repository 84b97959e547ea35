package io.reprise.research.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final Series SERIES = MadeHistory.series(HistoryKind.TRADES);
    private static final Archive.Options ALL = new Archive.Options(Long.MAX_VALUE, true, false);

    @TempDir
    Path folder;

    private Path journals;
    private Path store;
    private List<long[]> rows;

    @BeforeEach
    void make() {
        journals = folder.resolve("journals");
        store = folder.resolve("store");
        rows = MadeHistory.rows(HistoryKind.TRADES, new Random(5), 4_000, MadeHistory.START_NS, 60_000_000_000L);
    }

    private Archive.Outcome archive(Archive.Options options) throws IOException {
        return Archive.run(store, List.of(journals), options, _ -> {});
    }

    @Test
    void movesAWholeJournalAndGivesItBackWithItsDigest() throws IOException {
        Path journal = journals.resolve("a");
        String digest = MadeHistory.journal(journal, SERIES, rows);
        Archive.Outcome outcome = archive(ALL);
        assertEquals(List.of(new Archive.Done(journal, rows.size(), rows.size(), 0, true, true)), outcome.journals());
        assertTrue(outcome.ok());
        assertFalse(Files.exists(journal));

        Path again = folder.resolve("again");
        try (HistoricalDataStore history = HistoricalDataStore.open(store, List.of(journals))) {
            HistoricalDataStore.Answer answer =
                    history.query(MadeHistory.INSTRUMENT.name(), Long.MIN_VALUE, Long.MAX_VALUE, "trades");
            assertEquals(rows.size(), HistoricalDataStore.toJournal(answer, again, _ -> {}));
        }
        assertEquals(
                digest,
                JournalManifest.read(again).stream(JournalFolder.INBOUND).contentSha256());
    }

    @Test
    void aSecondRunFindsNothingToDo() throws IOException {
        MadeHistory.journal(journals.resolve("a"), SERIES, rows);
        Archive.Options keeps = new Archive.Options(Long.MAX_VALUE, false, false);
        assertEquals(rows.size(), archive(keeps).archivedRows());
        Archive.Outcome second = archive(keeps);
        assertEquals(0, second.archivedRows());
        assertTrue(second.ok());
        assertTrue(second.journals().getFirst().verified());
        assertTrue(archive(ALL).journals().getFirst().pruned());
    }

    @Test
    void whatIsYoungStaysInItsJournal() throws IOException {
        Path journal = journals.resolve("a");
        MadeHistory.journal(journal, SERIES, rows);
        long beforeNs = rows.get(1_000)[1];
        long old = rows.stream().filter(row -> row[1] < beforeNs).count();
        Archive.Outcome outcome = archive(new Archive.Options(beforeNs, true, false));
        assertEquals(List.of(new Archive.Done(journal, old, old, rows.size() - old, true, false)), outcome.journals());
        assertTrue(Files.exists(journal));
    }

    /** Two recordings of one market that differ: the second stays and is told, and nothing of it is lost. */
    @Test
    void aJournalThatTheStoreDoesNotHoldStays() throws IOException {
        Path first = journals.resolve("a");
        MadeHistory.journal(first, SERIES, rows);
        archive(ALL);
        List<long[]> others = new ArrayList<>(rows.subList(100, 200));
        others.set(50, others.get(50).clone());
        others.get(50)[4]++;
        Path second = journals.resolve("b");
        MadeHistory.journal(second, SERIES, others);
        Archive.Outcome outcome = archive(ALL);
        assertEquals(1, outcome.problems().size());
        assertTrue(
                outcome.problems().getFirst().startsWith(second + " stays: its trades of A/B-USD.TEST are not what"),
                outcome.problems().getFirst());
        assertTrue(Files.exists(second));
        try (StorageRouter router = StorageRouter.open(store, List.of(journals))) {
            assertNull(MadeHistory.difference(
                    rows, MadeHistory.read(router.read(SERIES.key(), Long.MIN_VALUE, Long.MAX_VALUE))));
        }
    }

    /** A file of the store that was damaged since is seen by the reading back, and the journal stays. */
    @Test
    void aJournalIsNotPrunedWhenTheStoreIsDamaged() throws IOException {
        Path journal = journals.resolve("a");
        MadeHistory.journal(journal, SERIES, rows);
        archive(new Archive.Options(Long.MAX_VALUE, false, false));
        try (ColdStore cold = ColdStore.open(store)) {
            ColdStore.Partition month = cold.find(SERIES.key()).partitions().getFirst();
            Path file =
                    month.folder().resolve(month.manifest().files().getFirst().name());
            byte[] bytes = Files.readAllBytes(file);
            java.util.Arrays.fill(bytes, 100, 200, (byte) 0x5A);
            Files.write(file, bytes);
        }
        Archive.Outcome outcome = archive(ALL);
        assertFalse(outcome.ok());
        assertTrue(Files.exists(journal));
    }

    @Test
    void whatAKilledArchiveHadBegunToRemoveGoes() throws IOException {
        Path left = journals.resolve(".a.pruned");
        Files.createDirectories(left.resolve("inbound"));
        archive(ALL);
        assertFalse(Files.exists(left));
    }
}
