package io.reprise.research.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** Files of a few known layouts as rows for {@link TwinData}: read line by line, by hand. */
final class TwinFiles {
    private static final long MINUTE_NS = 60_000_000_000L;

    private TwinFiles() {}

    /** Lines of a plain file, a gzip, a zip of one entry, or {@code zip!entry}. */
    static List<String> lines(String file) throws IOException {
        String[] parts = file.split("!");
        try (InputStream raw = Files.newInputStream(Path.of(parts[0]))) {
            if (parts[0].endsWith(".gz")) {
                return lines(new GZIPInputStream(raw));
            }
            if (!parts[0].endsWith(".zip") && !parts[0].endsWith(".jar")) {
                return lines(raw);
            }
            ZipInputStream zip = new ZipInputStream(raw);
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (parts.length == 1 || entry.getName().equals(parts[1])) {
                    return lines(zip);
                }
            }
            throw new IOException(file + " has no such entry");
        }
    }

    private static List<String> lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    /** {@code seconds, price, amount}. */
    static TwinData bitstamp(String file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : lines(file)) {
            String[] cells = line.split(",");
            if (!cells[0].equals("timestamp")) {
                rows.add(new String[] {cells[0] + "000000000", cells[1], cells[2]});
            }
        }
        return TwinData.trades(rows);
    }

    /** {@code [ms, id, type, side, price, amount, cost]}. */
    static TwinData freqtradeTrades(String file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String[] cells : jsonRows(file)) {
            rows.add(new String[] {cells[0] + "000000", cells[4], cells[5]});
        }
        return TwinData.trades(rows);
    }

    /** {@code [ms of the start, open, high, low, close, volume]}. */
    static TwinData freqtradeBars(String file, long periodNs) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String[] cells : jsonRows(file)) {
            cells[0] = Long.toString(Long.parseLong(cells[0]) * 1_000_000 + periodNs);
            rows.add(cells);
        }
        return TwinData.bars(rows, periodNs);
    }

    private static List<String[]> jsonRows(String file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\[([^\\[\\]]+)\\]").matcher(String.join("", lines(file)));
        while (matcher.find()) {
            rows.add(matcher.group(1).replace("\"", "").replace(" ", "").split(","));
        }
        return rows;
    }

    /** {@code yyyy-MM-dd HH:mm:ss, open, high, low, close, volume} of one minute, UTC, stamped at the end. */
    static TwinData nautilusMinutes(String file, boolean hasVolume) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : lines(file)) {
            String[] cells = line.split(",");
            if (Character.isDigit(cells[0].charAt(0))) {
                long ns = ns(cells[0].substring(0, 19).replace('T', ' '), "yyyy-MM-dd HH:mm:ss", ZoneOffset.UTC);
                rows.add(barRow(ns, cells, BigDecimal.ONE, hasVolume));
            }
        }
        return TwinData.bars(rows, MINUTE_NS);
    }

    /** Lean's {@code yyyyMMdd HH:mm, open, high, low, close, volume}, stamped at the start in New York. */
    static TwinData leanEquity(String file, long periodNs) throws IOException {
        ZoneId newYork = ZoneId.of("America/New_York");
        List<String[]> rows = new ArrayList<>();
        for (String line : lines(file)) {
            String[] cells = line.split(",");
            long ns = ns(cells[0], "yyyyMMdd HH:mm", newYork) + periodNs;
            rows.add(barRow(ns, cells, new BigDecimal("0.0001"), true));
        }
        return TwinData.bars(rows, periodNs);
    }

    /** Candles of objects with {@code start} in seconds. */
    static TwinData ta4jCandles(String file, long periodNs) throws IOException {
        List<String[]> rows = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\{([^{}]+)\\}").matcher(String.join("", lines(file)));
        while (matcher.find()) {
            String candle = matcher.group(1);
            rows.add(new String[] {
                Long.toString(Long.parseLong(key(candle, "start")) * 1_000_000_000 + periodNs),
                key(candle, "open"),
                key(candle, "high"),
                key(candle, "low"),
                key(candle, "close"),
                key(candle, "volume")
            });
        }
        return TwinData.bars(rows, periodNs);
    }

    private static String key(String candle, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",]+)").matcher(candle);
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    private static String[] barRow(long tsNs, String[] cells, BigDecimal unit, boolean hasVolume) {
        String[] row = new String[hasVolume ? 6 : 5];
        row[0] = Long.toString(tsNs);
        for (int i = 1; i <= 4; i++) {
            row[i] = new BigDecimal(cells[i]).multiply(unit).toPlainString();
        }
        if (hasVolume) {
            row[5] = cells[5];
        }
        return row;
    }

    private static long ns(String text, String pattern, ZoneId zone) {
        LocalDateTime time = LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern));
        return time.atZone(zone).toEpochSecond() * 1_000_000_000L;
    }
}
