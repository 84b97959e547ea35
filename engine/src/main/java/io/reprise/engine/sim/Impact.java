package io.reprise.engine.sim;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;

/**
 * How far a taker's own quantity moves its price, beside the slippage of the run's costs; all at 1e-8.
 *
 * @param kind none; volume share, factor times the square of what it takes of the event's quantity (as Zipline's
 *     VolumeShareSlippage); square root, factor times volatility times the root of its quantity in daily volumes (Almgren and
 *     others, Direct Estimation of Equity Market Impact, 2005, and Toth and others, 2011, for the form)
 * @param factor from 0
 * @param volatility of a day, a fraction; square root only
 * @param dailyVolume above 0; square root only
 */
public record Impact(Kind kind, long factor, long volatility, long dailyVolume) {
    /** The forms that it can have. */
    public enum Kind {
        NONE,
        VOLUME_SHARE,
        SQUARE_ROOT
    }

    /** Nothing is moved. */
    public static final Impact NONE = new Impact(Kind.NONE, 0, 0, Fixed.ONE);

    private static final long ONE_E16 = Fixed.ONE * Fixed.ONE;
    private static final long E12_PER_E8 = Costs.ONE_E12 / Fixed.ONE;

    public Impact {
        if (factor < 0 || volatility < 0 || dailyVolume <= 0) {
            throw new IllegalArgumentException(
                    "an impact has a factor and a volatility of 0 or more, and a volume above 0");
        }
    }

    /** Reads {@code none}, {@code volume-share:0.1} or {@code sqrt:1,volatility=0.02,volume=1000000}. */
    public static Impact parse(String text) {
        try {
            if (text.equals("none")) {
                return NONE;
            }
            String[] words = text.substring(text.indexOf(':') + 1).split(",");
            if (text.startsWith("volume-share:") && words.length == 1) {
                return new Impact(Kind.VOLUME_SHARE, Decimals.parse(words[0]), 0, Fixed.ONE);
            }
            if (text.startsWith("sqrt:")
                    && words.length == 3
                    && words[1].startsWith("volatility=")
                    && words[2].startsWith("volume=")) {
                return new Impact(
                        Kind.SQUARE_ROOT,
                        Decimals.parse(words[0]),
                        Decimals.parse(words[1].substring("volatility=".length())),
                        Decimals.parse(words[2].substring("volume=".length())));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + text + "' is no impact: it is none, volume-share:FACTOR or"
                + " sqrt:FACTOR,volatility=FRACTION,volume=QTY");
    }

    /** The words that {@link #parse} reads. */
    public String text() {
        return switch (kind) {
            case NONE -> "none";
            case VOLUME_SHARE -> "volume-share:" + Decimals.plain(factor);
            case SQUARE_ROOT ->
                "sqrt:" + Decimals.plain(factor) + ",volatility=" + Decimals.plain(volatility) + ",volume="
                        + Decimals.plain(dailyVolume);
        };
    }

    /**
     * The fraction of the price at 1e-12, rounded up, at most nine tenths.
     *
     * @param qty that is taken
     * @param offeredQty by the event, 0 where that is not known: then a share is none
     */
    long fractionE12(long qty, long offeredQty) {
        if (kind == Kind.NONE || (kind == Kind.VOLUME_SHARE && offeredQty <= 0)) {
            return 0;
        }
        long e8;
        if (kind == Kind.VOLUME_SHARE) {
            long share = Fixed.mulDivCeil(Math.min(qty, offeredQty), Fixed.ONE, offeredQty);
            e8 = Fixed.mulDivCeil(factor, Fixed.mulDivCeil(share, share, Fixed.ONE), Fixed.ONE);
        } else {
            long volumes = Math.min(ONE_E16, Fixed.mulDivCeil(Math.min(qty, dailyVolume), ONE_E16, dailyVolume));
            e8 = Fixed.mulDivCeil(Fixed.mulDivCeil(factor, volatility, Fixed.ONE), root(volumes), Fixed.ONE);
        }
        return Math.min(e8, 9 * Fixed.ONE / 10) * E12_PER_E8;
    }

    /** Square root of a whole number, rounded up; Math.sqrt is exact to half a unit, the rest is put right here. */
    private static long root(long value) {
        long root = (long) Math.sqrt(value);
        while (root * root < value) {
            root++;
        }
        while (root > 0 && (root - 1) * (root - 1) >= value) {
            root--;
        }
        return root;
    }
}
