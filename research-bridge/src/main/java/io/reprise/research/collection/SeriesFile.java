package io.reprise.research.collection;

import io.reprise.research.ingest.TextLines;
import io.reprise.research.store.AtomicFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of numbers over time as lines of date, series and value. Empty cells are no values; the stamp is as in the file. */
final class SeriesFile {
    private static final int NAMED_MAX = 3;

    private SeriesFile() {}

    /** @param nonPositive days with values not above 0, the first few */
    record Result(long values, long rejected, String firstReject, long nonPositiveCount, List<String> nonPositive) {}

    /**
     * Writes a table's series.
     *
     * @param dates column of dates; an underscore stands for a blank
     * @param name column of names, values the one of values; null = each other column is a series
     */
    static Result write(String source, Path target, String dates, String name, String values) throws IOException {
        List<String> lines = TextLines.of(source);
        List<String> header = cells(lines.getFirst());
        int date = column(source, header, dates);
        int named = name == null ? -1 : column(source, header, name);
        int value = name == null ? -1 : column(source, header, values);
        StringBuilder out = new StringBuilder("date,series,value\n");
        long count = 0;
        long rejected = 0;
        long nonPositiveCount = 0;
        String firstReject = "";
        List<String> nonPositive = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = cells(line);
            if (row.size() != header.size()) {
                firstReject = firstReject.isEmpty()
                        ? "a row has " + row.size() + " of " + header.size() + " cells"
                        : firstReject;
                rejected++;
                continue;
            }
            for (int i = 0; i < row.size(); i++) {
                boolean isValue = named < 0 ? i != date : i == value;
                if (!isValue || row.get(i).isEmpty()) {
                    continue;
                }
                BigDecimal number = numberOrNull(row.get(i));
                if (number == null) {
                    firstReject = firstReject.isEmpty() ? "'" + row.get(i) + "' is no number" : firstReject;
                    rejected++;
                    continue;
                }
                String series = named < 0 ? header.get(i) : row.get(named);
                out.append(row.get(date))
                        .append(',')
                        .append(quoted(series))
                        .append(',')
                        .append(row.get(i))
                        .append('\n');
                count++;
                if (number.signum() <= 0) {
                    nonPositiveCount++;
                    if (nonPositive.size() < NAMED_MAX) {
                        nonPositive.add(row.get(date) + " " + series + " " + row.get(i));
                    }
                }
            }
        }
        AtomicFile.write(target, out);
        return new Result(count, rejected, firstReject, nonPositiveCount, nonPositive);
    }

    private static int column(String source, List<String> header, String word) {
        int at = header.indexOf(word.replace('_', ' '));
        if (at < 0) {
            throw new IllegalArgumentException(source + " has no column " + word.replace('_', ' '));
        }
        return at;
    }

    /** Cells of a line; a quoted one may hold commas. */
    private static List<String> cells(String line) {
        if (line.indexOf('"') < 0) {
            return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        }
        List<String> out = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"') {
                isQuoted = !isQuoted;
            } else if (letter == ',' && !isQuoted) {
                out.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        out.add(cell.toString().strip());
        return out;
    }

    private static String quoted(String text) {
        return text.indexOf(',') < 0 ? text : '"' + text + '"';
    }

    private static BigDecimal numberOrNull(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            return null;
        }
    }
}
