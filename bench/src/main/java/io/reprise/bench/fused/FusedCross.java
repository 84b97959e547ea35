package io.reprise.bench.fused;

import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.FillLog;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;

/**
 * The SMA cross on closes with one pending market order, position and cash, by integer sums: rules 14, 15, 19, 23 and 25 of
 * docs/semantics.md and no more. Owned by one thread.
 */
final class FusedCross {
    private final FillLog fills = new FillLog();
    private final long lotQty;
    private final long[] closes = new long[CrossSettings.SLOW];
    private long closeCount;
    private long fastSum;
    private long slowSum;
    private int before;
    private boolean hasBefore;
    private boolean isLong;

    private boolean pendingBuy;
    private long pendingQty;
    private long position;
    private long cash = CrossSettings.CASH;
    private long orders;

    FusedCross(long lotQty) {
        this.lotQty = lotQty;
    }

    /** Takes a closed bar; a cross becomes the pending order. */
    void onClose(long px) {
        int at = (int) (closeCount % CrossSettings.SLOW);
        slowSum += px - closes[at];
        fastSum += px
                - (closeCount >= CrossSettings.FAST
                        ? closes[(int) ((closeCount - CrossSettings.FAST) % CrossSettings.SLOW)]
                        : 0);
        closes[at] = px;
        closeCount++;
        if (closeCount >= CrossSettings.SLOW) {
            onMeans(Long.compare(fastSum * CrossSettings.SLOW, slowSum * CrossSettings.FAST));
        }
    }

    private void onMeans(int now) {
        if (hasBefore && before <= 0 && now > 0 && !isLong) {
            isLong = true;
            order(true, CrossSettings.QTY / lotQty * lotQty);
        } else if (isLong && now < 0) {
            isLong = false;
            order(false, position);
        }
        before = now;
        hasBefore = true;
    }

    private void order(boolean buy, long qty) {
        if (pendingQty != 0) {
            throw new IllegalStateException("an order still waits where the next is due: these data are too thin");
        }
        pendingBuy = buy;
        pendingQty = qty;
        orders++;
    }

    boolean hasPending() {
        return pendingQty != 0;
    }

    /** Fills what a market event offers of the pending order. */
    void fill(long event, long tsEventNs, long px, long offeredQty) {
        long qty = Math.min(pendingQty, offeredQty / lotQty * lotQty);
        if (qty == 0) {
            return;
        }
        long notional = Fixed.multiply(px, qty);
        long fee = Fixed.mulDivHalfEven(notional, CrossSettings.FEE_E12, Costs.ONE_E12);
        cash += (pendingBuy ? -notional : notional) - fee;
        position += pendingBuy ? qty : -qty;
        pendingQty -= qty;
        fills.add(event, tsEventNs, pendingBuy, px, qty, fee);
    }

    FillLog fills() {
        return fills;
    }

    long orders() {
        return orders;
    }

    long cash() {
        return cash;
    }

    long position() {
        return position;
    }
}
