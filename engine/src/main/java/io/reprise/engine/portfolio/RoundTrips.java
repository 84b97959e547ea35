package io.reprise.engine.portfolio;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;

/**
 * Turns fills into round trips, from flat to flat (rule 37). A fill that turns a position around ends one trip and
 * starts the next: fee and notional of the first part are in proportion, half-even, and the second part gets the rest,
 * so that all trips and what is open together are exactly the change of cash; what is paid for a position in between, such
 * as dividends and funding, is part of its trip. Owned by the thread of its stage.
 */
@HotPath
public final class RoundTrips implements Stateful {
    private final RoundTripListener listener;
    private final long[] positions;
    private final long[] entryTsNs;
    private final long[] enteredQtys;
    private final long[] enteredNotionals;
    private final long[] exitedNotionals;
    private final long[] fees;
    /** Paid for what is held: dividends, funding, fractions of a split. */
    private final long[] carries;

    /** @param instrumentCount instruments have ids below this */
    public RoundTrips(int instrumentCount, RoundTripListener newListener) {
        listener = newListener;
        positions = new long[instrumentCount];
        entryTsNs = new long[instrumentCount];
        enteredQtys = new long[instrumentCount];
        enteredNotionals = new long[instrumentCount];
        exitedNotionals = new long[instrumentCount];
        fees = new long[instrumentCount];
        carries = new long[instrumentCount];
    }

    /**
     * Books a fill.
     *
     * @param qty above 0
     * @throws ArithmeticException if an amount leaves the range
     */
    public void fill(int instrumentId, long tsNs, boolean buy, long px, long qty, long fee) {
        if (qty <= 0) {
            throw new IllegalArgumentException("a fill of " + qty + "e-8 cannot be");
        }
        long position = positions[instrumentId];
        long notional = Fixed.multiply(px, qty);
        boolean exits = buy ? position < 0 : position > 0;
        if (!exits) {
            enter(instrumentId, tsNs, buy, qty, notional, fee);
            return;
        }
        long openQty = Math.abs(position);
        if (qty <= openQty) {
            exit(instrumentId, tsNs, qty, notional, fee);
            return;
        }
        long exitNotional = Fixed.multiply(px, openQty);
        long exitFee = Fixed.mulDivHalfEven(fee, openQty, qty);
        exit(instrumentId, tsNs, openQty, exitNotional, exitFee);
        enter(instrumentId, tsNs, buy, qty - openQty, notional - exitNotional, fee - exitFee);
    }

    private void enter(int instrumentId, long tsNs, boolean buy, long qty, long notional, long fee) {
        long position = positions[instrumentId];
        if (position == 0) {
            entryTsNs[instrumentId] = tsNs;
        }
        positions[instrumentId] = Math.addExact(position, buy ? qty : -qty);
        enteredQtys[instrumentId] = Math.addExact(enteredQtys[instrumentId], qty);
        enteredNotionals[instrumentId] = Math.addExact(enteredNotionals[instrumentId], notional);
        fees[instrumentId] = Math.addExact(fees[instrumentId], fee);
    }

    private void exit(int instrumentId, long tsNs, long qty, long notional, long fee) {
        boolean isLong = positions[instrumentId] > 0;
        exitedNotionals[instrumentId] = Math.addExact(exitedNotionals[instrumentId], notional);
        fees[instrumentId] = Math.addExact(fees[instrumentId], fee);
        positions[instrumentId] += isLong ? -qty : qty;
        if (positions[instrumentId] == 0) {
            end(instrumentId, tsNs, isLong);
        }
    }

    private void end(int instrumentId, long tsNs, boolean isLong) {
        long entered = enteredQtys[instrumentId];
        listener.onRoundTrip(
                instrumentId,
                entryTsNs[instrumentId],
                tsNs,
                isLong,
                entered,
                Fixed.mulDivHalfEven(enteredNotionals[instrumentId], Fixed.ONE, entered),
                Fixed.mulDivHalfEven(exitedNotionals[instrumentId], Fixed.ONE, entered),
                fees[instrumentId],
                cashChange(instrumentId, isLong));
        clear(instrumentId);
    }

    /** Books what is paid for what is held, below 0 where it is charged; when flat, nothing is. */
    public void pay(int instrumentId, long amount) {
        carries[instrumentId] = Math.addExact(carries[instrumentId], amount);
    }

    /**
     * Books a split: the trip goes on with the quantity that is left; where none is, it ends.
     *
     * @param splitQty signed quantity after it
     * @param fractionCash paid for what is not left
     */
    public void split(int instrumentId, long tsNs, long numerator, long denominator, long splitQty, long fractionCash) {
        if (positions[instrumentId] == 0) {
            return;
        }
        boolean isLong = positions[instrumentId] > 0;
        long entered = Fixed.mulDivHalfEven(enteredQtys[instrumentId], numerator, denominator);
        enteredQtys[instrumentId] = Math.max(1, entered);
        positions[instrumentId] = splitQty;
        pay(instrumentId, fractionCash);
        if (splitQty == 0) {
            end(instrumentId, tsNs, isLong);
        }
    }

    /** What the open trip changed cash by so far; 0 when flat. */
    public long openCashChange(int instrumentId) {
        return cashChange(instrumentId, positions[instrumentId] > 0);
    }

    private long cashChange(int instrumentId, boolean isLong) {
        long gain = Math.subtractExact(exitedNotionals[instrumentId], enteredNotionals[instrumentId]);
        long net = Math.subtractExact(isLong ? gain : -gain, fees[instrumentId]);
        return Math.addExact(net, carries[instrumentId]);
    }

    private void clear(int instrumentId) {
        entryTsNs[instrumentId] = 0;
        enteredQtys[instrumentId] = 0;
        enteredNotionals[instrumentId] = 0;
        exitedNotionals[instrumentId] = 0;
        fees[instrumentId] = 0;
        carries[instrumentId] = 0;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(positions, positions.length);
        out.putLongs(entryTsNs, positions.length);
        out.putLongs(enteredQtys, positions.length);
        out.putLongs(enteredNotionals, positions.length);
        out.putLongs(exitedNotionals, positions.length);
        out.putLongs(fees, positions.length);
        out.putLongs(carries, positions.length);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(positions, positions.length);
        in.getLongs(entryTsNs, positions.length);
        in.getLongs(enteredQtys, positions.length);
        in.getLongs(enteredNotionals, positions.length);
        in.getLongs(exitedNotionals, positions.length);
        in.getLongs(fees, positions.length);
        in.getLongs(carries, positions.length);
    }
}
