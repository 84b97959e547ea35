package io.reprise.engine.strategy;

import io.reprise.engine.feature.FeatureSpec;

/** What a strategy asks for before the first event; docs/features.md lists the features. */
public interface Setup {
    /**
     * Asks for a feature over the strategy's bars; equal specs are one feature.
     *
     * @return the handle to read it by in {@link Context}
     */
    int feature(FeatureSpec spec);

    /** Asks for a feature by its text, such as {@code obv}, {@code rsi(14)} or {@code rsi@2(7,28)}. */
    default int feature(String text) {
        return feature(FeatureSpec.parse(text));
    }

    /**
     * Asks for version 1 of a feature.
     *
     * @param name such as {@code sma}
     * @param period in bars
     */
    default int feature(String name, int period) {
        return feature(new FeatureSpec(name, period));
    }

    /** Asks for version 1 of a feature with its arguments, decimals at 1e-8; where fewer are given, defaults follow. */
    default int feature(String name, long... arguments) {
        return feature(FeatureSpec.of(name, arguments));
    }
}
