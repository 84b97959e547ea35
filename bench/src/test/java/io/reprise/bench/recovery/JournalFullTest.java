package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.journal.Durability;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that cannot be written halts trading and says so; started again with room, the end is the undisturbed one. */
@Tag("slow")
@Timeout(300)
class JournalFullTest {
    private static final int EVENTS = 1_200;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    /** One append after the other is refused, until there is nothing left to refuse. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void goesOnAfterAnyAppendThatFailed(long seed) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, seed);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        SplittableRandom random = new SplittableRandom(seed);
        Path journal = folder.resolve("session");
        for (int failures = 1; failures <= 12; failures++) {
            CrashPoint point = random.nextBoolean() ? CrashPoint.BEFORE_APPEND : CrashPoint.BEFORE_SEND;
            AtomicInteger left =
                    new AtomicInteger(1 + random.nextInt(undisturbed.points().get(point) / 20));
            String said = halted(request(of, journal, random), at -> {
                if (at == point && left.decrementAndGet() == 0) {
                    throw new JournalException("the disk of the test is full");
                }
            });
            if (said == null) {
                break;
            }
            assertTrue(
                    said.matches("trading is halted after \\d+ market events: the disk of the test is full; "
                            + "\\d+ working orders? (was|were) taken back at the simulated venue; started again with "
                            + "room on the disk, the session goes on where its journal ends"),
                    said);
        }
        endsUndisturbed(of.request(journal), undisturbed);
    }

    /** The disk is full to the last byte, without a watermark: Chronicle's next fresh page cannot be had. */
    @ParameterizedTest
    @EnumSource(
            value = Topology.class,
            names = {"FUSED", "STAGED"})
    void goesOnAfterTheDiskWasReallyFull(Topology topology) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 5);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16)) {
            Path journal = disk.folder().resolve("session");
            AtomicInteger appends = new AtomicInteger();
            PaperSession.Request request = with(of.request(journal, topology), 0, topology == Topology.STAGED);
            String said = halted(request, at -> {
                if (at == CrashPoint.BEFORE_APPEND && appends.incrementAndGet() == 20) {
                    fill(disk);
                }
            });
            assertTrue(said != null && said.contains("takes no more appends: appending document "), said);
            Files.delete(disk.folder().resolve("ballast"));
            endsUndisturbed(request, undisturbed);
        }
    }

    /** A slow disk holds up whoever feeds the ring, and loses nothing. */
    @Test
    void waitsForASlowDisk() throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 7);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        PaperSession.Request request = of.request(folder.resolve("session"));
        AtomicInteger appends = new AtomicInteger();
        String said = halted(request, at -> {
            if (at == CrashPoint.BEFORE_APPEND && appends.incrementAndGet() % 4 == 0) {
                LockSupport.parkNanos(2_000_000);
            }
        });
        assertNull(said);
        assertEquals(new Tally(0, 0, true), Tally.of(undisturbed.end(), SessionEnd.of(request.journal()), true));
    }

    /** While the disk is slow batches grow, and become several documents. */
    @ParameterizedTest
    @EnumSource(
            value = Topology.class,
            names = {"FUSED", "STAGED"})
    void keepsDocumentsWithinTheirBound(Topology topology) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 9);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        PaperSession.Request request = of.request(folder.resolve("session"), topology);
        request = with(request, request.settings().withDocumentBytesMax(8 << 10));
        assertNull(halted(request, at -> {
            if (at == CrashPoint.AFTER_APPEND) {
                LockSupport.parkNanos(2_000_000);
            }
        }));
        assertEquals(new Tally(0, 0, true), Tally.of(undisturbed.end(), SessionEnd.of(request.journal()), true));
    }

    /** The run header is one document, so that no crash leaves half of it. */
    @Test
    void refusesARunHeaderThatIsNoSingleDocument() throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 9);
        PaperSession.Request request = of.request(folder.resolve("session"));
        PaperSession.Request tight = new PaperSession.Request(
                Collections.nCopies(60, of.market()),
                of.config(),
                request.journal(),
                request.settings().withDocumentBytesMax(JournalSettings.DOCUMENT_BYTES_MIN),
                Topology.FUSED,
                request.ring(),
                0,
                1,
                1,
                true);
        String refused = assertThrows(IllegalArgumentException.class, () -> halted(tight, CrashPoint.Listener.NONE))
                .getMessage();
        assertTrue(refused.endsWith(" bytes, which must be one document: raise journal.documentBytesMax"), refused);
    }

    /** Not all that breaks a pipeline has a message. */
    @ParameterizedTest
    @EnumSource(
            value = Topology.class,
            names = {"FUSED", "STAGED"})
    void saysWhatBrokeThePipeline(Topology topology) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 10);
        String said = halted(of.request(folder.resolve("session"), topology), at -> {
            if (at == CrashPoint.AFTER_APPEND) {
                throw new ArrayStoreException();
            }
        });
        assertTrue(
                said.matches(
                        "trading is halted after \\d+ market events: the pipeline stopped: ArrayStoreException; .*"),
                said);
    }

    /** What is forced to the disk document by document is the same journal. */
    @Test
    void comesToTheSameEndWithFsync() throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 8);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        PaperSession.Request request = of.request(folder.resolve("session"));
        endsUndisturbed(with(request, request.settings().withDurability(Durability.FSYNC)), undisturbed);
    }

    @Test
    void haltsAtTheWatermarkAndGoesOnWithRoom() throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), 160_000, 6);
        Undisturbed undisturbed = Undisturbed.of(of, folder.resolve("undisturbed"));
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
            Path journal = disk.folder().resolve("session");
            PaperSession.Request request = with(of.request(journal), 52L * MIB, false);
            String said = halted(request, CrashPoint.Listener.NONE);
            assertTrue(
                    said != null
                            && said.contains(" bytes are free on the disk of " + journal)
                            && said.contains(
                                    "less than the watermark of " + 52L * MIB + ", so nothing more is appended;"
                                            + " make room or lower journal.watermarkBytes; "),
                    said);
            String again = halted(with(of.request(journal), 63L * MIB, false), CrashPoint.Listener.NONE);
            assertTrue(again != null && again.contains("less than the watermark of " + 63L * MIB), again);
            disk.resize(256);
            endsUndisturbed(of.request(journal), undisturbed);
        }
    }

    private static void fill(SmallDisk disk) {
        try {
            disk.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PaperSession.Request request(RecoveryCase of, Path journal, SplittableRandom random) {
        return of.request(journal, random.nextBoolean() ? Topology.FUSED : Topology.STAGED);
    }

    private static PaperSession.Request with(PaperSession.Request of, long watermarkBytes, boolean preTouch) {
        return with(of, of.settings().withWatermarkBytes(watermarkBytes).withPreTouch(preTouch));
    }

    private static PaperSession.Request with(PaperSession.Request of, JournalSettings settings) {
        return new PaperSession.Request(
                of.sources(),
                of.config(),
                of.journal(),
                settings,
                of.topology(),
                of.ring(),
                of.speed(),
                of.snapshotEvents(),
                of.snapshotNs(),
                of.cancelsOnStop());
    }

    /** What a session that cannot be journaled says, null when it came to its end. */
    private static String halted(PaperSession.Request request, CrashPoint.Listener faults) throws IOException {
        try (PaperSession session = PaperSession.open(request, RecoveryCase.catalog(), note -> {}, faults)) {
            if (session.run()) {
                return null;
            }
            throw new AssertionError("nobody stopped the session, yet it did not end");
        } catch (IllegalStateException e) {
            assertInstanceOf(IllegalStateException.class, e.getCause(), e::toString);
            return e.getMessage();
        }
    }

    private static void endsUndisturbed(PaperSession.Request request, Undisturbed undisturbed) throws IOException {
        List<String> notes = new ArrayList<>();
        try (PaperSession session =
                PaperSession.open(request, RecoveryCase.catalog(), notes::add, CrashPoint.Listener.NONE)) {
            assertTrue(session.run());
        }
        SessionEnd end = SessionEnd.of(request.journal());
        assertEquals(new Tally(0, 0, true), Tally.of(undisturbed.end(), end, true), notes::toString);
    }
}
