package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.SessionHours;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.portfolio.Entitlements;

/** What the venue makes of a command that arrives: whether it can be, and which of our own orders it meets. Owned by the
 * thread that drives the venue. */
@HotPath
final class Arrivals {
    private static final long NULL_PX = OrderCommandDecoder.limitPxNullValue();
    /** An iceberg shows at least this part of itself. */
    private static final long SLICES_MAX = 1_000;

    private final Instrument[] instruments;
    private final VenueRules rules;
    private final WorkingOrders working;
    private final Lists lists;
    private final Matching matching;

    Arrivals(
            Instrument[] newInstruments,
            VenueRules newRules,
            WorkingOrders newWorking,
            Lists newLists,
            Matching newMatching) {
        instruments = newInstruments;
        rules = newRules;
        working = newWorking;
        lists = newLists;
        matching = newMatching;
    }

    /** Why a new order cannot be, NONE if it can. */
    VenueReason refusal(OrderCommandDecoder command, long arrivalNs) {
        int instrumentId = command.instrumentId();
        if (instrumentId < 0 || instrumentId >= instruments.length) {
            return VenueReason.UNKNOWN_INSTRUMENT;
        }
        Side side = command.side();
        OrderType type = command.orderType();
        if ((side != Side.BUY && side != Side.SELL)
                || type == OrderType.NULL_VAL
                || command.timeInForce() == TimeInForce.NULL_VAL) {
            return VenueReason.MALFORMED;
        }
        Instrument instrument = instruments[instrumentId];
        if (command.orderQty() <= 0) {
            return VenueReason.BAD_QTY;
        }
        if (command.orderQty() % instrument.lotQty() != 0) {
            return VenueReason.OFF_LOT;
        }
        if ((OrderRules.hasLimit(type) && !isPx(command.limitPx(), instrument))
                || (OrderRules.hasStop(type) && !isPx(command.stopPx(), instrument))) {
            return VenueReason.BAD_PX;
        }
        if (working.find(command.orderId()) != null) {
            return VenueReason.DUPLICATE_ORDER;
        }
        VenueReason terms = termsRefusal(command, instrument, arrivalNs);
        if (terms != VenueReason.NONE) {
            return terms;
        }
        return working.isFull() ? VenueReason.VENUE_FULL : VenueReason.NONE;
    }

    private static boolean isPx(long px, Instrument instrument) {
        return px > 0 || (px != NULL_PX && instrument.nonPositivePx());
    }

    private VenueReason termsRefusal(OrderCommandDecoder command, Instrument instrument, long arrivalNs) {
        OrderType type = command.orderType();
        TimeInForce timeInForce = command.timeInForce();
        int flags = ExecFlags.of(command.execInst());
        boolean isIceberg = command.displayQty() != NULL_PX;
        if (!OrderRules.combines(type, timeInForce, flags, isIceberg, command.linkKind())) {
            return VenueReason.NOT_COMBINABLE;
        }
        if (timeInForce == TimeInForce.GTD && command.expireTimeNs() <= arrivalNs) {
            return VenueReason.BAD_TIME;
        }
        if (OrderRules.trails(type) && !isTrail(command.trailOffset(), flags)) {
            return VenueReason.BAD_TRAIL;
        }
        if (isIceberg && !isDisplay(command.displayQty(), command.orderQty(), instrument.lotQty())) {
            return VenueReason.BAD_DISPLAY;
        }
        return listRefusal(command, flags);
    }

    private static boolean isTrail(long offset, int flags) {
        return offset > 0 && ((flags & ExecFlags.TRAIL_PERCENT) == 0 || offset < Fixed.ONE);
    }

    private static boolean isDisplay(long qty, long orderQty, long lotQty) {
        return qty > 0 && qty < orderQty && qty % lotQty == 0 && qty >= orderQty / SLICES_MAX;
    }

