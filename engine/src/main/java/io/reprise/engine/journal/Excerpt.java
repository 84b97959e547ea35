package io.reprise.engine.journal;

/** Chronicle's word of four bytes before each excerpt: length and state. An excerpt starts at a multiple of four. */
final class Excerpt {
    static final int WORD_BYTES = 4;
    static final int NOT_COMPLETE = 0x80000000;
    static final int META_DATA = 0x40000000;
    static final int LENGTH_MASK = 0x3FFFFFFF;
    static final int END_OF_SEGMENT = NOT_COMPLETE | META_DATA;
    /** What Chronicle may write behind its end mark: the text EOF. */
    static final int END_COMMENT = 0x464F45C3;
    /** Chronicle's own excerpts (its header and index pages) are never longer than this with the roll cycle we use. */
    static final int META_BYTES_MAX = 64 << 10;

    private Excerpt() {}

    static boolean isMetaData(int word) {
        return (word & META_DATA) != 0;
    }

    static boolean isNotComplete(int word) {
        return (word & NOT_COMPLETE) != 0;
    }

    static int length(int word) {
        return word & LENGTH_MASK;
    }

    /** Where the excerpt after one at this position and of this length starts. */
    static long next(long position, int length) {
        return (position + WORD_BYTES + length + 3) & ~3L;
    }
}
