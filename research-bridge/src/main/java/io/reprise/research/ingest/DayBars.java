package io.reprise.research.ingest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads the daily bars of a file into memory, by the same rules for bad rows as an ingest; bad rows are left out. */
public final class DayBars {
    private static final long NS_PER_DAY = 86_400_000_000_000L;
    private static final int BARS_MAX = 1 << 17;

    private DayBars() {}

    /**
     * All bars of a file, oldest first.
     *
     * @param format of bars
     * @param file plain or packed, or an entry as {@code zip!entry}
     * @throws IngestException in one sentence, when it cannot be read, or has more bars than are held in memory
     */
    public static List<DayBar> read(Format format, String file) {
        IngestRequest request =
                IngestRequest.of(format, Path.of("."), List.of(file)).build();
        ZoneId zone = format.timing().zone() == null
                ? ZoneOffset.UTC
                : format.timing().zone();
        List<DayBar> bars = new ArrayList<>();
        try (SourceRows rows = new SourceRows(SourceFile.parse(file), format, NS_PER_DAY, request, null)) {
            Row row = new Row();
            while (rows.next(row)) {
                if (bars.size() == BARS_MAX) {
                    throw new IngestException(file + " has more than " + BARS_MAX + " bars");
                }
                LocalDate date =
                        Instant.ofEpochSecond(0, row.tsEventNs - 1).atZone(zone).toLocalDate();
                if (!bars.isEmpty() && !date.isAfter(bars.getLast().date())) {
                    continue;
                }
                bars.add(new DayBar(date, row.open, row.high, row.low, row.close, row.volume));
            }
        }
        return bars;
    }
}
