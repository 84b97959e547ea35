package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;

/**
 * Matches an event of the market with our orders: rules 13 to 18 of docs/semantics.md and docs/orders.md. Orders that end stay
 * in their lists, with nothing left, until the event is done. Owned by the thread that drives the venue.
 */
@HotPath
final class Matching implements Stateful {
    private static final long NULL_PX = OrderCommandDecoder.limitPxNullValue();
    private static final long SLIPPAGE_E12_MAX = Costs.ONE_E12 - 1;
    /** All orders in one walk. */
    private static final int ALL = -1;
    /** Linked stops; the rest; stops that an entry of this event released; its targets, if it filled at the open. */
    private static final int PHASES = 4;

    private final Instrument[] instruments;
    private final VenueSettings settings;
    private final VenueRules rules;
    private final WorkingOrders working;
    private final Lists lists;
    private final Offer event;
    private final Pricing pricing = new Pricing();
    private final Fees fees;
    private final Impact impact;
    private final int emulatedBits;
    /** What our fills hold of each instrument. */
    private final long[] positions;
    /** Whether there were quotes or a book of an instrument. */
    private final boolean[] quoted;

    /** Number of the part of an event that is being matched. */
    @Derived
    private long pass;

    @Derived
    private boolean atOpen;

    Matching(
            Instrument[] newInstruments,
            VenueSettings newSettings,
            WorkingOrders newWorking,
            Lists newLists,
            Offer newEvent) {
        settings = newSettings;
        rules = newSettings.rules();
        working = newWorking;
        lists = newLists;
        event = newEvent;
        emulatedBits = rules.emulatedBits();
        fees = new Fees(rules.fees(), newSettings.costs());
        impact = rules.impact();
        instruments = newInstruments;
        positions = new long[newInstruments.length];
        quoted = new boolean[newInstruments.length];
    }

    /** Matches the event at hand, of which so much is offered; a negative quantity is of a source that has none. */
    void match(Instrument instrument, long qty, ReportSink out) {
        if (settings.unlimitedLiquidity() || qty < 0 || !instrument.hasVolume()) {
            event.setUnlimited();
        } else {
            event.setQty(qty, instrument.lotQty());
        }
        if (event.bar && rules.intrabar() != Intrabar.PESSIMISTIC) {
            matchPath(instrument, out);
        } else {
            walk(instrument, out);
        }
    }

    /** The bar's prices in their order, each a straight way from the one before. */
    private void matchPath(Instrument instrument, ReportSink out) {
        long open = event.openPx;
        long close = event.closePx;
        boolean highFirst = isHighFirst(open, event.highPx, event.lowPx, close);
        long first = highFirst ? event.highPx : event.lowPx;
        long second = highFirst ? event.lowPx : event.highPx;
        event.setLeg(open, first, true, false);
        walk(instrument, out);
        event.setLeg(first, second, false, false);
        walk(instrument, out);
        event.setLeg(second, close, false, true);
        walk(instrument, out);
    }

    private boolean isHighFirst(long open, long high, long low, long close) {
        return switch (rules.intrabar()) {
            case OHLC -> true;
            case OLHC -> false;
            default -> high - open == open - low ? close < open : high - open < open - low;
        };
    }

    private void walk(Instrument instrument, ReportSink out) {
        pass++;
        if (working.linkedCount() == 0 || !event.bar) {
            visit(instrument, ALL, out);
            return;
        }
        for (int phase = 0; phase < PHASES; phase++) {
            visit(instrument, phase, out);
        }
    }

