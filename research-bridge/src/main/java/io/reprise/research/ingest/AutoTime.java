package io.reprise.research.ingest;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The first layout that reads the first readable stamp is that of the whole file. Days before months and two-digit
 * years are not guessed. Owned by the thread that reads.
 */
final class AutoTime implements TimeReader {
    private static final List<String> PATTERNS = List.of(
            "yyyyMMdd[ HH:mm[:ss[.n]]][X]",
            "yyyyMMdd HHmmss[.n][X]",
            "yyyy-MM-dd[ HH:mm[:ss[.n]]][X]",
            "yyyy/MM/dd[ HH:mm[:ss[.n]]][X]",
            "yyyy.MM.dd[ HH:mm[:ss[.n]]][X]");

    private final List<TimeReader> candidates = new ArrayList<>();
    private TimeReader found;

    AutoTime(ZoneId zone) {
        PATTERNS.forEach(pattern -> candidates.add(new CalendarTime(pattern, zone)));
        candidates.add(new EpochTime(EpochTime.UNIT_BY_SIZE));
    }

    @Override
    public long parse(byte[] ascii, int from, int to) {
        if (found != null) {
            return found.parse(ascii, from, to);
        }
        for (TimeReader candidate : candidates) {
            long ns = candidate.parse(ascii, from, to);
            if (ns != UNREADABLE) {
                found = candidate;
                return ns;
            }
        }
        return UNREADABLE;
    }
}
