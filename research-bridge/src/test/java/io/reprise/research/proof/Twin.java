package io.reprise.research.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The test twin of the whole backtest: written from docs/semantics.md alone, in decimals and lists, with nothing of the
 * engine in it. The numbers in the comments are rules of that page.
 */
final class Twin {
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(8);

    private final TwinCase options;
    private final TwinData data;
    private final TwinSignals signals;
    private final TwinMarks marks;

    private final BigDecimal fee;
    private final BigDecimal slippage;
    private final BigDecimal tick;
    private final BigDecimal lot;
    private final long latencyNs;
    private final long feedLatencyNs;

    private final List<TwinOrder> inFlight = new ArrayList<>();
    private final List<TwinOrder> working = new ArrayList<>();
    private final List<TwinFill> fills = new ArrayList<>();

    private BigDecimal cash;
    private BigDecimal minCash;
    private BigDecimal position = ZERO;
    private BigDecimal fees = ZERO;
    private BigDecimal last;
    private int state = TwinSignals.FLAT;
    private long orders;
    private long orderId;
    private long rejects;
    private long decrements;
    private long eventNumber;

    private TwinEvent openBar;
    private long openBarEndNs;
    private BigDecimal openBarSize = BigDecimal.ZERO;

    private Twin(TwinCase options, TwinData data) {
        this.options = options;
        this.data = data;
        signals = new TwinSignals(options);
        cash = options.decimal("cash", "10000").setScale(8);
        minCash = cash;
        marks = new TwinMarks(cash);
        fee = options.bps("fee-bps");
        slippage = options.bps("slippage-bps");
        tick = options.decimal("tick", "0.00000001");
        lot = options.decimal("lot", "0.00000001");
        latencyNs = options.millisAsNs("latency-ms");
        feedLatencyNs = options.millisAsNs("feed-latency-ms");
    }

    static TwinResult run(TwinCase options, TwinData data) {
        return new Twin(options, data).run();
    }

    private TwinResult run() {
        for (TwinEvent event : data.events()) {
            eventNumber++;
            long tsInitNs = event.tsNs() + feedLatencyNs;
            deliverOpenBarBefore(tsInitNs);
            arrive(event);
            if (isFileBars()) {
                onBar(event, tsInitNs);
            } else {
                onTrade(event, tsInitNs);
            }
        }
        return result();
    }

    /** Fills on a bar are known when it is delivered: 13. */
    private void onBar(TwinEvent bar, long tsInitNs) {
        fill(bar);
        last = bar.close();
        marks.mark(bar.tsNs() - 1, equity());
        decide(bar, tsInitNs);
    }

    /** A trade comes first, with the bar that it closes, then the fills on it: 13. */
    private void onTrade(TwinEvent trade, long tsInitNs) {
        last = trade.close();
        addToBar(trade, tsInitNs);
        fill(trade);
        marks.mark(trade.tsNs(), equity());
    }

    private boolean isFileBars() {
        return data.periodNs() > 0;
    }

    // Bars from trades: 8, 9.

    private void deliverOpenBarBefore(long tsInitNs) {
        if (openBar != null && options.barPeriodNs() > 0 && tsInitNs >= openBarEndNs) {
            TwinEvent bar = openBar;
            openBar = null;
            decide(bar, openBarEndNs);
        }
    }

    private void addToBar(TwinEvent trade, long tsInitNs) {
        if (openBar == null) {
            openBar = trade;
            openBarSize = BigDecimal.ZERO;
            long period = options.barPeriodNs();
            openBarEndNs = period > 0 ? Math.floorDiv(tsInitNs, period) * period + period : 0;
        } else {
            openBar = new TwinEvent(
                    trade.tsNs(),
                    openBar.open(),
                    openBar.high().max(trade.high()),
                    openBar.low().min(trade.low()),
                    trade.close(),
                    openBar.qty().add(trade.qty()));
        }
        openBarSize = openBarSize.add(
                switch (options.barUnit()) {
                    case "t" -> ONE;
                    case "v" -> trade.qty();
                    case "usd" -> trade.qty().multiply(trade.close());
                    default -> BigDecimal.ZERO;
                });
        if (options.barPeriodNs() == 0 && openBarSize.compareTo(new BigDecimal(options.barCount())) >= 0) {
            TwinEvent bar = openBar;
            openBar = null;
            decide(bar, tsInitNs);
        }
    }

    // Decisions: 11, 22 to 24.

    private void decide(TwinEvent bar, long causeNs) {
        int wanted = signals.onBar(bar);
        if (wanted == state) {
            return;
        }
        state = wanted;
        BigDecimal expected = position.add(unfilledRest());
        if (expected.signum() != 0) {
            send(expected.signum() < 0, expected.abs(), causeNs);
        }
        if (wanted != TwinSignals.FLAT) {
            open(wanted == TwinSignals.LONG, causeNs);
        }
    }

    /** Signed, of all that works or is on its way. */
    private BigDecimal unfilledRest() {
        BigDecimal rest = ZERO;
        for (TwinOrder order : inFlight) {
            rest = rest.add(order.signedRest());
        }
        for (TwinOrder order : working) {
            rest = rest.add(order.signedRest());
        }
        return fitting(rest);
    }

