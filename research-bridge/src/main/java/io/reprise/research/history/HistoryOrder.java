package io.reprise.research.history;

import java.util.Comparator;

/** The order in which series are told. */
final class HistoryOrder {
    static final Comparator<Series.Key> KEYS = Comparator.comparing(Series.Key::assetClass)
            .thenComparing(Series.Key::symbol)
            .thenComparing(Series.Key::kind)
            .thenComparingLong(Series.Key::periodNs);

    private HistoryOrder() {}
}
