package io.reprise.engine.hot;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.order.OrderStatus;
import java.util.List;

/**
 * All that the hot state showed at one moment, whole: every part is as of the same sequence. Prices, quantities and money
 * at 1e-8, times in epoch nanoseconds; what is not known is {@code Long.MIN_VALUE}.
 *
 * @param orders the oldest working orders, at most {@value #ORDERS_MAX}
 */
public record HotState(
        Session session, Account account, List<Order> orders, List<Instrument> instruments, List<Series> series) {
    /** More working orders than these are only counted. */
    public static final int ORDERS_MAX = 32;

    /** The value of what is not known. */
    public static final long NULL = Long.MIN_VALUE;

    /**
     * How far the session is.
     *
     * @param running false when the session closed it; true still when the process was killed
     * @param diverged whether the engine did what its journal does not say
     * @param halted whether new positions are refused by an operator
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
     * @param eventsByTemplate events by the template id of their frame
     */
    public record Session(
            boolean running,
            boolean diverged,
            boolean halted,
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
            List<Long> eventsByTemplate) {}

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

    /** Newest trade and quote of an instrument, times the venue's, and what is held of it. */
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
            long position) {}

    /**
     * The newest closed bar of a series, and its features then.
     *
     * @param spec as in {@code --bar}
     * @param bars closed so far; the bar means nothing while this is 0
     */
    public record Series(int instrumentId, String spec, long bars, Bar bar, List<Feature> features) {}

    /** A feature's value, NaN until it is ready. */
    public record Feature(String name, int period, double value) {}
}
