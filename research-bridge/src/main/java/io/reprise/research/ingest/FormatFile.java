package io.reprise.research.ingest;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.BarSpec;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a {@link Format} from a properties file; the keys are described in data/formats/README.md. */
final class FormatFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "aliases",
            "description",
            "kind",
            "text",
            "separator",
            "header",
            "skip-lines",
            "json-path",
            "time",
            "received",
            "zone",
            "stamp",
            "bar",
            "order",
            "price-divisor",
            "volume",
            "non-positive-prices",
            "side.buy",
            "side.sell",
            "asset-class",
            "feed",
            "streams",
            "refuse-names");
    private static final String WHERE = "where.";
    private static final int POSITION_MAX = 200;
    private static final int SKIP_LINES_MAX = 1_000;

    private final Properties keys = new Properties();
    private final String file;

    private FormatFile(String file) {
        this.file = file;
    }

    /**
     * Reads a format.
     *
     * @param reader the text
     * @param file named in messages
     * @throws IngestException when a key is unknown, missing or has a value out of its range
     */
    static Format read(Reader reader, String file) throws IOException {
        FormatFile formatFile = new FormatFile(file);
        try {
            formatFile.keys.load(reader);
        } catch (IllegalArgumentException badEscape) {
            throw new IngestException("format file " + file + " cannot be read: " + badEscape.getMessage(), badEscape);
        }
        return formatFile.format();
    }

    private Format format() {
        for (String key : keys.stringPropertyNames()) {
            boolean isColumn = Stream.of(Column.values()).anyMatch(c -> key.equals("column." + c.word()));
            if (!isColumn && !KEYS.contains(key) && !key.startsWith(WHERE)) {
                throw refused(key, "is not known");
            }
        }
        Format.Kind kind = one(Format.Kind.class, "kind", null);
        Format.Text textKind = one(Format.Text.class, "text", Format.Text.CSV);
        Format.Layout layout = new Format.Layout(
                textKind,
                separator(),
                one(Format.Header.class, "header", Format.Header.AUTO),
                number("skip-lines", 0, 0, SKIP_LINES_MAX),
                keys.getProperty("json-path", "").strip(),
                columns(textKind == Format.Text.JSON_LINES),
                where(textKind),
                one(Format.Order.class, "order", Format.Order.ASCENDING),
                list("refuse-names"));
        Format.Stamp stamp = kind == Format.Kind.BARS ? one(Format.Stamp.class, "stamp", Format.Stamp.START) : null;
        Format.Timing timing = new Format.Timing(text("time", null), received(), zone(), stamp, barPeriodNs());
        try {
            TimeReaders.check(timing.pattern(), timing.zone());
            if (timing.received() != null) {
                TimeReaders.check(timing.received(), timing.zone());
            }
            if (textKind == Format.Text.JSON_LINES && kind != Format.Kind.FEED) {
                JsonPath.check(layout);
            }
            Format.Values values = new Format.Values(
                    number("price-divisor", 1, 1, 1_000_000_000),
                    isBase(text("volume", "base")),
                    Boolean.parseBoolean(text("non-positive-prices", "false")),
                    list("side.buy"),
                    list("side.sell"));
            return new Format(
                    text("name", null),
                    list("aliases"),
                    text("description", ""),
                    kind,
                    layout,
                    timing,
                    values,
                    one(AssetClass.class, "asset-class", AssetClass.CRYPTO),
                    kind == Format.Kind.FEED ? feed() : null);
        } catch (IllegalArgumentException refused) {
            throw new IngestException("format file " + file + ": " + refused.getMessage(), refused);
        }
    }

    private String text(String key, String otherwise) {
        String value = keys.getProperty(key, "").strip();
        if (value.isEmpty() && otherwise == null) {
            throw refused(key, "is missing");
        }
        return value.isEmpty() ? otherwise : value;
    }

    private List<String> list(String key) {
        return words(key).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private Stream<String> words(String key) {
        return Stream.of(keys.getProperty(key, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }

    private String received() {
        boolean isFeed = keys.containsKey("feed");
        if (!isFeed && keys.containsKey("column.received") != keys.containsKey("received")) {
            throw refused("received", "and column.received go together");
        }
        return keys.containsKey("received") ? text("received", null) : null;
    }

    private Format.Feed feed() {
        Set<FeedStream> streams = EnumSet.noneOf(FeedStream.class);
        for (String word : list("streams")) {
            streams.add(Stream.of(FeedStream.values())
                    .filter(stream -> word(stream).equals(word))
                    .findFirst()
                    .orElseThrow(() -> refused("streams", "must be of trades, quotes and book, not '" + word + "'")));
        }
        if (streams.isEmpty()) {
            throw refused("streams", "is missing");
        }
        return new Format.Feed(text("feed", null), streams);
    }

    private Map<String, List<String>> where(Format.Text textKind) {
        Map<String, List<String>> where = new TreeMap<>();
        for (String key : keys.stringPropertyNames()) {
            if (key.startsWith(WHERE)) {
                if (textKind != Format.Text.JSON_LINES) {
                    throw refused(key, "is for text = json-lines only");
                }
                List<String> allowed = words(key).toList();
                if (allowed.isEmpty()) {
                    throw refused(key, "must be one or more words");
                }
                where.put(key.substring(WHERE.length()), allowed);
            }
        }
        return where;
    }

    private int number(String key, int otherwise, int least, int most) {
        String value = text(key, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw refused(key, "must be a number from " + least + " to " + most + ", not '" + value + "'");
        }
        throw refused(key, "must be from " + least + " to " + most + ", not " + value);
    }

    private <E extends Enum<E>> E one(Class<E> type, String key, E otherwise) {
        String value = text(key, otherwise == null ? null : word(otherwise));
        List<E> all = Arrays.stream(type.getEnumConstants())
                .filter(e -> !e.name().equals("NULL_VAL"))
                .toList();
        return all.stream()
                .filter(e -> word(e).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(
                        key,
                        "must be one of "
                                + String.join(
                                        ", ", all.stream().map(FormatFile::word).toList()) + ", not '" + value + "'"));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean isBase(String volume) {
        if (!volume.equals("base") && !volume.equals("none")) {
            throw refused("volume", "must be base or none, not '" + volume + "'");
        }
        return volume.equals("base");
    }

    private char separator() {
        String value = text("separator", "auto");
        return switch (value) {
            case "auto" -> 0;
            case "tab" -> '\t';
            case "space" -> ' ';
            default -> {
                if (value.length() != 1 || value.charAt(0) > 126 || Character.isLetterOrDigit(value.charAt(0))) {
                    throw refused("separator", "must be one character that is no letter or digit, tab, space or auto");
                }
                yield value.charAt(0);
            }
        };
    }

    /** Names of columns are of any case, but keys of messages are not: a trade of Binance has both t and T. */
    private Map<Column, Format.ColumnPlace> columns(boolean keepsCase) {
        Map<Column, Format.ColumnPlace> columns = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            String key = "column." + column.word();
            List<String> words = new ArrayList<>(keepsCase ? words(key).toList() : list(key));
            if (words.isEmpty()) {
                continue;
            }
            int position = 0;
            if (words.getFirst().matches("\\d{1,9}")) {
                position = Integer.parseInt(words.removeFirst());
                if (position < 1 || position > POSITION_MAX) {
                    throw refused(key, "must be from 1 to " + POSITION_MAX + ", not " + position);
                }
            }
            columns.put(column, new Format.ColumnPlace(position, words));
        }
        return columns;
    }

    private ZoneId zone() {
        String value = text("zone", "UTC");
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            throw refused("zone", "is not a known time zone: '" + value + "'");
        }
    }

    private long barPeriodNs() {
        String value = text("bar", "");
        if (value.isEmpty()) {
            return 0;
        }
        try {
            BarSpec spec = BarSpec.parse(value);
            if (spec.isTime()) {
                return spec.size();
            }
        } catch (IllegalArgumentException | ArithmeticException notUnderstood) {
            throw refused("bar", "must be a time such as 1m or 4h, not '" + value + "'");
        }
        throw refused("bar", "must be a time such as 1m or 4h, not '" + value + "'");
    }

    private IngestException refused(String key, String why) {
        return new IngestException("format file " + file + ": " + key + " " + why);
    }
}
