package io.reprise.engine.hot;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.engine.order.OrderStatus;
import java.util.List;
import java.util.Map;

/**
 * All that the hot state showed at one moment, whole: every part is as of the same sequence. Prices, quantities and money
 * at 1e-8, times in epoch nanoseconds; what is not known is {@code Long.MIN_VALUE}.
 *
 * @param orders the oldest working orders, at most {@value #ORDERS_MAX}
 * @param strategies the first of them, at most {@value #STRATEGIES_MAX}
 * @param denials orders that our own risk refused, by its reason's name
 * @param rejects orders that the venue refused, by its reason's name
 * @param latencies how long sampled events take in each part of the pipeline; as new as this is written
 */
public record HotState(
        Session session,
        Engine engine,
        Account account,
        List<Order> orders,
        List<Instrument> instruments,
        List<Series> series,
        List<Strategy> strategies,
        Map<String, Long> denials,
        Map<String, Long> rejects,
        List<Latency> latencies) {
    /** More working orders than these are only counted. */
    public static final int ORDERS_MAX = 32;

    /** More strategies than these are not shown. */
    public static final int STRATEGIES_MAX = 32;

    /** The value of what is not known. */
    public static final long NULL = Long.MIN_VALUE;

    /**
     * How far the session is.
     *
     * @param running false when the session closed it; true still when the process was killed
     * @param diverged whether the engine did what its journal does not say
     * @param halted whether new positions are refused by an operator
     * @param reduceOnly whether an operator lets positions only become smaller
     * @param drawdownTripped whether the breaker refuses new positions
     * @param pid of the engine's process
     * @param seq the last event that is in this state
     * @param tsInitNs the engine's time then
     * @param publishedNs the machine's time when this was written
     * @param publications how often it was written
     * @param marketEvents trades and bars so far
     * @param ordersSubmitted orders that strategies wanted
     * @param ordersSent orders that went to the venue
     * @param fills executions, partial ones too
     * @param rejects orders that the venue refused
     * @param denials orders that our own risk refused
     * @param ordersOpen orders that work
     * @param snapshots taken since the process started
     * @param snapshotSeq of the newest of these, 0 when there is none
     * @param gaps that a feed or the venue has reported
     * @param disconnects connections that were lost
     * @param eventsByTemplate events by the template id of their frame
     */
    public record Session(
            boolean running,
            boolean diverged,
            boolean halted,
            boolean reduceOnly,
            boolean drawdownTripped,
            long pid,
            long seq,
            long tsInitNs,
            long publishedNs,
            long publications,
            long marketEvents,
            long ordersSubmitted,
            long ordersSent,
            long fills,
            long rejects,
            long denials,
            long ordersOpen,
            long snapshots,
            long snapshotSeq,
            long gaps,
            long disconnects,
            List<Long> eventsByTemplate) {}

    /**
     * The engine's process as it was when this was written, which is ahead of the sequence that the rest is as of.
     *
     * @param driverSeq the last event that the driver sequenced; less {@link Session#seq} it is what the follower lags
     * @param ringDepth events that wait in the ring or are being run
     * @param ringSlots room in the ring
     * @param sampledEvery one event in so many has its latencies measured
     * @param gcCount collections since the process started
     * @param gcMs time that they took
     * @param heapBytes in use
     * @param sideCarLost whether a side-car served the session and is gone
     * @param sideCarLosses how often that was so since the process started
     */
    public record Engine(
            long driverSeq,
            long ringDepth,
            long ringSlots,
            long sampledEvery,
            long gcCount,
            long gcMs,
            long heapBytes,
            boolean sideCarLost,
            long sideCarLosses) {}

    /** Money, marked at the last prices; drawdowns are fractions of the peak. */
    public record Account(
            long initialCash,
            long cash,
            long minCash,
            long fees,
            long equity,
            long peakEquity,
            double maxDrawdown,
            double currentDrawdown) {}

    /** An order that works. */
    public record Order(
            long orderId,
            int strategyId,
            int instrumentId,
            Side side,
            OrderType type,
            OrderStatus status,
            long orderQty,
            long leavesQty,
            long limitPx,
            long stopPx,
            long causeSeq) {}

    /**
     * Newest trade and quote of an instrument, times the venue's, and what is held of it, of that what operators' own orders
     * hold.
     */
    public record Instrument(
            String name,
            String currency,
            long lastPx,
            long lastQty,
            long lastTsEventNs,
            long bidPx,
            long bidQty,
            long askPx,
            long askQty,
            long quoteTsEventNs,
            long position,
            long manualPosition) {}

    /**
     * The newest closed bar of a series, and its features then.
     *
     * @param spec as in {@code --bar}
     * @param bars closed so far; the bar means nothing while this is 0
     */
    public record Series(int instrumentId, String spec, long bars, Bar bar, List<Feature> features) {}

    /** Where a strategy stands: state 1 long, 0 flat, -1 short. */
    public record Strategy(
            int id, String name, int instrumentId, int state, boolean stopped, long position, long expectedPosition) {}

    /**
     * How long one part of the pipeline takes.
     *
     * @param part such as {@code features}; {@code total} is from being published to having been through all stages
     * @param counts by bucket, see {@link io.reprise.engine.metrics.LatencyHistogram#upperNs}
     */
    public record Latency(String part, long count, long sumNs, long maxNs, List<Long> counts) {
        /** A time, ns, that at least this fraction of the events took no longer than; 0 before the first. */
        public long atMostNs(double fraction) {
            long total = counts.stream().mapToLong(Long::longValue).sum();
            long needed = (long) Math.ceil(fraction * total);
            long seen = 0;
            for (int bucket = 0; bucket < counts.size() && total > 0; bucket++) {
                seen += counts.get(bucket);
                if (seen >= needed) {
                    return Math.min(maxNs, LatencyHistogram.upperNs(bucket));
                }
            }
            return 0;
        }
    }

    /** A feature's value, NaN until it is ready. */
    public record Feature(String name, int period, double value) {}
}
