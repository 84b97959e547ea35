package io.reprise.engine.backtest;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.BarRun;
import io.reprise.engine.pipeline.TradeRun;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.RoundTrips;
import io.reprise.engine.sim.BuyAndHold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Watches the sequence beside the pipeline and keeps what a report needs: a replica like any other, so its figures are the
 * same in every topology. Owned by the driver's thread.
 */
@HotPath
final class RunObserver {
    private static final long DAY_NS = 86_400_000_000_000L;
    /** Fills and round trips beyond these many are in the journal only. */
    private static final int KEPT_MAX = 200_000;

    /** Buy-and-hold and the price chart are of the run's first instrument. */
    private static final int INSTRUMENT = 0;

    private final long initialCash;
    private final AccountMarker marker;
    private final Account account;
    private final BuyAndHold buyAndHold;
    private final Account benchmark;
    private final Curve curve = new Curve();
    private final RoundTrips roundTrips;
    private final Consumer<RunResult.Fill> fillListener;
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final Event bar = new Event();

    private final List<RunResult.Day> days = new ArrayList<>();
    private final List<RunResult.Fill> fills = new ArrayList<>();
    private final List<RunResult.RoundTrip> trips = new ArrayList<>();
    private long firstTsNs;
    private long lastTsNs;
    private long dayEndNs = Long.MIN_VALUE;
    private long fillCount;
    private long rejects;
    private long expired;
    private long keptEquity;
    private boolean equityKept;

    /**
     * @param instruments of the run
     * @param fillListener given each fill as it happens
     */
    RunObserver(List<Instrument> instruments, long initialCash, Costs costs, Consumer<RunResult.Fill> fillListener) {
        this.initialCash = initialCash;
        this.account = new Account(initialCash, instruments.size());
        this.marker = new AccountMarker(account);
        this.buyAndHold = new BuyAndHold(initialCash, instruments.get(INSTRUMENT), costs);
        this.benchmark = new Account(initialCash, 1);
        this.fillListener = fillListener;
        this.roundTrips = new RoundTrips(instruments.size(), this::onRoundTrip);
    }

