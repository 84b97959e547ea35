package io.reprise.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends frames to a stream, a batch as one document, through Chronicle. Allocates nothing per document. A failed append
 * is rolled back, and the stream takes no more. Owned by one thread at a time; opening and closing may be another's.
 *
 * <p>Segments roll when the next document would not fit into {@link JournalSettings#segmentBytes}: a function of what was
 * appended since the stream was opened, never of a clock. Each opening starts a segment, so a segment is never written
 * again once it has ended.
 */
public final class StreamAppender implements AutoCloseable {
    /** Room left for Chronicle's head and index pages where a segment's end is guessed for the pre-toucher. */
    private static final long INDEX_ALLOWANCE_BYTES = 1L << 20;

    private final Path folder;
    private final JournalSettings settings;
    private final JournalLock lock;
    private final ChronicleStream chronicle;
    private final DiskWatermark watermark;
    private final PreToucher toucher;
    private final ZeroAhead zeros;
    private final SegmentSync sync;
    private final ContentDigest digest;
    private final StreamCut cut;

    private final FrameWalk walk = new FrameWalk();
    private final FrameBytes crc = new FrameBytes();
    private final UnsafeBuffer header = new UnsafeBuffer(ByteBuffer.allocateDirect(DocumentHeader.LENGTH));
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);

    private int chainCrc;
    private long documents;
    private long frames;
    private long bytes;
    private long firstSeq;
    private long lastSeq;
    private long firstTsInitNs;
    private long lastTsInitNs;
    private int segments;

    private final int firstSegment;
    private long segmentBytes;
    private long segmentDocuments;
    private long documentPosition;
    private long documentEnd;
    private long diskCheckAt;
    private String failure;
    private boolean closed;

    private StreamAppender(Path folder, JournalSettings settings, JournalLock lock) {
        this.folder = folder;
        this.settings = settings;
        this.lock = lock;
        String name = folder.getFileName().toString();
        StreamTotals recorded = JournalManifest.read(folder.getParent()).stream(name);
        StreamRecovery recovery = StreamRecovery.run(folder, recorded);
        StreamTotals found = recovery.totals();
        cut = recovery.cut();
        chainCrc = recovery.chainCrc();
        documents = found.documents();
        frames = found.frames();
        bytes = found.bytes();
        firstSeq = found.firstSeq();
        lastSeq = documents == 0 ? Long.MIN_VALUE : found.lastSeq();
        firstTsInitNs = found.firstTsInitNs();
        lastTsInitNs = found.lastTsInitNs();
        segments = found.segments();
        firstSegment = recovery.nextSegment();
        digest = settings.contentDigest() ? ContentDigest.of(folder, documents) : null;
        sync = settings.durability() == Durability.FSYNC ? new SegmentSync(folder) : null;
        watermark = new DiskWatermark(folder, settings.watermarkBytes());
        JournalManifest.update(folder.getParent(), name, found);
        chronicle = ChronicleStream.open(folder, settings, firstSegment);
        toucher = settings.preTouch() ? new PreToucher(name, watermark) : null;
        zeros = toucher == null ? new ZeroAhead(folder) : null;
        if (toucher != null) {
            toucher.start();
        }
    }

    /**
     * Opens a stream for appending, making it if it is not there, and goes on after its last valid document. An invalid
     * tail of a stream that was not closed is taken off first, see {@link #cut}.
     *
     * @throws JournalException when somebody else writes it, when it is damaged, or the disk refuses
     */
    public static StreamAppender open(Path streamFolder, JournalSettings settings) {
        Path folder = streamFolder.toAbsolutePath().normalize();
        JournalLock lock = JournalLock.acquire(folder);
        StreamAppender appender = null;
        try {
            appender = new StreamAppender(folder, settings, lock);
            return appender;
        } finally {
            if (appender == null) {
                lock.close();
            }
        }
    }

    /**
     * Appends frames as one document. Nothing is kept of the buffer.
     *
     * @param source holds the frames one after the other
     * @param offset of the first frame
     * @param length bytes of all frames; header and frames within {@link JournalSettings#documentBytesMax}
     * @param frameCount number of frames, at least 1
     * @param seq sequence of the first frame, not below the last one appended
     * @throws JournalException when the frames are not sound or the disk is nearly full: nothing was appended, and a later
     *     append may succeed; or when appending failed, now or before: the stream takes no more
     */
    @HotPath
    public void append(DirectBuffer source, int offset, int length, int frameCount, long seq) {
        if (failure != null) {
            throw new JournalException(folder + " takes no more appends: " + failure);
        }
        checkFrames(source, offset, length, frameCount, seq);
        long size = DocumentHeader.LENGTH + (long) length;
        checkDisk(size);
        if (segmentDocuments > 0 && segmentBytes + size > settings.segmentBytes()) {
            chronicle.roll();
            segmentBytes = 0;
            segmentDocuments = 0;
        }
        long firstTs = Event.tsInitNs(source, offset);
        long lastTs = Event.tsInitNs(view, walk.lastFrame());
        int documentCrc = writeHeader(source, offset, length, frameCount, seq, firstTs, lastTs);
        writeDocument(source, offset, length);
        if (digest != null) {
            digest.update(source, offset, length);
        }
        if (documents == 0) {
            firstSeq = seq;
            firstTsInitNs = firstTs;
        }
        if (segmentDocuments == 0) {
            segments++;
        }
        chainCrc = documentCrc;
        documents++;
        frames += frameCount;
        bytes += length;
        lastSeq = walk.lastSeq();
        lastTsInitNs = lastTs;
        segmentDocuments++;
        segmentBytes += size;
    }

    private void checkFrames(DirectBuffer source, int offset, int length, int frameCount, long seq) {
        if (offset < 0 || length <= 0 || length > source.capacity() - offset) {
            throw new JournalException("frames of " + length + " bytes at " + offset + " are outside their buffer");
        }
        if (DocumentHeader.LENGTH + (long) length > settings.documentBytesMax()) {
            throw new JournalException("a document of " + length + " bytes of frames is above documentBytesMax "
                    + settings.documentBytesMax());
        }
        if (seq < lastSeq) {
            throw new JournalException("sequence " + seq + " is below " + lastSeq + ", the last one appended");
        }
        view.wrap(source, offset, length);
        if (!walk.walk(view, 0, length, seq)) {
            throw new JournalException("the frames from sequence " + seq + " are not appended: " + walk.fault());
        }
        if (walk.frames() != frameCount || Event.seq(source, offset) != seq) {
            throw new JournalException("the frames from sequence " + seq + " are not appended: they are "
                    + walk.frames() + " starting at sequence " + Event.seq(source, offset));
        }
    }

    private void checkDisk(long size) {
        if (toucher != null && !toucher.diskIsLow() || toucher == null && bytes + size < diskCheckAt) {
            return;
        }
        if (watermark.isLow()) {
            throw new JournalException(watermark.sentence());
        }
        diskCheckAt = bytes + DiskWatermark.CHECK_BYTES;
    }

    private int writeHeader(
            DirectBuffer source, int offset, int length, int frameCount, long seq, long firstTs, long lastTs) {
        DocumentHeader.writeConstants(header, 0);
        header.putInt(DocumentHeader.FRAME_COUNT_OFFSET, frameCount, LITTLE_ENDIAN);
        header.putInt(DocumentHeader.FRAMES_LENGTH_OFFSET, length, LITTLE_ENDIAN);
        header.putInt(DocumentHeader.PREV_CRC_OFFSET, chainCrc, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.FIRST_SEQ_OFFSET, seq, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.FIRST_TS_INIT_OFFSET, firstTs, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.LAST_TS_INIT_OFFSET, lastTs, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.DOCUMENT_INDEX_OFFSET, documents, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.FRAMES_BEFORE_OFFSET, frames, LITTLE_ENDIAN);
        header.putLong(DocumentHeader.BYTES_BEFORE_OFFSET, bytes, LITTLE_ENDIAN);
        int documentCrc = crc.crc(header, source, offset, length);
        header.putInt(DocumentHeader.CRC_OFFSET, documentCrc, LITTLE_ENDIAN);
        return documentCrc;
    }

    private void writeDocument(DirectBuffer source, int offset, int length) {
        DocumentContext document = null;
        boolean written = false;
        try {
            document = chronicle.start();
            Bytes<?> mapped = document.wire().bytes();
            long at = mapped.writePosition();
            int size = DocumentHeader.LENGTH + length;
            long left = settings.segmentBytes() - segmentBytes + INDEX_ALLOWANCE_BYTES;
            if (zeros != null) {
                zeros.cover(chronicle.segment(), at, size, at + left);
            }
            target.wrap(mapped.addressForWrite(at), size);
            target.putBytes(0, header, 0, DocumentHeader.LENGTH);
            target.putBytes(DocumentHeader.LENGTH, source, offset, length);
            mapped.writeSkip(size);
            written = true;
            document.close();
            documentPosition = at - Excerpt.WORD_BYTES;
            documentEnd = at + size;
            if (sync != null) {
                sync.force(chronicle.segment());
            }
            if (toucher != null) {
                toucher.at(((MappedBytes) mapped).mappedFile(), documentEnd, documentEnd + left);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(document, written, e);
        }
    }

    private void fail(DocumentContext document, boolean written, Throwable cause) {
        failure = "appending document " + documents + " failed with " + watermark.freeBytes()
                + " bytes free on the disk (" + cause + ")";
        if (document != null && !written) {
            try {
                document.rollbackOnClose();
                document.close();
            } catch (RuntimeException | Error e) {
                cause.addSuppressed(e);
            }
        }
        throw new JournalException(folder + " takes no more appends: " + failure, cause);
    }

    /** CRC of the last document, {@link DocumentHeader#FIRST_PREV_CRC} before the first; an unsigned number. */
    public long chainCrc() {
        return chainCrc & 0xFFFFFFFFL;
    }

    /** Documents in the stream, those from before it was opened included. */
    public long documents() {
        return documents;
    }

    /** Frames in the stream, those from before it was opened included. */
    public long frames() {
        return frames;
    }

    /** Bytes of frames in the stream. */
    public long bytes() {
        return bytes;
    }

    /** Sequence of the last frame; {@link Long#MIN_VALUE} when there is none. */
    public long lastSeq() {
        return lastSeq;
    }

    /** tsInit of the last frame, epoch ns; 0 when there is none. */
    public long lastTsInitNs() {
        return lastTsInitNs;
    }

    /** The invalid tail that opening took off; null when there was none. */
    public StreamCut cut() {
        return cut;
    }

    /** Whether an append failed, after which the stream takes no more and is not marked closed. */
    public boolean failed() {
        return failure != null;
    }

    /**
     * Ends the last segment, writes the totals with the closed mark into the manifest, and lets go of the lock. After a
     * failed append the stream is left open instead, for recovery.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            int lastSegment = chronicle.segment();
            if (toucher != null) {
                toucher.close();
            }
            chronicle.close();
            if (failure == null) {
                failure = "it is closed";
                finish(lastSegment);
            }
            if (sync != null) {
                sync.close();
            }
            if (zeros != null) {
                zeros.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close " + folder + ": " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private void finish(int lastSegment) {
        for (int segment = firstSegment; segment < lastSegment; segment++) {
            SegmentFinish.trim(Segments.file(folder, segment));
        }
        if (segmentDocuments > 0) {
            Path file = Segments.file(folder, lastSegment);
            SegmentFinish.finish(file, documentEnd, documentPosition, segmentDocuments);
        }
        JournalManifest.update(folder.getParent(), folder.getFileName().toString(), totals());
    }

    private StreamTotals totals() {
        return new StreamTotals(
                true,
                documents,
                frames,
                bytes,
                firstSeq,
                documents == 0 ? 0 : lastSeq,
                firstTsInitNs,
                lastTsInitNs,
                chainCrc(),
                segments,
                digest == null ? "" : digest.hex());
    }
}
