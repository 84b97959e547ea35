package io.reprise.engine.feature;

import java.util.Locale;

/** What kind of thing a feature says; docs list features by it. */
public enum FeatureFamily {
    TREND,
    MOMENTUM,
    VOLATILITY,
    VOLUME,
    PATTERN,
    MICROSTRUCTURE,
    TIME,
    STATIONARITY,
    CROSS,
    FUNDING,
    /** What a strategy would do. */
    SIGNAL;

    /** As people and files write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
