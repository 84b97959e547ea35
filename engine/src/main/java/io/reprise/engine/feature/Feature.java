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
     * Takes a public trade.
     *
     * @param tsEventNs the venue's time
     * @param aggressor 1 when a buyer took, -1 when a seller took, 0 when the source does not say
     */
    default void onTrade(long tsEventNs, long px, long qty, int aggressor) {}

    /** Takes the best bid and ask; prices and quantities at 1e-8. */
    default void onQuote(long tsEventNs, long bidPx, long bidQty, long askPx, long askQty) {}

    /**
     * Takes a funding rate.
     *
     * @param rateE12 of one funding interval, at 1e-12; longs pay it when it is above 0
     */
    default void onFunding(long tsEventNs, long rateE12) {}

    /** Takes a closed bar of the other instrument, for a feature across two; before {@link #onBar} of the same time. */
    default void onOtherBar(Bar bar) {}

    /**
     * Takes a split at which {@code denominator} units become {@code numerator}: every price in its state is multiplied
     * by denominator / numerator, every quantity by the inverse, so that later values are adjusted as of now.
     */
    void rescale(long numerator, long denominator);

    /** As {@link #rescale}, of the other instrument; only a feature across two has prices of it. */
    default void rescaleOther(long numerator, long denominator) {}

    /**
     * Whether it reads its series itself, whose bars and values are always in units of now, and takes each split as it is.
     * Others are fed in the units of before a split.
     */
    default boolean countsInUnitsOfNow() {
        return false;
    }

    /** Whether {@link #raw} is fixed-point in the feature's unit. */
    default boolean isExact() {
        return false;
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
