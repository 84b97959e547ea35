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

    /** How many instruments the strategy has: its legs, from 0. */
    default int legCount() {
        return 1;
    }

    /** Asks for a feature over the bars of a leg. */
    default int feature(int leg, FeatureSpec spec) {
        requireLeg(leg);
        return feature(spec);
    }

    /** Asks for a feature over the bars of a leg by its text. */
    default int feature(int leg, String text) {
        return feature(leg, FeatureSpec.parse(text));
    }

    /** Asks for a feature across two legs, which takes their bars of the same times. */
    default int cross(int leg, int otherLeg, FeatureSpec spec) {
        requireLeg(leg);
        requireLeg(otherLeg);
        throw new IllegalArgumentException("a feature across two legs needs two: leg " + leg + " is one");
    }

    /** Asks for a feature across two legs by its name and arguments. */
    default int cross(String name, int leg, int otherLeg, long... arguments) {
        return cross(leg, otherLeg, FeatureSpec.of(name, arguments));
    }

    private void requireLeg(int leg) {
        if (leg < 0 || leg >= legCount()) {
            throw new IllegalArgumentException("there is no leg " + leg + ": the strategy was given " + legCount()
                    + (legCount() == 1 ? " instrument" : " instruments"));
        }
    }
}
