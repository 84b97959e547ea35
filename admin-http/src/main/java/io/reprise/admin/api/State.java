package io.reprise.admin.api;

import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import java.util.List;
import java.util.Map;

/**
 * A session's state at one sequence.
 *
 * @param lagMs age of the hot state, null where no engine runs
 * @param latencies of the stages, null where the hot state shows none
 */
public record State(
        long seq,
        @Maybe Moment time,
        boolean running,
        boolean halted,
        boolean drawdownTripped,
        boolean diverged,
        Account account,
        List<Position> positions,
        List<Quote> quotes,
        List<OrderView> workingOrders,
        List<Series> series,
        List<StrategyStanding> strategies,
        Counters counters,
        @Maybe Double lagMs,
        @Maybe Map<String, Latency> latencies) {

    /** Money, marked at the last prices. */
    public record Account(
            @Maybe Dec initialCash,
            @Maybe Dec cash,
            @Maybe Dec minCash,
            @Maybe Dec fees,
            @Maybe Dec equity,
            @Maybe Dec peakEquity,
            double maxDrawdown,
            double currentDrawdown) {}

    /** What is held of an instrument. */
    public record Position(
            String instrument,
            Dec qty,
            @Maybe Dec lastPx,
            @Maybe Dec value) {}

    /** Newest quote and trade of an instrument. */
    public record Quote(
            String instrument,
            @Maybe Dec bidPx,
            @Maybe Dec bidQty,
            @Maybe Dec askPx,
            @Maybe Dec askQty,
            @Maybe Dec lastPx,
            @Maybe Dec lastQty,
            @Maybe Moment time) {}

    /** A bar series: its newest closed bar, and the features then. */
    public record Series(
            String instrument,
            String spec,
            long bars,
            @Maybe CandleView bar,
            List<Feature> features) {}

    /** Prices of a span of time. */
    public record CandleView(
            @Maybe Moment time,
            Dec open,
            Dec high,
            Dec low,
            Dec close,
            @Maybe Dec volume) {}

    /** A feature then; null until it is ready. */
    public record Feature(String name, @Maybe Long period, double value) {}

    /** Where a strategy stands: LONG, FLAT or SHORT. */
    public record StrategyStanding(
            long id,
            String name,
            String instrument,
            String state,
            boolean stopped,
            Dec position,
            Map<String, String> parameters) {}

    /** How long sampled events took in a part of the pipeline, microseconds. */
    public record Latency(long samples, double p50Us, double p99Us, double p999Us, double maxUs) {}

    /** How much has happened. */
    public record Counters(
            long marketEvents,
            long ordersSubmitted,
            long ordersSent,
            long fills,
            long rejects,
            long denials,
            long snapshots) {}

    /** An order and what has become of it. */
    public record OrderView(
            long orderId,
            @Maybe String strategy,
            String instrument,
            String side,
            String type,
            @Maybe String timeInForce,
            String status,
            Dec qty,
            @Maybe Dec filledQty,
            Dec leavesQty,
            @Maybe Dec avgPx,
            @Maybe Dec limitPx,
            @Maybe Dec stopPx,
            @Maybe Dec fee,
            long causeSeq,
            @Maybe Moment time,
            @Maybe String reason) {}
}