    private VenueReason listRefusal(OrderCommandDecoder command, int flags) {
        boolean isChild = OrderRules.isChild(command.linkKind());
        boolean isFirst = command.listBack() == 0;
        boolean isLinked = isChild || OrderRules.isMember(command.linkKind());
        if (isLinked && (isChild || !isFirst)) {
            VenueOrder first = isFirst ? null : working.find(command.orderId() - command.listBack());
            boolean isList = first != null
                    && first.listId == first.orderId
                    && first.linkKind == (isChild ? LinkKind.NONE : command.linkKind());
            if (!isList || first.instrumentId != command.instrumentId()) {
                return VenueReason.BAD_LIST;
            }
        }
        boolean isOnlyReducing = (flags & ExecFlags.REDUCE_ONLY) != 0 && !isChild;
        return isOnlyReducing && matching.reducibleQty(command.instrumentId(), command.side() == Side.BUY) == 0
                ? VenueReason.REDUCE_ONLY
                : VenueReason.NONE;
    }

    /** Says when an order ends, or trades, by the session's hours. */
    void time(VenueOrder order, OrderCommandDecoder command) {
        order.dueNs = switch (order.timeInForce) {
            case GTD -> command.expireTimeNs();
            case DAY, AT_THE_CLOSE -> SessionHours.closeAfter(rules.sessionHours(), order.arrivalNs);
            case AT_THE_OPEN -> SessionHours.openAt(rules.sessionHours(), order.arrivalNs);
            default -> VenueOrder.NEVER;
        };
    }

    /** An order that comes into the book finds our working ones of the other side. */
    void meet(VenueOrder arriving, Offer moment, ReportSink out) {
        if (rules.selfTrade() == SelfTrade.DECREMENT) {
            decrement(arriving, moment, out);
        } else {
            prevent(arriving, moment, out);
        }
    }

    /** Rule 15: an arriving order and the working ones of the other side cancel out, oldest first, whatever their prices. */
    private void decrement(VenueOrder arriving, Offer moment, ReportSink out) {
        VenueOrder order = working.first(arriving.instrumentId);
        while (order != null && arriving.leavesQty > 0) {
            if (isMet(order, arriving)) {
                long qty = Math.min(order.openQty(), arriving.openQty());
                decrementBy(order, qty, moment, out);
                decrementBy(arriving, qty, moment, out);
                boolean hasEnded = arriving.leavesQty == 0; // else the list of the other may end it
                if (order.leavesQty == 0) {
                    lists.ended(order, moment, out);
                }
                if (hasEnded) {
                    lists.ended(arriving, moment, out);
                }
            }
            order = order.nextOfInstrument;
        }
    }

    /** Whether an order is in the book, on the other side; one that the engine has just released is still on its way. */
    private static boolean isMet(VenueOrder order, VenueOrder arriving) {
        return order.side != arriving.side && order.isInBook() && order.arrivalNs <= arriving.arrivalNs;
    }

    private static void decrementBy(VenueOrder order, long qty, Offer moment, ReportSink out) {
        order.leavesQty -= qty;
        order.shownQty = Math.min(order.shownQty, order.leavesQty);
        Reports.decrement(out, order, moment, qty, VenueReason.NONE);
    }

    /** The other modes: what would trade with each other does not. */
    private void prevent(VenueOrder arriving, Offer moment, ReportSink out) {
        boolean endsOlder = rules.selfTrade() != SelfTrade.CANCEL_NEWEST;
        boolean hasMet = false;
        VenueOrder order = working.first(arriving.instrumentId);
        while (order != null) {
            if (isMet(order, arriving) && crosses(order, arriving)) {
                hasMet = true;
                if (endsOlder) {
                    matching.end(order, ExecType.CANCELED, VenueReason.SELF_TRADE, moment, out);
                }
            }
            order = order.nextOfInstrument;
        }
        if (hasMet && rules.selfTrade() != SelfTrade.CANCEL_OLDEST && arriving.leavesQty > 0) {
            matching.end(arriving, ExecType.CANCELED, VenueReason.SELF_TRADE, moment, out);
        }
    }

    private static boolean crosses(VenueOrder one, VenueOrder other) {
        if (one.type != OrderType.LIMIT || other.type != OrderType.LIMIT) {
            return true;
        }
        return one.isBuy() ? one.limitPx >= other.limitPx : one.limitPx <= other.limitPx;
    }

