package io.reprise.research.ingest;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.fixed.Fixed;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The layout of a kind of file, and what its stamps and numbers mean.
 *
 * @param name what {@code --format} is given
 * @param aliases other names for the same layout
 * @param description one line for the list of formats
 * @param kind trades or bars
 * @param layout where the cells are
 * @param timing what the time cell means
 * @param values what the number cells mean
 * @param assetClass kind of asset, unless the caller says otherwise
 * @param feed of a recorded feed, how its messages are read; null otherwise
 */
public record Format(
        String name,
        List<String> aliases,
        String description,
        Kind kind,
        Layout layout,
        Timing timing,
        Values values,
        AssetClass assetClass,
        Feed feed) {

    /** What a row is. */
    public enum Kind {
        TRADES,
        BARS,
        /** Messages of a venue: trades, quotes, levels and orders. */
        FEED
    }

    /**
     * How the messages of a recorded feed are read.
     *
     * @param decoder whose messages they are
     * @param streams what of them is taken
     */
    public record Feed(String decoder, Set<FeedStream> streams) {
        public Feed {
            streams = Set.copyOf(streams);
        }
    }

    /** How rows are written. */
    public enum Text {
        /** Lines of cells. */
        CSV,
        /** An array of arrays. */
        JSON_ARRAYS,
        /** An array of objects, at the top or under a key of the top object. */
        JSON_OBJECTS,
        /** Lines with a JSON message each, after words of whoever recorded them. */
        JSON_LINES,
        /** Databento's binary records. */
        DBN
    }

    /** Whether the first line names the columns. */
    public enum Header {
        YES,
        NO,
        /** It does when one of its cells is a name that the format knows. */
        AUTO
    }

    /** Which instant of a bar its stamp is. */
    public enum Stamp {
        /** First instant; the bar's event is one period later. */
        START,
        /** Exclusive end. */
        END,
        /** Last millisecond; the bar's event is 1 ms later. */
        END_MS
    }

    /** Order of the rows in the file. */
    public enum Order {
        ASCENDING,
        NEWEST_FIRST
    }

    /**
     * Where the cells are.
     *
     * @param text CSV or JSON
     * @param separator between cells of a CSV row; 0 = found from the first line
     * @param header whether the first line names the columns
     * @param skipLines lines before the first row or header
     * @param jsonPath key of the array of rows in the top object, or path of a message's rows; empty = what is at the top
     * @param columns 1-based position and names of each column
     * @param where words that a message must have at a path to be of this layout, by the path
     * @param order ascending, or newest first
     * @param refusedNames file or entry names with one of these words are not of this layout
     */
    public record Layout(
            Text text,
            char separator,
            Header header,
            int skipLines,
            String jsonPath,
            Map<Column, ColumnPlace> columns,
            Map<String, List<String>> where,
            Order order,
            List<String> refusedNames) {
        public Layout {
            columns = Map.copyOf(columns);
            where = Map.copyOf(where);
            refusedNames = List.copyOf(refusedNames);
        }
    }

    /**
     * Where one column is.
     *
     * @param position 1-based; 0 = by name only
     * @param names lower case, as in a header line or as keys of objects
     */
    public record ColumnPlace(int position, List<String> names) {
        public ColumnPlace {
            names = List.copyOf(names);
            if (position < 0 || (position == 0 && names.isEmpty())) {
                throw new IllegalArgumentException("a column needs a position from 1, or names");
            }
        }
    }

    /**
     * What the time cell means.
     *
     * @param pattern {@code epoch-s}, {@code epoch-ms}, {@code epoch-us}, {@code epoch-ns}, {@code epoch} (unit by
     * size), {@code midnight-ms} (the day is in the name of the file), {@code auto}, or letters as of {@link
     * CalendarTime}
     * @param received likewise of the cell that says when the row was received; null = there is none
     * @param zone of stamps that do not name one
     * @param stamp which instant of a bar is stamped; null for trades
     * @param barPeriodNs period of the file's bars; 0 = found from the data
     */
    public record Timing(String pattern, String received, ZoneId zone, Stamp stamp, long barPeriodNs) {}

    /**
     * What the number cells mean.
     *
     * @param priceDivisor prices are written as this multiple, a power of ten
     * @param hasVolume volumes are in units of the instrument
     * @param nonPositivePx prices at or below 0 are real
     * @param buyWords texts of the side cell that mean an aggressive buyer, lower case
     * @param sellWords likewise a seller
     */
    public record Values(
            long priceDivisor,
            boolean hasVolume,
            boolean nonPositivePx,
            List<String> buyWords,
            List<String> sellWords) {
        public Values {
            buyWords = List.copyOf(buyWords);
            sellWords = List.copyOf(sellWords);
            if (pricePlaces(priceDivisor) < 0) {
                throw new IllegalArgumentException(
                        "price-divisor must be 1, 10, 100 and so on to 100000000, not " + priceDivisor);
            }
        }

        /** Places at which price text is read so that the result is at 1e-8. */
        int pricePlaces() {
            return pricePlaces(priceDivisor);
        }

        private static int pricePlaces(long divisor) {
            int places = Fixed.PLACES;
            long power = 1;
            while (places >= 0 && power != divisor) {
                power *= 10;
                places--;
            }
            return places;
        }
    }

    public Format {
        Objects.requireNonNull(name, "name");
        aliases = List.copyOf(aliases);
        for (Column column : required(kind, values)) {
            if (!layout.columns().containsKey(column)) {
                throw new IllegalArgumentException("format " + name + " has no column." + column.word());
            }
        }
    }

    /** Whether its rows say what they are of, so that one symbol of several can be chosen. */
    boolean hasSymbols() {
        return kind == Kind.FEED || layout.columns().containsKey(Column.SYMBOL);
    }

    boolean isBars() {
        return kind == Kind.BARS;
    }

    Format withTiming(Timing newTiming) {
        return new Format(name, aliases, description, kind, layout, newTiming, values, assetClass, feed);
    }

    Format withValues(Values newValues) {
        return new Format(name, aliases, description, kind, layout, timing, newValues, assetClass, feed);
    }

    Format withOrder(Order order) {
        Layout changed = new Layout(
                layout.text(),
                layout.separator(),
                layout.header(),
                layout.skipLines(),
                layout.jsonPath(),
                layout.columns(),
                layout.where(),
                order,
                layout.refusedNames());
        return new Format(name, aliases, description, kind, changed, timing, values, assetClass, feed);
    }

    /** How a file is read, as one line of text; period and volume aside, which stand in the journal. */
    String settingsText() {
        return "format=" + name + " time=" + timing.pattern() + " zone=" + timing.zone() + " stamp=" + timing.stamp()
                + " divisor=" + values.priceDivisor() + " order=" + layout.order()
                + (timing.received() == null ? "" : " received=" + timing.received());
    }

    /** Columns without which a row is no event. */
    static List<Column> required(Kind kind, Values values) {
        if (kind == Kind.FEED) {
            return List.of();
        }
        if (kind == Kind.TRADES) {
            return List.of(Column.TIME, Column.PRICE, Column.QTY);
        }
        List<Column> prices = List.of(Column.TIME, Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE);
        return values.hasVolume()
                ? List.of(Column.TIME, Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE, Column.VOLUME)
                : prices;
    }
}
