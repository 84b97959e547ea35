package io.reprise.engine.strategy;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.order.OrderTicket;
import java.util.Objects;

/**
 * What a strategy sees and does at a closed bar. A strategy either follows a state (long, flat, short: sized and sent by
 * the engine, rule 23 of docs/semantics.md) or places orders itself. Prices, quantities and money at 1e-8.
 */
public interface Context {
    /** Whether the feature has its value; false during its warm-up. */
    boolean ready(int feature);

    /** The feature's value, NaN before it is ready. */
    double value(int feature);

    /** The feature's exact value where it has one: for {@code sma} the sum of the closes, for Donchian the price. */
    long raw(int feature);

    /** The state that this strategy follows: 1 long, 0 flat, -1 short. */
    int state();

    void goLong();

    void goFlat();

    void goShort();

    /** Signed quantity held by this strategy. */
    long position();

    /** Position plus the unfilled rest of all its working orders. */
    long expectedPosition();

    /** How many legs there are; all that names no leg is of leg 0, which most strategies have alone. */
    default int legCount() {
        return 1;
    }

    /**
     * A leg's bar of this time; valid during the call only.
     *
     * @throws IndexOutOfBoundsException where the strategy has no such leg
     */
    default Bar bar(int leg) {
        throw new IndexOutOfBoundsException("leg " + leg);
    }

    /** The state that this strategy follows in a leg. */
    default int state(int leg) {
        Objects.checkIndex(leg, legCount());
        return state();
    }

    /** Follows a state in a leg: 1 long, 0 flat, -1 short. */
    default void go(int leg, int state) {
        Objects.checkIndex(leg, legCount());
        if (state > 0) {
            goLong();
        } else if (state < 0) {
            goShort();
        } else {
            goFlat();
        }
    }

    /** Signed quantity held of a leg by this strategy. */
    default long position(int leg) {
        Objects.checkIndex(leg, legCount());
        return position();
    }

    /** Position in a leg plus the unfilled rest of all its working orders. */
    default long expectedPosition(int leg) {
        Objects.checkIndex(leg, legCount());
        return expectedPosition();
    }

    /** Last price of a leg. */
    default long lastPx(int leg) {
        Objects.checkIndex(leg, legCount());
        return lastPx();
    }

    /** Sends a market order in a leg; returns its order id, or -1 when this event has no room for more. */
    default long market(int leg, Side side, long qty, TimeInForce timeInForce) {
        Objects.checkIndex(leg, legCount());
        return market(side, qty, timeInForce);
    }

    /** Cash plus positions at the last price, of the whole account. */
    long equity();

    long cash();

    long lastPx();

    /** Sends a market order; returns its order id, or -1 when this event has no room for more. */
    long market(Side side, long qty, TimeInForce timeInForce);

    /** Sends a limit order; returns its order id, or -1 when this event has no room for more. */
    long limit(Side side, long qty, long limitPx, TimeInForce timeInForce);

    /** Sends a stop order, a market order once triggered; returns its order id, or -1 when there is no room for more. */
    long stop(Side side, long qty, long stopPx, TimeInForce timeInForce);

    /**
     * An order to be filled in and sent, such as {@code order(SELL, qty).stopLimit(stopPx, limitPx).day().send()}. The ticket is
     * the strategy's only one: send it before the next is asked for.
     */
    default OrderTicket order(Side side, long qty) {
        throw new UnsupportedOperationException("this context takes no tickets");
    }

    /** As {@link #order(Side, long)}, in a leg. */
    default OrderTicket order(int leg, Side side, long qty) {
        Objects.checkIndex(leg, legCount());
        return order(side, qty);
    }

    /**
     * Sends an entry with a stop and a target that trade as much as it has filled, of which one's fills take from the other.
     *
     * @param entry filled in, and not sent yet
     * @param stopPx at which the position is given up
     * @param targetPx at which it is sold or bought back
     * @return the entry's order id; the stop's is the next one, the target's the one after; -1 when there is no room
     */
    default long bracket(OrderTicket entry, long stopPx, long targetPx) {
        int leg = entry.leg();
        Side exit = entry.side() == Side.BUY ? Side.SELL : Side.BUY;
        long qty = entry.qty();
        long parent = entry.send();
        if (parent >= 0) {
            order(leg, exit, qty)
                    .stop(stopPx)
                    .reduceOnly()
                    .link(LinkKind.OTO_OUO, parent)
                    .send();
            order(leg, exit, qty)
                    .limit(targetPx)
                    .reduceOnly()
                    .link(LinkKind.OTO_OUO, parent)
                    .send();
        }
        return parent;
    }

    /**
     * Asks the venue for another quantity or other prices of a working order of this strategy. It comes too late for what has
     * filled by then.
     *
     * @param qty the whole, what is filled included; 0 leaves it; risk lets none pass that is larger than the order's
     * @param limitPx smallest long leaves it
     * @param stopPx smallest long leaves it
     */
    default void replace(long orderId, long qty, long limitPx, long stopPx) {
        throw new UnsupportedOperationException("this context replaces no orders");
    }

    /** Asks the venue to cancel a working order of this strategy. */
    void cancel(long orderId);
}
