package io.reprise.engine.sim;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;

/**
 * How a resting order's place in the book moves when the quantity at its price falls and no trade says why. Risk-averse: only
 * behind it, until less is left than stood ahead. Power and logarithmic: ahead and behind in proportion to f(ahead) and
 * f(behind), f(x) = x^n or ln(1 + x), as hftbacktest's PowerProbQueueFunc and LogProbQueueFunc do after Rigtorp, <i>Estimating
 * order queue position</i> (2013). Where a book knows each order, the place is known and no model is asked.
 *
 * @param kind none: a book is not looked at, and limit orders fill on trades by rule 17
 * @param power n of the power function at 1e-8
 */
public record QueueModel(Kind kind, long power) {
    /** The forms that it can have. */
    public enum Kind {
        NONE,
        RISK_AVERSE,
        POWER,
        LOG
    }

    /** Books are not looked at. */
    public static final QueueModel NONE = new QueueModel(Kind.NONE, 0);

    private static final String POWER_WORD = "power:";
    private static final long POWER_MAX = 10 * Fixed.ONE;

    /** Reads {@code none}, {@code risk-averse}, {@code log} or {@code power:2}. */
    public static QueueModel parse(String text) {
        try {
            switch (text) {
                case "none" -> {
                    return NONE;
                }
                case "risk-averse" -> {
                    return new QueueModel(Kind.RISK_AVERSE, 0);
                }
                case "log" -> {
                    return new QueueModel(Kind.LOG, 0);
                }
                default -> {
                    long power = text.startsWith(POWER_WORD) ? Decimals.parse(text.substring(POWER_WORD.length())) : 0;
                    if (power > 0 && power <= POWER_MAX) {
                        return new QueueModel(Kind.POWER, power);
                    }
                }
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + text
                + "' is no queue model: it is none, risk-averse, log or power:N with N above 0 and at most 10");
    }

    /** The words that {@link #parse} reads. */
    public String text() {
        return switch (kind) {
            case NONE -> "none";
            case RISK_AVERSE -> "risk-averse";
            case LOG -> "log";
            case POWER -> POWER_WORD + Decimals.plain(power);
        };
    }

    boolean isNone() {
        return kind == Kind.NONE;
    }

    /**
     * What stands ahead after the quantity at the price has changed without a trade of ours to tell why.
     *
     * @param aheadQty before
     * @param oldQty of the whole level before, trades since taken off
     * @param newQty of the whole level now
     */
    long aheadAfter(long aheadQty, long oldQty, long newQty) {
        long gone = oldQty - newQty;
        if (gone <= 0 || kind == Kind.RISK_AVERSE) {
            return Math.min(aheadQty, newQty);
        }
        long behindQty = Math.max(0, oldQty - aheadQty);
        double ahead = weight(aheadQty);
        double behind = weight(behindQty);
        double share = ahead + behind == 0 ? 1 : behind / (ahead + behind); // of what went from behind
        long fromBehind = Math.min(behindQty, (long) StrictMath.floor(gone * share));
        return Math.max(0, Math.min(newQty, aheadQty - (gone - fromBehind)));
    }

    private double weight(long qty) {
        double value = qty / (double) Fixed.ONE;
        return kind == Kind.LOG ? StrictMath.log1p(value) : StrictMath.pow(value, power / (double) Fixed.ONE);
    }
}
