package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one segment from its first document to its end mark and tells what it holds. Writes nothing, holds one window in
 * memory, and may run while somebody appends to the stream. Owned by one thread.
 */
public final class SegmentReader {
    /** Bytes read between two calls of the listener. */
    public static final int LISTENER_BYTES = SegmentWindow.WINDOW_BYTES;

    private final Path stream;
    private final Runnable listener;
    private final SegmentWindow window = new SegmentWindow();
    private final DocumentCheck check = new DocumentCheck();

    private ContentDigest digest;
    private long position;
    private long listenedAt;
    private long firstDocument;
    private long documents;
    private long frames;
    private long bytes;
    private long firstSeq;
    private long lastSeq;
    private long firstTsInitNs;
    private long lastTsInitNs;
    private int prevCrc;
    private int lastCrc;
    private boolean ended;
    private Damage damage;

    /** @param listener called after every {@value #LISTENER_BYTES} bytes or so, to go gently */
    public SegmentReader(Path streamFolder, Runnable listener) {
        this.stream = streamFolder;
        this.listener = listener;
    }

    /**
     * Reads a segment.
     *
     * @return what it holds; null when its end mark does not stand yet, or when it is damaged, see {@link #damage}
     */
    public SegmentContent read(int segment) {
        digest = new ContentDigest();
        position = 0;
        listenedAt = 0;
        firstDocument = 0;
        documents = 0;
        frames = 0;
        bytes = 0;
        ended = false;
        damage = null;
        try {
            window.open(Segments.file(stream, segment));
            boolean more = true;
            while (more) {
                more = step(segment);
            }
        } catch (IOException e) {
            damaged(segment, "the file cannot be read: " + e.getMessage());
        } finally {
            window.close();
        }
        if (damage == null && ended && documents == 0) {
            damaged(segment, "no document is in the file");
        }
        return damage == null && ended ? content(segment) : null;
    }

    private boolean step(int segment) throws IOException {
        if (!window.cover(position, Excerpt.WORD_BYTES)) {
            return false;
        }
        int word = window.word(position);
        int length = Excerpt.length(word);
        if (length == 0) {
            ended = word == Excerpt.END_OF_SEGMENT;
            return false;
        }
        if (Excerpt.isNotComplete(word)) {
            return false;
        }
        if (Excerpt.isMetaData(word)) {
            if (!ChronicleHead.isOwnExcerpt(position, length)) {
                return damaged(segment, "Chronicle's word before its own page, or before a document, is not possible");
            }
        } else if (!document(segment, length)) {
            return false;
        }
        position = Excerpt.next(position, length);
        if (position - listenedAt >= LISTENER_BYTES) {
            listenedAt = position;
            listener.run();
        }
        return true;
    }

    private boolean document(int segment, int length) throws IOException {
        long payload = position + Excerpt.WORD_BYTES;
        if (!check.accept(window, payload, length)) {
            return damaged(segment, check.fault());
        }
        if (documents == 0) {
            firstDocument = check.documentIndex();
            prevCrc = check.prevCrc();
            firstSeq = check.firstSeq();
            firstTsInitNs = check.firstTsInitNs();
        } else if (check.documentIndex() != firstDocument + documents
                || check.prevCrc() != lastCrc
                || check.firstSeq() < lastSeq) {
            return damaged(segment, "the document does not continue the one before it");
        }
        digest.update(window.buffer(), window.offset(payload), length);
        documents++;
        frames += check.frameCount();
        bytes += length;
        lastSeq = check.lastSeq();
        lastTsInitNs = check.lastTsInitNs();
        lastCrc = check.crc();
        return true;
    }

    private boolean damaged(int segment, String reason) {
        damage = new Damage(
                Segments.name(segment), position, firstDocument + documents, documents == 0 ? 0 : lastSeq + 1, reason);
        return false;
    }

    private SegmentContent content(int segment) {
        return new SegmentContent(
                segment,
                firstDocument,
                documents,
                frames,
                bytes,
                firstSeq,
                lastSeq,
                firstTsInitNs,
                lastTsInitNs,
                prevCrc & 0xFFFFFFFFL,
                lastCrc & 0xFFFFFFFFL,
                digest.hex());
    }

    /** What is wrong where the last {@link #read} stopped; null when nothing is. */
    public Damage damage() {
        return damage;
    }
}
