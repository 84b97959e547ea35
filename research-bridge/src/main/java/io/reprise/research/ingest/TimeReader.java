package io.reprise.research.ingest;

/** Reads the text of a time cell. Owned by the thread that reads. */
interface TimeReader {
    /** The text is no time of this layout. */
    long UNREADABLE = Long.MIN_VALUE;
    /** The text is a time that ns since 1970 cannot hold: before 1677-09-21 or after 2262-04-11. */
    long OUT_OF_RANGE = Long.MIN_VALUE + 1;
    /** All that is not below this is a time. */
    long LEAST = OUT_OF_RANGE + 1;

    /** Nanoseconds since 1970-01-01 UTC, or {@link #UNREADABLE}, or {@link #OUT_OF_RANGE}. */
    long parse(byte[] ascii, int from, int to);

    /** Seconds and nanoseconds of that second as one number, or {@link #OUT_OF_RANGE}. */
    static long ofSeconds(long seconds, long nanos) {
        long high = Math.multiplyHigh(seconds, 1_000_000_000L);
        long low = seconds * 1_000_000_000L;
        long sum = low + nanos;
        boolean fits = high == low >> 63 && ((low ^ sum) & (nanos ^ sum)) >= 0 && sum > OUT_OF_RANGE;
        return fits ? sum : OUT_OF_RANGE;
    }
}
