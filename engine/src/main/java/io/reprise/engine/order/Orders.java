package io.reprise.engine.order;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import java.util.Arrays;
import java.util.Objects;

/**
 * The orders that work, from submission to their end, in a pool of fixed size; each stage that needs orders keeps its
 * own, fed by the same sequence. An order sits in a slot, found by its id; slots are recycled, and a closed order's
 * fields stay readable in its slot until the next {@link #add}. Iterate in order of arrival with {@link #first} and
 * {@link #next}. Quantities, prices and money are at 1e-8. Owned by the thread of its stage.
 */
@HotPath
public final class Orders implements Stateful {
    /** No order: not working, or after the last. */
    public static final int NO_SLOT = SlotIndex.MISSING;
    /** The answer of {@link #add} when all slots are taken. */
    public static final int FULL = -2;

    /** Of a list only what can fill beside the others counts as working: neither children nor any but the first. */
    private static final int UNCOUNTED = 1;

    private static final int REDUCE_ONLY = 2;

    private final int instruments;
    private final int strategyRows;
    private final long[] orderIds;
    private final int[] strategyIds;
    private final int[] instrumentIds;
    private final byte[] sides;
    private final byte[] types;
    private final byte[] timesInForce;
    private final byte[] statuses;
    private final boolean[] closings;
    private final byte[] marks;
    private final long[] orderQtys;
    private final long[] leavesQtys;
    private final long[] cumQtys;
    private final long[] limitPxs;
    private final long[] stopPxs;
    private final long[] causeSeqs;
    private final long[] notionals;
    private int size;

    /** Orders that found the pool full and are not denied yet. */
    private int unpooled;

    private long submitted;
    private long fills;
    private long denied;
    private long rejected;

    /** Signed leaves by strategy (from -1) and instrument. */
    @Derived
    private final long[] workingLeaves;

    /** Slot by order id; only ever looked up, so its order reaches no result. */
    @Derived
    private final SlotIndex slots;

    /** The next in order of arrival, or the next free slot; what is saved is the order, not the layout. */
    @Derived
    private final int[] nexts;

    @Derived
    private final int[] previouses;

    @Derived
    private int head;

    @Derived
    private int tail;

    @Derived
    private int free;

    /**
     * An empty pool.
     *
     * @param capacity most orders that work at once
     * @param strategyCount strategies have ids below this; -1 is none, as of an operator's order
     * @param instrumentCount instruments have ids below this
     */
    public Orders(int capacity, int strategyCount, int instrumentCount) {
        if (capacity < 1 || strategyCount < 0 || instrumentCount < 1) {
            throw new IllegalArgumentException("a pool of " + capacity + " orders for " + strategyCount
                    + " strategies and " + instrumentCount + " instruments cannot be");
        }
        instruments = instrumentCount;
        strategyRows = strategyCount + 1;
        orderIds = new long[capacity];
        strategyIds = new int[capacity];
        instrumentIds = new int[capacity];
        sides = new byte[capacity];
        types = new byte[capacity];
        timesInForce = new byte[capacity];
        statuses = new byte[capacity];
        closings = new boolean[capacity];
        marks = new byte[capacity];
        orderQtys = new long[capacity];
        leavesQtys = new long[capacity];
        cumQtys = new long[capacity];
        limitPxs = new long[capacity];
        stopPxs = new long[capacity];
        causeSeqs = new long[capacity];
        notionals = new long[capacity];
        workingLeaves = new long[Math.multiplyExact(strategyRows, instruments)];
        // Twice the capacity keeps the map below its load factor, so it never grows.
        slots = new SlotIndex(capacity);
        nexts = new int[capacity];
        previouses = new int[capacity];
        clear();
    }

    /**
     * Adds a submitted order as the newest, PENDING.
     *
     * @param strategyId -1 if no strategy's
     * @param orderQty above 0
     * @param limitPx {@link Fixed#NULL_PX} if none
     * @param stopPx {@link Fixed#NULL_PX} if none
     * @param closing whether it only reduces a position
     * @param causeSeq sequence of the event that it was decided on
     * @return its slot, or {@link #FULL}: then it counts as submitted, and must be denied
     * @throws IllegalStateException if an order with this id works already
     */
    public int add(
            long orderId,
            int strategyId,
            int instrumentId,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            long orderQty,
            long limitPx,
            long stopPx,
            boolean closing,
            long causeSeq) {
        if (orderQty <= 0 || (side != Side.BUY && side != Side.SELL)) {
            throw new IllegalArgumentException("order " + orderId + " to " + side + " " + orderQty + " cannot be");
        }
        if (slotOf(orderId) != NO_SLOT) {
            throw new IllegalStateException("order " + orderId + " works already");
        }
        pair(strategyId, instrumentId); // refuses ids beyond the tables before anything changes
        submitted++;
        if (free == NO_SLOT) {
            unpooled++;
            return FULL;
        }
        int slot = append(orderId);
        strategyIds[slot] = strategyId;
        instrumentIds[slot] = instrumentId;
        sides[slot] = (byte) side.value();
        types[slot] = (byte) type.value();
        timesInForce[slot] = (byte) timeInForce.value();
        statuses[slot] = (byte) OrderStatus.PENDING.ordinal();
        closings[slot] = closing;
        marks[slot] = 0;
        orderQtys[slot] = orderQty;
        leavesQtys[slot] = orderQty;
        cumQtys[slot] = 0;
        limitPxs[slot] = limitPx;
        stopPxs[slot] = stopPx;
        causeSeqs[slot] = causeSeq;
        notionals[slot] = 0;
        addToWorkingLeaves(slot, orderQty);
        return slot;
    }