    private void open(boolean buy, long causeNs) {
        BigDecimal equity = equity();
        BigDecimal costOfOne = takerPx(last, buy).multiply(ONE.add(fee));
        BigDecimal qty = options.flag("qty")
                ? wholeLots(options.decimal("qty", null))
                : wholeLots(equity.multiply(options.decimal("fraction", "1")), costOfOne);
        if (qty.signum() <= 0) {
            return;
        }
        if (qty.multiply(costOfOne).compareTo(equity) > 0) {
            rejects++;
            orderId++;
            return;
        }
        send(buy, qty, causeNs);
    }

    private void send(boolean buy, BigDecimal qty, long causeNs) {
        orders++;
        orderId++;
        inFlight.add(new TwinOrder(orderId, buy, causeNs + latencyNs, qty));
        unfilledRest();
    }

    // The venue: 12 to 16.

    private void arrive(TwinEvent event) {
        while (!inFlight.isEmpty() && inFlight.getFirst().arrivalNs <= event.tsNs()) {
            TwinOrder order = inFlight.removeFirst();
            for (TwinOrder other : working) {
                BigDecimal both = other.rest.min(order.rest);
                if (other.buy != order.buy && both.signum() > 0) {
                    decrements++;
                    other.rest = other.rest.subtract(both);
                    order.rest = order.rest.subtract(both);
                }
            }
            working.add(order);
            working.removeIf(TwinOrder::isDone);
        }
    }

    private boolean isInTime(TwinOrder order, TwinEvent event) {
        return isFileBars() ? event.tsNs() > order.arrivalNs : event.tsNs() >= order.arrivalNs;
    }

    private void fill(TwinEvent event) {
        boolean unlimited = options.flag("unlimited-liquidity") || event.qty() == null;
        BigDecimal offered = unlimited ? null : wholeLots(event.qty());
        for (TwinOrder order : working) {
            BigDecimal qty = unlimited ? order.rest : order.rest.min(offered);
            if (isInTime(order, event) && qty.signum() > 0) {
                order.rest = order.rest.subtract(qty);
                offered = unlimited ? null : offered.subtract(qty);
                book(order, event, qty);
            }
        }
        working.removeIf(TwinOrder::isDone);
    }

    private void book(TwinOrder order, TwinEvent event, BigDecimal qty) {
        BigDecimal px = takerPx(event.open(), order.buy);
        BigDecimal notional = rounded(px.multiply(qty));
        BigDecimal paid = rounded(notional.multiply(fee));
        long tsNs = isFileBars() ? Math.max(event.tsNs() - data.periodNs(), order.arrivalNs) : event.tsNs();
        cash = fitting((order.buy ? cash.subtract(notional) : cash.add(notional)).subtract(paid));
        position = fitting(order.buy ? position.add(qty) : position.subtract(qty));
        fees = fitting(fees.add(paid));
        minCash = minCash.min(cash);
        fills.add(new TwinFill(order.id, eventNumber, tsNs, order.buy, px, qty.setScale(8), paid));
    }

    // Prices, sizes and money: 2, 14, 19, 20, 22.

    private BigDecimal takerPx(BigDecimal px, boolean buy) {
        BigDecimal moved = px.multiply(buy ? ONE.add(slippage) : ONE.subtract(slippage));
        BigDecimal ticks = moved.divide(tick, 0, buy ? RoundingMode.CEILING : RoundingMode.FLOOR);
        return fitting(ticks.max(ONE).multiply(tick).setScale(8));
    }

    private BigDecimal wholeLots(BigDecimal qty) {
        return wholeLots(qty, ONE);
    }

    /** The most whole lots that cost at most that much. */
    private BigDecimal wholeLots(BigDecimal money, BigDecimal costOfOne) {
        return fitting(money.divide(costOfOne.multiply(lot), 0, RoundingMode.FLOOR)
                .multiply(lot)
                .setScale(8));
    }

    private BigDecimal equity() {
        return fitting(cash.add(rounded(position.multiply(last))));
    }

    private static BigDecimal rounded(BigDecimal exact) {
        return fitting(exact.setScale(8, RoundingMode.HALF_EVEN));
    }

    /** 1: what does not fit 64 bits is an error. */
    private static BigDecimal fitting(BigDecimal amount) {
        amount.unscaledValue().longValueExact();
        return amount;
    }

    // Results: 28 to 32.

    private TwinResult result() {
        BigDecimal initial = options.decimal("cash", "10000").setScale(8);
        BigDecimal held = buyAndHold(initial);
        boolean isCalendar = options.count("annual", 365) == 365;
        double total = marks.returnTo(equity());
        double heldTotal = marks.returnTo(held);
        return new TwinResult(
                data.rejectedRows(),
                eventNumber,
                signals.barCount(),
                orders,
                rejects,
                decrements,
                inFlight.size() + working.size(),
                position,
                fees,
                cash,
                minCash,
                initial,
                equity(),
                held,
                total,
                heldTotal,
                total - heldTotal,
                marks.sharpe(isCalendar),
                marks.days(isCalendar),
                marks.maxDrawdown(),
                fills);
    }

    private BigDecimal buyAndHold(BigDecimal initial) {
        BigDecimal px = takerPx(data.events().getFirst().open(), true);
        BigDecimal qty = wholeLots(initial, px.multiply(ONE.add(fee)));
        BigDecimal notional = rounded(px.multiply(qty));
        BigDecimal odd = initial.subtract(notional).subtract(rounded(notional.multiply(fee)));
        return odd.add(rounded(qty.multiply(last)));
    }
}
