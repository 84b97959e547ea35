package io.reprise.research.ingest;

import java.util.Arrays;

/**
 * Whether rates of eight hours fall on 00, 08 and 16 UTC, as the venues charge them; a series off those hours was most likely
 * written in local time.
 */
public final class FundingHours {
    /** Of a journal of funding: what was found. */
    public static final String PROPERTY = "finding";

    private static final long EIGHT_HOURS_NS = 8L * 3_600_000_000_000L;

    private FundingHours() {}

    /**
     * What is wrong, in one sentence; empty when nothing is, or the interval is another.
     *
     * @param tsNs times of the rates, epoch ns UTC
     */
    public static String finding(long[] tsNs, long intervalNs) {
        long off = Arrays.stream(tsNs).filter(ts -> ts % EIGHT_HOURS_NS != 0).count();
        return intervalNs != EIGHT_HOURS_NS || off == 0
                ? ""
                : off + " of " + tsNs.length
                        + " rates of eight hours are off 00, 08 and 16 UTC: is the zone of the stamps " + "right?";
    }
}
