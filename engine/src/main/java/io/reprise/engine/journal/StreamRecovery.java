package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;

/**
 * Brings an existing stream to where it can be appended to: finds the last valid document from the last segment, takes an
 * invalid tail off if the stream was not closed, ends that segment for good, and says what the next document continues.
 * What is taken off is kept in the folder {@value #CUT_FOLDER}. Runs under the stream's lock.
 */
final class StreamRecovery {
    static final String CUT_FOLDER = "cut";

    private static final int COPY_BYTES = 1 << 20;

    private final Path folder;
    private final StreamTotals totals;
    private int nextSegment;
    private int chainCrc = DocumentHeader.FIRST_PREV_CRC;
    private long documents;
    private long frames;
    private long bytes;
    private long firstSeq;
    private long lastSeq;
    private long firstTsInitNs;
    private long lastTsInitNs;
    private int segments;
    private StreamCut cut;

    private StreamRecovery(Path folder, StreamTotals totals) {
        this.folder = folder;
        this.totals = totals;
    }

    /**
     * Recovers a stream, which may be empty or not there yet.
     *
     * @throws JournalException when it is damaged in a way that appending must not cover up
     */
    static StreamRecovery run(Path folder, StreamTotals totals) {
        StreamRecovery recovery = new StreamRecovery(folder, totals);
        try {
            recovery.recover();
        } catch (IOException e) {
            throw new JournalException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        return recovery;
    }

    private void recover() throws IOException {
        TreeMap<Integer, Path> files = Segments.list(folder);
        if (files.isEmpty()) {
            if (totals.closed() && totals.documents() > 0) {
                throw refused(
                        "its segments are missing, though it was closed with " + totals.documents() + " documents");
            }
            return;
        }
        if (files.firstKey() != 0 || files.lastKey() != files.size() - 1) {
            throw refused(
                    "a segment is missing between " + Segments.name(0) + " and " + Segments.name(files.lastKey()));
        }
        try (StreamTailer tailer = StreamTailer.open(folder)) {
            recoverLast(tailer, files);
        }
    }

    private void recoverLast(StreamTailer tailer, TreeMap<Integer, Path> files) throws IOException {
        while (!files.isEmpty()) {
            int last = files.lastKey();
            tailer.rewind();
            tailer.joinAt(last, 0);
            boolean any = false;
            while (tailer.next()) {
                any = true;
                lastSeq = tailer.lastSeq(); // not behind the loop: looking for the end leaves other numbers there
                lastTsInitNs = tailer.lastTsInitNs();
            }
            if (tailer.damage() != null && totals.closed()) {
                throw refused(tailer.damage().sentence());
            }
            if (any) {
                checkOlder(files, last);
                take(tailer, files);
                return;
            }
            if (totals.closed()) {
                throw refused("its last segment, " + Segments.name(last) + ", has no document though it was closed");
            }
            setAside(tailer, files.remove(last));
        }
    }

    private void take(StreamTailer tailer, TreeMap<Integer, Path> files) throws IOException {
        int last = files.lastKey();
        Path file = files.get(last);
        if (tailer.segment() != last) {
            throw refused("a segment appeared while it was opened");
        }
        chainCrc = tailer.crc();
        documents = tailer.documentNext();
        frames = tailer.framesNext();
        bytes = tailer.bytesNext();
        nextSegment = last + 1;
        segments = files.size();
        long end = tailer.segmentPosition();
        long documentPosition = tailer.documentPosition();
        long segmentDocuments = tailer.segmentDocuments();
        Damage damage = tailer.damage();
        checkLink(tailer, files, last);
        tailer.rewind();
        tailer.joinAt(0, 0);
        if (!tailer.next()) {
            throw refused(
                    tailer.damage() == null
                            ? "its first segment is empty"
                            : tailer.damage().sentence());
        }
        firstSeq = tailer.firstSeq();
        firstTsInitNs = tailer.firstTsInitNs();
        saveTail(file, end, damage);
        SegmentFinish.finish(file, end, documentPosition, segmentDocuments);
    }

    /** The segments before the last must be ended as Chronicle expects, since it looks at each of them when it opens. */
    private void checkOlder(TreeMap<Integer, Path> files, int last) throws IOException {
        for (Path file : files.headMap(last).values()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (!ChronicleHead.isWhole(channel) || SegmentFinish.endMark(channel) < 0) {
                    throw refused("Chronicle's own header or end mark in " + file.getFileName() + " is damaged");
                }
            }
        }
    }