    /** Adds what a strategy wants, as the other {@code add}; returns the slot or {@link #FULL}. */
    public int add(OrderIntent intent, long causeSeq) {
        int slot = add(
                intent.orderId,
                intent.strategyId,
                intent.instrumentId,
                Side.get(intent.side),
                OrderType.get(intent.type),
                TimeInForce.get(intent.timeInForce),
                intent.orderQty,
                intent.limitPx,
                intent.stopPx,
                intent.closing,
                causeSeq);
        if (slot != FULL && intent.isReduceOnly()) {
            marks[slot] |= REDUCE_ONLY;
        }
        if (slot != FULL && intent.linkKind != LinkKind.NONE.value() && intent.listId != intent.orderId) {
            addToWorkingLeaves(slot, -leavesQtys[slot]);
            marks[slot] |= UNCOUNTED;
        }
        return slot;
    }

    /** Signed unfilled rest of all working orders of an instrument, whosever they are. */
    public long workingLeaves(int instrumentId) {
        long sum = 0;
        for (int i = instrumentId; i < workingLeaves.length; i += instruments) {
            sum = Math.addExact(sum, workingLeaves[i]);
        }
        return sum;
    }

    /**
     * Books our own risk's refusal of a PENDING order, or of one that found the pool full.
     *
     * @return the slot that the order had, {@link #NO_SLOT} if it had none
     * @throws IllegalStateException if there is no such order
     */
    public int deny(long orderId) {
        int slot = slotOf(orderId);
        if (slot == NO_SLOT) {
            if (unpooled == 0) {
                throw new IllegalStateException("order " + orderId + " is denied but was not submitted");
            }
            unpooled--;
        } else {
            become(slot, status(slot).to(OrderStatus.DENIED), 0);
        }
        denied++;
        return slot;
    }

    /**
     * Books the venue's word on an order. TRADE and DECREMENTED take lastQty from what is left, and end the order when
     * nothing is; REPLACED sets what is left, and the order's own price if lastPx is one, be it on its way still, as at a
     * split; a cancel refused changes nothing.
     *
     * @return the order's slot, {@link #NO_SLOT} only for a refused cancel that came too late
     * @throws IllegalStateException if no such order works, it cannot do this in its state, or the venue sees other
     *     leaves; nothing is changed then
     */
    public int apply(ExecutionReportDecoder report) {
        ExecType execType = report.execType();
        int slot = slotOf(report.orderId());
        if (execType == ExecType.CANCEL_REJECTED) {
            return slot;
        }
        if (slot == NO_SLOT || report.side().value() != sides[slot]) {
            throw new IllegalStateException("no order " + report.orderId() + " to " + report.side()
                    + " works, but the venue reports " + execType);
        }
        long leaves = leavesAfter(slot, execType, report);
        OrderStatus next = statusAfter(slot, execType, leaves);
        switch (execType) {
            case TRADE -> fill(slot, report.lastPx(), report.lastQty());
            case REPLACED -> replace(slot, report.lastPx(), report.limitPx(), leaves);
            case REJECTED -> rejected++;
            default -> {}
        }
        become(slot, next, leaves);
        return slot;
    }

    /** What must be left after the report, checked against what the venue says. */
    private long leavesAfter(int slot, ExecType execType, ExecutionReportDecoder report) {
        long leaves = leavesQtys[slot];
        long lastQty = report.lastQty();
        long after = switch (execType) {
            case ACCEPTED, TRIGGERED -> leaves;
            case TRADE, DECREMENTED -> lastQty > 0 ? leaves - lastQty : -1;
            case REPLACED -> Math.max(1, report.leavesQty());
            default -> 0;
        };
        if (after < 0 || after != report.leavesQty()) {
            throw new IllegalStateException("order " + orderIds[slot] + " has " + leaves
                    + " left, but the venue reports " + execType + " of " + lastQty + " leaving " + report.leavesQty());
        }
        return after;
    }

