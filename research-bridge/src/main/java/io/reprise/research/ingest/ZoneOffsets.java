package io.reprise.research.ingest;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Offset of a zone at a local time, remembering the last quarter of an hour asked for. A local time that occurs twice
 * is taken at its first occurrence; one that does not occur, with the offset before the gap. Owned by the thread that
 * reads.
 */
final class ZoneOffsets {
    private static final long QUARTER_SECONDS = 900;
    /** Local times that the calendar can hold, far beyond what nanoseconds can. */
    private static final long SECONDS_MAX = 1L << 36;

    private final ZoneRules rules;
    private final boolean isFixed;
    private long quarter = Long.MIN_VALUE;
    private int offsetSeconds;

    ZoneOffsets(ZoneId zone) {
        rules = zone.getRules();
        isFixed = rules.isFixedOffset();
        if (isFixed) {
            offsetSeconds = rules.getOffset(LocalDateTime.MIN).getTotalSeconds();
        }
    }

    /** Seconds to take from a local time, itself in seconds since 1970, to have UTC. */
    int offsetSeconds(long localSeconds) {
        if (isFixed) {
            return offsetSeconds;
        }
        long asked = Math.floorDiv(localSeconds, QUARTER_SECONDS);
        if (asked != quarter) {
            offsetSeconds = lookUp(asked * QUARTER_SECONDS);
            quarter = asked;
        }
        return offsetSeconds;
    }

    private int lookUp(long localSeconds) {
        long bounded = Math.clamp(localSeconds, -SECONDS_MAX, SECONDS_MAX);
        try {
            return rules.getOffset(LocalDateTime.ofEpochSecond(bounded, 0, ZoneOffset.UTC))
                    .getTotalSeconds();
        } catch (DateTimeException outsideTheCalendar) {
            return 0;
        }
    }
}
