package io.reprise.research.reference;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Daily archives of all listed stocks, as pystock-data has them: {@code prices.csv} in each holds its day and the one before.
 * A day with prices of few symbols is a holiday with stubs; it is dropped and told. Immutable.
 */
final class PystockPanel {
    /** A day with less than this share of the fullest day's symbols is a stub. */
    private static final int STUB_SHARE = 10;

    private static final int COLUMNS = 8;

    private final SortedMap<LocalDate, Integer> days;
    private final SortedMap<LocalDate, Integer> stubs = new TreeMap<>();
    private final Map<String, LocalDate[]> listed;

    /** @param cells symbol, date, open, high, low, close, volume, adj_close */
    record Price(String symbol, LocalDate date, String[] cells) {}

    private PystockPanel(SortedMap<LocalDate, Integer> days, Map<String, List<LocalDate>> seen) {
        int most = days.values().stream().max(Comparator.naturalOrder()).orElse(0);
        days.forEach((day, symbols) -> {
            if (symbols * STUB_SHARE < most) {
                stubs.put(day, symbols);
            }
        });
        this.days = new TreeMap<>(days);
        this.days.keySet().removeAll(stubs.keySet());
        listed = new TreeMap<>();
        seen.forEach((symbol, dates) -> {
            List<LocalDate> real = dates.stream()
                    .filter(day -> !stubs.containsKey(day))
                    .sorted()
                    .toList();
            if (!real.isEmpty()) {
                listed.put(symbol, new LocalDate[] {real.getFirst(), real.getLast()});
            }
        });
    }

    static PystockPanel of(List<Path> archives) {
        SortedMap<LocalDate, Integer> days = new TreeMap<>();
        Map<String, List<LocalDate>> seen = new HashMap<>();
        for (Path archive : archives) {
            prices(archive, price -> {
                List<LocalDate> dates = seen.computeIfAbsent(price.symbol(), symbol -> new ArrayList<>());
                if (!dates.contains(price.date())) {
                    dates.add(price.date());
                    days.merge(price.date(), 1, Integer::sum);
                }
            });
        }
        return new PystockPanel(days, seen);
    }

    /**
     * Every price of an archive.
     *
     * @return rows that are none, which are passed over
     * @throws IllegalArgumentException in one sentence, when it cannot be read
     */
    static long prices(Path archive, Consumer<Price> consumer) {
        long refused = 0;
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            TarEntries tar = new TarEntries(in);
            for (TarEntries.Entry entry = tar.next(); entry != null; entry = tar.next()) {
                if (!entry.name().endsWith("prices.csv")) {
                    continue;
                }
                for (String line : entry.text().lines().skip(1).toList()) {
                    String[] cells = line.split(",", -1);
                    LocalDate date = cells.length == COLUMNS ? dateOrNull(cells[1]) : null;
                    if (date == null) {
                        refused++;
                    } else {
                        consumer.accept(new Price(cells[0], date, cells));
                    }
                }
            }
            return refused;
        } catch (IOException failed) {
            throw new IllegalArgumentException(archive + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static LocalDate dateOrNull(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** Trading days and how many symbols have prices on each. */
    SortedMap<LocalDate, Integer> days() {
        return days;
    }

    /** Days that are left out, and how many symbols they have. */
    SortedMap<LocalDate, Integer> stubs() {
        return stubs;
    }

    boolean covers(LocalDate date) {
        return !days.isEmpty() && !date.isBefore(days.firstKey()) && !date.isAfter(days.lastKey());
    }

    /** Symbols from their first price to their last. */
    List<String> on(LocalDate date) {
        return listed.entrySet().stream()
                .filter(one -> !date.isBefore(one.getValue()[0]) && !date.isAfter(one.getValue()[1]))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Symbols and the last day of each. */
    Map<String, LocalDate> lastDays() {
        Map<String, LocalDate> out = new TreeMap<>();
        listed.forEach((symbol, range) -> out.put(symbol, range[1]));
        return out;
    }
}
