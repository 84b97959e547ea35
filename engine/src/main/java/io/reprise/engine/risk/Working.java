package io.reprise.engine.risk;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import java.util.Arrays;
import java.util.List;

/**
 * How far positions can go when whatever works fills or not, at the venue's worst: the longest and the shortest that an
 * instrument may become. A closing order that is not a stop cancels out what works against it when it arrives (rule 15 of
 * docs/semantics.md), so only what it has beyond that moves the position. Counted anew for each check from the orders that
 * work; scratch of one check. Owned by the risk stage.
 */
@HotPath
final class Working {
    private final Account account;
    private final Orders orders;
    private final Instrument[] instruments;
    private final Costs costs;
    private final Pricing pricing = new Pricing();

    /** By instrument: what is left of opening orders and stops, and of closing orders that are not stops. */
    private final long[] buys;

    private final long[] sells;
    private final long[] closingBuys;
    private final long[] closingSells;
    /** Of the opening orders, what is in the book at once: not stops. */
    private final long[] bookBuys;

    private final long[] bookSells;
    private long reserve;

    Working(Account account, Orders orders, List<Instrument> instruments, Costs costs) {
        this.account = account;
        this.orders = orders;
        this.instruments = instruments.toArray(new Instrument[0]);
        this.costs = costs;
        int count = this.instruments.length;
        buys = new long[count];
        sells = new long[count];
        closingBuys = new long[count];
        closingSells = new long[count];
        bookBuys = new long[count];
        bookSells = new long[count];
    }

    /** Counts what works. */
    void count() {
        Arrays.fill(buys, 0);
        Arrays.fill(sells, 0);
        Arrays.fill(closingBuys, 0);
        Arrays.fill(closingSells, 0);
        Arrays.fill(bookBuys, 0);
        Arrays.fill(bookSells, 0);
        reserve = 0;
        for (int id = 0; id < instruments.length; id++) {
            long held = account.position(id);
            if (held != 0) { // closing it must not lift the shares of the rest above their limits
                reserve(id, held < 0, Math.absExact(held), Fixed.NULL_PX);
            }
        }
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            boolean buy = orders.side(slot) == Side.BUY;
            int instrumentId = orders.instrumentId(slot);
            long qty = orders.leavesQty(slot);
            if (orders.isReduceOnly(slot)) {
                continue; // the venue lets it make no position larger
            }
            boolean isStop = OrderRules.waits(orders.type(slot));
            add(instrumentId, buy, qty, isStop, orders.closing(slot));
            reserve(instrumentId, buy, qty, orders.limitPx(slot));
        }
    }

    /** Adds an order that does not work yet. */
    void add(OrderIntent intent) {
        boolean buy = intent.side == Side.BUY.value();
        add(intent.instrumentId, buy, intent.orderQty, isWaiting(intent), intent.closing);
        reserve(intent.instrumentId, buy, intent.orderQty, intent.estimatePx);
    }

    private static boolean isWaiting(OrderIntent intent) {
        return OrderRules.waits(OrderType.get(intent.type));
    }

    /** {@link #largest} with an order more. */
    long largestWith(OrderIntent intent) {
        boolean buy = intent.side == Side.BUY.value();
        boolean isStop = isWaiting(intent);
        add(intent.instrumentId, buy, intent.orderQty, isStop, intent.closing);
        long with = largest(intent.instrumentId);
        add(intent.instrumentId, buy, -intent.orderQty, isStop, intent.closing);
        return with;
    }

    /** {@link #shortest} with an order more. */
    long shortestWith(OrderIntent intent) {
        boolean buy = intent.side == Side.BUY.value();
        boolean isStop = intent.type == OrderType.STOP.value();
        add(intent.instrumentId, buy, intent.orderQty, isStop, intent.closing);
        long with = shortest(intent.instrumentId);
        add(intent.instrumentId, buy, -intent.orderQty, isStop, intent.closing);
        return with;
    }

    private void add(int id, boolean buy, long qty, boolean isStop, boolean closing) {
        if (closing && !isStop) {
            long[] row = buy ? closingBuys : closingSells;
            row[id] = Math.addExact(row[id], qty);
            return;
        }
        long[] row = buy ? buys : sells;
        row[id] = Math.addExact(row[id], qty);
        if (!isStop) {
            long[] book = buy ? bookBuys : bookSells;
            book[id] = Math.addExact(book[id], qty);
        }
    }

    /** What equity loses when it fills: fee, and a price worse than the last. */
    private void reserve(int id, boolean buy, long qty, long px) {
        long last = account.lastPx(id);
        if (last == Fixed.NULL_PX) {
            return;
        }
        long taken = pricing.takePx(last, buy, instruments[id].tickPx(), costs.slippageE12());
        long paid = px == Fixed.NULL_PX ? taken : buy ? Math.max(px, last) : Math.min(px, last);
        long worse = Math.max(Math.abs(taken - last), Math.abs(Math.subtractExact(paid, last)));
        long notional = Fixed.multiply(Math.addExact(Math.abs(last), worse), qty);
        long fee = Fixed.mulDivCeil(notional, costs.takerFeeE12(), Costs.ONE_E12);
        reserve = Math.addExact(reserve, Math.addExact(fee, Fixed.mulDivCeil(worse, qty, Fixed.ONE)));
    }

    /** Equity when all that works has filled and all that is held was closed, at the last prices and their cost. */
    long equityAfter() {
        return Math.subtractExact(account.equity(), reserve);
    }

    /** The most that may be held of an instrument. */
    long longest(int id) {
        long closing = Math.max(0, closingBuys[id] - bookSells[id]);
        return Math.addExact(account.position(id), Math.addExact(buys[id], closing));
    }

    /** The least that may be held of an instrument, below 0 when it may be short. */
    long shortest(int id) {
        long closing = Math.max(0, closingSells[id] - bookBuys[id]);
        return Math.subtractExact(account.position(id), Math.addExact(sells[id], closing));
    }

    /** The larger of the two, without its sign. */
    long largest(int id) {
        return Math.max(Math.absExact(longest(id)), Math.absExact(shortest(id)));
    }

    /**
     * Whether a closing order takes back no more than the account holds, or than cancels out when it arrives; a strategy
     * may close what, with another's position, the account does not hold.
     */
    boolean takesBack(OrderIntent intent) {
        int id = intent.instrumentId;
        long position = account.position(id);
        boolean buy = intent.side == Side.BUY.value();
        boolean isStop = isWaiting(intent);
        long held = Math.max(0, buy ? -position : position);
        long against = isStop ? 0 : buy ? bookSells[id] : bookBuys[id];
        long closing = isStop ? 0 : buy ? closingBuys[id] : closingSells[id];
        return intent.orderQty <= held + against - closing;
    }
}
