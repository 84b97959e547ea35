package io.reprise.research.ingest;

import java.time.LocalDate;
import java.time.ZoneId;

/** Milliseconds since local midnight of a known day, decimals allowed. Owned by the thread that reads. */
final class MidnightTime implements TimeReader {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final EpochTime ofDay = new EpochTime(1_000_000L);
    private final long daySeconds;
    private final ZoneOffsets offsets;

    MidnightTime(LocalDate day, ZoneId zone) {
        daySeconds = day.toEpochDay() * 86_400;
        offsets = new ZoneOffsets(zone);
    }

    @Override
    public long parse(byte[] ascii, int from, int to) {
        long ns = ofDay.parse(ascii, from, to);
        if (ns < 0 || ns >= DAY_NS) {
            return UNREADABLE;
        }
        long local = daySeconds + ns / 1_000_000_000L;
        return TimeReader.ofSeconds(local - offsets.offsetSeconds(local), ns % 1_000_000_000L);
    }
}
