package io.reprise.engine.feature;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A feature as strategies ask for it; equal specs share one feature of a series.
 *
 * @param name one of {@link #names}
 * @param period bars it looks back on, 1 (volatility and zscore 2) to {@value #PERIOD_MAX}
 */
public record FeatureSpec(String name, int period) {
    public static final int PERIOD_MAX = 1_000_000;

    private static final SortedMap<String, Kind> KINDS = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "atr", new Kind(1, Atr::new),
            "donchian-high", new Kind(1, DonchianHigh::new),
            "donchian-low", new Kind(1, DonchianLow::new),
            "ema", new Kind(1, Ema::new),
            "rsi", new Kind(1, Rsi::new),
            "sma", new Kind(1, Sma::new),
            "volatility", new Kind(2, RollingVolatility::new),
            "vwap", new Kind(1, Vwap::new),
            "zscore", new Kind(2, ZScore::new))));

    private record Kind(int periodMin, IntFunction<Feature> factory) {}

    public FeatureSpec {
        Kind kind = name == null ? null : KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "feature '" + name + "' is not known: it is one of " + String.join(", ", KINDS.keySet()));
        }
        if (period < kind.periodMin || period > PERIOD_MAX) {
            throw new IllegalArgumentException("period " + period + " of feature " + name + " is out of range: "
                    + kind.periodMin + " to " + PERIOD_MAX);
        }
    }

    /** The names of all features, in alphabetical order. */
    public static Set<String> names() {
        return KINDS.keySet();
    }

    /** A new feature that has seen no bar. */
    public Feature create() {
        return KINDS.get(name).factory.apply(period);
    }
}
