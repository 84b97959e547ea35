package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;

/** What formulas take from bars, prices at 1e-8 unless they are doubles in plain units. */
@HotPath
public final class Prices {
    private static final double FIXED_ONE = 1e8;
    /** No log of a ratio of two 64-bit prices is larger: ln(2^63) = 43.7. */
    public static final long LOG_MAX = 44;

    private Prices() {}

    /** A fixed-point number in plain units. */
    public static double plain(long fixed) {
        return fixed / FIXED_ONE;
    }

    /** 3 times the typical price: high + low + close. */
    public static long threeTypical(Bar bar) {
        return Math.addExact(Math.addExact(bar.highPx(), bar.lowPx()), bar.closePx());
    }

    /** The true range against the close before: with it drawn into the bar, the bar's span. */
    public static long trueRange(Bar bar, long previousClosePx) {
        return Math.subtractExact(Math.max(bar.highPx(), previousClosePx), Math.min(bar.lowPx(), previousClosePx));
    }

    /** The traded quantity, 0 where the source has none. */
    public static long volume(Bar bar) {
        return Math.max(bar.volume(), 0);
    }

    /** ln(to / from) of two prices above 0, without the cancellation that a ratio near 1 would bring; else NaN. */
    public static double logReturn(long from, long to) {
        if (from <= 0 || to <= 0) {
            return Double.NaN;
        }
        double change = (double) (to - from) / from;
        return Math.abs(change) < 0.5 ? StrictMath.log1p(change) : StrictMath.log((double) to / from);
    }

    /** The power of two by which n numbers up to max in size become whole ones whose sum still fits 64 bits. */
    public static double scale(int period, long max) {
        return Long.highestOneBit(RollingMoments.limit(period) / max);
    }
}
