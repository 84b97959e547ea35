package io.reprise.engine.backtest;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.BarRun;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.pipeline.TradeRun;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.portfolio.Entitlements;
import io.reprise.engine.portfolio.Holdings;
import io.reprise.engine.portfolio.RoundTrips;
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

    /** The price chart is of the run's first instrument. */
    private static final int INSTRUMENT = 0;

    private final List<Instrument> instruments;
    private final List<StrategySpec> strategies;
    private final boolean isPortfolio;
    private final long initialCash;
    private final AccountMarker marker;
    private final Account account;
    private final Yardstick yardstick;
    private final Account benchmark;
    private final Attribution attribution;
    private final Curve curve = new Curve();
    private final RoundTrips roundTrips;
    private final Consumer<RunResult.Fill> fillListener;
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final CorporateActionDecoder action = new CorporateActionDecoder();
    private final FundingRateDecoder funding = new FundingRateDecoder();
    private final BorrowRateDecoder borrow = new BorrowRateDecoder();
    private final CashRateDecoder interest = new CashRateDecoder();
    private final CarryTotals carry = new CarryTotals();
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
    private long keptBenchmark;
    private boolean equityKept;

    /**
     * @param plan of the run
     * @param fillListener given each fill as it happens
     */
    RunObserver(RunPlan plan, Consumer<RunResult.Fill> fillListener) {
        this.instruments = plan.spec().instruments();
        this.strategies = plan.spec().strategies();
        this.isPortfolio = plan.isPortfolio();
        this.initialCash = plan.spec().initialCash();
        this.account = new Account(initialCash, instruments.size());
        this.marker = new AccountMarker(account);
        this.yardstick = new Yardstick(plan.spec());
        this.benchmark = yardstick.account();
        this.fillListener = fillListener;
        this.roundTrips = new RoundTrips(instruments.size() * (strategies.size() + 1), this::onRoundTrip);
        this.attribution = new Attribution(strategies.size(), instruments.size(), this::onPaid);
    }

    void onEvent(Event event) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(event);
            case BarDecoder.TEMPLATE_ID -> onBar(event);
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(event);
            case DenialDecoder.TEMPLATE_ID -> rejects++;
            case CorporateActionDecoder.TEMPLATE_ID -> onAction(event);
            case FundingRateDecoder.TEMPLATE_ID -> onFunding(event);
            case BorrowRateDecoder.TEMPLATE_ID -> onBorrow(event);
            case CashRateDecoder.TEMPLATE_ID -> onInterest(event);
            case AllocationShareDecoder.TEMPLATE_ID -> marker.onAction();
            case QuoteDecoder.TEMPLATE_ID, BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID ->
                onQuoted(event);
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
        if (yardstick.awaits(instrumentId)) {
            return from;
        }
        BarColumns bars = run.bars();
        int to = account.quietTo(instrumentId, bars.closePx(), from, endOfPoint(bars, from, run.next()));
        to = benchmark.quietTo(instrumentId, bars.closePx(), from, to);
        if (to > from) {
            long lastPx = bars.closePx()[to - 1];
            if (instrumentId == INSTRUMENT) {
                price(bars, from, to);
            }
            benchmark.mark(instrumentId, lastPx);
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
        if (account.isUnmarked() || equityKept || yardstick.awaits(instrumentId)) {
            return false;
        }
        run.beforeEvent(Math.min(dayEndNs, curve.spanEndNs()));
        run.withinPrices(account.quietLoPx(instrumentId), account.quietHiPx(instrumentId));
        run.withinPrices(benchmark.quietLoPx(instrumentId), benchmark.quietHiPx(instrumentId));
        return true;
    }

    /** Takes a run that was narrowed. */
    void onTrades(TradeRun run) {
        if (run.instrumentId() == INSTRUMENT) {
            curve.price(run.highPx(), run.lowPx());
        }
        benchmark.mark(run.instrumentId(), run.lastPx());
        marker.onQuietEvents(run.instrumentId(), run.lastPx(), run.count());
        lastTsNs = run.lastTsEventNs();
    }

    /** @param dayNs the instant whose day the event belongs to */
    private void onMarket(Event event, long dayNs, long openPx, long highPx, long lowPx, long closePx) {
        if (dayNs >= dayEndNs) {
            beginDay(dayNs, event.tsEventNs());
        }
        int instrumentId = event.instrumentId();
        if (yardstick.awaits(instrumentId)) {
            yardstick.buy(instrumentId, openPx);
        }
        if (instrumentId == INSTRUMENT) {
            if (curve.isBeyond(dayNs)) {
                endPoint();
                curve.begin(dayNs, openPx);
            }
            curve.price(highPx, lowPx);
        }
        benchmark.mark(instrumentId, closePx);
        marker.onMarketEvent(event.instrumentId(), closePx);
        lastTsNs = event.tsEventNs();
        equityKept = false;
    }

    /** A quote or a row of a book belongs to its day, and moves no price. */
    private void onQuoted(Event event) {
        long tsNs = event.tsEventNs();
        if (tsNs >= dayEndNs) {
            beginDay(tsNs, tsNs);
        }
        marker.onAction();
        lastTsNs = Math.max(lastTsNs, tsNs);
        equityKept = false;
    }

    private void beginDay(long dayNs, long tsNs) {
        if (dayEndNs == Long.MIN_VALUE) {
            firstTsNs = tsNs;
        } else {
            endDay();
        }
        dayEndNs = dayNs - Math.floorMod(dayNs, DAY_NS) + DAY_NS;
    }

    private void endDay() {
        days.add(new RunResult.Day(
                Math.floorDiv(dayEndNs, DAY_NS) - 1, equityAfterLastEvent(), benchmarkAfterLastEvent()));
    }

    private void endPoint() {
        if (curve.isOpen()) {
            curve.end(lastTsNs, equityAfterLastEvent(), benchmarkAfterLastEvent(), benchmark.lastPx(0));
        }
    }

    /** A bar's fills come before the bar: then the equity that stood before them was kept. */
    private long equityAfterLastEvent() {
        return equityKept ? keptEquity : account.equity();
    }

    private long benchmarkAfterLastEvent() {
        return equityKept ? keptBenchmark : benchmark.equity();
    }

    /** What comes between two market events belongs to the later one, and to its day. */
    private void keepEquity() {
        if (!equityKept) {
            keptEquity = account.equity();
            keptBenchmark = benchmark.equity();
            equityKept = true;
        }
    }

    private void onAction(Event event) {
        action.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        keepEquity();
        marker.onAction();
        int instrumentId = event.instrumentId();
        switch (action.actionKind()) {
            case SPLIT -> split(instrumentId, event.tsEventNs(), action.numerator(), action.denominator());
            case DIVIDEND -> {
                pay(CarryTotals.Kind.DIVIDENDS, attribution.holdings().dividend(instrumentId, action.amount()));
                yardstick.dividend(instrumentId, action.amount());
            }
            case DELISTING -> delist(instrumentId, event.tsEventNs(), action.amount());
            default -> {}
        }
    }

    private void split(int instrumentId, long tsNs, long numerator, long denominator) {
        Holdings holdings = attribution.holdings();
        long lotQty = instruments.get(instrumentId).lotQty();
        long paid = holdings.split(instrumentId, numerator, denominator, lotQty, account.lastPx(instrumentId));
        account.split(instrumentId, numerator, denominator, holdings.sum(instrumentId), paid);
        carry.add(CarryTotals.Kind.FRACTIONS, paid);
        splitTrips(instrumentId, tsNs, numerator, denominator);
        yardstick.split(instrumentId, numerator, denominator);
    }

    private void delist(int instrumentId, long tsNs, long px) {
        account.end(
                instrumentId,
                carry.add(CarryTotals.Kind.DELISTINGS, attribution.holdings().delist(instrumentId, px)));
        splitTrips(instrumentId, tsNs, 1, 1);
        yardstick.delist(instrumentId, px);
    }

    private void splitTrips(int instrumentId, long tsNs, long numerator, long denominator) {
        Holdings holdings = attribution.holdings();
        if (strategies.size() == 1) {
            roundTrips.split(instrumentId, tsNs, numerator, denominator, holdings.sum(instrumentId), 0);
        } else {
            for (int id = Holdings.MANUAL; id < strategies.size(); id++) {
                long left = holdings.position(id, instrumentId);
                roundTrips.split(tripOf(id, instrumentId), tsNs, numerator, denominator, left, 0);
            }
        }
    }

    private void onFunding(Event event) {
        funding.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        keepEquity();
        marker.onAction();
        int instrumentId = event.instrumentId();
        long markPx = markPx(funding.markPx(), instrumentId);
        pay(CarryTotals.Kind.FUNDING, attribution.holdings().funding(instrumentId, markPx, funding.rateE12()));
        yardstick.funding(instrumentId, markPx, funding.rateE12());
    }

    private void onBorrow(Event event) {
        borrow.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        keepEquity();
        marker.onAction();
        int id = event.instrumentId();
        long markPx = markPx(borrow.markPx(), id);
        pay(CarryTotals.Kind.BORROW, attribution.holdings().borrow(id, markPx, borrow.rateE12()));
    }

    private void onInterest(Event event) {
        interest.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        keepEquity();
        marker.onAction();
        long amount = Entitlements.interest(account.cash(), interest.rateE12());
        if (amount != 0) {
            attribution.interest(amount);
            pay(CarryTotals.Kind.INTEREST, amount);
        }
    }

    private long markPx(long framePx, int instrumentId) {
        return framePx == Fixed.NULL_PX ? account.lastPx(instrumentId) : framePx;
    }

    private void pay(CarryTotals.Kind kind, long amount) {
        account.pay(carry.add(kind, amount));
    }

    private void onPaid(int strategyId, int instrumentId, long amount) {
        roundTrips.pay(tripOf(strategyId, instrumentId), amount);
    }

    /** Round trips are each strategy's own, where there are several. */
    private int tripOf(int strategyId, int instrumentId) {
        return strategies.size() == 1 ? instrumentId : (strategyId + 1) * instruments.size() + instrumentId;
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
        if (report.marketEvent() > marker.marketEvents()) {
            keepEquity();
        }
        boolean buy = report.side() == Side.BUY;
        marker.onFill(event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee(), report.marketEvent());
        int strategyId = report.strategyId();
        attribution.fill(strategyId, event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee());
        roundTrips.fill(
                tripOf(strategyId, event.instrumentId()),
                event.tsEventNs(),
                buy,
                report.lastPx(),
                report.lastQty(),
                report.fee());
        RunResult.Fill fill = new RunResult.Fill(
                report.orderId(),
                report.marketEvent(),
                event.tsEventNs(),
                buy,
                report.lastPx(),
                report.lastQty(),
                report.fee(),
                report.causeSeq(),
                isPortfolio ? nameOf(strategyId) : null,
                isPortfolio ? instruments.get(event.instrumentId()).name() : null);
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
        equityKept = false;
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
                carry.result(),
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
                List.copyOf(trips),
                isPortfolio ? Allocations.of(strategies, instruments, attribution, account) : List.of());
    }

    private String nameOf(int strategyId) {
        return strategyId < 0 ? Allocations.MANUAL : strategies.get(strategyId).name();
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
