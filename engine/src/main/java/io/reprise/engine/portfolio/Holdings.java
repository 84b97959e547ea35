package io.reprise.engine.portfolio;

import io.reprise.engine.domain.HotPath;

/**
 * Who holds what: the position of each strategy, and of operators' own orders, in each instrument. What an action or a
 * funding payment pays each of them goes to a listener. Owned by one thread.
 */
@HotPath
public final class Holdings {
    /** Stands where a strategy's id would, for operators' own orders. */
    public static final int MANUAL = -1;

    private final int instruments;
    private final int rows;
    private final long[] positions;
    private final Payee payee;

    /** Hears what a holder is paid. */
    @FunctionalInterface
    public interface Payee {
        /** @param amount money at 1e-8, below 0 where the holder pays */
        void onPaid(int strategyId, int instrumentId, long amount);
    }

    /** @param payee told of each amount that is not 0, in order of the holders' ids */
    public Holdings(int strategyCount, int instrumentCount, Payee payee) {
        this.instruments = instrumentCount;
        this.rows = strategyCount + 1;
        this.positions = new long[Math.multiplyExact(rows, instrumentCount)];
        this.payee = payee;
    }

    /** Books a fill of a strategy, or of {@link #MANUAL}. */
    public void fill(int strategyId, int instrumentId, boolean buy, long qty) {
        int at = at(strategyId, instrumentId);
        positions[at] = Math.addExact(positions[at], buy ? qty : -qty);
    }

    public long position(int strategyId, int instrumentId) {
        return positions[at(strategyId, instrumentId)];
    }

    private int at(int strategyId, int instrumentId) {
        return (strategyId + 1) * instruments + instrumentId;
    }

    /** What all hold together. */
    public long sum(int instrumentId) {
        long sum = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            sum = Math.addExact(sum, position(id, instrumentId));
        }
        return sum;
    }

    /** Applies a split to each holder; returns what is paid to all for the fractions. */
    public long split(int instrumentId, long numerator, long denominator, long lotQty, long lastPx) {
        long paid = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            int at = at(id, instrumentId);
            if (positions[at] != 0) {
                long left = Entitlements.splitQty(positions[at], numerator, denominator, lotQty);
                paid = Math.addExact(
                        paid,
                        pay(
                                id,
                                instrumentId,
                                Entitlements.fractionCash(positions[at], numerator, denominator, left, lastPx)));
                positions[at] = left;
            }
        }
        return paid;
    }

    /** Pays a dividend to each holder; returns what is paid to all. */
    public long dividend(int instrumentId, long amountPerUnit) {
        long paid = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            long position = position(id, instrumentId);
            paid = Math.addExact(paid, pay(id, instrumentId, Entitlements.dividend(position, amountPerUnit)));
        }
        return paid;
    }

    /** Charges or pays funding to each holder; returns what is paid to all. */
    public long funding(int instrumentId, long markPx, long rateE12) {
        long paid = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            long position = position(id, instrumentId);
            if (position != 0) {
                paid = Math.addExact(paid, pay(id, instrumentId, Entitlements.funding(position, markPx, rateE12)));
            }
        }
        return paid;
    }

    /** Charges each short for what it borrows; returns what is paid to all, not above 0. */
    public long borrow(int instrumentId, long markPx, long rateE12) {
        long paid = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            long position = position(id, instrumentId);
            if (position < 0) {
                paid = Math.addExact(paid, pay(id, instrumentId, Entitlements.borrow(position, markPx, rateE12)));
            }
        }
        return paid;
    }

    /** Ends each holder's position at a price; returns what is paid to all. */
    public long delist(int instrumentId, long px) {
        long paid = 0;
        for (int id = MANUAL; id < rows - 1; id++) {
            int at = at(id, instrumentId);
            paid = Math.addExact(paid, pay(id, instrumentId, Entitlements.delisting(positions[at], px)));
            positions[at] = 0;
        }
        return paid;
    }

    private long pay(int strategyId, int instrumentId, long amount) {
        if (amount != 0) {
            payee.onPaid(strategyId, instrumentId, amount);
        }
        return amount;
    }
}
