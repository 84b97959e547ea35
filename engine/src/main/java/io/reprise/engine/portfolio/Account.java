package io.reprise.engine.portfolio;

import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import java.util.Arrays;

/**
 * Cash, positions and equity of one account by rules 19 to 21 and 32 of docs/semantics.md, exact to the last 1e-8.
 * Money, prices and quantities are at 1e-8. Owned by the thread of its stage.
 *
 * <p>Marking is as if equity were computed at every event, without doing so. While one instrument is held, equity moves
 * one way with its price, so the prices that make neither a new peak nor a deeper drawdown are one interval, and
 * whatever lies between two such prices is one too: {@link #mark} keeps the lowest and the highest seen since the last
 * fill or peak. A deeper drawdown only widens the interval; a new peak lifts its other end, so only the price of the
 * peak itself is kept then. Without a position nothing changes until a fill; with several every price that moves is
 * computed.
 */
@HotPath
public final class Account implements Stateful {
    private static final int NONE = -1;

    private final long initialCash;
    private final long[] positions;
    private final long[] lastPxs;
    private long cash;
    private long minCash;
    private long fees;
    private long peakEquity;
    /** The largest drawdown as an exact fraction of two amounts of money. */
    private long worstDrop;

    private long worstDropPeak;

    /** Position × last price, rounded; that of {@link #held} is not kept up to date. */
    @Derived
    private final long[] values;

    @Derived
    private long valuesSum;

    @Derived
    private int heldCount;

    /** Sum of the ids of what is held: with one held, its id. */
    @Derived
    private long heldIdsSum;

    /** The only instrument held, or {@link #NONE} if there are none or several. */
    @Derived
    private int held;

    @Derived
    private long quietLoPx;

    @Derived
    private long quietHiPx;

    /** Whether equity may have left what is known to be quiet since the last mark. */
    @Derived
    private boolean unmarked;

    /**
     * An account without positions.
     *
     * @param initialCash above 0
     * @param instrumentCount instruments have ids below this
     */
    public Account(long initialCash, int instrumentCount) {
        if (initialCash <= 0) {
            throw new IllegalArgumentException("initial cash must be above 0, not " + initialCash + "e-8");
        }
        this.initialCash = initialCash;
        positions = new long[instrumentCount];
        lastPxs = new long[instrumentCount];
        values = new long[instrumentCount];
        Arrays.fill(lastPxs, Fixed.NULL_PX);
        cash = initialCash;
        minCash = initialCash;
        peakEquity = initialCash;
        worstDropPeak = initialCash;
        derive();
    }

    /**
     * Books a fill; it counts in equity at once, in peak and drawdown at the next {@link #mark}. Before the
     * instrument's first price, the fill's own is taken as last.
     *
     * @param qty above 0
     * @param fee what it cost, below 0 for a rebate
     * @throws ArithmeticException if an amount leaves the range; the account is unusable then
     */
    public void fill(int instrumentId, boolean buy, long px, long qty, long fee) {
        if (qty <= 0) {
            throw new IllegalArgumentException("a fill of " + qty + "e-8 cannot be");
        }
        long notional = Fixed.multiply(px, qty);
        cash = Math.subtractExact(buy ? Math.subtractExact(cash, notional) : Math.addExact(cash, notional), fee);
        minCash = Math.min(minCash, cash);
        fees = Math.addExact(fees, fee);
        if (lastPxs[instrumentId] == Fixed.NULL_PX) {
            lastPxs[instrumentId] = px;
        }
        if (held != NONE) {
            revalue(held);
        }
        long before = positions[instrumentId];
        positions[instrumentId] = buy ? Math.addExact(before, qty) : Math.subtractExact(before, qty);
        hold(instrumentId, before != 0, positions[instrumentId] != 0);
        revalue(instrumentId);
        forgetQuiet();
    }

    /** Books what is paid to the account, or by it where below 0, for what it holds; as a fill, it counts at once. */
    public void pay(long amount) {
        cash = Math.addExact(cash, amount);
        minCash = Math.min(minCash, cash);
        forgetQuiet();
    }

    /**
     * Books a split: what is held becomes another quantity, its fraction is paid, and the last price follows.
     *
     * @param splitQty signed quantity after it
     * @param fractionCash paid for what is not left
     */
    public void split(int instrumentId, long numerator, long denominator, long splitQty, long fractionCash) {
        if (held != NONE) {
            revalue(held);
        }
        long before = positions[instrumentId];
        positions[instrumentId] = splitQty;
        lastPxs[instrumentId] = Entitlements.splitPx(lastPxs[instrumentId], numerator, denominator);
        hold(instrumentId, before != 0, splitQty != 0);
        revalue(instrumentId);
        pay(fractionCash);
    }

    /** Books that what is held of an instrument ended for an amount, below 0 where the account paid it. */
    public void end(int instrumentId, long amount) {
        split(instrumentId, 1, 1, 0, amount);
    }

    /** Sets the last price without marking. */
    public void price(int instrumentId, long px) {
        lastPxs[instrumentId] = px;
        if (isQuiet(instrumentId, px)) {
            return;
        }
        unmarked = true;
        if (instrumentId != held) {
            revalue(instrumentId);
        }
    }

