package io.reprise.research.vector;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of many features over the next bars of a table, a column a feature: the engine's own, each fed once, however
 * many strategies read it. Owned by one thread.
 */
final class FeatureBlock {
    /** Bars at a time: as many as leave the columns of some hundred features in a core's cache. */
    static final int BARS = 1_024;

    private final BarTable table;
    private final Map<FeatureSpec, Integer> columns = new LinkedHashMap<>();
    private final List<Column> list = new ArrayList<>();
    private final Bar[] bars = new Bar[BARS];

    /** A feature and its values over the block. */
    private static final class Column {
        private final BarSeries series;
        private final int index;
        private final boolean[] ready = new boolean[BARS];
        private final double[] values = new double[BARS];
        private final long[] raws = new long[BARS];

        Column(BarTable table, FeatureSpec spec) {
            series = new BarSeries(table.instrument().id(), table.spec());
            index = series.require(spec);
        }

        void take(Bar bar, int at) {
            series.onBar(bar);
            ready[at] = series.ready(index);
            values[at] = series.value(index);
            raws[at] = series.raw(index);
        }
    }

    FeatureBlock(BarTable table) {
        this.table = table;
        for (int i = 0; i < BARS; i++) {
            bars[i] = new Bar();
        }
    }

    /** The column of a feature, made unless it is there; before the first bar. */
    int require(FeatureSpec spec) {
        return columns.computeIfAbsent(spec, wanted -> {
            list.add(new Column(table, wanted));
            return list.size() - 1;
        });
    }

    /** Takes the table's bars from one index on, as many as there are, at most {@link #BARS}; how many those are. */
    int advance(int from) {
        int count = Math.min(BARS, table.count() - from);
        for (int i = 0; i < count; i++) {
            int bar = from + i;
            bars[i].set(
                    table.instrument().id(),
                    table.startNs(bar),
                    table.endNs(bar),
                    table.openPx()[bar],
                    table.highPx()[bar],
                    table.lowPx()[bar],
                    table.closePx()[bar],
                    table.volume()[bar],
                    0);
        }
        for (Column column : list) {
            for (int i = 0; i < count; i++) {
                column.take(bars[i], i);
            }
        }
        return count;
    }

    /** A bar of the block, to be read only. */
    Bar bar(int at) {
        return bars[at];
    }

    boolean[] ready(int column) {
        return list.get(column).ready;
    }

    double[] values(int column) {
        return list.get(column).values;
    }

    long[] raws(int column) {
        return list.get(column).raws;
    }
}
