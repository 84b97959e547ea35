package io.reprise.engine.portfolio;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.fixed.Wide;

/**
 * Rules 14, 19, 22 and 24: what a taker pays, what it is charged, and how much an equity affords. Each result is one
 * exact rational, rounded once. Holds scratch space, so each stage has its own; owned by that stage's thread.
 */
@HotPath
public final class Pricing {
    private final Wide left = new Wide();
    private final Wide right = new Wide();

    /**
     * The price at which a taker fills (rule 14): moved against it by the slippage, then outward to the tick. A price at
     * or below 0, where an instrument has those, gives one tick, which is the lowest that rule knows.
     *
     * @param px the event's price, 1e-8
     * @param buy whether the taker buys
     * @param tickPx price step, 1e-8, above 0
     * @param slippageE12 fraction of the price at 1e-12, from 0 to below 1e12
     * @return a multiple of the tick, at least one tick
     */
    public long takePx(long px, boolean buy, long tickPx, long slippageE12) {
        if (px <= 0) {
            return tickPx;
        }
        // Rounding twice in the same direction, first to 1e-8 and then to the tick, equals rounding once to the tick.
        if (slippageE12 == 0) {
            return buy ? Math.multiplyExact(Math.ceilDiv(px, tickPx), tickPx) : Math.max(px / tickPx * tickPx, tickPx);
        }
        if (buy) {
            long moved = Fixed.mulDivCeil(px, Costs.ONE_E12 + slippageE12, Costs.ONE_E12);
            return Math.multiplyExact(Math.ceilDiv(moved, tickPx), tickPx);
        }
        long moved = Fixed.mulDivFloor(px, Costs.ONE_E12 - slippageE12, Costs.ONE_E12);
        return Math.max(moved / tickPx * tickPx, tickPx);
    }

    /** A fill's notional: price times quantity, half-even to 1e-8 (rule 19). */
    public long notional(long px, long qty) {
        return Fixed.multiply(px, qty);
    }

    /**
     * A fill's fee (rule 19): the rate times the rounded notional, half-even to 1e-8.
     *
     * @param notional money at 1e-8
     * @param feeE12 fraction at 1e-12
     */
    public long fee(long notional, long feeE12) {
        return Fixed.mulDivHalfEven(notional, feeE12, Costs.ONE_E12);
    }

    /**
     * The most that a fraction of equity buys, fee included (rule 22).
     *
     * @param fraction of the equity at 1e-8, above 0 and at most 1e8
     * @param equity money at 1e-8; 0 or less affords nothing
     * @param px the price after {@link #takePx}, 1e-8, above 0
     * @param takerFeeE12 fraction at 1e-12
     * @param lotQty quantity step, 1e-8, above 0
     * @return quantity at 1e-8, a multiple of the lot, 0 if not one lot is affordable
     * @throws ArithmeticException if a product leaves 128 bits or the quantity 63
     */
    public long affordableQty(long fraction, long equity, long px, long takerFeeE12, long lotQty) {
        if (equity <= 0) {
            return 0;
        }
        requireAboveZero(px);
        // n lots: n * lot * px * (1e12 + fee) <= fraction * equity * 1e12; both sides divided by what 1e12 and fee
        // share.
        long shared = sharedWithOne(takerFeeE12);
        left.setProduct(fraction, equity)
                .multiply(Costs.ONE_E12 / shared)
                .divideFloor(lotQty)
                .divideFloor(px)
                .divideFloor((Costs.ONE_E12 + takerFeeE12) / shared);
        return Math.multiplyExact(left.toLongExact(), lotQty);
    }

    /**
     * Whether an order would cost more than the equity, fee included (rule 24); an equity below 0 covers nothing.
     *
     * @param qty at 1e-8, at least 0
     * @param px the price after {@link #takePx}, 1e-8, above 0
     * @param takerFeeE12 fraction at 1e-12
     * @param equity money at 1e-8
     * @throws ArithmeticException if a product leaves 128 bits
     */
    public boolean exceeds(long qty, long px, long takerFeeE12, long equity) {
        if (equity < 0) {
            return true;
        }
        requireAboveZero(px);
        // qty * px * (1e12 + fee) > equity * 1e20; for whole numbers a * b > c is a > floor(c / b).
        long shared = sharedWithOne(takerFeeE12);
        right.setProduct(equity, Fixed.ONE)
                .multiply(Costs.ONE_E12 / shared)
                .divideFloor((Costs.ONE_E12 + takerFeeE12) / shared);
        return left.setProduct(qty, px).compareTo(right) > 0;
    }

    /** Greatest common divisor of 1e12 and the fee: what is cancelled keeps large equities inside 128 bits. */
    private static long sharedWithOne(long feeE12) {
        long a = Costs.ONE_E12;
        long b = feeE12;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private static void requireAboveZero(long px) {
        if (px <= 0) {
            throw new IllegalArgumentException("a price after rule 14 is above 0");
        }
    }
}