    private OrderStatus statusAfter(int slot, ExecType execType, long leaves) {
        OrderStatus status = status(slot);
        return switch (execType) {
            case ACCEPTED -> status.to(OrderStatus.OPEN);
            case TRADE -> status.to(leaves == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED);
            case CANCELED -> status.to(OrderStatus.CANCELED);
            case REJECTED -> status.to(OrderStatus.REJECTED);
            case EXPIRED -> status.to(OrderStatus.EXPIRED);
            case DECREMENTED, TRIGGERED, REPLACED -> {
                if (status == OrderStatus.PENDING && execType != ExecType.REPLACED) {
                    throw new IllegalStateException(
                            "order " + orderIds[slot] + " is PENDING, but the venue reports " + execType);
                }
                yield leaves == 0 ? status.to(OrderStatus.CANCELED) : status;
            }
            default ->
                throw new IllegalStateException("order " + orderIds[slot] + " has an unknown report " + execType);
        };
    }

    private void fill(int slot, long px, long qty) {
        notionals[slot] = Math.addExact(notionals[slot], Fixed.multiply(px, qty));
        cumQtys[slot] += qty;
        fills++;
    }

    private void replace(int slot, long px, long limitPx, long leaves) {
        orderQtys[slot] = Math.addExact(orderQtys[slot], leaves - leavesQtys[slot]);
        if (px != Fixed.NULL_PX) {
            (OrderRules.waits(type(slot)) ? stopPxs : limitPxs)[slot] = px;
        }
        if (limitPx != Fixed.NULL_PX) {
            limitPxs[slot] = limitPx;
        }
    }

    /** The only place where an order's status and leaves change. */
    private void become(int slot, OrderStatus next, long leaves) {
        addToWorkingLeaves(slot, leaves - leavesQtys[slot]);
        leavesQtys[slot] = leaves;
        statuses[slot] = (byte) next.ordinal();
        if (next.isClosed()) {
            unlink(slot);
        }
    }

    private void addToWorkingLeaves(int slot, long qty) {
        if ((marks[slot] & UNCOUNTED) != 0) {
            return;
        }
        int at = pair(strategyIds[slot], instrumentIds[slot]);
        long signed = sides[slot] == Side.BUY.value() ? qty : -qty;
        workingLeaves[at] = Math.addExact(workingLeaves[at], signed);
    }

    /** What is left of the pair's working orders, PENDING ones included: bought minus sold. */
    public long workingLeaves(int strategyId, int instrumentId) {
        return workingLeaves[pair(strategyId, instrumentId)];
    }

    /** Whether it can only make the account's position smaller. */
    public boolean isReduceOnly(int slot) {
        return (marks[slot] & REDUCE_ONLY) != 0;
    }

    /** As {@link #workingLeaves(int, int)}, but for stops; looks at each working order. */
    public long leavesWithoutStops(int strategyId, int instrumentId) {
        long sum = 0;
        for (int slot = head; slot != NO_SLOT; slot = nexts[slot]) {
            if (strategyIds[slot] == strategyId
                    && instrumentIds[slot] == instrumentId
                    && (marks[slot] & UNCOUNTED) == 0
                    && !OrderRules.isStop(type(slot))) {
                sum = Math.addExact(sum, sides[slot] == Side.BUY.value() ? leavesQtys[slot] : -leavesQtys[slot]);
            }
        }
        return sum;
    }

    private int pair(int strategyId, int instrumentId) {
        int row = Objects.checkIndex(strategyId + 1, strategyRows);
        return row * instruments + Objects.checkIndex(instrumentId, instruments);
    }

    /** Slot of a working order, or {@link #NO_SLOT}. */
    public int slotOf(long orderId) {
        return slots.get(orderId);
    }

    /** Slot of the oldest working order, or {@link #NO_SLOT}. */
    public int first() {
        return head;
    }

    /** Slot of the order that arrived after this working one, or {@link #NO_SLOT}; to be read before the order ends. */
    public int next(int slot) {
        return nexts[slot];
    }

    /** Orders that work, PENDING ones included. */
    public int size() {
        return size;
    }

    /** Orders asked for; less those denied, the orders sent. */
    public long submitted() {
        return submitted;
    }

    /** Fills, partial ones too. */
    public long fills() {
        return fills;
    }

    /** Orders that our own risk refused. */
    public long denied() {
        return denied;
    }

    /** Orders that the venue refused. */
    public long rejected() {
        return rejected;
    }

    public long orderId(int slot) {
        return orderIds[slot];
    }

    public int strategyId(int slot) {
        return strategyIds[slot];
    }

    public int instrumentId(int slot) {
        return instrumentIds[slot];
    }