    /**
     * A market event happened at this price, and its fills are booked: sets the last price and marks equity (rule 20).
     */
    public void mark(int instrumentId, long px) {
        lastPxs[instrumentId] = px;
        if (!unmarked && isQuiet(instrumentId, px)) {
            return;
        }
        if (instrumentId != held) {
            revalue(instrumentId);
        }
        markEquity();
    }

    /** Whether a price or a fill since the last mark may have made a new peak or a deeper drawdown. */
    public boolean isUnmarked() {
        return unmarked;
    }

    /** Lowest price of the instrument that changes neither peak nor drawdown; above {@link #quietHiPx} if none does. */
    public long quietLoPx(int instrumentId) {
        return instrumentId == held ? quietLoPx : positions[instrumentId] == 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Highest price of the instrument that changes neither peak nor drawdown. */
    public long quietHiPx(int instrumentId) {
        return instrumentId == held ? quietHiPx : positions[instrumentId] == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /**
     * Index of the first of these prices that may change peak or drawdown.
     *
     * @param pxs prices of the instrument, from one index to another, exclusive, which is returned if none does
     */
    public int quietTo(int instrumentId, long[] pxs, int from, int to) {
        long lo = quietLoPx(instrumentId);
        long hi = quietHiPx(instrumentId);
        int at = from;
        while (at < to && pxs[at] >= lo && pxs[at] <= hi) {
            at++;
        }
        return at;
    }

    private boolean isQuiet(int instrumentId, long px) {
        return instrumentId == held ? px >= quietLoPx && px <= quietHiPx : positions[instrumentId] == 0;
    }

    private void markEquity() {
        long equity = equity();
        unmarked = false;
        long px = held == NONE ? 0 : lastPxs[held];
        if (equity > peakEquity) {
            peakEquity = equity;
            quietLoPx = px;
            quietHiPx = px;
            return;
        }
        long drop = Math.subtractExact(peakEquity, equity);
        if (Fixed.compareProducts(drop, worstDropPeak, worstDrop, peakEquity) > 0) {
            worstDrop = drop;
            worstDropPeak = peakEquity;
        }
        quietLoPx = Math.min(quietLoPx, px);
        quietHiPx = Math.max(quietHiPx, px);
    }

    private void hold(int instrumentId, boolean before, boolean after) {
        if (before != after) {
            heldCount += after ? 1 : -1;
            heldIdsSum += after ? instrumentId : -instrumentId;
            held = heldCount == 1 ? (int) heldIdsSum : NONE;
        }
    }

    private void revalue(int instrumentId) {
        long position = positions[instrumentId];
        long value = position == 0 ? 0 : Fixed.multiply(position, lastPxs[instrumentId]);
        valuesSum = Math.addExact(valuesSum, Math.subtractExact(value, values[instrumentId]));
        values[instrumentId] = value;
    }

    private void forgetQuiet() {
        quietLoPx = Long.MAX_VALUE;
        quietHiPx = Long.MIN_VALUE;
        unmarked = true;
    }

    /** Cash plus each position at its last price, rounded (rule 20). */
    public long equity() {
        return Math.addExact(cash, held == NONE ? valuesSum : Fixed.multiply(positions[held], lastPxs[held]));
    }

    /** Signed quantity held. */
    public long position(int instrumentId) {
        return positions[instrumentId];
    }

    /** Price of the newest event, {@link Fixed#NULL_PX} before the first. */
    public long lastPx(int instrumentId) {
        return lastPxs[instrumentId];
    }

    public long initialCash() {
        return initialCash;
    }

    public long cash() {
        return cash;
    }

    /** The lowest that cash ever was. */
    public long minCash() {
        return minCash;
    }

    public long fees() {
        return fees;
    }

    /** The highest equity marked, the initial cash included. */
    public long peakEquity() {
        return peakEquity;
    }

    /** The largest (peak - equity) / peak of all marks: a fraction, not below 0 (rule 32). */
    public double maxDrawdown() {
        return (double) worstDrop / worstDropPeak;
    }

    /** (peak - equity) / peak at the last prices; 0 above the peak. */
    public double currentDrawdown() {
        return Math.max(0.0, (double) Math.subtractExact(peakEquity, equity()) / peakEquity);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(positions, positions.length);
        out.putLongs(lastPxs, lastPxs.length);
        out.putLong(cash);
        out.putLong(minCash);
        out.putLong(fees);
        out.putLong(peakEquity);
        out.putLong(worstDrop);
        out.putLong(worstDropPeak);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(positions, positions.length);
        in.getLongs(lastPxs, lastPxs.length);
        cash = in.getLong();
        minCash = in.getLong();
        fees = in.getLong();
        peakEquity = in.getLong();
        worstDrop = in.getLong();
        worstDropPeak = in.getLong();
        derive();
    }

    private void derive() {
        Arrays.fill(values, 0);
        valuesSum = 0;
        heldCount = 0;
        heldIdsSum = 0;
        held = NONE;
        for (int i = 0; i < positions.length; i++) {
            hold(i, false, positions[i] != 0);
            revalue(i);
        }
        forgetQuiet();
    }
}
