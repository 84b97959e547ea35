package io.reprise.engine.backtest;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.codecs.ActionKind;
import io.reprise.codecs.BarBoundaryEncoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.book.Books;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.DenialSink;
import io.reprise.engine.gateway.FeedSink;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.gateway.VenueSink;
import io.reprise.engine.pipeline.BarDocument;
import io.reprise.engine.pipeline.BarRun;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.TradeRun;
import io.reprise.engine.sim.SimulatedVenue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes one sequence of what comes from outside (market data, commands) and what follows from it: bar boundaries, the
 * simulated venue's reports, our own denials. At equal time bar boundaries, funding, corporate actions, arrivals at the
 * venue, market data, each followed by the reports that it caused (rules 8, 13 and 34 of docs/semantics.md). A pure function of what it is given,
 * in whatever topology its target runs: after each event that may decide it waits for what was decided. Owned by one
 * thread.
 */
@HotPath
public final class EventSequencer implements FeedSink, VenueSink, ReportSink, DenialSink, Stateful {
    /** Source of the frames that the sequencer itself makes. */
    public static final int DRIVER_SOURCE = 0;
    /** Source of the simulated venue's reports. */
    public static final int VENUE_SOURCE = 1;

    private static final int NO_INSTRUMENT = -1;
    private static final int NO_STRATEGY = -1;
    private static final long NO_ORDER = -1;

    private final Stages stages;
    private final SimulatedVenue venue;
    private final BarClock clock;
    private final EgressQueue egress;
    private final FrameBatch own;
    private final VenueLink link;
    private OrderGateway gateway;
    private EventTarget target;

    /** Body of a report of version 1. */
    private static final int REPORT_BYTES_V1 = 104;

    private static final long NULL_FIXED = ExecutionReportEncoder.limitPxNullValue();

    private Books books;
    private boolean isShared;
    private final QuoteDecoder quote = new QuoteDecoder();
    private final Event marketEvent = new Event();
    private final Event ownEvent = new Event();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final BarBoundaryEncoder boundary = new BarBoundaryEncoder();
    private final OperatorCommandEncoder command = new OperatorCommandEncoder();
    private final UnsafeBuffer denied;
    private int deniedCount;
    private final MessageHeaderDecoder statusHeader = new MessageHeaderDecoder();
    private final VenueStatusDecoder status = new VenueStatusDecoder();
    private final MessageHeaderDecoder actionHeader = new MessageHeaderDecoder();
    private final CorporateActionDecoder action = new CorporateActionDecoder();
    private final OrderGateway gate = this::sendIfHeard;
    private final UnsafeBuffer unsent = new UnsafeBuffer(new byte[EgressQueue.CAPACITY_BYTES]);
    private int unsentBytes;

    private long seq;
    private long nowNs;
    private long externalSeq;
    private long marketEvents;
    private int claimed;
    private boolean isHeld;
    /** The report is our own gateway's, not the venue's. */
    private boolean isOurs;

    /**
     * @param stages of the pipeline that the target drives
     * @param egress what those stages let out
     * @param own where the frames go that are made here
     * @param firstSeq sequence of the first event, after the run header
     * @param startNs the engine's time before the first event: that of the run header
     */
    public EventSequencer(
            Stages stages, SimulatedVenue venue, EgressQueue egress, FrameBatch own, long firstSeq, long startNs) {
        this.stages = stages;
        this.venue = venue;
        this.gateway = venue;
        this.clock = new BarClock(stages.instrumentCount(), stages.series());
        this.egress = egress;
        this.denied = new UnsafeBuffer(new byte[stages.intentsMax() * Event.FRAME_BYTES_MAX]);
        this.link = new VenueLink(stages.instrumentCount());
        this.books = new Books(stages.instrumentCount());
        this.own = own;
        this.seq = firstSeq;
        this.nowNs = startNs;
    }

    /** Sends all events from now on there. */
    public void drive(EventTarget newTarget) {
        target = newTarget;
        isShared = newTarget.books() != null;
        if (isShared) {
            books = newTarget.books();
        }
        if (venue != null) {
            venue.useBooks(books);
        }
    }