    public Side side(int slot) {
        return Side.get(sides[slot]);
    }

    public OrderType type(int slot) {
        return OrderType.get(types[slot]);
    }

    public TimeInForce timeInForce(int slot) {
        return TimeInForce.get(timesInForce[slot]);
    }

    public OrderStatus status(int slot) {
        return OrderStatus.of(statuses[slot]);
    }

    /** Whether the order only reduces a position. */
    public boolean closing(int slot) {
        return closings[slot];
    }

    public long orderQty(int slot) {
        return orderQtys[slot];
    }

    public long leavesQty(int slot) {
        return leavesQtys[slot];
    }

    public long cumQty(int slot) {
        return cumQtys[slot];
    }

    public long limitPx(int slot) {
        return limitPxs[slot];
    }

    public long stopPx(int slot) {
        return stopPxs[slot];
    }

    public long causeSeq(int slot) {
        return causeSeqs[slot];
    }

    /** Mean price of the fills, half-even; {@link Fixed#NULL_PX} before the first. */
    public long avgPx(int slot) {
        return cumQtys[slot] == 0 ? Fixed.NULL_PX : Fixed.mulDivHalfEven(notionals[slot], Fixed.ONE, cumQtys[slot]);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        out.putInt(unpooled);
        out.putLong(submitted);
        out.putLong(fills);
        out.putLong(denied);
        out.putLong(rejected);
        for (int slot = head; slot != NO_SLOT; slot = nexts[slot]) {
            out.putLong(orderIds[slot]);
            out.putInt(strategyIds[slot]);
            out.putInt(instrumentIds[slot]);
            out.putInt(sides[slot]);
            out.putInt(types[slot]);
            out.putInt(timesInForce[slot]);
            out.putInt(statuses[slot] | marks[slot] << Byte.SIZE);
            out.putBoolean(closings[slot]);
            out.putLong(orderQtys[slot]);
            out.putLong(leavesQtys[slot]);
            out.putLong(cumQtys[slot]);
            out.putLong(limitPxs[slot]);
            out.putLong(stopPxs[slot]);
            out.putLong(causeSeqs[slot]);
            out.putLong(notionals[slot]);
        }
    }

    @Override
    public void loadState(StateInput in) {
        clear();
        int count = in.getInt();
        if (count < 0 || count > orderIds.length) {
            throw new IllegalStateException(
                    "a state with " + count + " working orders does not fit a pool of " + orderIds.length);
        }
        unpooled = in.getInt();
        submitted = in.getLong();
        fills = in.getLong();
        denied = in.getLong();
        rejected = in.getLong();
        for (int i = 0; i < count; i++) {
            int slot = append(in.getLong());
            strategyIds[slot] = in.getInt();
            instrumentIds[slot] = in.getInt();
            sides[slot] = (byte) in.getInt();
            types[slot] = (byte) in.getInt();
            timesInForce[slot] = (byte) in.getInt();
            int word = in.getInt();
            statuses[slot] = (byte) word;
            marks[slot] = (byte) (word >> Byte.SIZE);
            closings[slot] = in.getBoolean();
            orderQtys[slot] = in.getLong();
            leavesQtys[slot] = in.getLong();
            cumQtys[slot] = in.getLong();
            limitPxs[slot] = in.getLong();
            stopPxs[slot] = in.getLong();
            causeSeqs[slot] = in.getLong();
            notionals[slot] = in.getLong();
            addToWorkingLeaves(slot, leavesQtys[slot]);
        }
    }

    private void clear() {
        size = 0;
        head = NO_SLOT;
        tail = NO_SLOT;
        slots.clear();
        Arrays.fill(workingLeaves, 0);
        for (int slot = 0; slot < nexts.length; slot++) {
            nexts[slot] = slot + 1;
        }
        nexts[nexts.length - 1] = NO_SLOT;
        free = 0;
    }

    /** Takes a free slot, which there is, for the newest order. */
    private int append(long orderId) {
        int slot = free;
        free = nexts[slot];
        orderIds[slot] = orderId;
        slots.put(orderId, slot);
        nexts[slot] = NO_SLOT;
        previouses[slot] = tail;
        if (tail == NO_SLOT) {
            head = slot;
        } else {
            nexts[tail] = slot;
        }
        tail = slot;
        size++;
        return slot;
    }

    private void unlink(int slot) {
        int previous = previouses[slot];
        int next = nexts[slot];
        if (previous == NO_SLOT) {
            head = next;
        } else {
            nexts[previous] = next;
        }
        if (next == NO_SLOT) {
            tail = previous;
        } else {
            previouses[next] = previous;
        }
        nexts[slot] = free;
        free = slot;
        slots.remove(orderIds[slot]);
        size--;
    }
}
