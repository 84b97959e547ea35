package io.reprise.research.features;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.time.Times;
import io.reprise.research.history.Duck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A series that tells of one time and was published at another, such as a macro figure with its revisions. At any instant it
 * says what it then said of the newest time it told of. Immutable.
 */
public final class KnownSeries {
    private static final String EVENT = "event_time";
    private static final String KNOWN = "known_time";
    private static final int ROWS_MAX = 10_000_000;

    private final String name;
    private final List<String> columns;
    private final List<Point> points;

    /**
     * One publication.
     *
     * @param eventNs what time it tells of, epoch ns
     * @param knownNs when it was published
     * @param values NaN for none
     */
    record Point(long eventNs, long knownNs, double[] values) {}

    /**
     * Which series.
     *
     * @param name what its columns are called in front
     * @param file CSV or Parquet with {@code event_time}, {@code known_time} unless there is a lag, and values
     * @param lagNs from a row's event to its publication where {@code known_time} does not say, below 0 for none
     */
    public record Source(String name, Path file, long lagNs) {
        private static final String LAG = ",lag=";

        /** Reads {@code cpi=cpi.csv} or {@code cpi=cpi.csv,lag=14d}. */
        public static Source parse(String text) {
            int at = text.indexOf('=');
            int lag = text.lastIndexOf(LAG);
            String file = at < 1 ? "" : text.substring(at + 1, lag < at ? text.length() : lag);
            if (file.isBlank() || !text.substring(0, at).matches("[A-Za-z][A-Za-z0-9_-]*")) {
                throw new IllegalArgumentException(
                        "the series '" + text
                                + "' is not understood: it is NAME=FILE or NAME=FILE,lag=DURATION, such as cpi=cpi.csv,lag=14d");
            }
            return new Source(
                    text.substring(0, at), Path.of(file), lag < at ? -1 : duration(text.substring(lag + LAG.length())));
        }

        private static long duration(String text) {
            BarSpec spec = BarSpec.parse(text);
            if (spec.kind() != BarKind.TIME) {
                throw new IllegalArgumentException("the lag '" + text + "' is no time such as 30m, 6h or 14d");
            }
            return spec.size();
        }
    }

    KnownSeries(String name, List<String> columns, List<Point> published) {
        this.name = name;
        this.columns = List.copyOf(columns);
        points = newest(name, published);
    }

    /**
     * Keeps the publications that change what is newest: those that tell of a later time than any before, or of the same anew.
     * Of what was published at one instant, that is the latest time.
     */
    private static List<Point> newest(String name, List<Point> published) {
        List<Point> sorted = new ArrayList<>(published);
        sorted.sort(Comparator.comparingLong(Point::knownNs).thenComparingLong(Point::eventNs));
        List<Point> kept = new ArrayList<>();
        for (Point point : sorted) {
            Point last = kept.isEmpty() ? null : kept.getLast();
            if (last != null && point.eventNs() < last.eventNs()) {
                continue; // a revision of what is no longer newest
            }
            if (last != null && point.knownNs() == last.knownNs()) {
                if (point.eventNs() == last.eventNs() && !Arrays.equals(point.values(), last.values())) {
                    throw new IllegalArgumentException("series " + name + " says two things of "
                            + Times.format(point.eventNs()) + ", both known at " + Times.format(point.knownNs()));
                }
                kept.removeLast();
            }
            kept.add(point);
        }
        return List.copyOf(kept);
    }

    /**
     * Reads a series.
     *
     * @throws IllegalArgumentException naming file and row, when a row's publication is not known, or before its event
     */
    static KnownSeries read(Source source, Duck duck) throws SQLException {
        if (!Files.isRegularFile(source.file())) {
            throw new IllegalArgumentException("there is no file " + source.file() + " of series " + source.name());
        }
        String file = Duck.quoted(source.file().toString());
        String rows = source.file().toString().toLowerCase(Locale.ROOT).endsWith(".parquet")
                ? "read_parquet(" + file + ")"
                : "read_csv(" + file + ", header = true, all_varchar = true)";
        try (Statement statement = duck.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM " + rows)) {
            return read(source, result);
        }
    }

    private static KnownSeries read(Source source, ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            all.add(rows.getMetaData().getColumnLabel(i));
        }
        boolean saysKnown = all.contains(KNOWN);
        if (!all.contains(EVENT)) {
            throw new IllegalArgumentException(source.file() + " has no column " + EVENT + ", only "
                    + String.join(", ", all) + ": series " + source.name() + " is refused");
        }
        if (!saysKnown && source.lagNs() < 0) {
            throw new IllegalArgumentException("series " + source.name() + " is refused: " + source.file()
                    + " has no column " + KNOWN + " and no lag is given, so when a row was known is not known");
        }
        List<String> columns = all.stream()
                .filter(column -> !column.equals(EVENT) && !column.equals(KNOWN))
                .toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(source.file() + " has no value beside its times");
        }
        List<Point> points = new ArrayList<>();
        while (rows.next()) {
            if (points.size() == ROWS_MAX) {
                throw new IllegalArgumentException(source.file() + " has more than " + ROWS_MAX + " rows");
            }
            String where = source.file() + " row " + (points.size() + 1);
            points.add(point(
                    source, where, rows.getString(EVENT), saysKnown ? rows.getString(KNOWN) : null, columns, rows));
        }
        return new KnownSeries(source.name(), columns, points);
    }

    private static Point point(
            Source source, String where, String event, String known, List<String> columns, ResultSet row)
            throws SQLException {
        if (event == null || event.isBlank()) {
            throw new IllegalArgumentException(where + " has no " + EVENT);
        }
        boolean isUnknown = known == null || known.isBlank();
        if (isUnknown && source.lagNs() < 0) {
            throw new IllegalArgumentException(
                    where + " has no " + KNOWN + ", and no lag is given: series " + source.name() + " is refused");
        }
        long eventNs = time(where, EVENT, event);
        long knownNs = isUnknown ? Math.addExact(eventNs, source.lagNs()) : time(where, KNOWN, known);
        if (knownNs < eventNs) {
            throw new IllegalArgumentException(where + " was known at " + known + ", before what it tells of, " + event
                    + ": series " + source.name() + " is refused");
        }
        double[] values = new double[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(where, columns.get(i), row.getString(columns.get(i)));
        }
        return new Point(eventNs, knownNs, values);
    }

    private static long time(String where, String column, String text) {
        try {
            return Times.parse(text.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(where + ": " + column + " " + e.getMessage(), e);
        }
    }

    private static double value(String where, String column, String text) {
        if (text == null || text.isBlank()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(where + ": " + column + " '" + text + "' is no number", e);
        }
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }

    /** In the order in which they became known, each at another instant. */
    List<Point> points() {
        return points;
    }

    /** Names of the joined columns: of each value, then of the two times. */
    List<String> joinedColumns() {
        return IntStream.range(0, columns.size() + 2)
                .mapToObj(i -> name + "."
                        + (i < columns.size() ? columns.get(i) : i == columns.size() ? "event_ns" : "known_ns"))
                .toList();
    }
}
