package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.market.SplitMix;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are asked to stop, as SIGTERM asks, and go on later. */
@Tag("slow")
@Timeout(120)
class StoppedSessionTest {
    private static final int EVENTS = 2_000;
    private static final int STOP_AFTER = 150;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();
    private final SplitMix random = new SplitMix(5);
    private RecoveryCase of;
    private Path journal;

    @BeforeEach
    void make() throws IOException {
        of = RecoveryCase.in(folder, EVENTS, 1);
        journal = folder.resolve("session");
    }

    /** Runs until it has published so many events, then asks it to stop; returns whether it came to its end. */
    private boolean runFor(int events, boolean cancels) throws IOException {
        AtomicInteger left = new AtomicInteger(events);
        AtomicReference<PaperSession> running = new AtomicReference<>();
        CrashPoint.Listener stopping = point -> {
            if (point == CrashPoint.BEFORE_PUBLISH && left.decrementAndGet() == 0) {
                Thread.ofVirtual().start(running.get()::stop);
                while (!running.get().isStopping()) {
                    Thread.onSpinWait();
                }
            }
        };
        try (PaperSession session = PaperSession.open(
                of.request(journal, of.topology(), 0, cancels), RecoveryCase.catalog(), notes::add, stopping)) {
            running.set(session);
            return session.run();
        }
    }

    private long newestSnapshot() throws IOException {
        try (Stream<Path> files = Files.list(JournalFolder.snapshots(journal))) {
            return files.mapToLong(
                            file -> Long.parseLong(file.getFileName().toString().replace(".snapshot", "")))
                    .max()
                    .orElse(-1);
        }
    }

    @Test
    void stoppingWithoutCancelingChangesNothing() throws IOException {
        SessionEnd undisturbed = Undisturbed.of(of, folder.resolve("expected")).end();
        int stops = 0;
        while (!runFor(STOP_AFTER, false)) {
            stops++;
        }
        assertTrue(stops > 10, stops + " stops");
        assertEquals(Tally.NOTHING, Tally.of(undisturbed, SessionEnd.of(journal), true));
        assertEquals(List.of(), notes);
    }

    @Test
    void takesASnapshotOfTheVeryEnd() throws IOException {
        assertFalse(runFor(700, true));
        try (JournalFolder opened =
                JournalFolder.open(journal, of.request(journal).settings())) {
            assertEquals(opened.manifest().stream(JournalFolder.INBOUND).lastSeq(), newestSnapshot());
            assertTrue(opened.manifest().closed());
        }
    }

    @Test
    void cancelsWhatWorksWhenAsked() throws IOException {
        of = RecoveryCase.in(folder, EVENTS, 3);
        int stops = 0;
        while (!runFor(STOP_AFTER, true)) {
            stops++;
        }
        assertTrue(stops > 10, stops + " stops");
        SessionEnd end = SessionEnd.of(journal);
        assertEquals(stops, end.cancelsOnStop());
        assertEquals(List.of(), notes);
    }

    /** The cancel of a stop is no command of the queue: it once passed for the first of them, which was then lost. */
    @Test
    void aCommandSentBetweenTwoRunsIsTakenOnce() throws IOException {
        assertFalse(runFor(300, true));
        long id = Commands.send(journal, random);
        assertFalse(runFor(300, true));
        assertTrue(runFor(Integer.MAX_VALUE, true));
        assertEquals(Map.of(id, 1), SessionEnd.of(journal).commands());
    }
}
