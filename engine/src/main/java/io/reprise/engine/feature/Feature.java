package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Stateful;

/**
 * One number that follows the closed bars of a series, made by {@link FeatureSpec#create}. It takes constant time a bar
 * (amortised), allocates nothing after construction, and does not drift however long it runs. Owned by the thread that
 * drives the stages.
 */
@HotPath
public interface Feature extends Stateful {
    /** The {@link #raw} of an exact feature that is not ready. */
    long NULL_RAW = Long.MIN_VALUE;

    /** Takes the next closed bar; the bar is not kept. */
    void onBar(Bar bar);

    /**
     * Takes a split at which {@code denominator} units become {@code numerator}: every price in its state is multiplied
     * by denominator / numerator, every quantity by the inverse, so that later values are adjusted as of now.
     */
    default void rescale(long numerator, long denominator) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " does not take splits");
    }

    /** Whether there is a value after the last bar. */
    boolean ready();

    /** The value, NaN unless {@link #ready}. */
    double value();

    /**
     * The exact value of a feature that has one (each says its unit; {@link #NULL_RAW} unless {@link #ready}),
     * otherwise the bits of {@link #value}.
     */
    default long raw() {
        return Double.doubleToRawLongBits(value());
    }
}
