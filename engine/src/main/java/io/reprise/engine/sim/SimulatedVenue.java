package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.Side;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.Books;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.LastResort;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.portfolio.Entitlements;
import java.nio.ByteOrder;
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
    private final WorkingOrders working;
    private final Matching matching;
    private final Arrivals arrivals;
    private final BookMatching bookMatching;
    private final InFlight inFlight;
    private final OrderCommandDecoder command = new OrderCommandDecoder();
    private final Offer event = new Offer();
    /** For what happens to orders between the events of the market. */
    private final Offer moment = new Offer();

    private long acceptedCount;

    /**
     * A venue without orders.
     *
     * @param newInstruments what it trades, at their ids
     * @throws IllegalArgumentException if an instrument is not at its id
     */
    public SimulatedVenue(Instrument[] newInstruments, VenueSettings newSettings) {
        instruments = newInstruments.clone();
        for (int i = 0; i < instruments.length; i++) {
            if (instruments[i].id() != i) {
                throw new IllegalArgumentException("instrument " + instruments[i].name() + " must be at its id");
            }
        }
        working = new WorkingOrders(instruments.length, newSettings.ordersMax());
        inFlight = new InFlight(
                newSettings.inFlightMax(),
                newSettings.latencyNs(),
                newSettings.rules().latency());
        VenueRules rules = newSettings.rules();
        Lists lists = new Lists(working, rules.emulatesLists() ? newSettings.latencyNs() : -1);
        matching = new Matching(instruments, newSettings, working, lists, event);
        bookMatching = new BookMatching(instruments.length, rules.queue(), matching, working);
        arrivals = new Arrivals(instruments, rules, working, lists, matching);
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
        int instrumentId = command.instrumentId();
        if (instrumentId >= 0 && instrumentId < instruments.length) {
            matching.expire(instrumentId, arrivalNs, moment, out);
            working.sweep(instrumentId);
        }
        switch (command.orderAction()) {
            case NEW -> arriveNew(arrivalNs, out);
            case CANCEL -> arriveCancel(arrivalNs, out);
            case REPLACE -> arriveReplace(arrivalNs, out);
            default -> Reports.answer(out, command, arrivalNs, ExecType.CANCEL_REJECTED, VenueReason.UNSUPPORTED);
        }
        inFlight.remove(index);
    }

    /** Answers, for the venue, a command that must not be sent now. */
    public void refuse(UnsafeBuffer buffer, int frameOffset, long nowNs, ReportSink out) {
        int body = frameOffset + Event.HEADER_BYTES;
        int blockLength = Event.frameLength(buffer, frameOffset) - Event.HEADER_BYTES;
        int version = buffer.getShort(frameOffset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        command.wrap(buffer, body, blockLength, version);
        ExecType answer = command.orderAction() == OrderAction.NEW ? ExecType.REJECTED : ExecType.CANCEL_REJECTED;
        Reports.answer(out, command, nowNs, answer, VenueReason.NOT_SENT);
    }

    private void arriveNew(long arrivalNs, ReportSink out) {
        VenueReason refusal = arrivals.refusal(command, arrivalNs);
        if (refusal != VenueReason.NONE) {
            Reports.answer(out, command, arrivalNs, ExecType.REJECTED, refusal);
            return;
        }
        acceptedCount++;
        VenueOrder order = working.acquire();
        order.set(command, acceptedCount, arrivalNs);
        arrivals.time(order, command);
        working.add(order);
        Reports.change(out, order, arrivalNs, ExecType.ACCEPTED, 0, order.leavesQty, VenueReason.NONE);
        if (order.isInBook()) {
            arrivals.meet(order, moment.setMoment(arrivalNs), out);
        }
        meetBook(order, arrivalNs, out);
        working.sweep(order.instrumentId);
    }

    /** Where there is a book, an order meets it as it arrives. */
    private void meetBook(VenueOrder order, long arrivalNs, ReportSink out) {
        Book book = order.leavesQty > 0 ? bookMatching.book(order.instrumentId) : null;
        if (book != null) {
            moment.setMoment(arrivalNs);
            moment.setUnlimited();
            bookMatching.onArrival(order, book, moment, out);
        }
    }

    /** Matches our orders with these books from now on, if the run has a queue model. */
    public void useBooks(Books books) {
        bookMatching.use(books);
    }

    private void arriveCancel(long arrivalNs, ReportSink out) {
        VenueOrder order = working.find(command.orderId());
        if (order == null) {
            Reports.answer(out, command, arrivalNs, ExecType.CANCEL_REJECTED, VenueReason.UNKNOWN_ORDER);
            return;
        }
        matching.end(order, ExecType.CANCELED, VenueReason.REQUESTED, moment.setMoment(arrivalNs), out);
        working.sweep(order.instrumentId);
    }

    private void arriveReplace(long arrivalNs, ReportSink out) {
        VenueOrder order = working.find(command.orderId());
        VenueReason refusal = order == null ? VenueReason.TOO_LATE : arrivals.replaceRefusal(order, command);
        if (refusal != VenueReason.NONE) {
            Reports.answer(out, command, arrivalNs, ExecType.CANCEL_REJECTED, refusal);
            return;
        }
        boolean keepsPlace = arrivals.replace(order, command, moment.setMoment(arrivalNs), out);
        if (!keepsPlace) {
            order.aheadQty = VenueOrder.NOT_QUEUED;
            meetBook(order, arrivalNs, out);
        }
        working.sweep(order.instrumentId);
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
        match(instrumentId, qty, out);
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
        event.setBar(startNs, endNs, open, high, low, close, eventNo);
        match(instrumentId, volume, out);
    }

    /**
     * Matches a quote with our orders: buyers take the ask, sellers the bid, at most its size. Prices and quantities at 1e-8;
     * a side that is not there is {@link Book#NULL_PX}, a size that is not known 0 of an instrument without volumes.
     *
     * @param eventNo its 1-based number among the market events
     */
    public void onQuote(
            int instrumentId,
            long tsEventNs,
            long bidPx,
            long bidQty,
            long askPx,
            long askQty,
            long eventNo,
            ReportSink out) {
        matching.quoted(instrumentId);
        if (working.isEmpty(instrumentId) || bookMatching.book(instrumentId) != null) {
            return;
        }
        if (askPx != Book.NULL_PX) {
            event.setQuote(tsEventNs, Side.BUY, askPx, eventNo);
            match(instrumentId, askQty, out);
        }
        if (bidPx != Book.NULL_PX) {
            event.setQuote(tsEventNs, Side.SELL, bidPx, eventNo);
            match(instrumentId, bidQty, out);
        }
    }

    /**
     * Matches a book with our orders once an update of it is whole: buyers take the asks level by level, sellers the bids.
     *
     * @param book not crossed
     * @param eventNo 1-based number among the market events of the update's last row
     */
    public void onBook(int instrumentId, long tsEventNs, Book book, long eventNo, ReportSink out) {
        matching.quoted(instrumentId);
        if (working.isEmpty(instrumentId)) {
            return;
        }
        if (bookMatching.book(instrumentId) != null) {
            event.setTrade(tsEventNs, book.bestPx(Side.BUY), eventNo);
            event.setUnlimited();
            matching.expire(instrumentId, tsEventNs, moment, out);
            bookMatching.onBook(instrumentId, book, event, out);
            working.sweep(instrumentId);
            return;
        }
        if (book.levels(Side.SELL) > 0) {
            event.setBook(tsEventNs, Side.BUY, book, eventNo);
            match(instrumentId, book.qty(Side.SELL, 0), out);
        }
        if (book.levels(Side.BUY) > 0) {
            event.setBook(tsEventNs, Side.SELL, book, eventNo);
            match(instrumentId, book.qty(Side.BUY, 0), out);
        }
    }

    private void match(int instrumentId, long qty, ReportSink out) {
        matching.expire(instrumentId, event.startNs, moment, out);
        matching.match(instruments[instrumentId], qty, out);
        if (event.bar) {
            matching.expire(instrumentId, event.endNs, moment, out);
        }
        working.sweep(instrumentId);
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
            arrivals.split(order, numerator, denominator);
            Reports.split(out, order, tsEventNs);
            if (order.leavesQty == 0) {
                working.ended();
            }
            order = next;
        }
        working.sweep(instrumentId);
        long held = matching.position(instrumentId);
        matching.split(instrumentId, Entitlements.splitQty(held, numerator, denominator, instrument.lotQty()));
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
        matching.split(instrumentId, 0);
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
        long limitPx = Arrivals.splitPx(command.limitPx(), buy, instrument, numerator, denominator);
        long stopPx = Arrivals.splitPx(command.stopPx(), !buy, instrument, numerator, denominator);
        boolean hasStop = OrderRules.waits(command.orderType());
        inFlight.replace(index, qty, limitPx, stopPx);
        inFlight.splitTerms(index, numerator, denominator, instrument.lotQty());
        Reports.split(out, command, tsEventNs, hasStop ? stopPx : limitPx, hasStop ? limitPx : NULL_PX, qty);
        return 0;
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
        matching.saveState(out);
        bookMatching.saveState(out);
        working.saveState(out);
        inFlight.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        acceptedCount = in.getLong();
        matching.loadState(in);
        bookMatching.loadState(in);
        working.loadState(in);
        inFlight.loadState(in);
    }
}
