package io.reprise.engine.portfolio;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.fixed.Fixed;

/**
 * What an action of the issuer and a funding payment do to one holder (rule 34 of docs/semantics.md). Each amount is one
 * exact rational, rounded once, half-even; every holder is rounded for itself, and an account is the sum of its holders.
 * Quantities, prices and money are at 1e-8.
 */
@HotPath
public final class Entitlements {
    private Entitlements() {}

    /**
     * What a split leaves of a position: whole lots, towards zero; the fraction is paid by {@link #fractionCash}.
     *
     * @param position signed quantity before it
     * @param numerator new units for so many old ones, above 0
     * @param denominator old units, above 0
     * @param lotQty above 0
     */
    public static long splitQty(long position, long numerator, long denominator, long lotQty) {
        long exact = Math.abs(Math.multiplyExact(position, numerator)) / denominator;
        long whole = exact - exact % lotQty;
        return position < 0 ? -whole : whole;
    }

    /**
     * What is paid, below 0 by a short, for the fraction that a split does not leave, at the last price before it.
     *
     * @param lastPx before the split
     */
    public static long fractionCash(long position, long numerator, long denominator, long splitQty, long lastPx) {
        long rest =
                Math.subtractExact(Math.multiplyExact(position, numerator), Math.multiplyExact(splitQty, denominator));
        return rest == 0 ? 0 : Fixed.mulDivHalfEven(rest, lastPx, Math.multiplyExact(numerator, Fixed.ONE));
    }

    /** A price before a split as one after it. */
    public static long splitPx(long px, long numerator, long denominator) {
        return px == Fixed.NULL_PX ? px : Fixed.mulDivHalfEven(px, denominator, numerator);
    }

    /** What a dividend pays a holder, below 0 for a short. */
    public static long dividend(long position, long amountPerUnit) {
        return Fixed.multiply(position, amountPerUnit);
    }

    /**
     * What funding pays a holder, below 0 where it is charged: a rate above 0 is paid by longs to shorts.
     *
     * @param markPx price that the notional is taken at
     * @param rateE12 fraction of the notional at 1e-12
     */
    public static long funding(long position, long markPx, long rateE12) {
        return -Fixed.mulDivHalfEven(Fixed.multiply(position, markPx), rateE12, Costs.ONE_E12);
    }

    /**
     * What a short is charged for what it borrows, not above 0; 0 for a long.
     *
     * @param markPx price that the notional is taken at
     * @param rateE12 fraction of the notional at 1e-12, not below 0
     */
    public static long borrow(long position, long markPx, long rateE12) {
        return position >= 0 ? 0 : Fixed.mulDivHalfEven(Fixed.multiply(position, markPx), rateE12, Costs.ONE_E12);
    }

    /**
     * What cash below 0 is charged, not above 0; 0 for other cash.
     *
     * @param rateE12 fraction of the cash at 1e-12, not below 0
     */
    public static long interest(long cash, long rateE12) {
        return cash >= 0 ? 0 : Fixed.mulDivHalfEven(cash, rateE12, Costs.ONE_E12);
    }

    /** What a position that ends at a price is paid for, below 0 for a short. */
    public static long delisting(long position, long px) {
        return Fixed.multiply(position, px);
    }
}