    /** Sends commands to a venue that is not ours, whose reports then come from outside; see {@link #report}. */
    public void sendTo(OrderGateway other) {
        gateway = other;
    }

    /** Sequence of the next event. */
    public long seqNext() {
        return seq;
    }

    /** The engine's time, ns: tsInit of the newest event. */
    public long nowNs() {
        return nowNs;
    }

    /** Market events so far. */
    public long marketEvents() {
        return marketEvents;
    }

    /** Sequences a frame of a market journal, after what is due before it and before what it causes. */
    @Override
    public void market(UnsafeBuffer buffer, int offset, int instrumentId) {
        advanceToMarket(
                Event.templateId(buffer, offset),
                Event.tsInitNs(buffer, offset),
                Event.tsEventNs(buffer, offset),
                instrumentId);
        onMarket(buffer, offset, instrumentId);
    }

    /** As {@link #advanceTo}, before a market event; at equal time actions and funding come before arrivals. */
    void advanceToMarket(int templateId, long tsInitNs, long tsEventNs, int instrumentId) {
        advanceTo(tsInitNs, EventKind.isMarketData(templateId) ? tsEventNs : tsEventNs - 1, instrumentId);
    }

    /** As {@link #market}, when {@link #advanceToMarket} has been called for it. */
    void onMarket(UnsafeBuffer buffer, int offset, int instrumentId) {
        marketEvents++;
        switch (Event.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset, instrumentId);
            case BarDecoder.TEMPLATE_ID -> onBar(buffer, offset, instrumentId);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(buffer, offset, instrumentId);
            case BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID -> onBook(buffer, offset, instrumentId);
            default -> onAction(buffer, offset, instrumentId);
        }
    }

    /** A corporate action or funding; a split's orders follow it. */
    private void onAction(UnsafeBuffer buffer, int offset, int instrumentId) {
        externalSeq = seq;
        target.onEvent(marketEvent.wrap(buffer, offset, seq++, instrumentId));
        takeDecisions();
        if (Event.templateId(buffer, offset) != CorporateActionDecoder.TEMPLATE_ID) {
            return;
        }
        action.wrapAndApplyHeader(buffer, offset, actionHeader);
        if (action.actionKind() == ActionKind.SPLIT) {
            gap(instrumentId);
            venue.onSplit(instrumentId, action.tsEventNs(), action.numerator(), action.denominator(), this);
        } else if (action.actionKind() == ActionKind.DELISTING) {
            venue.onDelisting(instrumentId, action.tsEventNs(), this);
        }
    }

    /** Sequences a frame from outside that is no market data, as it is, at the engine's present time. */
    public void external(UnsafeBuffer buffer, int offset) {
        int at = own.claim();
        own.buffer().putBytes(at, buffer, offset, Event.frameLength(buffer, offset));
        Event.stamp(own.buffer(), at, seq, nowNs);
        externalSeq = seq;
        sequenceOwn(at, true);
    }

    /**
     * Sequences a venue's status when it is known, after what is due before that. Of {@link #VENUE_SOURCE} it is the state
     * of the connection that orders take, see {@link VenueLink}: what was not heard comes before CONNECTED.
     */
    @Override
    public void status(UnsafeBuffer buffer, int offset) {
        long tsInitNs = Math.max(nowNs, Event.tsInitNs(buffer, offset));
        advanceTo(tsInitNs, tsInitNs, NO_INSTRUMENT);
        status.wrapAndApplyHeader(buffer, offset, statusHeader);
        if (status.statusKind() == StatusKind.GAP || status.statusKind() == StatusKind.DISCONNECTED) {
            gap(status.instrumentId());
        }
        if (status.sourceId() == VENUE_SOURCE) {
            link.onStatus(status.statusKind(), status.instrumentId());
            sequenceHeard();
        }
        int at = own.claim();
        own.buffer().putBytes(at, buffer, offset, Event.frameLength(buffer, offset));
        Event.renumber(own.buffer(), at, seq, Event.instrumentId(buffer, offset));
        Event.known(own.buffer(), at, tsInitNs);
        externalSeq = seq;
        sequenceOwn(at, true);
    }

    /** Sequences a report of a venue that is not ours when it is known, after what is due before that. */
    @Override
    public void report(UnsafeBuffer buffer, int offset) {
        long tsInitNs = Math.max(nowNs, Event.tsInitNs(buffer, offset));
        advanceTo(tsInitNs, tsInitNs, NO_INSTRUMENT);
        int at = own.claim();
        own.buffer().putBytes(at, buffer, offset, Event.frameLength(buffer, offset));
        Event.renumber(own.buffer(), at, seq, Event.instrumentId(buffer, offset));
        Event.known(own.buffer(), at, tsInitNs);
        externalSeq = seq;
        sequenceOwn(at, false);
    }

    /** Sequences an operator's command at the engine's present time. */
    public void command(CommandKind kind, int sourceId, long commandId, long tokenId) {
        externalSeq = seq;
        sequenceOwn(encodeCommand(kind, sourceId, commandId, tokenId), true);
    }

    /** Sequence of the newest event that came from outside, or of the end. */
    public long lastExternalSeq() {
        return externalSeq;
    }

    /** Ends the run: what still works expires, then the driver says stop. */
    public void finish() {
        venue.expireAll(nowNs, this);
        externalSeq = seq;
        sequenceOwn(encodeCommand(CommandKind.STOP, DRIVER_SOURCE, 0, 0), true);
    }

    /** Nothing more can be sequenced: takes back what works, see {@link SimulatedVenue#cancelWorking}. */
    public int cancelWorking() {
        return venue.cancelWorking();
    }

    /**
     * Sequences what is due before an event: boundaries until it is known, arrivals until it happens at the venue (rule 34),
     * at equal time boundaries first. Before a market event the arrivals are those in its instrument: another's feed may be
     * behind, and what happened there before them is still to come.
     *
     * @param instrumentId of a market event, or {@link #NO_INSTRUMENT} for arrivals in all
     */
    void advanceTo(long tsInitNs, long tsEventNs, int instrumentId) {
        while (true) {
            long boundaryNs = clock.nextNs();
            long arrivalNs = instrumentId < 0 ? venue.nextArrivalNs() : venue.nextArrivalNs(instrumentId);
            boolean arrives = arrivalNs <= tsEventNs;
            if (boundaryNs <= tsInitNs && !(arrives && arrivalNs < boundaryNs)) {
                nowNs = boundaryNs;
                closeBar(clock.due(), boundaryNs);
            } else if (arrives) {
                nowNs = Math.max(nowNs, arrivalNs);
                arriveNext(instrumentId);
            } else {
                nowNs = tsInitNs;
                return;
            }
        }
    }

    private void arriveNext(int instrumentId) {
        if (instrumentId < 0) {
            venue.arriveNext(this);
        } else {
            venue.arriveNext(instrumentId, this);
        }
    }

    /** Asks a run of an instrument's trades to end before anything else is due; false when there can be none. */
    boolean narrow(TradeRun run, int instrumentId, long tsInitBeforeNs) {
        if (venue.hasWorking(instrumentId) || clock.isIdle(instrumentId)) {
            return false;
        }
        run.within(Math.min(clock.nextNs(), tsInitBeforeNs), venue.nextArrivalNs(instrumentId));
        return true;
    }

    /** The run was taken. */
    void took(TradeRun run) {
        seq += run.count();
        marketEvents += run.count();
        nowNs = run.lastTsInitNs();
    }

    /** Begins a run of bars that ends before anything else is due; false when there can be none. */
    boolean begin(BarRun run, MarketSource source, long tsInitBeforeNs) {
        int instrumentId = source.instrumentId();
        BarDocument bars = venue.hasWorking(instrumentId) ? null : source.bars();
        if (bars == null) {
            return false;
        }
        run.within(Math.min(clock.nextNs(), tsInitBeforeNs), venue.nextArrivalNs());
        run.begin(bars, source.offset(), seq, instrumentId);
        return true;
    }

    /** The run was taken; its last bar may have been decided upon. */
    void took(BarRun run) {
        seq += run.count();
        externalSeq = seq - 1;
        marketEvents += run.count();
        nowNs = run.event().tsInitNs();
        takeDecisions();
    }

    private void onTrade(UnsafeBuffer buffer, int offset, int instrumentId) {
        externalSeq = seq;
        marketEvent.wrap(buffer, offset, seq++, instrumentId);
        target.onTrade(marketEvent);
        if (stages.decidesOnTrades(instrumentId)) {
            takeDecisions();
        }
        if (venue.hasWorking(instrumentId)) {
            venue.onTrade(
                    instrumentId, marketEvent.tsEventNs(), marketEvent.px(), marketEvent.qty(), marketEvents, this);
        }
        if (clock.isIdle(instrumentId)) {
            clock.open(instrumentId, Event.tsInitNs(buffer, offset));
        }
    }

    /** No strategy decides on a quote, so nothing is waited for. */
    private void onQuote(UnsafeBuffer buffer, int offset, int instrumentId) {
        externalSeq = seq;
        target.onEvent(marketEvent.wrap(buffer, offset, seq++, instrumentId));
        quote.wrap(buffer, marketEvent.bodyOffset(), marketEvent.blockLength(), marketEvent.version());
        venue.onQuote(
                instrumentId,
                marketEvent.tsEventNs(),
                quote.bidPx(),
                quote.bidQty(),
                quote.askPx(),
                quote.askQty(),
                marketEvents,
                this);
    }

    /** The venue looks at a book when an update is whole; where threads keep the pipeline's, it keeps its own. */
    private void onBook(UnsafeBuffer buffer, int offset, int instrumentId) {
        externalSeq = seq;
        target.onEvent(marketEvent.wrap(buffer, offset, seq++, instrumentId));
        if (!isShared) {
            books.onFrame(marketEvent);
        }
        BookFeed feed = books.feed(instrumentId);
        if (feed.isWhole() && feed.isUsable()) {
            venue.onBook(instrumentId, marketEvent.tsEventNs(), feed.book(), marketEvents, this);
        }
    }

    private void gap(int instrumentId) {
        if (!isShared) {
            books.onGap(instrumentId);
        }
    }

    /** A bar's fills happen while it forms, so they are sequenced before the bar is delivered. */
    private void onBar(UnsafeBuffer buffer, int offset, int instrumentId) {
        if (venue.hasWorking(instrumentId)) {
            marketEvent.wrap(buffer, offset, seq, instrumentId);
            venue.onBar(
                    instrumentId,
                    marketEvent.tsEventNs() - marketEvent.barPeriodNs(),
                    marketEvent.tsEventNs(),
                    marketEvent.barOpenPx(),
                    marketEvent.barHighPx(),
                    marketEvent.barLowPx(),
                    marketEvent.barClosePx(),
                    marketEvent.barVolume(),
                    marketEvents,
                    this);
        }
        externalSeq = seq;
        target.onEvent(marketEvent.wrap(buffer, offset, seq++, instrumentId));
        takeDecisions();
    }

    private void closeBar(int due, long tsNs) {
        int instrumentId = clock.instrumentOf(due);
        int offset = own.claim();
        boundary.wrapAndApplyHeader(own.buffer(), offset, header)
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(instrumentId)
                .sourceId(DRIVER_SOURCE);
        boundary.flags().clear();
        boundary.barKind(BarKind.TIME).periodNs(clock.periodNs(due));
        clock.closed(due);
        sequenceOwn(offset, true);
    }

    /** The venue is asked, and answers with what was not heard, in its order; known now, though it happened then. */
    private void sequenceHeard() {
        while (link.count() > 0) {
            int at = own.claim();
            if (!link.takeHeard(own.buffer(), at)) {
                return;
            }
            Event.renumber(own.buffer(), at, seq, Event.instrumentId(own.buffer(), at));
            Event.known(own.buffer(), at, nowNs);
            sequenceOwn(at, false);
        }
    }

    @Override
    public ExecutionReportEncoder claim(long tsEventNs, int instrumentId) {
        isHeld = !link.isWhole() && !isOurs && link.isSilent(instrumentId);
        claimed = isHeld ? link.claim() : own.claim();
        report.wrapAndApplyHeader(isHeld ? link.frames() : own.buffer(), claimed, header)
                .seq(seq)
                .tsEventNs(tsEventNs)
                .tsInitNs(nowNs)
                .instrumentId(instrumentId)
                .sourceId(VENUE_SOURCE);
        report.flags().clear();
        report.queueAheadQty(NULL_FIXED).limitPx(NULL_FIXED);
        return report;
    }

    @Override
    public void commit() {
        UnsafeBuffer frames = isHeld ? link.frames() : own.buffer();
        int body = claimed + Event.HEADER_BYTES;
        long queueAheadQty = frames.getLong(body + ExecutionReportEncoder.queueAheadQtyEncodingOffset(), LITTLE_ENDIAN);
        long limitPx = frames.getLong(body + ExecutionReportEncoder.limitPxEncodingOffset(), LITTLE_ENDIAN);
        if (queueAheadQty == NULL_FIXED && limitPx == NULL_FIXED) {
            Event.asVersionOne(frames, claimed, REPORT_BYTES_V1);
            frames.setMemory(body + REPORT_BYTES_V1, ExecutionReportEncoder.BLOCK_LENGTH - REPORT_BYTES_V1, (byte) 0);
        }
        if (isHeld) {
            link.commit();
        } else {
            sequenceOwn(claimed, false);
        }
    }

    private int encodeCommand(CommandKind kind, int sourceId, long commandId, long tokenId) {
        int offset = own.claim();
        command.wrapAndApplyHeader(own.buffer(), offset, header)
                .seq(seq)
                .tsEventNs(nowNs)
                .tsInitNs(nowNs)
                .instrumentId(NO_INSTRUMENT)
                .sourceId(sourceId);
        command.flags().clear();
        command.commandKind(kind)
                .commandId(commandId)
                .strategyId(NO_STRATEGY)
                .orderId(NO_ORDER)
                .tokenId(tokenId)
                .argument(0);
        return offset;
    }

    private void sequenceOwn(int offset, boolean decides) {
        own.commit(seq);
        seq++;
        target.onEvent(ownEvent.wrap(own.buffer(), offset));
        if (decides) {
            takeDecisions();
        }
    }

    /** Commands go to the venue; each denial is sequenced, so that every stage learns of it. */
    private void takeDecisions() {
        target.settle();
        if (egress.isEmpty()) {
            return;
        }
        deniedCount = 0;
        unsentBytes = 0;
        egress.drain(link.isWhole() ? gateway : gate, this);
        for (int i = 0; i < deniedCount; i++) {
            int offset = own.claim();
            int frame = i * Event.FRAME_BYTES_MAX;
            own.buffer().putBytes(offset, denied, frame, Event.frameLength(denied, frame));
            Event.renumber(own.buffer(), offset, seq, Event.instrumentId(denied, frame));
            sequenceOwn(offset, false);
        }
        isOurs = true;
        for (int at = 0; at < unsentBytes; at += Event.frameLength(unsent, at)) {
            venue.refuse(unsent, at, nowNs, this);
        }
        isOurs = false;
    }

    /** While the venue owes answers on an instrument, nothing new leaves for it. */
    private void sendIfHeard(UnsafeBuffer buffer, int frameOffset) {
        if (!link.isSilent(Event.instrumentId(buffer, frameOffset))) {
            gateway.send(buffer, frameOffset);
            return;
        }
        int length = Event.frameLength(buffer, frameOffset);
        unsent.putBytes(unsentBytes, buffer, frameOffset, length);
        unsentBytes += length;
    }

    @Override
    public void deny(UnsafeBuffer buffer, int frameOffset) {
        int length = Event.frameLength(buffer, frameOffset);
        denied.putBytes(deniedCount * Event.FRAME_BYTES_MAX, buffer, frameOffset, length);
        deniedCount++;
    }

    /** Where the sequence stands; what waits in the egress queue is none of it, so save only between events. */
    @Override
    public void saveState(StateOutput out) {
        out.putLong(seq);
        out.putLong(nowNs);
        out.putLong(marketEvents);
        clock.saveState(out);
        venue.saveState(out);
        link.saveState(out);
        books.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        seq = in.getLong();
        nowNs = in.getLong();
        marketEvents = in.getLong();
        clock.loadState(in);
        venue.loadState(in);
        link.loadState(in);
        books.loadState(in);
    }
}
