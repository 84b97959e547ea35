package io.reprise.research.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where things lie in the cold store: {@code KIND[/timeframe=P]/asset_class=C/symbol=S/year=Y/month=M}, as Hive has it, so that
 * DuckDB and others know the columns from the folders. Without state.
 */
public final class StoreLayout {
    private static final String TIMEFRAME = "timeframe=";
    private static final String ASSET_CLASS = "asset_class=";
    private static final String SYMBOL = "symbol=";
    private static final String YEAR = "year=";
    private static final String MONTH = "month=";
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private StoreLayout() {}

    /** Folder of a series. */
    static Path series(Path root, Series.Key key) {
        Path kind = root.resolve(key.kind().text());
        Path period = key.periodNs() == 0 ? kind : kind.resolve(TIMEFRAME + Series.timeframe(key.periodNs()));
        return period.resolve(ASSET_CLASS + key.assetClass().name().toLowerCase(Locale.ROOT))
                .resolve(SYMBOL + escaped(key.symbol()));
    }

    /** Folder of a month of a series. */
    static Path partition(Path root, Series.Key key, YearMonth month) {
        return series(root, key)
                .resolve(YEAR + month.getYear())
                .resolve(MONTH + String.format(Locale.ROOT, "%02d", month.getMonthValue()));
    }

    /** The month that a time is in, UTC. */
    static YearMonth month(long tsNs) {
        return YearMonth.from(
                Instant.ofEpochSecond(Math.floorDiv(tsNs, NS_PER_SECOND)).atZone(ZoneOffset.UTC));
    }

    /** The first instant after a month, epoch ns. */
    static long endNs(YearMonth month) {
        long seconds = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        return seconds > Long.MAX_VALUE / NS_PER_SECOND ? Long.MAX_VALUE : seconds * NS_PER_SECOND;
    }

    /** A name as one folder, in the encoding of addresses, which DuckDB undoes. */
    public static String escaped(String name) {
        StringBuilder out = new StringBuilder();
        for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain =
                    c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_';
            if (isPlain || c == '.' && !out.isEmpty()) {
                out.append((char) c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", c & 0xFF));
            }
        }
        return out.toString();
    }

    /** Folders of all series. */
    static List<Path> allSeries(Path root) {
        List<Path> found = new ArrayList<>();
        for (HistoryKind kind : HistoryKind.values()) {
            Path top = root.resolve(kind.text());
            List<Path> tops = kind == HistoryKind.BARS ? children(top, TIMEFRAME) : List.of(top);
            for (Path each : tops) {
                children(each, ASSET_CLASS).forEach(assetClass -> found.addAll(children(assetClass, SYMBOL)));
            }
        }
        return found;
    }

    /** Folders of a series' months, in order, be they part of the store or not. */
    static List<Path> months(Path series) {
        List<Path> found = new ArrayList<>();
        children(series, YEAR).forEach(year -> found.addAll(children(year, MONTH)));
        return found;
    }

    private static List<Path> children(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look into " + folder + ": " + failed.getMessage(), failed);
        }
    }
}
