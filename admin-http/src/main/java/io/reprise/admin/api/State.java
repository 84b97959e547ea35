package io.reprise.admin.api;

import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import java.util.List;

/** A session's state at one sequence. */
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
        List<WorkingOrder> workingOrders,
        List<Series> series,
        Counters counters,
        @Maybe Double lagMs) {

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

    /** An order that works. */
    public record WorkingOrder(
            long orderId,
            String instrument,
            String side,
            String type,
            String status,
            Dec qty,
            Dec leavesQty,
            @Maybe Dec limitPx,
            @Maybe Dec stopPx,
            long causeSeq) {}

    /** The newest closed bar and its features. */
    public record Series(
            String instrument,
            String spec,
            long bars,
            @Maybe Bar bar,
            List<Feature> features) {}

    /** A bar. */
    public record Bar(@Maybe Moment time, Dec open, Dec high, Dec low, Dec close, Dec volume) {}

    /** A feature then. */
    public record Feature(String name, int period, double value) {}

    /** What happened so far. */
    public record Counters(
            long marketEvents,
            long ordersSubmitted,
            long ordersSent,
            long fills,
            long rejects,
            long denials,
            long snapshots) {}
}
