package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Ends a segment file for good: end mark, Chronicle's head, and no bytes after the page of the mark. */
final class SegmentFinish {
    private static final int PAGE_BYTES = 4096;

    private SegmentFinish() {}

    /**
     * Ends a segment after its last document.
     *
     * @param endPosition where the excerpt after the last document would start
     * @param lastPosition where the last document's excerpt starts
     * @param documents number of documents in the segment, at least 1
     */
    static void finish(Path file, long endPosition, long lastPosition, long documents) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = pageEnd(endPosition);
            if (channel.size() > endPosition) {
                channel.truncate(endPosition);
            }
            writeWord(channel, size - Excerpt.WORD_BYTES, 0);
            writeWord(channel, endPosition, Excerpt.END_OF_SEGMENT);
            ChronicleHead.write(channel, lastPosition, documents);
        } catch (IOException e) {
            throw new JournalException("cannot end segment " + file + ": " + e.getMessage(), e);
        }
    }

    /** Gives the disk back what was laid out ahead in a segment that Chronicle ended; leaves any other as it is. */
    static void trim(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endMark(channel);
            if (end > 0 && channel.size() > pageEnd(end)) {
                channel.truncate(pageEnd(end));
            }
        } catch (IOException e) {
            throw new JournalException("cannot trim segment " + file + ": " + e.getMessage(), e);
        }
    }

    /** Position of the end mark where Chronicle's head says it should be; -1 when it is not there. */
    static long endMark(FileChannel channel) throws IOException {
        long last = ChronicleHead.writePosition(channel);
        if (last <= 0 || last > channel.size() - Excerpt.WORD_BYTES) {
            return -1;
        }
        long end = Excerpt.next(last, Excerpt.length(readWord(channel, last)));
        return end <= channel.size() - Excerpt.WORD_BYTES && readWord(channel, end) == Excerpt.END_OF_SEGMENT
                ? end
                : -1;
    }

    /** Where a file ends whose end mark is at a position. */
    static long pageEnd(long endPosition) {
        return (endPosition + Excerpt.WORD_BYTES + PAGE_BYTES - 1) & -PAGE_BYTES;
    }

    static int readWord(FileChannel channel, long position) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Excerpt.WORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (word.hasRemaining()) {
            if (channel.read(word, position + word.position()) < 0) {
                return 0;
            }
        }
        return word.getInt(0);
    }

    private static void writeWord(FileChannel channel, long position, int value) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Excerpt.WORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        word.putInt(0, value);
        channel.write(word, position);
    }
}
