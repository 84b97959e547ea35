package io.reprise.engine.backtest;

import io.reprise.codecs.BarBoundaryEncoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.DenialEncoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Slot;
import io.reprise.engine.pipeline.TradeRun;
import io.reprise.engine.risk.Reason;
import io.reprise.engine.sim.SimulatedVenue;

/**
 * Merges by time what the market journals say and what the venue owes, and sequences both into an INLINE pipeline: at equal
 * time bar boundaries, arrivals at the venue, market data, each followed by the reports that it caused (rules 8, 13 and 34
 * of docs/semantics.md). Owned by one thread.
 */
@HotPath
final class BacktestDriver implements ReportSink {
    private static final int NO_INSTRUMENT = -1;
    private static final int NO_STRATEGY = -1;
    private static final long NO_ORDER = -1;
    private static final int DRIVER_SOURCE = 0;
    private static final int VENUE_SOURCE = 1;

    private final MarketMerge market;
    private final InlinePipeline pipeline;
    private final Slot slot;
    private final SimulatedVenue venue;
    private final BarClock clock;
    private final RunObserver observer;
    private final FrameBatch inbound;

    private final Event marketEvent = new Event();
    private final Event ownEvent = new Event();
    private final TradeRun run = new TradeRun();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final BarBoundaryEncoder boundary = new BarBoundaryEncoder();
    private final DenialEncoder denial = new DenialEncoder();
    private final OperatorCommandEncoder command = new OperatorCommandEncoder();
    private final int[] denialOffsets = new int[Slot.INTENTS_MAX];

    private long seq;
    private long nowNs = Long.MIN_VALUE;
    private long marketEvents;
    private int claimed;

    /**
     * @param inbound where the frames go that this run adds to its market journals
     * @param firstSeq sequence of the first frame after the run header
     */
    BacktestDriver(
            MarketMerge market,
            InlinePipeline pipeline,
            SimulatedVenue venue,
            BarClock clock,
            RunObserver observer,
            FrameBatch inbound,
            long firstSeq) {
        this.market = market;
        this.pipeline = pipeline;
        this.slot = pipeline.slot();
        this.venue = venue;
        this.clock = clock;
        this.observer = observer;
        this.inbound = inbound;
        this.seq = firstSeq;
    }

    /** Runs to the end of the data; what still works then expires. */
    void run() {
        MarketSource source = market.next();
        while (source != null) {
            advanceTo(source.tsInitNs(), source.tsEventNs());
            if (source.templateId() != TradeDecoder.TEMPLATE_ID) {
                onBar(source);
            } else if (!takesRun(source)) {
                onTrade(source);
            }
            source = market.next();
        }
        venue.expireAll(nowNs, this);
        stop();
        inbound.flush();
        pipeline.finish();
    }

    /**
     * Sequences what is due before a market event: boundaries until it is known, arrivals until it happens at the venue
     * (rule 34), at equal time boundaries first.
     */
    private void advanceTo(long tsInitNs, long tsEventNs) {
        while (true) {
            long boundaryNs = clock.nextNs();
            long arrivalNs = venue.nextArrivalNs();
            boolean arrives = arrivalNs <= tsEventNs;
            if (boundaryNs <= tsInitNs && !(arrives && arrivalNs < boundaryNs)) {
                nowNs = boundaryNs;
                closeBar(clock.due(), boundaryNs);
            } else if (arrives) {
                nowNs = Math.max(nowNs, arrivalNs);
                venue.arriveNext(this);
            } else {
                nowNs = tsInitNs;
                return;
            }
        }
    }

    /** Takes as many trades in one step as nothing but the market's state can notice; false when that is none. */
    private boolean takesRun(MarketSource source) {
        int instrumentId = source.instrumentId();
        if (venue.hasWorking(instrumentId) || clock.isIdle(instrumentId)) {
            return false;
        }
        run.within(
                Math.min(clock.nextNs(), market.othersNextNs()),
                Math.min(venue.nextArrivalNs(), observer.quietUntilNs()));
        if (!observer.narrow(run, instrumentId) || !pipeline.narrow(run, instrumentId) || source.gather(run) == 0) {
            return false;
        }
        observer.onTrades(run);
        pipeline.onTrades(run);
        seq += run.count();
        marketEvents += run.count();
        nowNs = run.lastTsInitNs();
        return true;
    }

