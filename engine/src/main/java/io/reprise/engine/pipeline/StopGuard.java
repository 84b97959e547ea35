package io.reprise.engine.pipeline;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.risk.StopLevels;
import io.reprise.engine.risk.StopRules;

/**
 * Guards a strategy's position in one of its instruments by a stop. All of it happens when one of the strategy's bars closes, with the fills that
 * are known then: the stop is set, moved, sized anew, taken back when nothing is held any more, and, where the engine looks
 * after it, carried out. What the strategy wants (its state) stays as it is; it opens again when it next changes. Owned by
 * the strategy stage.
 */
@HotPath
final class StopGuard implements Stateful {
    private static final long NO_ORDER = -1;

    private final StrategyStage stage;
    private final StrategyView view;
    private final StrategyLeg leg;
    private final Orders orders;
    private final StopLevels levels;
    private final boolean atVenue;

    /** The stop that works at the venue, or is on its way there. */
    private long orderId = NO_ORDER;

    private long orderQty;
    private long orderPx;
    /** The position is being closed; no new stop is set until it is. */
    private boolean exiting;

    /** Mean price of what was entered; what the stop's first distance is laid off from. */
    private long entryPx;

    StopGuard(StrategyStage stage, StrategyView view, StrategyLeg leg, Orders orders, StopRules rules) {
        this.stage = stage;
        this.view = view;
        this.leg = leg;
        this.orders = orders;
        this.levels = new StopLevels(rules, leg.instrument.tickPx());
        this.atVenue = rules.atVenue();
    }

    StopLevels levels() {
        return levels;
    }

    /** A fill took the position from one quantity to another. */
    void onFill(long before, long after, long px) {
        if (after == 0) {
            entryPx = 0;
        } else if (before == 0 || (before > 0) != (after > 0)) {
            entryPx = px;
        } else if (Math.abs(after) > Math.abs(before)) {
            long added = Math.abs(after) - Math.abs(before);
            entryPx += Fixed.mulDivHalfEven(px - entryPx, added, Math.abs(after));
        }
    }

    /** Before the strategy sees the bar: whether it reached the stop, or the time is up. */
    void before(Event event, Slot slot, Bar bar) {
        levels.onBar(bar);
        long position = leg.position;
        if (levels.isSet() && (position == 0 || (position > 0) != (levels.side() > 0))) {
            release(slot);
        }
        if (!levels.isSet() || exiting) {
            return;
        }
        if (!atVenue && levels.isHit(bar)) {
            tell(slot, Reason.STOP_HIT, levels.side() > 0 ? bar.lowPx() : bar.highPx(), levels.level());
            exit(event, slot);
        } else if (levels.isTimeUp()) {
            tell(slot, Reason.TIME_EXIT, levels.bars(), levels.barsMax());
            exit(event, slot);
        }
    }

    private void exit(Event event, Slot slot) {
        release(slot);
        long expected = view.expectedPosition(leg);
        if (expected != 0) {
            exiting = true;
            stage.closeOut(event, slot, view.instance().id(), leg.instrument, expected, stage.lastPx(leg.instrumentId));
        }
    }

    /** After the strategy has seen the bar: the stop is set, moved and sized. */
    void after(Event event, Slot slot) {
        long position = leg.position;
        if (position == 0) {
            exiting = false;
            return;
        }
        boolean isStray = leg.state == 0 || (leg.state > 0) != (position > 0);
        if (isStray || exiting) {
            closeStray(event, slot, position);
            return;
        }
        if (!levels.isSet()) {
            if (!levels.start(position > 0 ? 1 : -1, entryPx)) {
                return;
            }
            if (levels.hasLevel()) {
                tell(slot, Reason.STOP_PLACED, levels.level(), entryPx);
            }
        } else {
            long before = levels.level();
            Reason moved = levels.move();
            if (moved != Reason.NONE) {
                tell(slot, moved, levels.level(), before);
            }
        }
        place(event, slot, position);
    }

    /** What is held against the strategy's state, with nothing on its way that would close it, is closed. */
    private void closeStray(Event event, Slot slot, long position) {
        if (orders.leavesWithoutStops(view.instance().id(), leg.instrumentId) == 0 && !view.isStopped()) {
            stage.closeOut(event, slot, view.instance().id(), leg.instrument, position, stage.lastPx(leg.instrumentId));
        }
    }

    /** Puts the order at the venue, in place of one that is no longer right. */
    private void place(Event event, Slot slot, long position) {
        if (!atVenue || !levels.hasLevel()) {
            return;
        }
        boolean works = orderId != NO_ORDER && orders.slotOf(orderId) != Orders.NO_SLOT;
        if (works && orderQty == Math.abs(position) && orderPx == levels.level()) {
            return;
        }
        cancel(slot);
        boolean buy = position < 0;
        orderQty = Math.absExact(position);
        orderPx = levels.level();
        orderId = stage.submit(
                event,
                slot,
                view.instance().id(),
                leg.instrumentId,
                OrderType.STOP,
                buy ? Side.BUY : Side.SELL,
                orderQty,
                OrderIntent.NULL_PX,
                orderPx,
                TimeInForce.GTC,
                true,
                stage.takePx(leg.instrument, buy, orderPx));
    }

    /** The position is closed, or about to be: nothing of the stop is left behind. */
    void release(Slot slot) {
        levels.end();
        cancel(slot);
    }

    /** A new state: what is opened now gets a stop of its own. */
    void opens() {
        exiting = false;
    }

    private void cancel(Slot slot) {
        if (orderId != NO_ORDER && orders.slotOf(orderId) != Orders.NO_SLOT) {
            stage.cancel(slot, view.instance().id(), leg.instrumentId, orderId);
        }
        orderId = NO_ORDER;
        orderQty = 0;
        orderPx = 0;
    }

    /** A split: levels follow at that instant; the order at the venue is rescaled there. */
    void rescale(Slot slot, long numerator, long denominator) {
        long before = levels.level();
        boolean tells = levels.hasLevel();
        levels.rescale(numerator, denominator);
        entryPx = Fixed.mulDivHalfEven(entryPx, denominator, numerator);
        orderPx = orderId == NO_ORDER ? 0 : levels.level();
        orderQty = orderId == NO_ORDER ? 0 : Math.abs(leg.position);
        if (tells) {
            tell(slot, Reason.STOP_SPLIT, levels.level(), before);
        }
    }

    private void tell(Slot slot, Reason reason, long actual, long limit) {
        slot.strategyNotices.add(reason, NO_ORDER, view.instance().id(), leg.instrumentId, actual, limit);
    }

    @Override
    public void saveState(StateOutput out) {
        levels.saveState(out);
        out.putLong(orderId);
        out.putLong(orderQty);
        out.putLong(orderPx);
        out.putBoolean(exiting);
        out.putLong(entryPx);
    }

    @Override
    public void loadState(StateInput in) {
        levels.loadState(in);
        orderId = in.getLong();
        orderQty = in.getLong();
        orderPx = in.getLong();
        exiting = in.getBoolean();
        entryPx = in.getLong();
    }
}
