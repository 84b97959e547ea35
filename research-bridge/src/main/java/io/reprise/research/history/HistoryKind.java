package io.reprise.research.history;

import io.reprise.research.history.HistoryColumn.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What history is of, and how it is laid out. Prices and quantities are whole numbers at 1e-8, times epoch ns UTC. */
public enum HistoryKind {
    /** Public prints. */
    TRADES(Width.BYTE, "side", Width.LONG, "px", Width.LONG, "qty", Width.LONG, "trade_id"),
    /** Best bids and offers. */
    QUOTES(Width.LONG, "bid_px", Width.LONG, "bid_qty", Width.LONG, "ask_px", Width.LONG, "ask_qty"),
    /** Levels or orders of books; {@code snapshot} 1 has a level, 0 an action. */
    BOOKS(
            Width.BYTE,
            "snapshot",
            Width.BYTE,
            "side",
            Width.LONG,
            "px",
            Width.LONG,
            "qty",
            Width.LONG,
            "order_key",
            Width.LONG,
            "update_id",
            Width.BYTE,
            "action",
            Width.INT,
            "level"),
    /** Bars of one period; {@code ts_event} is the exclusive end, a negative volume is none. */
    BARS(
            Width.LONG,
            "open_px",
            Width.LONG,
            "high_px",
            Width.LONG,
            "low_px",
            Width.LONG,
            "close_px",
            Width.LONG,
            "volume",
            Width.LONG,
            "trade_count");

    private static final int FIRST_VERSION = 1;

    private final HistorySchema schema;

    HistoryKind(Object... widthsAndNames) {
        List<HistoryColumn> columns = new ArrayList<>(List.of(
                new HistoryColumn("ts_event", Width.LONG, FIRST_VERSION),
                new HistoryColumn("ts_init", Width.LONG, FIRST_VERSION),
                new HistoryColumn("flags", Width.BYTE, FIRST_VERSION)));
        for (int i = 0; i < widthsAndNames.length; i += 2) {
            columns.add(new HistoryColumn((String) widthsAndNames[i + 1], (Width) widthsAndNames[i], FIRST_VERSION));
        }
        schema = new HistorySchema(FIRST_VERSION, columns);
    }

    HistorySchema schema() {
        return schema;
    }

    /** Names of the columns, in the order of {@link ColumnBatch#column}. */
    public List<String> columns() {
        return schema.columns().stream().map(HistoryColumn::name).toList();
    }

    /** Place of a column. */
    public int column(String name) {
        int at = columns().indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    text() + " have no column '" + name + "', only " + String.join(", ", columns()));
        }
        return at;
    }

    /** As in folders and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static HistoryKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no history of '" + text + "', only of "
                        + Arrays.stream(values()).map(HistoryKind::text).collect(Collectors.joining(", "))));
    }
}
