package io.reprise.bench.run;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.tape.EventTape;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.DocumentHeader;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.seal.PublicKeys;
import io.reprise.engine.seal.SealCheck;
import io.reprise.engine.seal.SealKeys;
import io.reprise.engine.seal.SealThread;
import io.reprise.engine.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal appended to with and without a thread that seals it, and sealed alone. Owned by one thread. */
public final class SealRun {
    private static final int FRAMES = 64;
    private static final double UNIT_BYTES = 64;
    private static final double NS_PER_SECOND = 1e9;

    private final UnsafeBuffer document = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64 * 1024, 64));
    private final int length;
    private final long bytes;
    private final JournalSettings settings;
    private long seq = 1;

    /**
     * @param bytes of documents in a journal
     * @param segmentBytes after which a segment ends and is sealed
     */
    public SealRun(long bytes, long segmentBytes) throws IOException {
        this.length = EventTape.record().copyTrades(document, FRAMES);
        this.bytes = bytes;
        this.settings = JournalSettings.defaults().withSegmentBytes(segmentBytes);
    }

    /**
     * What it took; times are the thread's on a core, per 64 bytes of documents.
     *
     * @param appendNs of the appending thread alone
     * @param appendNsWhileSealed of the appending thread while another sealed
     * @param appendBytes allocated by the appending thread per document, alone
     * @param appendBytesWhileSealed likewise, while another sealed
     * @param sealNs of hashing, signing and writing seals, alone
     * @param segments that were sealed
     */
    public record Measured(
            double appendNs,
            double appendNsWhileSealed,
            double appendBytes,
            double appendBytesWhileSealed,
            double sealNs,
            int segments) {}

    /** Runs each once and checks every seal. */
    public Measured run() throws IOException {
        Path folder = Files.createTempDirectory("reprise-bench-seal");
        try {
            SealKeys keys = SealKeys.open(folder.resolve("keys"));
            Path alone = folder.resolve("alone");
            Path sealed = Files.createDirectories(folder.resolve("sealed"));
            double[] unsealed = append(alone);
            List<String> notes = new ArrayList<>();
            double[] whileSealed;
            try (SealThread _ = SealThread.start(sealed, keys, notes::add)) {
                whileSealed = append(sealed);
            }
            Stopwatch watch = new Stopwatch();
            Sealer.seal(alone, keys, false);
            double sealNs = watch.stop().cpuSeconds() * NS_PER_SECOND * UNIT_BYTES / bytes;
            PublicKeys publicKeys = PublicKeys.ofFolder(folder.resolve("keys"));
            int segments = check(alone, publicKeys, notes);
            check(sealed, publicKeys, notes);
            return new Measured(unsealed[0], whileSealed[0], unsealed[1], whileSealed[1], sealNs, segments);
        } finally {
            GeneratedJournal.delete(folder);
        }
    }

    /** Nanoseconds per 64 bytes, and bytes allocated per document. */
    private double[] append(Path journal) {
        try (StreamAppender appender = StreamAppender.open(JournalFolder.inbound(journal), settings)) {
            long documents = bytes / (DocumentHeader.LENGTH + length);
            long allocated = ProcessFacts.threadAllocatedBytes();
            Stopwatch watch = new Stopwatch();
            for (long i = 0; i < documents; i++) {
                long first = seq;
                for (int at = 0; at < length; at += Event.frameLength(document, at)) {
                    Event.renumber(document, at, seq++, 0);
                }
                appender.append(document, 0, length, FRAMES, first);
            }
            double ns = watch.stop().cpuSeconds() * NS_PER_SECOND * UNIT_BYTES / bytes;
            return new double[] {ns, (ProcessFacts.threadAllocatedBytes() - allocated) / (double) documents};
        }
    }

    private static int check(Path journal, PublicKeys keys, List<String> notes) {
        SealCheck.Report report = SealCheck.run(journal, keys, () -> {});
        if (!report.verified() || !notes.isEmpty()) {
            throw new IllegalStateException("the seals do not hold: " + report.findings() + notes);
        }
        return report.streams().getFirst().seals();
    }
}