    void onEvent(Event event) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(event);
            case BarDecoder.TEMPLATE_ID -> onBar(event);
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(event);
            case DenialDecoder.TEMPLATE_ID -> rejects++;
            default -> {}
        }
    }

    /** As {@link #onEvent}, for an event that is known to be a trade. */
    void onTrade(Event event) {
        long px = event.px();
        onMarket(event, event.tsEventNs(), px, px, px, px);
    }

    private void onBar(Event event) {
        onMarket(
                event,
                event.tsEventNs() - 1,
                event.barOpenPx(),
                event.barHighPx(),
                event.barLowPx(),
                event.barClosePx());
    }

    /** As {@link #onEvent} for each bar of a run; those that begin nothing and move no peak are taken together. */
    void onBars(BarRun run) {
        int at = run.first();
        while (at < run.next()) {
            at = account.isUnmarked() || equityKept ? at : onQuietBars(run, at);
            if (at < run.next()) {
                onBar(bar.wrap(run.buffer(), run.offsetOf(at), 0, run.instrumentId()));
                at++;
            }
        }
    }

    /** Takes bars from an index on as long as they begin no day and no point and move no peak; where the first is that does. */
    private int onQuietBars(BarRun run, int from) {
        int instrumentId = run.instrumentId();
        BarColumns bars = run.bars();
        int to = account.quietTo(instrumentId, bars.closePx(), from, endOfPoint(bars, from, run.next()));
        if (instrumentId == INSTRUMENT) {
            to = benchmark.quietTo(0, bars.closePx(), from, to);
        }
        if (to > from) {
            long lastPx = bars.closePx()[to - 1];
            if (instrumentId == INSTRUMENT) {
                price(bars, from, to);
                benchmark.mark(0, lastPx);
            }
            marker.onQuietEvents(instrumentId, lastPx, to - from);
            lastTsNs = bars.tsEventNs()[to - 1];
        }
        return to;
    }

    /** Index of the first of these bars that begins a day or a point. */
    private int endOfPoint(BarColumns bars, int from, int to) {
        long endNs = Math.min(dayEndNs, curve.spanEndNs());
        int at = from;
        while (at < to && bars.tsEventNs()[at] <= endNs) {
            at++;
        }
        return at;
    }

    private void price(BarColumns bars, int from, int to) {
        long highPx = Long.MIN_VALUE;
        long lowPx = Long.MAX_VALUE;
        for (int i = from; i < to; i++) {
            highPx = Math.max(highPx, bars.highPx()[i]);
            lowPx = Math.min(lowPx, bars.lowPx()[i]);
        }
        curve.price(highPx, lowPx);
    }

    /** Narrows a run to what begins no day and no point and moves no peak; false when that is none. */
    boolean narrow(TradeRun run, int instrumentId) {
        if (account.isUnmarked() || equityKept) {
            return false;
        }
        run.beforeEvent(Math.min(dayEndNs, curve.spanEndNs()));
        run.withinPrices(account.quietLoPx(instrumentId), account.quietHiPx(instrumentId));
        if (instrumentId == INSTRUMENT) {
            run.withinPrices(benchmark.quietLoPx(0), benchmark.quietHiPx(0));
        }
        return true;
    }

    /** Takes a run that was narrowed. */
    void onTrades(TradeRun run) {
        if (run.instrumentId() == INSTRUMENT) {
            curve.price(run.highPx(), run.lowPx());
            benchmark.mark(0, run.lastPx());
        }
        marker.onQuietEvents(run.instrumentId(), run.lastPx(), run.count());
        lastTsNs = run.lastTsEventNs();
    }

    /** @param dayNs the instant whose day the event belongs to */
    private void onMarket(Event event, long dayNs, long openPx, long highPx, long lowPx, long closePx) {
        if (dayNs >= dayEndNs) {
            beginDay(dayNs, event.tsEventNs(), openPx);
        }
        if (event.instrumentId() == INSTRUMENT) {
            if (curve.isBeyond(dayNs)) {
                endPoint();
                curve.begin(dayNs, openPx);
            }
            curve.price(highPx, lowPx);
            benchmark.mark(0, closePx);
        }
        marker.onMarketEvent(event.instrumentId(), closePx);
        lastTsNs = event.tsEventNs();
        equityKept = false;
    }

    private void beginDay(long dayNs, long tsNs, long openPx) {
        if (dayEndNs == Long.MIN_VALUE) {
            firstTsNs = tsNs;
            buyAndHold.onFirstPrice(openPx);
            if (buyAndHold.qty() > 0) {
                benchmark.fill(0, true, buyAndHold.px(), buyAndHold.qty(), buyAndHold.fee());
            }
        } else {
            endDay();
        }
        dayEndNs = dayNs - Math.floorMod(dayNs, DAY_NS) + DAY_NS;
    }

    private void endDay() {
        days.add(new RunResult.Day(Math.floorDiv(dayEndNs, DAY_NS) - 1, equityAfterLastEvent(), benchmark.equity()));
    }

    private void endPoint() {
        if (curve.isOpen()) {
            curve.end(lastTsNs, equityAfterLastEvent(), benchmark.equity(), benchmark.lastPx(0));
        }
    }

    /** A bar's fills come before the bar: then the equity that stood before them was kept. */
    private long equityAfterLastEvent() {
        return equityKept ? keptEquity : account.equity();
    }

    private void onReport(Event event) {
        report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (report.execType()) {
            case TRADE -> onFill(event);
            case REJECTED -> rejects++;
            case EXPIRED -> expired++;
            default -> {}
        }
    }

    private void onFill(Event event) {
        if (report.marketEvent() > marker.marketEvents() && !equityKept) {
            keptEquity = account.equity();
            equityKept = true;
        }
        boolean buy = report.side() == Side.BUY;
        marker.onFill(event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee(), report.marketEvent());
        roundTrips.fill(event.instrumentId(), event.tsEventNs(), buy, report.lastPx(), report.lastQty(), report.fee());
        RunResult.Fill fill = new RunResult.Fill(
                report.orderId(),
                report.marketEvent(),
                event.tsEventNs(),
                buy,
                report.lastPx(),
                report.lastQty(),
                report.fee(),
                report.causeSeq());
        fillListener.accept(fill);
        if (fillCount++ < KEPT_MAX) {
            fills.add(fill);
        }
    }

    private void onRoundTrip(
            int tradedInstrumentId,
            long entryTsNs,
            long exitTsNs,
            boolean isLong,
            long qty,
            long avgEntryPx,
            long avgExitPx,
            long fees,
            long pnl) {
        if (trips.size() < KEPT_MAX) {
            trips.add(new RunResult.RoundTrip(entryTsNs, exitTsNs, isLong, qty, avgEntryPx, avgExitPx, fees, pnl));
        }
    }

    /** Ends the day and the point that are open; call once, after the last event. */
    void finish() {
        marker.settle();
        if (dayEndNs != Long.MIN_VALUE) {
            endDay();
            endPoint();
        }
    }

    long events() {
        return marker.marketEvents();
    }

    /** Cash plus positions at the last price, after the newest event. */
    long equity() {
        return account.equity();
    }

    /** Signed quantity held of an instrument. */
    long position(int instrumentId) {
        return account.position(instrumentId);
    }

    /**
     * What the run says of itself.
     *
     * @param identity what only the driver knows
     */
    RunResult result(Identity identity) {
        long finalEquity = account.equity();
        long benchmarkEquity = benchmark.equity();
        double totalReturn = Ratios.totalReturn(initialCash, finalEquity);
        double benchmarkReturn = Ratios.totalReturn(initialCash, benchmarkEquity);
        return new RunResult(
                identity.dataset(),
                identity.instrument(),
                identity.strategy(),
                identity.parameters(),
                identity.settings(),
                identity.annualDays(),
                firstTsNs,
                lastTsNs,
                marker.marketEvents(),
                identity.bars(),
                identity.seconds(),
                identity.orders(),
                fillCount,
                rejects,
                identity.rejectedRows(),
                expired,
                initialCash,
                finalEquity,
                account.cash(),
                account.minCash(),
                account.position(INSTRUMENT),
                account.fees(),
                benchmarkEquity,
                totalReturn,
                benchmarkReturn,
                totalReturn - benchmarkReturn,
                Ratios.sharpe(initialCash, days, RunResult.Day::equity, identity.annualDays()),
                Ratios.sharpe(initialCash, days, RunResult.Day::buyAndHold, identity.annualDays()),
                dayCount(identity.annualDays()),
                account.maxDrawdown(),
                benchmark.maxDrawdown(),
                identity.stateDigest(),
                identity.outboundDigest(),
                curve.columns(),
                List.copyOf(days),
                List.copyOf(fills),
                List.copyOf(trips));
    }

    private int dayCount(int annualDays) {
        if (days.isEmpty() || annualDays != RunConfig.CALENDAR_DAYS) {
            return days.size();
        }
        return Math.toIntExact(days.getLast().epochDay() - days.getFirst().epochDay() + 1);
    }

    /** What the driver adds to a result. */
    record Identity(
            String dataset,
            String instrument,
            String strategy,
            Map<String, String> parameters,
            Map<String, String> settings,
            int annualDays,
            long bars,
            double seconds,
            long orders,
            long rejectedRows,
            String stateDigest,
            String outboundDigest) {}
}
