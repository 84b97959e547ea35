package io.reprise.engine.backtest;

import java.util.List;
import java.util.Map;

/**
 * What a finished run says of itself. Money, prices and quantities are at 1e-8, times ns since 1970 UTC; ratios are
 * doubles. Rules 28 to 33 of docs/semantics.md.
 *
 * @param dataset name of the market journal
 * @param strategy name of the strategy
 * @param parameters the strategy's parameters, as text, in their declared order
 * @param settings the run's costs and sizes, as text, in a fixed order
 * @param annualDays 365 or 252
 * @param sharpe null where rule 31 says so
 * @param curve equity, benchmark and price over time
 * @param fills every fill, in order
 * @param allocations of a run of many strategies, what each did to the account; otherwise none
 */
public record RunResult(
        String dataset,
        String instrument,
        String strategy,
        Map<String, String> parameters,
        Map<String, String> settings,
        int annualDays,
        long firstTsNs,
        long lastTsNs,
        long events,
        long bars,
        double seconds,
        long orders,
        long fillCount,
        long rejects,
        long rejectedRows,
        long openOrders,
        long initialEquity,
        long finalEquity,
        long cash,
        long minCash,
        long position,
        long fees,
        CarryResult carry,
        long buyAndHoldEquity,
        double totalReturn,
        double buyAndHoldReturn,
        double excessReturn,
        Double sharpe,
        Double buyAndHoldSharpe,
        int days,
        double maxDrawdown,
        double buyAndHoldMaxDrawdown,
        String stateDigest,
        String outboundDigest,
        Curve curve,
        List<Day> dailyEquity,
        List<Fill> fills,
        List<RoundTrip> roundTrips,
        List<AllocationResult> allocations) {
    public RunResult {
        allocations = List.copyOf(allocations);
    }

    /**
     * Equal-length columns of at most some thousand points, thinned evenly as a run grows: time, our equity, the equity of
     * buy-and-hold, and the price's open, high, low and close over the point's span.
     */
    public record Curve(
            long[] tsNs, long[] equity, long[] buyAndHold, long[] open, long[] high, long[] low, long[] close) {}

    /** Equity at the end of a UTC day (rule 31); epochDay counts days since 1970-01-01. */
    public record Day(long epochDay, long equity, long buyAndHold) {}

    /** One fill; event is the 1-based number of the market event that filled it. */
    public record Fill(
            long orderId,
            long event,
            long tsEventNs,
            boolean buy,
            long px,
            long qty,
            long fee,
            long causeSeq,
            String strategy,
            String instrument) {
        /** Of a run of one strategy, which needs no name. */
        public Fill(long orderId, long event, long tsEventNs, boolean buy, long px, long qty, long fee, long causeSeq) {
            this(orderId, event, tsEventNs, buy, px, qty, fee, causeSeq, null, null);
        }
    }

    /**
     * What the account was paid beside its fills, below 0 where it paid.
     *
     * @param fractions of splits, in cash
     * @param borrow what shorts were charged for what they borrowed
     * @param interest on cash below 0
     * @param delistings what positions that ended with their listing were paid
     */
    public record CarryResult(
            long dividends, long funding, long fractions, long borrow, long interest, long delistings) {
        public static final CarryResult NONE = new CarryResult(0, 0, 0, 0, 0, 0);
    }

    /**
     * What one strategy of many did to the account: the sums over all of them are the account's own, to the last unit.
     *
     * @param name in the run; "manual" for operators' own orders
     * @param strategy name in the catalogue, null for operators' own orders
     * @param instruments by name, leg by leg
     * @param share of the capital at the start, 1e-8
     * @param pnl what it added to equity, fees and carry included
     * @param carry what it was paid beside its fills, below 0 where it paid
     * @param positions signed quantity held at the end, leg by leg
     */
    public record AllocationResult(
            String name,
            String strategy,
            List<String> instruments,
            long share,
            boolean signalOnly,
            long pnl,
            long fees,
            long carry,
            long fills,
            List<Long> positions) {}

    /** From flat to flat; pnl is net of fees (rule 37). avgEntryPx and avgExitPx are rounded half-even. */
    public record RoundTrip(
            long entryTsNs,
            long exitTsNs,
            boolean isLong,
            long qty,
            long avgEntryPx,
            long avgExitPx,
            long fees,
            long pnl) {}
}