    /** Why a working order cannot be replaced so, NONE if it can. */
    VenueReason replaceRefusal(VenueOrder order, OrderCommandDecoder command) {
        Instrument instrument = instruments[order.instrumentId];
        long qty = command.orderQty();
        if (qty < 0) {
            return VenueReason.BAD_QTY;
        }
        if (qty % instrument.lotQty() != 0) {
            return VenueReason.OFF_LOT;
        }
        if ((command.limitPx() != NULL_PX && !isPx(command.limitPx(), instrument))
                || (command.stopPx() != NULL_PX && !isPx(command.stopPx(), instrument))) {
            return VenueReason.BAD_PX;
        }
        return qty != 0 && qty <= order.orderQty - order.leavesQty ? VenueReason.TOO_LATE : VenueReason.NONE;
    }

    /** Gives an order what a replace asks for; it keeps its place, true, only if nothing but its quantity falls. */
    boolean replace(VenueOrder order, OrderCommandDecoder command, Offer moment, ReportSink out) {
        long done = order.orderQty - order.leavesQty;
        boolean isWaiting = OrderRules.waits(order.type);
        long qty = command.orderQty() == 0 ? order.orderQty : command.orderQty();
        long limitPx =
                OrderRules.hasLimit(order.type) && command.limitPx() != NULL_PX ? command.limitPx() : order.limitPx;
        long stopPx = isWaiting && command.stopPx() != NULL_PX ? command.stopPx() : order.stopPx;
        boolean keepsPlace = qty <= order.orderQty && limitPx == order.limitPx && stopPx == order.stopPx;
        order.orderQty = qty;
        order.leavesQty = qty - done;
        order.shownQty = Math.min(order.shownQty, order.leavesQty);
        order.limitPx = limitPx;
        order.stopPx = stopPx;
        if (!keepsPlace) {
            order.arrivalNs = moment.startNs;
            order.resting = false;
            working.moveToEnd(order);
        }
        Reports.replaced(out, order, moment);
        if (!keepsPlace && order.isInBook() && rules.selfTrade() != SelfTrade.DECREMENT) {
            prevent(order, moment, out);
        }
        return keepsPlace;
    }

    /** Rescales a working order. */
    void split(VenueOrder order, long numerator, long denominator) {
        Instrument instrument = instruments[order.instrumentId];
        long lotQty = instrument.lotQty();
        long done = Entitlements.splitQty(order.orderQty - order.leavesQty, numerator, denominator, lotQty);
        order.leavesQty = Entitlements.splitQty(order.leavesQty, numerator, denominator, lotQty);
        order.orderQty = done + order.leavesQty;
        order.cumQty = Math.min(done, Entitlements.splitQty(order.cumQty, numerator, denominator, lotQty));
        order.releasedQty = Entitlements.splitQty(order.releasedQty, numerator, denominator, lotQty);
        if (order.displayQty > 0) {
            order.displayQty =
                    Math.max(lotQty, Entitlements.splitQty(order.displayQty, numerator, denominator, lotQty));
            order.shownQty = Math.min(order.displayQty, order.leavesQty);
        }
        if ((order.execFlags & ExecFlags.TRAIL_PERCENT) == 0) {
            order.trailOffset = splitOffset(order.trailOffset, numerator, denominator);
        }
        order.limitPx = splitPx(order.limitPx, order.isBuy(), instrument, numerator, denominator);
        order.stopPx = splitPx(order.stopPx, !order.isBuy(), instrument, numerator, denominator);
    }

    /** A distance between prices after a split, at least 1e-8. */
    static long splitOffset(long offset, long numerator, long denominator) {
        return offset == NULL_PX ? offset : Math.max(1, Entitlements.splitPx(offset, numerator, denominator));
    }

    static long splitPx(long px, boolean down, Instrument instrument, long numerator, long denominator) {
        if (px == NULL_PX) {
            return px;
        }
        long exact = Entitlements.splitPx(px, numerator, denominator);
        long tickPx = instrument.tickPx();
        long ticks = down ? Math.floorDiv(exact, tickPx) : Math.ceilDiv(exact, tickPx);
        return instrument.nonPositivePx()
                ? Math.multiplyExact(ticks, tickPx)
                : Math.multiplyExact(Math.max(1, ticks), tickPx);
    }
}
