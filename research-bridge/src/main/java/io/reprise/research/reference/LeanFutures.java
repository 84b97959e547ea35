package io.reprise.research.reference;

import io.reprise.research.ingest.DayBar;
import io.reprise.research.ingest.DayBars;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.SourceEntries;
import io.reprise.research.ingest.TextLines;
import io.reprise.research.reference.ContinuousFuture.Contract;
import io.reprise.research.reference.ContinuousFuture.Day;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The contracts of a future from LEAN's daily files: an entry for each, such as {@code gc_trade_201312.csv}. */
final class LeanFutures {
    private static final String FORMAT = "lean-future-daily";
    /** Metals of COMEX trade last on the third last business day of their month (COMEX Rulebook, chapter 113). */
    private static final int LAST_DAY_FROM_END = 3;

    private LeanFutures() {}

    static List<Contract> contracts(DataFolder data, String root) {
        Path trades = data.futureDaily(root, "trade");
        if (trades == null) {
            throw new IllegalArgumentException(data.name() + " has no daily bars of a future " + root);
        }
        Map<String, Map<LocalDate, Long>> interest = openInterest(data.futureDaily(root, "openinterest"));
        List<Contract> out = new ArrayList<>();
        for (String entry : SourceEntries.of(trades)) {
            String month = month(entry);
            Map<LocalDate, Long> its = interest.getOrDefault(month, Map.of());
            List<Day> days = new ArrayList<>();
            for (DayBar bar : DayBars.read(Formats.named(FORMAT), trades + "!" + entry)) {
                days.add(new Day(bar.date(), bar.close(), bar.volume(), its.getOrDefault(bar.date(), -1L)));
            }
            out.add(new Contract(root.toUpperCase(Locale.ROOT) + "-" + month, lastDay(month), days));
        }
        return out;
    }

    private static Map<String, Map<LocalDate, Long>> openInterest(Path file) {
        Map<String, Map<LocalDate, Long>> out = new HashMap<>();
        for (String entry : file == null ? List.<String>of() : SourceEntries.of(file)) {
            Map<LocalDate, Long> days = new HashMap<>();
            for (String line : TextLines.of(file + "!" + entry)) {
                days.put(
                        LocalDate.parse(line.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE),
                        Long.valueOf(line.substring(line.indexOf(',') + 1).strip()));
            }
            out.put(month(entry), days);
        }
        return out;
    }

    private static String month(String entry) {
        return entry.substring(entry.lastIndexOf('_') + 1, entry.lastIndexOf('.'));
    }

    static LocalDate lastDay(String month) {
        LocalDate day = YearMonth.parse(month, DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT))
                .atEndOfMonth()
                .plusDays(1);
        for (int weekdays = 0; weekdays < LAST_DAY_FROM_END; ) {
            day = day.minusDays(1);
            weekdays += day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : 1;
        }
        return day;
    }
}
