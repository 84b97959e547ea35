package io.reprise.research.vector;

import io.reprise.engine.backtest.Ratios;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Pricing;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.engine.time.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Books the states that a strategy wants over the bars of a table: rules 12 to 16, 19 to 24 and 29 to 32 of
 * docs/semantics.md for market orders on bars, to the last 1e-8 what the pipeline comes to. Bars are given in order, in as many pieces as
 * is handy. Owned by one thread.
 */
public final class VectorAccount {
    private static final int ID = 0;

    private final BarTable table;
    private final Instrument instrument;
    private final RunConfig config;
    private final Account account;
    private final Pricing pricing = new Pricing();
    private final FillListener fillListener;

    private final List<RunResult.Day> days = new ArrayList<>();
    private int at;
    private long dayEndNs = Long.MIN_VALUE;
    private int state;
    private long orders;
    private long fills;
    private long rejects;

    /** Orders that are on their way or work, in order of arrival: signed rest, and when each is or was there. */
    private long[] leaves = new long[4];

    private long[] arrivalNs = new long[4];
    private int arrived;
    private int open;

    /** Told of each fill as it happens. */
    public interface FillListener {
        /**
         * @param bar index of the bar that filled it
         * @param qty at 1e-8, above 0; so are px and fee, which is below 0 for a rebate
         */
        void onFill(int bar, long tsEventNs, boolean buy, long px, long qty, long fee);
    }

    /**
     * An account without position.
     *
     * @throws IllegalArgumentException in one sentence, when the settings want what columns cannot do exactly
     */
    public VectorAccount(BarTable table, RunConfig config, FillListener fillListener) {
        requirePlain(config);
        this.table = table;
        this.config = config;
        this.fillListener = fillListener;
        Instrument own = table.instrument();
        instrument = own.withIncrements(
                        config.tickPx() == 0 ? own.tickPx() : config.tickPx(),
                        config.lotQty() == 0 ? own.lotQty() : config.lotQty())
                .withId(ID);
        account = new Account(config.initialCash(), 1);
    }

    private static void requirePlain(RunConfig config) {
        String what = !config.sizing().isBasic()
                ? "a size by a rule"
                : config.stops() != null
                        ? "stops"
                        : config.limits().equals(RiskLimits.NONE)
                                        && config.policy().equals(RiskPolicy.RESEARCH_ONLY)
                                ? null
                                : "risk limits";
        if (what != null) {
            throw new IllegalArgumentException(
                    "columns do not have " + what + "; --event-driven runs it through the pipeline");
        }
    }

    /** Takes the states after each of the next bars: 1 long, 0 flat, -1 short. */
    public void take(byte[] states, int count) {
        int first = at;
        int end = at + count;
        while (at < end) {
            if (open == 0) {
                int turn = at;
                while (turn < end && states[turn - first] == state) {
                    turn++;
                }
                markTo(turn);
            } else {
                fillAndMark();
                at++;
                if (states[at - 1 - first] == state) {
                    continue;
                }
                decide(states[at - 1 - first]);
                continue;
            }
            if (at < end) {
                markTo(at + 1);
                decide(states[at - 1 - first]);
            }
        }
    }

    /** Marks bars without orders up to an index. */
    private void markTo(int end) {
        long[] closes = table.closePx();
        while (at < end) {
            beginDay();
            int dayEnd = endOfDay(end);
            while (at < dayEnd) {
                int quiet = account.isUnmarked() ? at : quietTo(closes, dayEnd);
                if (quiet > at) {
                    account.price(ID, closes[quiet - 1]);
                    at = quiet;
                } else {
                    account.mark(ID, closes[at]);
                    at++;
                }
            }
        }
    }

    private int quietTo(long[] closes, int to) {
        return account.position(ID) == 0 ? to : account.quietTo(ID, closes, at, to);
    }

    private int endOfDay(int end) {
        int last = end - 1;
        if (table.endNs(last) <= dayEndNs) {
            return end;
        }
        int low = at;
        while (low < last) { // the first bar that ends after the day
            int middle = (low + last) >>> 1;
            if (table.endNs(middle) <= dayEndNs) {
                low = middle + 1;
            } else {
                last = middle;
            }
        }
        return low;
    }

    /** Rule 31: the bar at hand may begin another day; the equity of the one before is that after its last bar. */
    private void beginDay() {
        if (table.endNs(at) > dayEndNs) {
            endDay();
            dayEndNs = (table.epochDay(at) + 1) * Times.DAY_NS;
        }
    }

    private void endDay() {
        if (dayEndNs != Long.MIN_VALUE) {
            days.add(new RunResult.Day(dayEndNs / Times.DAY_NS - 1, account.equity(), 0));
        }
    }