    private void visit(Instrument instrument, int phase, ReportSink out) {
        VenueOrder order = working.first(instrument.id());
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            if (order.openQty() > 0 && order.arrivalNs < event.endNs && sees(order) && takesPart(order, phase)) {
                order.passSeen = pass;
                visit(order, instrument, out);
                if (showsAnew(order)) {
                    working.moveToEnd(order);
                    order.passSeen = 0;
                    next = next == null ? order : next;
                }
            }
            order = next;
        }
    }

    /** Rule 35: where there are quotes or a book, orders take from these alone; a trade still fills what rests. */
    private boolean sees(VenueOrder order) {
        if (event.side != null) {
            return order.side == event.side;
        }
        return !quoted[order.instrumentId]
                || order.type == OrderType.LIMIT && order.resting
                || !rules.queue().isNone() && OrderRules.waits(order.type);
    }

    /** The instrument has quotes or a book. */
    void quoted(int instrumentId) {
        quoted[instrumentId] = true;
    }

    /** An iceberg whose shown part has traded shows the next one, behind all others. */
    private static boolean showsAnew(VenueOrder order) {
        if (order.displayQty == 0 || order.shownQty > 0 || order.leavesQty == 0) {
            return false;
        }
        order.shownQty = Math.min(order.displayQty, order.leavesQty);
        order.aheadQty = order.isQueued() ? order.levelQty : order.aheadQty;
        return true;
    }

    private boolean takesPart(VenueOrder order, int phase) {
        boolean isReleased = order.passReleased == pass;
        if (phase == ALL) {
            return !isReleased;
        }
        boolean isStop = OrderRules.waits(order.type) && !OrderRules.touches(order.type);
        return order.passSeen != pass
                && switch (phase) {
                    case 0 -> order.isLinked() && isStop && !isReleased;
                    case 1 -> !isReleased;
                    case 2 -> isReleased && isStop;
                    default -> isReleased && order.releasedAtOpen;
                };
    }

    private void visit(VenueOrder order, Instrument instrument, ReportSink out) {
        if (order.isReduceOnly() && reducibleQty(order) == 0) {
            end(order, ExecType.CANCELED, VenueReason.REDUCE_ONLY, event, out);
            return;
        }
        switch (order.timeInForce) {
            case AT_THE_OPEN -> matchOpen(order, instrument, out);
            case AT_THE_CLOSE -> matchClose(order, instrument, out);
            default -> matchNow(order, instrument, out);
        }
    }

    private void matchNow(VenueOrder order, Instrument instrument, ReportSink out) {
        switch (order.type) {
            case MARKET -> take(order, event.openPx, instrument, out);
            case LIMIT -> matchLimit(order, instrument, out);
            case MARKET_TO_LIMIT -> matchMarketToLimit(order, instrument, out);
            case STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> matchStop(order, instrument, out);
            case MARKET_IF_TOUCHED, LIMIT_IF_TOUCHED -> matchTouch(order, instrument, out);
            default -> throw new IllegalStateException("an order without a type works");
        }
    }

    /** Rule 17. */
    private void matchLimit(VenueOrder order, Instrument instrument, ReportSink out) {
        if (order.isQueued()) {
            matchQueued(order, out);
            return;
        }
        boolean first = !order.resting;
        order.resting = true;
        if (first && isBeyond(order, event.openPx)) {
            if ((order.execFlags & ExecFlags.POST_ONLY) != 0) {
                end(order, ExecType.CANCELED, VenueReason.POST_ONLY, event, out);
            } else {
                take(order, event.openPx, instrument, out);
            }
        } else if (!order.stays()) {
            endRest(order, out);
        } else if ((event.bar || !first) && isReached(order)) {
            do {
                fillResting(order, out);
            } while (order.openQty() > 0 && event.nextLevel(order.limitPx) && isReached(order));
        }
    }

    private void fillResting(VenueOrder order, ReportSink out) {
        long wanted = order.displayQty == 0 ? wantedQty(order) : Math.min(order.shownQty, wantedQty(order));
        long qty = event.available(wanted);
        if (qty > 0) {
            order.shownQty -= order.displayQty == 0 ? 0 : qty;
            atOpen = false;
            fill(order, order.limitPx, qty, Liquidity.MAKER, out);
        }
    }

    /** In a book: a trade through its price, or one at it once what stood ahead has traded. */
    private void matchQueued(VenueOrder order, ReportSink out) {
        long extremePx = order.isBuy() ? event.lowPx : event.highPx;
        boolean isThrough = isBeyond(order, extremePx);
        if (!isThrough && extremePx != order.limitPx) {
            return;
        }
        long ahead = order.aheadQty;
        long traded = event.available(Long.MAX_VALUE);
        order.tradedQty = Math.addExact(order.tradedQty, Math.min(traded, order.levelQty));
        order.aheadQty = isThrough ? 0 : Math.max(0, ahead - traded);
        long reached = isThrough ? traded : Math.max(0, traded - ahead);
        long shown = order.displayQty == 0 ? Long.MAX_VALUE : order.shownQty;
        long qty = Math.min(Math.min(shown, wantedQty(order)), reached - reached % lotQty(order.instrumentId));
        if (qty > 0) {
            order.shownQty -= order.displayQty == 0 ? 0 : qty;
            VenueReason reason = isThrough ? VenueReason.THROUGH : VenueReason.QUEUE;
            fillInBook(order, order.limitPx, qty, Liquidity.MAKER, ahead, reason, event, out);
        }
    }

    long lotQty(int instrumentId) {
        return instruments[instrumentId].lotQty();
    }

    private static boolean isBeyond(VenueOrder order, long px) {
        return order.isBuy() ? px < order.limitPx : px > order.limitPx;
    }

    private boolean isReached(VenueOrder order) {
        long extremePx = order.isBuy() ? event.lowPx : event.highPx;
        return isBeyond(order, extremePx) || (settings.optimistic() && extremePx == order.limitPx);
    }

    /** What the first event leaves rests at the price that it gave. */
    private void matchMarketToLimit(VenueOrder order, Instrument instrument, ReportSink out) {
        long px = takePx(order, event.openPx, event.available(wantedQty(order)), instrument);
        take(order, event.openPx, instrument, out);
        if (order.cumQty > 0 && order.leavesQty > 0) {
            order.type = OrderType.LIMIT;
            order.limitPx = px;
            order.resting = true;
            Reports.replaced(out, order, event);
        }
    }

    /** Rule 18; a trailing stop is moved by what an event leaves it, so by the prices before this one. */
    private void matchStop(VenueOrder order, Instrument instrument, ReportSink out) {
        boolean buy = order.isBuy();
        boolean trails = OrderRules.trails(order.type);
        if (trails && order.stopPx == NULL_PX) {
            order.stopPx = trailPx(order, event.openPx, instrument);
        }
        if (buy ? event.highPx >= order.stopPx : event.lowPx <= order.stopPx) {
            trigger(
                    order,
                    buy ? Math.max(order.stopPx, event.openPx) : Math.min(order.stopPx, event.openPx),
                    instrument,
                    out);
        } else if (trails) {
            follow(order, trailPx(order, buy ? event.lowPx : event.highPx, instrument));
        }
    }

    private static void follow(VenueOrder order, long stopPx) {
        long moved = order.isBuy() ? Math.min(0, stopPx - order.stopPx) : Math.max(0, stopPx - order.stopPx);
        order.stopPx += moved;
        order.limitPx += order.limitPx == NULL_PX ? 0 : moved;
    }

    /** A stop at its distance from a price, rounded to the tick away from it. */
    private static long trailPx(VenueOrder order, long px, Instrument instrument) {
        boolean isFraction = (order.execFlags & ExecFlags.TRAIL_PERCENT) != 0;
        long offset =
                isFraction ? Fixed.mulDivCeil(Math.absExact(px), order.trailOffset, Fixed.ONE) : order.trailOffset;
        long tickPx = instrument.tickPx();
        long ticks = order.isBuy()
                ? Math.ceilDiv(Math.addExact(px, offset), tickPx)
                : Math.floorDiv(Math.subtractExact(px, offset), tickPx);
        return Math.multiplyExact(instrument.nonPositivePx() ? ticks : Math.max(1, ticks), tickPx);
    }

    /** As a stop, but on prices in the order's favor: at the touch, or at the open that is beyond it already. */
    private void matchTouch(VenueOrder order, Instrument instrument, ReportSink out) {
        boolean buy = order.isBuy();
        if (buy ? event.lowPx <= order.stopPx : event.highPx >= order.stopPx) {
            trigger(
                    order,
                    buy ? Math.min(order.stopPx, event.openPx) : Math.max(order.stopPx, event.openPx),
                    instrument,
                    out);
        }
    }

    private void trigger(VenueOrder order, long px, Instrument instrument, ReportSink out) {
        boolean isEmulated = (emulatedBits & 1 << order.type.value()) != 0;
        boolean isLimit = OrderRules.hasLimit(order.type);
        Reports.triggered(out, order, event);
        order.type = isLimit ? OrderType.LIMIT : OrderType.MARKET;
        if (isEmulated) {
            order.arrivalNs = Math.max(event.startNs, order.arrivalNs) + settings.latencyNs();
        } else if (!isLimit || isBeyond(order, px)) {
            order.resting = true;
            take(order, px, instrument, out);
        } else {
            order.resting = true;
            if (!order.stays()) {
                endRest(order, out);
            }
        }
    }

    /** The first event at or after the open: its opening price. */
    private void matchOpen(VenueOrder order, Instrument instrument, ReportSink out) {
        if (event.opens && event.endNs > order.dueNs) {
            matchAuction(order, event.openPx, instrument, out);
        }
    }

    /** The first trade at or after the close, or the closing price of the bar that reaches it. */
    private void matchClose(VenueOrder order, Instrument instrument, ReportSink out) {
        boolean isAfter = event.startNs >= order.dueNs;
        if (isAfter && event.opens) {
            matchAuction(order, event.openPx, instrument, out);
        } else if (!isAfter && event.bar && event.closes && event.endNs >= order.dueNs) {
            long startNs = event.startNs;
            event.startNs = order.dueNs;
            matchAuction(order, event.closePx, instrument, out);
            event.startNs = startNs;
        }
    }

    private void matchAuction(VenueOrder order, long px, Instrument instrument, ReportSink out) {
        boolean isWilling = order.type == OrderType.MARKET || px == order.limitPx || isBeyond(order, px);
        long qty = isWilling ? event.available(wantedQty(order)) : 0;
        if (qty > 0) {
            fill(order, takePx(order, px, qty, instrument), qty, Liquidity.TAKER, out);
        }
        if (order.leavesQty > 0) {
            end(order, ExecType.CANCELED, VenueReason.AUCTION_REST, event, out);
        }
    }

    /** Rules 14 to 16: takes what is offered, at a price moved against the order. */
    private void take(VenueOrder order, long px, Instrument instrument, ReportSink out) {
        long limitPx = order.type == OrderType.LIMIT ? order.limitPx : NULL_PX;
        boolean isEnough = order.timeInForce != TimeInForce.FOK
                || event.reachable(order.leavesQty, limitPx) == order.leavesQty && wantedQty(order) == order.leavesQty;
        long levelPx = px;
        while (isEnough && order.leavesQty > 0) {
            long qty = event.available(wantedQty(order));
            if (qty > 0) {
                atOpen = levelPx == event.openPx;
                fill(order, takePx(order, levelPx, qty, instrument), qty, Liquidity.TAKER, out);
                order.shownQty = Math.min(order.shownQty, order.leavesQty);
            }
            if (order.leavesQty == 0 || !event.nextLevel(limitPx)) {
                break;
            }
            levelPx = event.openPx;
        }
        if (order.leavesQty > 0 && !order.stays()) {
            endRest(order, out);
        }
    }

    private long takePx(VenueOrder order, long px, long qty, Instrument instrument) {
        boolean buy = order.isBuy();
        long slippageE12 = Math.min(
                SLIPPAGE_E12_MAX, settings.costs().slippageE12() + impact.fractionE12(qty, event.offeredQty()));
        long takePx = pricing.takePx(px, buy, instrument.tickPx(), slippageE12);
        if (order.type != OrderType.LIMIT) {
            return takePx;
        }
        return buy ? Math.min(takePx, order.limitPx) : Math.max(takePx, order.limitPx);
    }

    private void fill(VenueOrder order, long px, long qty, Liquidity liquidity, ReportSink out) {
        fill(order, px, qty, liquidity, NULL_PX, VenueReason.NONE, event, out);
    }

    /** A fill in a book, which says why it happened and what stood ahead. */
    void fillInBook(
            VenueOrder order,
            long px,
            long qty,
            Liquidity liquidity,
            long aheadQty,
            VenueReason reason,
            Offer when,
            ReportSink out) {
        atOpen = false;
        fill(order, px, qty, liquidity, aheadQty, reason, when, out);
    }

    private void fill(
            VenueOrder order,
            long px,
            long qty,
            Liquidity liquidity,
            long aheadQty,
            VenueReason reason,
            Offer when,
            ReportSink out) {
        long fee = fees.fee(order, px, qty, liquidity, when.startNs);
        when.take(qty);
        order.leavesQty -= qty;
        order.cumQty += qty;
        positions[order.instrumentId] += order.isBuy() ? qty : -qty;
        Reports.trade(out, order, when, px, qty, fee, liquidity, aheadQty, reason);
        if (working.linkedCount() > 0) {
            lists.traded(order, qty, when, pass, atOpen, out);
        } else if (order.leavesQty == 0) {
            working.ended();
        }
    }

    /** What of an order may trade now. */
    long wantedQty(VenueOrder order) {
        long qty = order.openQty();
        return order.isReduceOnly() ? Math.min(qty, reducibleQty(order)) : qty;
    }

    /** What an order could take back of what our fills hold. */
    long reducibleQty(VenueOrder order) {
        return reducibleQty(order.instrumentId, order.isBuy());
    }

    long reducibleQty(int instrumentId, boolean buy) {
        long position = positions[instrumentId];
        return Math.max(0, buy ? -position : position);
    }

    void split(int instrumentId, long splitQty) {
        positions[instrumentId] = splitQty;
    }

    long position(int instrumentId) {
        return positions[instrumentId];
    }

    private void endRest(VenueOrder order, ReportSink out) {
        endRest(order, event, out);
    }

    void endRest(VenueOrder order, Offer when, ReportSink out) {
        boolean isFok = order.timeInForce == TimeInForce.FOK;
        end(order, ExecType.CANCELED, isFok ? VenueReason.FOK_UNFILLED : VenueReason.IOC_REST, when, out);
    }

    /** Ends an order, and what hangs on it. */
    void end(VenueOrder order, ExecType execType, VenueReason reason, Offer when, ReportSink out) {
        order.leavesQty = 0;
        Reports.change(out, order, when, execType, 0, reason);
        lists.ended(order, when, out);
    }

    /** Ends what is good until this time or an earlier one. */
    void expire(int instrumentId, long ns, Offer moment, ReportSink out) {
        VenueOrder order = working.timedCount() == 0 ? null : working.first(instrumentId);
        while (order != null) {
            if (order.leavesQty > 0 && order.stays() && order.dueNs <= ns) {
                end(order, ExecType.EXPIRED, VenueReason.TIME_UP, moment.setMoment(order.dueNs), out);
            }
            order = order.nextOfInstrument;
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(positions, positions.length);
        fees.saveState(out);
        for (boolean one : quoted) {
            out.putBoolean(one);
        }
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(positions, positions.length);
        fees.loadState(in);
        for (int id = 0; id < quoted.length; id++) {
            quoted[id] = in.getBoolean();
        }
        pass = 0;
    }
}
