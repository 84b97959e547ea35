package io.reprise.engine.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a stream document by document: writes nothing, holds one window of {@value SegmentWindow#WINDOW_BYTES} bytes in
 * memory, allocates nothing per document, and may run while somebody appends.
 *
 * <p>It does not ask Chronicle: it follows the excerpts itself and yields only documents that their own header, checksum
 * and chain confirm. Once damage is found it yields nothing more until it is repositioned. Owned by one thread.
 */
public final class StreamTailer implements AutoCloseable {
    private static final int NO_SEGMENT = -1;

    private final Path folder;
    private final StreamTotals totals;
    private final String manifestFault;
    private final SegmentWindow window = new SegmentWindow();
    private final DocumentCheck check = new DocumentCheck();

    // where the next excerpt is looked for
    private int segment = -1;
    private File nextSegmentFile;
    private long position;
    private long endCheckedAt = -1;

    // the segment before this one, and where it ended if it has no end mark
    private int segmentBefore = -1;
    private long openEndBefore = -1;

    // what the next document must continue
    private int chainCrc;
    private long documentNext;
    private long framesNext;
    private long bytesNext;
    private long seqMin;
    private boolean joining;
    private long resumedAtDocument;
    private long resumedAtFrame;

    // the document that was read last
    private long documentPosition = -1;
    private long segmentDocuments;
    private int offset;
    private int limit;
    private Damage damage;

    private StreamTailer(Path folder, StreamTotals totals, String manifestFault) {
        this.folder = folder;
        this.totals = totals;
        this.manifestFault = manifestFault;
        rewind();
    }

    /**
     * Opens a stream read-only, before its first document.
     *
     * @throws JournalException when there is no such folder
     */
    public static StreamTailer open(Path streamFolder) {
        Path folder = streamFolder.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new JournalException(streamFolder + " is not a stream of a journal: there is no such folder");
        }
        StreamTotals totals = StreamTotals.EMPTY;
        String fault = null;
        try {
            totals = JournalManifest.read(folder.getParent()).stream(
                    folder.getFileName().toString());
        } catch (JournalException e) {
            fault = e.getMessage();
        }
        return new StreamTailer(folder, totals, fault);
    }

    /** Reads the file ahead of {@link #next} on a thread of its own: for a stream that nobody writes, from end to end. */
    public StreamTailer readAhead() {
        window.readAhead();
        return this;
    }

    /**
     * Moves to the next document. False at the end, where {@link #damage} tells whether it is a clean one; a later call
     * finds what was appended since.
     */
    public boolean next() {
        if (damage != null) {
            return false;
        }
        try {
            return advance();
        } catch (IOException e) {
            return damaged("the file cannot be read: " + e.getMessage());
        }
    }

    private boolean advance() throws IOException {
        // every turn moves on by an excerpt or a segment, or returns
        while (true) {
            if (segment < 0) {
                if (!openFirst()) {
                    return atEnd();
                }
            }
            if (!window.cover(position, Excerpt.WORD_BYTES)) {
                if (!passFile()) {
                    return false;
                }
                continue;
            }
            int word = wordNow();
            int length = Excerpt.length(word);
            if (length == 0) {
                if (!passEnd(word)) {
                    return false;
                }
            } else if (!Excerpt.isNotComplete(word) && Excerpt.isMetaData(word)) {
                if (!passMetaData(length)) {
                    return false;
                }
            } else if (!Excerpt.isNotComplete(word) && accepts(length)) {
                return document(length);
            } else if (!hasChanged(word)) {
                return damaged(
                        Excerpt.isNotComplete(word)
                                ? "Chronicle's word before the document is not possible"
                                : check.fault());
            }
        }
    }

    /** Chronicle's word here; read again when it says that nothing follows yet, since somebody may be appending. */
    private int wordNow() throws IOException {
        int word = window.word(position);
        if (Excerpt.length(word) != 0 || word == Excerpt.END_OF_SEGMENT) {
            return word;
        }
        return window.look(position, Excerpt.WORD_BYTES) ? window.word(position) : 0;
    }

    /** Whether somebody has written the word since it was read; a read beside a write may see parts of both. */
    private boolean hasChanged(int word) throws IOException {
        return window.look(position, Excerpt.WORD_BYTES) && window.word(position) != word;
    }

    /** At a word without a length: the end of the segment, or of what was written so far. */
    private boolean passEnd(int word) throws IOException {
        if (word != 0 && word != Excerpt.END_OF_SEGMENT && word != Excerpt.NOT_COMPLETE) {
            return damaged("Chronicle's word before the document is not possible");
        }
        boolean ended = word == Excerpt.END_OF_SEGMENT;
        boolean isHidden = !ended && endCheckedAt != position && documentIsHidden();
        int next = isHidden ? NO_SEGMENT : nextSegment(ended);
        boolean looksLost = !ended && (isHidden || next != NO_SEGMENT);
        if (looksLost && hasChanged(word)) {
            return true; // it was written since, and with it all that made this look like the end of a segment
        }
        if (isHidden) {
            return damaged("Chronicle's word before the document was erased");
        }
        return next == NO_SEGMENT ? atEnd() : openAfter(next, ended);
    }

    /** Where the file ends: it was cut, or is not as long yet as it will be. */
    private boolean passFile() throws IOException {
        int next = nextSegment(false);
        if (next == NO_SEGMENT) {
            return atEnd();
        }
        return window.look(position, Excerpt.WORD_BYTES) || openAfter(next, false);
    }

    /** Whether a whole document with something after it lies behind a word that says there is none. */
    private boolean documentIsHidden() throws IOException {
        long payload = position + Excerpt.WORD_BYTES;
        if (!window.cover(payload, DocumentHeader.LENGTH)
                || DocumentHeader.magic(window.buffer(), window.offset(payload)) != DocumentHeader.MAGIC) {
            return false;
        }
        int framesLength = DocumentHeader.framesLength(window.buffer(), window.offset(payload));
        if (framesLength < 0 || framesLength > DocumentHeader.FRAMES_LENGTH_MAX) {
            return false;
        }
        int length = DocumentHeader.LENGTH + framesLength;
        long after = Excerpt.next(position, length);
        return check.accept(window, payload, length)
                && window.cover(after, Excerpt.WORD_BYTES)
                && window.word(after) != 0;
    }

    private boolean passMetaData(int length) throws IOException {
        if (!ChronicleHead.isOwnExcerpt(position, length)) {
            return damaged("Chronicle's word before its own page, or before a document, is not possible");
        }
        long next = Excerpt.next(position, length);
        if (!window.cover(position, (int) (next - position))) {
            return damaged("the file ends inside Chronicle's own page");
        }
        if (DocumentHeader.magic(window.buffer(), window.offset(position + Excerpt.WORD_BYTES))
                == DocumentHeader.MAGIC) {
            return damaged("Chronicle's word before the document is not possible");
        }
        position = next;
        return true;
    }

    private boolean document(int length) throws IOException {
        long payload = position + Excerpt.WORD_BYTES;
        if (joining) {
            join();
        } else if (!continues()) {
            return false;
        }
        documentPosition = position;
        segmentDocuments++;
        offset = window.offset(payload) + DocumentHeader.LENGTH;
        limit = offset + check.framesLength();
        chainCrc = check.crc();
        documentNext++;
        framesNext += check.frameCount();
        bytesNext += check.framesLength();
        seqMin = check.lastSeq();
        position = Excerpt.next(position, length);
        return true;
    }

    /** Whether a whole document lies here; looks once more at one that may have been read while it was written. */
    private boolean accepts(int length) throws IOException {
        long payload = position + Excerpt.WORD_BYTES;
        return check.accept(window, payload, length)
                || window.look(payload, DocumentHeader.LENGTH) && check.accept(window, payload, length);
    }

    /** Takes the next document's word for what came before it: how reading starts in the middle. */
    private void join() {
        joining = false;
        chainCrc = check.prevCrc();
        documentNext = check.documentIndex();
        framesNext = check.framesBefore();
        bytesNext = check.bytesBefore();
        seqMin = check.firstSeq();
    }

    private boolean continues() {
        if (check.documentIndex() > documentNext) {
            return gap();
        }
        if (check.documentIndex() != documentNext
                || check.framesBefore() != framesNext
                || check.bytesBefore() != bytesNext) {
            return damaged("the document here is number " + check.documentIndex() + " and does not follow");
        }
        if (check.prevCrc() != chainCrc) {
            return damaged("the document does not continue the chain of checksums");
        }
        if (check.firstSeq() < seqMin) {
            return damaged("the document starts at sequence " + check.firstSeq() + ", below the one before it");
        }
        return true;
    }

    /** Documents are missing before this one; says where they were, as far as that can be told. */
    private boolean gap() {
        String documents = "documents " + documentNext + " to " + (check.documentIndex() - 1);
        if (segmentDocuments == 0 && segment - segmentBefore > 1) {
            String first = Segments.name(segmentBefore + 1);
            String last = Segments.name(segment - 1);
            return damaged(documents + " are missing with the segment "
                    + (first.equals(last) ? first : "files " + first + " to " + last));
        }
        if (segmentDocuments == 0 && openEndBefore >= 0) {
            segment = segmentBefore;
            position = openEndBefore;
            return damaged(documents + " are missing from here on, and so is the end of the segment");
        }
        return damaged(documents + " are missing before it");
    }

    private boolean openFirst() throws IOException {
        TreeMap<Integer, Path> segments = Segments.list(folder);
        if (segments.isEmpty()) {
            return false;
        }
        openSegment(segments.firstKey());
        segmentBefore = -1;
        openEndBefore = -1;
        return true;
    }

    /** The segment after this one, if there is one. Looks for gaps once at each end that it comes to. */
    private int nextSegment(boolean ended) {
        if (endCheckedAt == position) {
            return ended && nextSegmentFile.exists() ? segment + 1 : NO_SEGMENT;
        }
        Integer next = Segments.list(folder).higherKey(segment);
        if (next == null) {
            endCheckedAt = position;
            return NO_SEGMENT;
        }
        return next;
    }

    private boolean openAfter(int next, boolean ended) throws IOException {
        int before = segment;
        long end = position;
        openSegment(next);
        segmentBefore = before;
        openEndBefore = ended ? -1 : end;
        return true;
    }

    private void openSegment(int number) throws IOException {
        window.open(Segments.file(folder, number));
        segment = number;
        nextSegmentFile = Segments.file(folder, number + 1).toFile();
        position = 0;
        endCheckedAt = -1;
        segmentDocuments = 0;
        documentPosition = -1;
    }

    private boolean atEnd() {
        if (damage != null) {
            return false;
        }
        if (manifestFault != null) {
            return damaged("whether this is the end is not known: " + manifestFault);
        }
        if (totals.closed() && !joining) {
            if (documentNext < totals.documents()) {
                return damaged("the stream ends here, but its manifest says that it was closed with "
                        + totals.documents() + " documents in " + totals.segments() + " segment files");
            }
            if (documentNext == totals.documents() && !endsAsClosed()) {
                return damaged("the stream ends with other contents than its manifest says");
            }
        }
        return false;
    }

    private boolean endsAsClosed() {
        return framesNext == totals.frames()
                && bytesNext == totals.bytes()
                && (chainCrc & 0xFFFFFFFFL) == totals.chainCrc()
                && (documentNext == 0 || seqMin == totals.lastSeq());
    }

    private boolean damaged(String reason) {
        String file = segment < 0 ? folder.getFileName().toString() : Segments.name(segment);
        damage = new Damage(file, position, documentNext, seqMin == Long.MIN_VALUE ? 1 : seqMin + 1, reason);
        return false;
    }

    /** Back to before the first document. */
    public void rewind() {
        segment = -1;
        position = 0;
        endCheckedAt = -1;
        chainCrc = DocumentHeader.FIRST_PREV_CRC;
        documentNext = 0;
        framesNext = 0;
        bytesNext = 0;
        seqMin = Long.MIN_VALUE;
        joining = false;
        damage = null;
        documentPosition = -1;
        segmentDocuments = 0;
    }

    /**
     * Moves so that {@link #next} yields the first document that holds this sequence or a later one. True when there is
     * one; false at the end or at damage on the way, see {@link #damage}.
     */
    public boolean seekSeq(long seq) {
        return seek(seq, false);
    }

    /** Like {@link #seekSeq}, for the first document with a frame whose tsInit is this time (epoch ns) or later. */
    public boolean seekTime(long tsInitNs) {
        return seek(tsInitNs, true);
    }

    private boolean seek(long key, boolean byTime) {
        rewind();
        try {
            StreamSearch search = new StreamSearch(folder, window, check, byTime);
            if (search.find(key)) {
                joinAt(search.segment(), search.position());
            }
        } catch (IOException e) {
            return damaged("the file cannot be read: " + e.getMessage());
        }
        while (true) {
            int beforeSegment = segment;
            long beforePosition = position;
            if (!next()) {
                return false;
            }
            if ((byTime ? check.lastTsInitNs() : check.lastSeq()) >= key) {
                return joinAt(segment, segment == beforeSegment ? beforePosition : 0);
            }
        }
    }

    /** Goes to an excerpt of a segment and takes the next document's word for what came before it. */
    boolean joinAt(int segmentNumber, long excerptPosition) {
        try {
            if (segment != segmentNumber || !window.isOpen()) {
                openSegment(segmentNumber);
            }
        } catch (IOException e) {
            return damaged("the file cannot be read: " + e.getMessage());
        }
        position = excerptPosition;
        endCheckedAt = -1;
        joining = true;
        return true;
    }

    /**
     * After damage: goes to the next document that is valid by itself and comes later in the stream, so that {@link #next}
     * yields it. False, with the damage kept, when there is none.
     */
    boolean resume() {
        Damage found = damage;
        int from = Math.max(segment, 0);
        long at = segment < 0 ? 0 : position;
        try {
            for (int number : Segments.list(folder).tailMap(from, true).keySet()) {
                if (resumeIn(number, number == from ? at : 0)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return damaged("the file cannot be read: " + e.getMessage());
        }
        damage = found;
        return false;
    }

    private boolean resumeIn(int number, long from) throws IOException {
        window.open(Segments.file(folder, number));
        StreamSearch search = new StreamSearch(folder, window, check, false);
        long at = from;
        while (search.findFrom(at, window.size())) {
            if (check.documentIndex() >= documentNext && check.firstSeq() >= seqMin) {
                resumedAtDocument = check.documentIndex();
                resumedAtFrame = check.framesBefore();
                damage = null;
                segment = -1;
                return joinAt(number, search.position());
            }
            at = search.position() + Excerpt.WORD_BYTES;
        }
        return false;
    }

    /** Number of the document that the last {@link #resume} went to. */
    long resumedAtDocument() {
        return resumedAtDocument;
    }

    /** Frames in the stream before the document that the last {@link #resume} went to. */
    long resumedAtFrame() {
        return resumedAtFrame;
    }

    /** Holds the document's frames; its contents hold until the next call of {@link #next} or a seek. */
    public UnsafeBuffer buffer() {
        return window.buffer();
    }

    /** Offset of the first frame in {@link #buffer}. */
    public int offset() {
        return offset;
    }

    /** Offset just after the last frame in {@link #buffer}. */
    public int limit() {
        return limit;
    }

    /** Frames in the stream before this document. */
    public long framesBefore() {
        return check.framesBefore();
    }

    /** Frames in the stream up to where reading stands, this document's included. */
    public long framesRead() {
        return framesNext;
    }

    public int frameCount() {
        return check.frameCount();
    }

    public long firstSeq() {
        return check.firstSeq();
    }

    public long lastSeq() {
        return check.lastSeq();
    }

    public long firstTsInitNs() {
        return check.firstTsInitNs();
    }

    public long lastTsInitNs() {
        return check.lastTsInitNs();
    }

    /** 0-based number of the document in its stream. */
    public long position() {
        return documentNext - 1;
    }

    /** CRC of the document, which the next one continues. */
    public int crc() {
        return chainCrc;
    }

    /** What is wrong where reading stopped; null when nothing is. */
    public Damage damage() {
        return damage;
    }

    /** Number of the segment being read, -1 before the first. */
    int segment() {
        return segment;
    }

    /** Where the next excerpt is looked for in {@link #segment}. */
    long segmentPosition() {
        return position;
    }

    /** Where the last document's excerpt starts in {@link #segment}; -1 when none was read there. */
    long documentPosition() {
        return documentPosition;
    }

    /** Documents read in {@link #segment} so far. */
    long segmentDocuments() {
        return segmentDocuments;
    }

    long documentNext() {
        return documentNext;
    }

    long framesNext() {
        return framesNext;
    }

    long bytesNext() {
        return bytesNext;
    }

    StreamTotals totals() {
        return totals;
    }

    @Override
    public void close() {
        window.close();
        segment = -1;
    }
}
