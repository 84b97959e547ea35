package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds, by halving, a document from which a wanted sequence or time is a short walk ahead. Inside a segment it halves
 * the file's bytes and falls in step again at the next document that is valid by itself, so it needs no index.
 */
final class StreamSearch {
    /** A stretch this short is walked. */
    private static final long WALK_BYTES = 128 << 10;

    private final Path folder;
    private final SegmentWindow window;
    private final DocumentCheck check;
    private final boolean byTime;
    private int segment;
    private long position;

    StreamSearch(Path folder, SegmentWindow window, DocumentCheck check, boolean byTime) {
        this.folder = folder;
        this.window = window;
        this.check = check;
        this.byTime = byTime;
    }

    /** Finds a document that starts below the key; false when none does. */
    boolean find(long key) throws IOException {
        List<Integer> segments = new ArrayList<>(Segments.list(folder).keySet());
        int low = -1;
        int high = segments.size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            window.open(Segments.file(folder, segments.get(middle)));
            if (findFrom(0, window.size()) && start() < key) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (low < 0) {
            return false;
        }
        segment = segments.get(low);
        window.open(Segments.file(folder, segment));
        findFrom(0, window.size());
        halve(key, position, window.size());
        return true;
    }

    private void halve(long key, long from, long to) throws IOException {
        long low = from;
        long high = to;
        while (high - low > WALK_BYTES) {
            long middle = (low + high) >>> 1;
            if (findFrom(middle, high) && start() < key) {
                low = position;
            } else {
                high = middle;
            }
        }
        position = low;
    }

    private long start() {
        return byTime ? check.firstTsInitNs() : check.firstSeq();
    }

    /** Finds the first document that starts at or after a position and before another, and is valid by itself. */
    boolean findFrom(long from, long to) throws IOException {
        long at = (from + 3) & ~3L;
        int least = Excerpt.WORD_BYTES + DocumentHeader.LENGTH;
        while (at < to && window.cover(at, least)) {
            if (window.buffer().getInt(window.offset(at) + Excerpt.WORD_BYTES, java.nio.ByteOrder.LITTLE_ENDIAN)
                    == DocumentHeader.MAGIC) {
                int word = window.word(at);
                if (!Excerpt.isMetaData(word)
                        && !Excerpt.isNotComplete(word)
                        && check.accept(window, at + Excerpt.WORD_BYTES, Excerpt.length(word))) {
                    position = at;
                    return true;
                }
            }
            at += Excerpt.WORD_BYTES;
        }
        return false;
    }

    int segment() {
        return segment;
    }

    long position() {
        return position;
    }
}
