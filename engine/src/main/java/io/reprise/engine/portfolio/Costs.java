package io.reprise.engine.portfolio;

/**
 * What trading costs, as fractions of a notional or price at 1e-12. A number of basis points at eight places is the same
 * whole number: 7.5 bps is 750_000_000 either way.
 *
 * @param takerFeeE12 fee on a fill that takes, 0 to below 1e12
 * @param makerFeeE12 fee on a fill of a resting limit order, 0 to below 1e12
 * @param slippageE12 how far a taker's price is moved against it, 0 to below 1e12
 */
public record Costs(long takerFeeE12, long makerFeeE12, long slippageE12) {
    /** The whole: a fraction of 1. */
    public static final long ONE_E12 = 1_000_000_000_000L;
    /** Trading that costs nothing. */
    public static final Costs NONE = new Costs(0, 0, 0);

    public Costs {
        requireFraction("taker fee", takerFeeE12);
        requireFraction("maker fee", makerFeeE12);
        requireFraction("slippage", slippageE12);
    }

    private static void requireFraction(String what, long valueE12) {
        if (valueE12 < 0 || valueE12 >= ONE_E12) {
            throw new IllegalArgumentException(what + " of " + valueE12
                    + "e-12 is not allowed: it must be at least 0 and below " + ONE_E12 + "e-12 (10000 basis points)");
        }
    }
}
