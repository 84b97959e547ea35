package io.reprise.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.SnapshotFolder.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    private static final String CONFIG = "ab".repeat(32);

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private SnapshotFolder snapshots() {
        return new SnapshotFolder(folder, steps::add);
    }

    private static Snapshot at(long seq) {
        byte[] state = new byte[100];
        new SplittableRandom(seq).nextBytes(state);
        return new Snapshot(seq, CONFIG, state);
    }

    private void write(long... seqs) {
        for (long seq : seqs) {
            snapshots().write(at(seq));
        }
    }

    private Snapshot newest(long seqMax) {
        return snapshots().newest(CONFIG, seqMax, said::add);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path file(long seq) {
        return folder.resolve("%020d.snapshot".formatted(seq));
    }

    @Test
    void givesBackWhatWasWritten() {
        assertNull(newest(Long.MAX_VALUE));
        write(5, 9);
        Snapshot found = newest(9);
        assertEquals(9, found.seq());
        assertEquals(CONFIG, found.configSha256());
        assertArrayEquals(at(9).state(), found.state());
        assertEquals(List.of(), said);
        assertEquals(List.of(Step.WRITTEN, Step.RENAMED, Step.WRITTEN, Step.RENAMED), steps);
    }

    @Test
    void keepsTheNewestThree() throws IOException {
        write(1, 2, 3, 4, 5);
        assertEquals(3, names().size());
        assertEquals(2, steps.stream().filter(step -> step == Step.PRUNED).count());
        assertEquals(5, newest(5).seq());
    }

    @Test
    void anyFlippedBitOrCutOfTheNewestGivesTheOneBefore() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            said.clear();
            write(1, 2);
            byte[] bytes = Files.readAllBytes(file(2));
            if (i % 2 == 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(file(2), bytes);
            assertEquals(1, newest(2).seq(), "round " + i);
            assertEquals(1, said.size());
            assertTrue(
                    said.getFirst().contains("is damaged") && said.getFirst().contains("passed over"), said::toString);
        }
    }

    @Test
    void passesOverOnesOfAnotherConfiguration() {
        write(1);
        snapshots().write(new Snapshot(2, "cd".repeat(32), new byte[8]));
        assertEquals(1, newest(2).seq());
        assertTrue(said.getFirst().contains("another configuration"), said::toString);
    }

    /** Were they kept among the newest, each new one would be pruned at once, and they taken for snapshots of what follows. */
    @Test
    void snapshotsAheadOfAJournalThatLostItsEndNeverComeBack() throws IOException {
        write(100, 200, 300);
        assertEquals(100, newest(150).seq());
        assertEquals(2, said.size());
        write(160);
        assertEquals(160, newest(1_000).seq());
        assertEquals(
                List.of(
                        "%020d.snapshot".formatted(100),
                        "%020d.snapshot".formatted(160),
                        "%020d.snapshot.passed".formatted(200),
                        "%020d.snapshot.passed".formatted(300)),
                names());
    }

    @Test
    void removesWhatWasNeverFinished() throws IOException {
        write(1);
        Files.write(folder.resolve("%020d.snapshot.part".formatted(2)), new byte[10]);
        assertEquals(1, newest(9).seq());
        assertEquals(1, names().size());
        assertEquals(List.of(), said);
    }
}
