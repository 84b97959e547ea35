package io.reprise.bench.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.StreamTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedJournalTest {
    private static final long EVENTS = 3_000;

    @TempDir
    private Path folder;

    private StreamTotals trades(String name, long seed) throws IOException {
        Path made = GeneratedJournal.trades(folder.resolve(name), EVENTS, seed, done -> {});
        return JournalManifest.read(made).stream(GeneratedJournal.STREAM);
    }

    @Test
    void aSeedIsAJournal() throws IOException {
        StreamTotals one = trades("one", 7);
        assertEquals(EVENTS + 1, one.frames());
        assertEquals(one.contentSha256(), trades("other", 7).contentSha256());
        assertNotEquals(one.contentSha256(), trades("next", 8).contentSha256());
    }

    @Test
    void tradesComeSixtyAMinute() throws IOException {
        StreamTotals totals = trades("one", 7);
        double minutes = (totals.lastTsInitNs() - totals.firstTsInitNs()) / 60e9;
        assertEquals(60, EVENTS / minutes, 2);
    }

    @Test
    void findsWhatItMade() throws IOException {
        trades("one", 7);
        Path manifest = folder.resolve("one/manifest.json");
        var written = Files.getLastModifiedTime(manifest);
        trades("one", 7);
        assertEquals(written, Files.getLastModifiedTime(manifest));
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        trades("one", 7);
        IllegalArgumentException otherSeed = assertThrows(IllegalArgumentException.class, () -> trades("one", 8));
        assertTrue(otherSeed.getMessage().contains("3000 events, seed 7, not trades v1"), otherSeed.getMessage());

        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/notes.txt"), "mine");
        assertThrows(IllegalArgumentException.class, () -> trades("mine", 7));
        assertEquals("mine", Files.readString(folder.resolve("mine/notes.txt")));
    }

    @Test
    void leavesNothingBesideTheJournal() throws IOException {
        trades("one", 7);
        try (Stream<Path> entries = Files.list(folder)) {
            assertEquals(1, entries.count());
        }
    }

    @Test
    void barsAreSound() {
        BarWalk walk = new BarWalk(3);
        long before = 0;
        for (int i = 0; i < 10_000; i++) {
            walk.advance();
            assertTrue(walk.lowPx() <= Math.min(walk.openPx(), walk.closePx()), "low of bar " + i);
            assertTrue(walk.highPx() >= Math.max(walk.openPx(), walk.closePx()), "high of bar " + i);
            assertTrue(i == 0 || walk.openPx() == before, "open of bar " + i);
            before = walk.closePx();
        }
    }
}