    private void onTrade(MarketSource source) {
        marketEvents++;
        int instrumentId = source.instrumentId();
        marketEvent.wrap(source.buffer(), source.offset(), seq++, instrumentId);
        observer.onTrade(marketEvent);
        pipeline.onTrade(marketEvent);
        if (slot.deniedCount() > 0) {
            deny(marketEvent);
        }
        if (venue.hasWorking(instrumentId)) {
            venue.onTrade(
                    instrumentId, marketEvent.tsEventNs(), marketEvent.px(), marketEvent.qty(), marketEvents, this);
        }
        if (clock.isIdle(instrumentId)) {
            clock.open(instrumentId, marketEvent.tsInitNs());
        }
    }

    /** A bar's fills happen while it forms, so they are sequenced before the bar is delivered. */
    private void onBar(MarketSource source) {
        marketEvents++;
        int instrumentId = source.instrumentId();
        marketEvent.wrap(source.buffer(), source.offset(), seq, instrumentId);
        if (venue.hasWorking(instrumentId)) {
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
        marketEvent.wrap(source.buffer(), source.offset(), seq++, instrumentId);
        sequence(marketEvent);
    }

    private void sequence(Event event) {
        observer.onEvent(event);
        pipeline.onEvent(event);
        if (slot.deniedCount() > 0) {
            deny(event);
        }
    }

    private void closeBar(int due, long tsNs) {
        int instrumentId = clock.instrumentOf(due);
        int offset = inbound.claim();
        boundary.wrapAndApplyHeader(inbound.buffer(), offset, header)
                .seq(seq)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(instrumentId)
                .sourceId(DRIVER_SOURCE);
        boundary.flags().clear();
        boundary.barKind(BarKind.TIME).periodNs(clock.periodNs(due));
        clock.closed(due);
        sequenceOwn(offset);
    }

    @Override
    public ExecutionReportEncoder claim(long tsEventNs, int instrumentId) {
        claimed = inbound.claim();
        report.wrapAndApplyHeader(inbound.buffer(), claimed, header)
                .seq(seq)
                .tsEventNs(tsEventNs)
                .tsInitNs(nowNs)
                .instrumentId(instrumentId)
                .sourceId(VENUE_SOURCE);
        report.flags().clear();
        return report;
    }

    @Override
    public void commit() {
        sequenceOwn(claimed);
    }

    private void sequenceOwn(int offset) {
        inbound.commit(seq);
        ownEvent.wrap(inbound.buffer(), offset);
        seq++;
        sequence(ownEvent);
    }

    /** Sequences a denial for each refused intent, so that every stage learns of it. */
    private void deny(Event cause) {
        long causeSeq = cause.seq();
        long causeNs = cause.tsInitNs();
        inbound.flushUnlessRoomFor(slot.deniedCount());
        int count = 0;
        for (int i = 0; i < slot.intentCount(); i++) {
            if (slot.verdict(i) != Reason.NONE) {
                denialOffsets[count++] = encodeDenial(i, causeSeq, causeNs);
            }
        }
        for (int i = 0; i < count; i++) {
            ownEvent.wrap(inbound.buffer(), denialOffsets[i]);
            sequence(ownEvent);
        }
    }

    private int encodeDenial(int index, long causeSeq, long causeNs) {
        OrderIntent intent = slot.intent(index);
        int offset = inbound.claim();
        denial.wrapAndApplyHeader(inbound.buffer(), offset, header)
                .seq(seq)
                .tsEventNs(causeNs)
                .tsInitNs(causeNs)
                .instrumentId(intent.instrumentId)
                .sourceId(DRIVER_SOURCE);
        denial.flags().clear();
        denial.side(Side.get(intent.side))
                .orderId(intent.orderId)
                .causeSeq(causeSeq)
                .orderQty(intent.orderQty)
                .actualValue(slot.verdictActual(index))
                .limitValue(slot.verdictLimit(index))
                .strategyId(intent.strategyId)
                .reason(slot.verdict(index).code());
        inbound.commit(seq);
        seq++;
        return offset;
    }

    private void stop() {
        int offset = inbound.claim();
        command.wrapAndApplyHeader(inbound.buffer(), offset, header)
                .seq(seq)
                .tsEventNs(nowNs)
                .tsInitNs(nowNs)
                .instrumentId(NO_INSTRUMENT)
                .sourceId(DRIVER_SOURCE);
        command.flags().clear();
        command.commandKind(CommandKind.STOP)
                .commandId(0)
                .strategyId(NO_STRATEGY)
                .orderId(NO_ORDER)
                .tokenId(0)
                .argument(0);
        sequenceOwn(offset);
    }
}
