package io.reprise.research.features;

import io.reprise.engine.backtest.ClosedBar;
import io.reprise.engine.domain.Bar;
import io.reprise.research.history.Duck;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;

/** The closed bars of one series with their features, on their way into files; in a database on disk. Owned by one thread. */
final class BarGroup {
    private final String asset;
    private final String timeframe;
    private final FeatureName[] features;
    private final String table;
    private final DuckDBAppender rows;
    private long count;

    /** @param table name of a table to make, of the database {@code work} */
    BarGroup(Duck duck, String table, ClosedBar first) throws SQLException {
        this.table = table;
        asset = first.asset();
        timeframe = first.spec().text();
        features = IntStream.range(0, first.featureCount())
                .mapToObj(i -> new FeatureName(first.featureSpec(i), first.featureLeg(i)))
                .toArray(FeatureName[]::new);
        String columns = IntStream.range(0, features.length)
                .mapToObj(i -> ", f" + i + " DOUBLE")
                .collect(Collectors.joining());
        duck.execute("CREATE TABLE work.main." + table + " (bar_index BIGINT, ts_event BIGINT, ts_init BIGINT,"
                + " open_px BIGINT, high_px BIGINT, low_px BIGINT, close_px BIGINT, volume BIGINT, trade_count BIGINT"
                + columns + ")");
        rows = duck.connection().createAppender("work", "main", table);
    }

    void add(ClosedBar closed) throws SQLException {
        Bar bar = closed.bar();
        rows.beginRow()
                .append(count++)
                .append(bar.endNs())
                .append(closed.tsInitNs())
                .append(bar.openPx())
                .append(bar.highPx())
                .append(bar.lowPx())
                .append(bar.closePx())
                .append(bar.volume())
                .append(bar.tradeCount());
        for (int i = 0; i < features.length; i++) {
            if (closed.ready(i)) {
                rows.append(closed.value(i));
            } else {
                rows.append((Double) null);
            }
        }
        rows.endRow();
    }

    void end() throws SQLException {
        rows.close();
    }

    String asset() {
        return asset;
    }

    String timeframe() {
        return timeframe;
    }

    long count() {
        return count;
    }

    FeatureName[] features() {
        return features;
    }

    /** The bars themselves, as a statement. */
    String bars() {
        return "SELECT bar_index, ts_event, ts_init, open_px, high_px, low_px, close_px, volume, trade_count FROM work.main."
                + table + " ORDER BY bar_index";
    }

    /** A feature's values, as a statement. */
    String values(int feature) {
        return "SELECT bar_index, ts_event, ts_init, f" + feature + " AS value FROM work.main." + table
                + " ORDER BY bar_index";
    }
}
