package io.reprise.engine.control;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.RunTape;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.portfolio.Entitlements;
import io.reprise.engine.portfolio.Holdings;
import io.reprise.engine.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The account along a run's sequence: its equity over time, and what each UTC day did to it. The account is the engine's
 * own; the days reckon beside it what must come out. Reads on from where it was last looked at. Safe from any thread.
 */
final class Ledger implements AutoCloseable {
    private final RunTape tape;
    private final Names names;
    private final Account account;
    private final AccountMarker marker;
    private final Holdings holdings;
    private final CorporateActionDecoder action = new CorporateActionDecoder();
    private final FundingRateDecoder funding = new FundingRateDecoder();
    private final BorrowRateDecoder borrow = new BorrowRateDecoder();
    private final CashRateDecoder interest = new CashRateDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final EquityCurve curve = new EquityCurve();
    private final List<LedgerDay> days = new ArrayList<>();

    private long keyNs = Long.MIN_VALUE;
    private long dayEndNs = Long.MIN_VALUE;
    private long timeNs;
    private long lastSeq;
    private boolean ended;

    Ledger(RunTape tape, Names names) {
        this.tape = tape;
        this.names = names;
        account = new Account(tape.config().initialCash(), tape.instruments().size());
        marker = new AccountMarker(account);
        holdings = new Holdings(
                tape.config().strategyNames().size(), tape.instruments().size(), this::onPaid);
        timeNs = tape.nowNs();
        lastSeq = tape.seq();
    }

    private void poll() {
        while (tape.advance()) {
            onEvent(tape.event());
            lastSeq = tape.seq();
            timeNs = tape.nowNs();
        }
    }

    private void onEvent(Event event) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onPrice(event, event.tsEventNs(), event.px());
            case BarDecoder.TEMPLATE_ID -> onPrice(event, event.tsEventNs() - 1, event.barClosePx());
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(event);
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(event);
            case CorporateActionDecoder.TEMPLATE_ID -> onAction(event);
            case FundingRateDecoder.TEMPLATE_ID -> onFunding(event);
            case BorrowRateDecoder.TEMPLATE_ID -> onBorrow(event);
            case CashRateDecoder.TEMPLATE_ID -> onInterest(event);
            case AllocationShareDecoder.TEMPLATE_ID -> marker.onAction();
            default -> {}
        }
    }

    /** A bar belongs to the day of the nanosecond before its end (rule 31); days are parts of the sequence. */
    private void reach(long eventKeyNs, long seq) {
        keyNs = Math.max(keyNs, eventKeyNs);
        if (keyNs >= dayEndNs) {
            if (!days.isEmpty()) {
                days.getLast().close(account, seq - 1);
            }
            long day = Times.utcDay(keyNs);
            days.add(new LedgerDay(day, seq, account, tape.instruments().size()));
            dayEndNs = (day + 1) * Times.DAY_NS;
        }
        if (curve.isBeyond(keyNs)) {
            curve.end(timeNs, seq - 1, account.equity(), account.currentDrawdown());
            curve.begin(keyNs);
        }
    }

    private void onPrice(Event event, long eventKeyNs, long px) {
        reach(eventKeyNs, event.seq());
        marker.onMarketEvent(event.instrumentId(), px);
    }

    private void onReport(Event event) {
        report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (report.execType() != ExecType.TRADE) {
            return;
        }
        reach(event.tsEventNs(), event.seq());
        boolean buy = report.side() == Side.BUY;
        marker.onFill(event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee(), report.marketEvent());
        holdings.fill(report.strategyId(), event.instrumentId(), buy, report.lastQty());
        days.getLast().fill(event.instrumentId(), buy, report.lastPx(), report.lastQty(), report.fee());
    }

    private void onAction(Event event) {
        action.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        reach(event.tsEventNs(), event.seq());
        marker.onAction();
        int id = event.instrumentId();
        switch (action.actionKind()) {
            case SPLIT -> {
                long lotQty = tape.instruments().get(id).lotQty();
                long paid = holdings.split(id, action.numerator(), action.denominator(), lotQty, account.lastPx(id));
                account.split(id, action.numerator(), action.denominator(), holdings.sum(id), paid);
            }
            case DIVIDEND -> account.pay(holdings.dividend(id, action.amount()));
            case DELISTING -> account.end(id, holdings.delist(id, action.amount()));
            default -> {}
        }
    }

    private void onFunding(Event event) {
        funding.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        reach(event.tsEventNs(), event.seq());
        marker.onAction();
        int id = event.instrumentId();
        account.pay(holdings.funding(id, markPx(funding.markPx(), id), funding.rateE12()));
    }

    private void onBorrow(Event event) {
        borrow.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        reach(event.tsEventNs(), event.seq());
        marker.onAction();
        int id = event.instrumentId();
        account.pay(holdings.borrow(id, markPx(borrow.markPx(), id), borrow.rateE12()));
    }

    private void onInterest(Event event) {
        interest.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        reach(event.tsEventNs(), event.seq());
        marker.onAction();
        long amount = Entitlements.interest(account.cash(), interest.rateE12());
        account.pay(amount);
        days.getLast().interest(amount);
    }

    private long markPx(long framePx, int id) {
        return framePx == Fixed.NULL_PX ? account.lastPx(id) : framePx;
    }

    private void onPaid(int strategyId, int instrumentId, long amount) {
        days.getLast().pay(instrumentId, amount);
    }

    private void onCommand(Event event) {
        command.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (command.commandKind() == CommandKind.STOP && command.sourceId() == EventSequencer.DRIVER_SOURCE) {
            marker.settle();
            ended = true;
        }
    }

    /** What the account is now, and how far the run is. */
    record Now(long seq, long timeNs, long marketEvents, long equity, boolean ended) {}

    synchronized Now now() {
        poll();
        return new Now(lastSeq, timeNs, tape.marketEvents(), account.equity(), ended);
    }

    synchronized List<EquityPoint> equity(int points) {
        poll();
        return curve.points(points, new EquityPoint(timeNs, lastSeq, account.equity(), account.currentDrawdown()));
    }

    /** The UTC days that the run has come to, oldest first. */
    synchronized List<LocalDate> days() {
        poll();
        return days.stream().map(day -> LocalDate.ofEpochDay(day.epochDay())).toList();
    }

    synchronized Statement statement(LocalDate wanted) {
        poll();
        if (days.isEmpty()) {
            throw new IllegalArgumentException("the run has no event yet, so there is no statement of " + wanted);
        }
        long epochDay = wanted.toEpochDay();
        if (epochDay < days.getFirst().epochDay() || epochDay > days.getLast().epochDay()) {
            throw new IllegalArgumentException("there is no statement of " + wanted + ": the run has days from "
                    + LocalDate.ofEpochDay(days.getFirst().epochDay()) + " to "
                    + LocalDate.ofEpochDay(days.getLast().epochDay()));
        }
        int at = days.size() - 1;
        while (days.get(at).epochDay() > epochDay) {
            at--;
        }
        LedgerDay day = days.get(at);
        boolean isLast = at == days.size() - 1;
        if (isLast) {
            day.close(account, lastSeq);
        }
        return day.epochDay() == epochDay ? day.statement(names, !isLast || ended) : day.quietDay(epochDay, names);
    }

    @Override
    public synchronized void close() {
        tape.close();
    }
}