    /** Rules 13 to 15 for the bar at hand: arrivals, then its fills, then its mark. */
    private void fillAndMark() {
        beginDay();
        long endNs = table.endNs(at);
        while (arrived < open && arrivalNs[arrived] <= endNs) {
            decrement();
            arrived++;
        }
        long volume = table.volume()[at];
        boolean unlimited = config.unlimitedLiquidity() || volume < 0 || !instrument.hasVolume();
        long offered = unlimited ? Long.MAX_VALUE : volume - volume % instrument.lotQty();
        for (int i = 0; i < arrived && offered > 0; i++) {
            if (arrivalNs[i] < endNs && leaves[i] != 0) {
                long qty = Math.min(Math.abs(leaves[i]), offered);
                fill(i, qty);
                offered -= unlimited ? 0 : qty;
            }
        }
        compact();
        account.mark(ID, table.closePx()[at]);
    }

    private void fill(int order, long qty) {
        boolean buy = leaves[order] > 0;
        long px = pricing.takePx(
                table.openPx()[at], buy, instrument.tickPx(), config.costs().slippageE12());
        long fee = pricing.fee(pricing.notional(px, qty), config.costs().takerFeeE12());
        account.fill(ID, buy, px, qty, fee);
        leaves[order] -= buy ? qty : -qty;
        fills++;
        fillListener.onFill(at, Math.max(table.startNs(at), arrivalNs[order]), buy, px, qty, fee);
    }

    /** Rule 15: the order that arrives and those of the other side that work cancel out, oldest first. */
    private void decrement() {
        for (int i = 0; i < arrived && leaves[arrived] != 0; i++) {
            if ((leaves[i] > 0) != (leaves[arrived] > 0) && leaves[i] != 0) {
                long qty = Math.min(Math.abs(leaves[i]), Math.abs(leaves[arrived]));
                leaves[i] -= leaves[i] > 0 ? qty : -qty;
                leaves[arrived] -= leaves[arrived] > 0 ? qty : -qty;
            }
        }
    }

    private void compact() {
        int kept = 0;
        int keptArrived = 0;
        for (int i = 0; i < open; i++) {
            if (leaves[i] != 0) {
                leaves[kept] = leaves[i];
                arrivalNs[kept] = arrivalNs[i];
                kept++;
                keptArrived += i < arrived ? 1 : 0;
            }
        }
        open = kept;
        arrived = keptArrived;
    }

    /** Rules 22 to 24, on the bar before the one at hand. */
    private void decide(int newState) {
        int bar = at - 1;
        state = newState;
        long px = table.closePx()[bar];
        long causeNs = table.knownNs(bar);
        long expected = account.position(ID);
        for (int i = 0; i < open; i++) {
            expected = Math.addExact(expected, leaves[i]);
        }
        if (expected != 0) {
            send(-expected, causeNs);
        }
        if (state != 0) {
            open(state > 0, px, causeNs);
        }
    }

    private void open(boolean buy, long px, long causeNs) {
        long estimatePx =
                pricing.takePx(px, buy, instrument.tickPx(), config.costs().slippageE12());
        long feeE12 = config.costs().takerFeeE12();
        long lotQty = instrument.lotQty();
        long equity = account.equity();
        long qty = config.sizing().isFixed()
                ? config.sizing().fixedQty() / lotQty * lotQty
                : equity <= 0
                        ? 0
                        : pricing.affordableQty(config.sizing().fraction(), equity, estimatePx, feeE12, lotQty);
        if (qty == 0) {
            return;
        }
        if (pricing.exceeds(qty, estimatePx, feeE12, equity)) {
            rejects++;
        } else {
            send(buy ? qty : -qty, causeNs);
        }
    }

    private void send(long signedQty, long causeNs) {
        if (open == leaves.length) {
            leaves = Arrays.copyOf(leaves, 2 * open);
            arrivalNs = Arrays.copyOf(arrivalNs, 2 * open);
        }
        leaves[open] = signedQty;
        arrivalNs[open] = Math.addExact(causeNs, config.latencyNs());
        open++;
        orders++;
    }

    /** What came of it; call once, after the last bar. */
    public VectorResult finish() {
        endDay();
        return new VectorResult(
                at,
                orders,
                fills,
                rejects,
                config.initialCash(),
                account.equity(),
                account.cash(),
                account.minCash(),
                account.position(ID),
                account.fees(),
                Ratios.totalReturn(config.initialCash(), account.equity()),
                Ratios.sharpe(config.initialCash(), days, RunResult.Day::equity, config.annualDays()),
                account.maxDrawdown(),
                List.copyOf(days));
    }
}
