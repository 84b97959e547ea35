package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.LastResort;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.portfolio.Entitlements;
import io.reprise.engine.portfolio.Pricing;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue of backtests and paper sessions: rules 12 to 18 of docs/semantics.md. Its driver gives it commands by
 * {@link #send}, lets each arrive when its time comes, and shows it every market event of an instrument that
 * {@link #hasWorking}; it answers into a {@link ReportSink}. It reads no clock and draws no random number: the same calls
 * give the same reports. A stop that has not triggered is not in the book: it neither decrements nor is decremented.
 *
 * <p>Owned by the thread that drives it; a sink may call {@link #send} while a report is committed, nothing else.
 */
@HotPath
public final class SimulatedVenue implements OrderGateway, LastResort, Stateful {
    private static final long NULL_PX = OrderCommandDecoder.limitPxNullValue();

    private final Instrument[] instruments;
    private final VenueSettings settings;
    private final WorkingOrders working;
    private final InFlight inFlight;
    private final OrderCommandDecoder command = new OrderCommandDecoder();
    private final Offer event = new Offer();
    private final Pricing pricing = new Pricing();
    private long acceptedCount;

    /**
     * A venue without orders.
     *
     * @param newInstruments what it trades, at their ids
     * @throws IllegalArgumentException if an instrument is not at its id
     */
    public SimulatedVenue(Instrument[] newInstruments, VenueSettings newSettings) {
        instruments = newInstruments.clone();
        settings = newSettings;
        for (int i = 0; i < instruments.length; i++) {
            if (instruments[i].id() != i) {
                throw new IllegalArgumentException("instrument " + instruments[i].name() + " must be at its id");
            }
        }
        working = new WorkingOrders(instruments.length, newSettings.ordersMax());
        inFlight = new InFlight(newSettings.inFlightMax(), newSettings.latencyNs());
    }

    /**
     * Sets a command on its way; it arrives at the tsInit it carries, which is its cause's, plus the latency.
     *
     * @throws IllegalStateException if too many are in flight, or its cause is older than that of the one before
     */
    @Override
    public void send(UnsafeBuffer buffer, int frameOffset) {
        if (Event.templateId(buffer, frameOffset) != OrderCommandDecoder.TEMPLATE_ID) {
            throw new IllegalArgumentException("not an order command");
        }
        inFlight.add(buffer, frameOffset);
    }

    /** When the next command arrives, ns; {@link Long#MAX_VALUE} if none is in flight. */
    public long nextArrivalNs() {
        return inFlight.nextArrivalNs();
    }

    /** When the next command on an instrument arrives, ns; {@link Long#MAX_VALUE} if none is in flight. */
    public long nextArrivalNs(int instrumentId) {
        return inFlight.nextArrivalNs(instrumentId);
    }

    /** Whether market events of this instrument can concern an order: the only question asked of most events. */
    public boolean hasWorking(int instrumentId) {
        return !working.isEmpty(instrumentId);
    }

    /** Orders that work at the venue; those in flight are not counted. */
    public int workingCount() {
        return working.size();
    }

    /**
     * Lets the next command in flight arrive, at its time. An accepted order reports ACCEPTED, then DECREMENTED in pairs,
     * the older order's before its own; a DECREMENTED that leaves 0 is the last word on its order.
     *
     * @throws IllegalStateException if none is in flight
     */
    public void arriveNext(ReportSink out) {
        arrive(0, out);
    }

    /** Lets the next command on an instrument arrive, as {@link #arriveNext(ReportSink)}. */
    public void arriveNext(int instrumentId, ReportSink out) {
        arrive(inFlight.indexOf(instrumentId), out);
    }

    private void arrive(int index, ReportSink out) {
        inFlight.wrap(index, command);
        long arrivalNs = inFlight.arrivalNs(index);
        switch (command.orderAction()) {
            case NEW -> arriveNew(arrivalNs, out);
            case CANCEL -> arriveCancel(arrivalNs, out);
            default -> Reports.answer(out, command, arrivalNs, ExecType.CANCEL_REJECTED, VenueReason.UNSUPPORTED);
        }
        inFlight.remove(index);
    }

    /** Answers, for the venue, a command that must not be sent now. */
    public void refuse(UnsafeBuffer buffer, int frameOffset, long nowNs, ReportSink out) {
        int body = frameOffset + Event.HEADER_BYTES;
        int blockLength = Event.frameLength(buffer, frameOffset) - Event.HEADER_BYTES;
        command.wrap(buffer, body, blockLength, OrderCommandDecoder.SCHEMA_VERSION);
        ExecType answer = command.orderAction() == OrderAction.NEW ? ExecType.REJECTED : ExecType.CANCEL_REJECTED;
        Reports.answer(out, command, nowNs, answer, VenueReason.NOT_SENT);
    }

    private void arriveNew(long arrivalNs, ReportSink out) {
        VenueReason refusal = refusal();
        if (refusal != VenueReason.NONE) {
            Reports.answer(out, command, arrivalNs, ExecType.REJECTED, refusal);
            return;
        }
        acceptedCount++;
        VenueOrder order = working.acquire();
        order.set(command, acceptedCount, arrivalNs);
        working.add(order);
        Reports.change(out, order, arrivalNs, ExecType.ACCEPTED, 0, order.leavesQty, VenueReason.NONE);
        if (order.type != OrderType.STOP) {
            decrement(order, arrivalNs, out);
        }
    }

    private VenueReason refusal() {
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
        if ((type == OrderType.LIMIT && !isPx(command.limitPx(), instrument))
                || (type == OrderType.STOP && !isPx(command.stopPx(), instrument))) {
            return VenueReason.BAD_PX;
        }
        if (working.find(command.orderId()) != null) {
            return VenueReason.DUPLICATE_ORDER;
        }
        return working.isFull() ? VenueReason.VENUE_FULL : VenueReason.NONE;
    }

    private static boolean isPx(long px, Instrument instrument) {
        return px > 0 || (px != NULL_PX && instrument.nonPositivePx());
    }

    /** Rule 15: an arriving order and the working ones of the other side cancel out, oldest first, whatever their prices. */
    private void decrement(VenueOrder arriving, long arrivalNs, ReportSink out) {
        VenueOrder order = working.first(arriving.instrumentId);
        while (order != null && arriving.leavesQty > 0) {
            VenueOrder next = order.nextOfInstrument;
            if (order.side != arriving.side && order.type != OrderType.STOP) {
                long qty = Math.min(order.leavesQty, arriving.leavesQty);
                decrementBy(order, qty, arrivalNs, out);
                decrementBy(arriving, qty, arrivalNs, out);
                removeIfDone(order);
            }
            order = next;
        }
        removeIfDone(arriving);
    }

    private static void decrementBy(VenueOrder order, long qty, long arrivalNs, ReportSink out) {
        order.leavesQty -= qty;
        Reports.change(out, order, arrivalNs, ExecType.DECREMENTED, qty, order.leavesQty, VenueReason.NONE);
    }

    private void arriveCancel(long arrivalNs, ReportSink out) {
        VenueOrder order = working.find(command.orderId());
        if (order == null) {
            Reports.answer(out, command, arrivalNs, ExecType.CANCEL_REJECTED, VenueReason.UNKNOWN_ORDER);
            return;
        }
        Reports.change(out, order, arrivalNs, ExecType.CANCELED, 0, 0, VenueReason.REQUESTED);
        working.remove(order);
    }

    /**
     * Matches a trade with our orders.
     *
     * @param tsEventNs the venue's time of the trade
     * @param px its price, 1e-8
     * @param qty its quantity, 1e-8; negative if the source has none
     * @param eventNo its 1-based number among the market events
     */
    public void onTrade(int instrumentId, long tsEventNs, long px, long qty, long eventNo, ReportSink out) {
        event.setTrade(tsEventNs, px, eventNo);
        match(instruments[instrumentId], qty, out);
    }

    /**
     * Matches a bar with our orders. Prices and volume at 1e-8.
     *
     * @param startNs first instant that it covers
     * @param endNs exclusive end
     * @param volume negative if the source has none
     * @param eventNo its 1-based number among the market events
     */
    public void onBar(
            int instrumentId,
            long startNs,
            long endNs,
            long open,
            long high,
            long low,
            long close,
            long volume,
            long eventNo,
            ReportSink out) {
        event.setBar(startNs, endNs, open, high, low, eventNo);
        match(instruments[instrumentId], volume, out);
    }

    private void match(Instrument instrument, long qty, ReportSink out) {
        if (settings.unlimitedLiquidity() || qty < 0 || !instrument.hasVolume()) {
            event.setUnlimited();
        } else {
            event.setQty(qty, instrument.lotQty());
        }
        VenueOrder order = working.first(instrument.id());
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            if (order.arrivalNs < event.endNs) {
                switch (order.type) {
                    case MARKET -> take(order, event.openPx, instrument, out);
                    case LIMIT -> matchLimit(order, instrument, out);
                    case STOP -> matchStop(order, instrument, out);
                    default -> throw new IllegalStateException("an order without a type works");
                }
                removeIfDone(order);
            }
            order = next;
        }
    }

    /** Rule 17. */
    private void matchLimit(VenueOrder order, Instrument instrument, ReportSink out) {
        boolean first = !order.resting;
        order.resting = true;
        if (first && isBeyond(order, event.openPx)) {
            take(order, event.openPx, instrument, out);
        } else if (order.timeInForce != TimeInForce.GTC) {
            endRest(order, out);
        } else if ((event.bar || !first) && isReached(order)) {
            long qty = event.available(order.leavesQty);
            if (qty > 0) {
                fill(order, order.limitPx, qty, Liquidity.MAKER, out);
            }
        }
    }

    private static boolean isBeyond(VenueOrder order, long px) {
        return order.isBuy() ? px < order.limitPx : px > order.limitPx;
    }

    private boolean isReached(VenueOrder order) {
        long extremePx = order.isBuy() ? event.lowPx : event.highPx;
        return isBeyond(order, extremePx) || (settings.optimistic() && extremePx == order.limitPx);
    }

    /** Rule 18. */
    private void matchStop(VenueOrder order, Instrument instrument, ReportSink out) {
        boolean buy = order.isBuy();
        if (buy ? event.highPx < order.stopPx : event.lowPx > order.stopPx) {
            return;
        }
        order.type = OrderType.MARKET;
        Reports.change(out, order, event, ExecType.TRIGGERED, order.leavesQty, VenueReason.NONE);
        long worsePx = buy ? Math.max(order.stopPx, event.openPx) : Math.min(order.stopPx, event.openPx);
        take(order, worsePx, instrument, out);
    }

    /** Rules 14 to 16: takes what is offered, at a price moved against the order. */
    private void take(VenueOrder order, long px, Instrument instrument, ReportSink out) {
        long qty = event.available(order.leavesQty);
        if (order.timeInForce == TimeInForce.FOK && qty < order.leavesQty) {
            qty = 0;
        }
        if (qty > 0) {
            fill(order, takePx(order, px, instrument), qty, Liquidity.TAKER, out);
        }
        if (order.leavesQty > 0 && order.timeInForce != TimeInForce.GTC) {
            endRest(order, out);
        }
    }

    private long takePx(VenueOrder order, long px, Instrument instrument) {
        boolean buy = order.isBuy();
        long takePx =
                pricing.takePx(px, buy, instrument.tickPx(), settings.costs().slippageE12());
        if (order.type != OrderType.LIMIT) {
            return takePx;
        }
        return buy ? Math.min(takePx, order.limitPx) : Math.max(takePx, order.limitPx);
    }

    private void fill(VenueOrder order, long px, long qty, Liquidity liquidity, ReportSink out) {
        long feeE12 = liquidity == Liquidity.MAKER
                ? settings.costs().makerFeeE12()
                : settings.costs().takerFeeE12();
        long fee = pricing.fee(pricing.notional(px, qty), feeE12);
        event.take(qty);
        order.leavesQty -= qty;
        Reports.trade(out, order, event, px, qty, fee, liquidity);
    }

    /**
     * The instrument is split: orders that work or are on their way go on with what is left of them in whole lots, towards
     * zero, at their prices as they are now, rounded to the tick away from the market; one of which nothing is left ends.
     * In order of arrival, those on their way last.
     */
    public void onSplit(int instrumentId, long tsEventNs, long numerator, long denominator, ReportSink out) {
        Instrument instrument = instruments[instrumentId];
        VenueOrder order = working.first(instrumentId);
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            order.leavesQty = Entitlements.splitQty(order.leavesQty, numerator, denominator, instrument.lotQty());
            order.limitPx = splitPx(order.limitPx, order.isBuy(), instrument, numerator, denominator);
            order.stopPx = splitPx(order.stopPx, !order.isBuy(), instrument, numerator, denominator);
            Reports.split(out, order, tsEventNs);
            removeIfDone(order);
            order = next;
        }
        for (int i = 0; i < inFlight.size(); i++) {
            i -= splitInFlight(i, instrument, tsEventNs, numerator, denominator, out);
        }
    }

    /** The instrument trades no more: orders that work or are on their way end, in order of arrival, those on their way last. */
    public void onDelisting(int instrumentId, long tsEventNs, ReportSink out) {
        VenueOrder order = working.first(instrumentId);
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            Reports.change(out, order, tsEventNs, ExecType.CANCELED, 0, 0, VenueReason.DELISTED);
            working.remove(order);
            order = next;
        }
        int index = 0;
        while (index < inFlight.size()) {
            inFlight.wrap(index, command);
            if (command.instrumentId() == instrumentId && command.orderAction() == OrderAction.NEW) {
                Reports.answer(out, command, tsEventNs, ExecType.REJECTED, VenueReason.DELISTED);
                inFlight.remove(index);
            } else {
                index++;
            }
        }
    }

    /** Rescales a command on its way; 1 when it is one no more, 0 otherwise. */
    private int splitInFlight(
            int index, Instrument instrument, long tsEventNs, long numerator, long denominator, ReportSink out) {
        inFlight.wrap(index, command);
        if (command.instrumentId() != instrument.id() || command.orderAction() != OrderAction.NEW) {
            return 0;
        }
        boolean buy = command.side() == Side.BUY;
        long qty = Entitlements.splitQty(command.orderQty(), numerator, denominator, instrument.lotQty());
        if (qty == 0) {
            Reports.answer(out, command, tsEventNs, ExecType.REJECTED, VenueReason.SPLIT);
            inFlight.remove(index);
            return 1;
        }
        long limitPx = splitPx(command.limitPx(), buy, instrument, numerator, denominator);
        long stopPx = splitPx(command.stopPx(), !buy, instrument, numerator, denominator);
        inFlight.replace(index, qty, limitPx, stopPx);
        Reports.split(out, command, tsEventNs, command.orderType() == OrderType.STOP ? stopPx : limitPx, qty);
        return 0;
    }

    private static long splitPx(long px, boolean down, Instrument instrument, long numerator, long denominator) {
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

    private void endRest(VenueOrder order, ReportSink out) {
        VenueReason reason = order.timeInForce == TimeInForce.FOK ? VenueReason.FOK_UNFILLED : VenueReason.IOC_REST;
        order.leavesQty = 0;
        Reports.change(out, order, event, ExecType.CANCELED, 0, reason);
    }

    private void removeIfDone(VenueOrder order) {
        if (order.leavesQty == 0) {
            working.remove(order);
        }
    }

    /** Ends everything at the end of the data: working orders in order of arrival, then the new ones in flight. */
    public void expireAll(long tsEventNs, ReportSink out) {
        while (working.first() != null) {
            VenueOrder order = working.first();
            Reports.change(out, order, tsEventNs, ExecType.EXPIRED, 0, 0, VenueReason.END_OF_DATA);
            working.remove(order);
        }
        while (inFlight.size() > 0) {
            inFlight.wrap(0, command);
            if (command.orderAction() == OrderAction.NEW) {
                Reports.answer(out, command, tsEventNs, ExecType.EXPIRED, VenueReason.END_OF_DATA);
            }
            inFlight.remove(0);
        }
    }

    /** This venue ends with its process anyway: its next start has what the journal says, these orders among it. */
    @Override
    public int cancelWorking() {
        int count = 0;
        while (working.first() != null) {
            VenueOrder order = working.first();
            count += order.leavesQty > 0 ? 1 : 0; // none is left where a fill could not be reported to its end
            working.remove(order);
        }
        while (inFlight.size() > 0) {
            inFlight.wrap(0, command);
            count += command.orderAction() == OrderAction.NEW ? 1 : 0;
            inFlight.remove(0);
        }
        return count;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(acceptedCount);
        working.saveState(out);
        inFlight.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        acceptedCount = in.getLong();
        working.loadState(in);
        inFlight.loadState(in);
    }
}