    /** The last segment must continue the one before it. */
    private void checkLink(StreamTailer tailer, TreeMap<Integer, Path> files, int last) throws IOException {
        if (last == 0) {
            return;
        }
        long previousEnd;
        try (FileChannel channel = FileChannel.open(files.get(last - 1), StandardOpenOption.READ)) {
            previousEnd = ChronicleHead.writePosition(channel);
        }
        tailer.rewind();
        tailer.joinAt(last - 1, previousEnd);
        boolean linked = tailer.next() && tailer.segment() == last - 1 && tailer.next() && tailer.segment() == last;
        if (!linked) {
            throw refused(
                    tailer.damage() == null
                            ? Segments.name(last) + " does not continue the segment before it"
                            : tailer.damage().sentence());
        }
    }

    private void saveTail(Path file, long from, Damage damage) throws IOException {
        long size = usedBytes(file, from) - from;
        if (size <= 0) {
            return;
        }
        Path cutFolder = Files.createDirectories(folder.resolve(CUT_FOLDER));
        Path kept = free(cutFolder, file.getFileName() + "-" + from + ".bin");
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(kept, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < size) {
                long copied = in.transferTo(from + done, size - done, out);
                if (copied <= 0) {
                    break;
                }
                done += copied;
            }
        }
        String reason = damage == null ? "the last append was not finished" : damage.reason();
        report(file, from, size, reason, cutFolder);
    }

    /** Moves a segment without a valid document out of the way; deletes it when it never held anything of ours. */
    private void setAside(StreamTailer tailer, Path file) throws IOException {
        if (tailer.damage() == null && holdsNothing(file, tailer.segmentPosition())) {
            Files.delete(file);
            return;
        }
        long size = usedBytes(file, 0);
        Path cutFolder = Files.createDirectories(folder.resolve(CUT_FOLDER));
        Files.move(file, free(cutFolder, file.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
        String reason = tailer.damage() == null
                ? "the last append was not finished"
                : tailer.damage().reason();
        report(file, 0, size, reason, cutFolder);
    }

    /**
     * Whether a segment without a valid document was only begun: nothing follows Chronicle's own pages, or those are not
     * even whole and the file is as it was laid out.
     *
     * @param position behind Chronicle's own pages, as far as they are whole
     */
    static boolean holdsNothing(Path file, long position) throws IOException {
        return usedBytes(file, position) == 0
                || Files.size(file) >= JournalSettings.SEGMENT_BYTES_MIN && usedBytes(file, 0) <= ChronicleHead.BYTES;
    }

    private void report(Path file, long from, long size, String reason, Path cutFolder) {
        long total = cut == null ? size : cut.bytes() + size;
        cut = new StreamCut(file.getFileName().toString(), from, total, documents, reason, cutFolder);
    }

    private static Path free(Path cutFolder, String name) {
        Path path = cutFolder.resolve(name);
        for (int i = 1; Files.exists(path); i++) {
            path = cutFolder.resolve(name + "." + i);
        }
        return path;
    }

    /**
     * Position after the last byte that is not zero at or after a position; 0 when there is none. An end mark at the
     * position, with what Chronicle writes behind it, does not count.
     */
    static long usedBytes(Path file, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        long used = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = from;
            while (true) {
                buffer.clear();
                int got = channel.read(buffer, at);
                if (got <= 0) {
                    return used;
                }
                byte[] array = buffer.array();
                int start = at == from ? endMarkBytes(buffer.flip()) : 0;
                for (int i = got - 1; i >= start; i--) {
                    if (array[i] != 0) {
                        used = at + i + 1;
                        break;
                    }
                }
                at += got;
            }
        }
    }

    private static int endMarkBytes(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < Excerpt.WORD_BYTES || bytes.getInt(0) != Excerpt.END_OF_SEGMENT) {
            return 0;
        }
        boolean hasComment =
                bytes.remaining() >= 2 * Excerpt.WORD_BYTES && bytes.getInt(Excerpt.WORD_BYTES) == Excerpt.END_COMMENT;
        return hasComment ? 2 * Excerpt.WORD_BYTES : Excerpt.WORD_BYTES;
    }

    private JournalException refused(String reason) {
        return new JournalException(
                folder + " cannot be appended to: " + reason + "; 'journal verify' and 'journal repair' tell more");
    }

    int nextSegment() {
        return nextSegment;
    }

    int chainCrc() {
        return chainCrc;
    }

    /** What the stream holds now, open. */
    StreamTotals totals() {
        return new StreamTotals(
                false,
                documents,
                frames,
                bytes,
                firstSeq,
                lastSeq,
                firstTsInitNs,
                lastTsInitNs,
                chainCrc & 0xFFFFFFFFL,
                segments,
                "");
    }

    /** What was taken off; null when nothing was. The first document that is gone is the one behind the last that is kept. */
    StreamCut cut() {
        return cut == null
                ? null
                : new StreamCut(cut.segment(), cut.position(), cut.bytes(), documents, cut.reason(), cut.savedTo());
    }
}
