package io.reprise.engine.control;

import java.util.List;
import java.util.Map;

/**
 * All that the engine had after one event.
 *
 * @param seq the event
 * @param timeNs the engine's time then
 * @param workingOrders oldest first
 */
public record DeskState(
        long seq,
        long timeNs,
        boolean halted,
        boolean drawdownTripped,
        Account account,
        List<Position> positions,
        List<Quote> quotes,
        List<OrderRecord> workingOrders,
        List<Series> series,
        List<Strategy> strategies,
        Counters counters) {
    public DeskState {
        positions = List.copyOf(positions);
        quotes = List.copyOf(quotes);
        workingOrders = List.copyOf(workingOrders);
        series = List.copyOf(series);
        strategies = List.copyOf(strategies);
    }

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

    /** What is held of an instrument; every instrument has one, held or not. */
    public record Position(String instrument, long qty, long lastPx, long value) {}

    /** Newest trade and quote, times the venue's. */
    public record Quote(
            String instrument,
            long bidPx,
            long bidQty,
            long askPx,
            long askQty,
            long lastPx,
            long lastQty,
            long timeNs) {}

    /**
     * A bar series.
     *
     * @param spec as in {@code --bar}
     * @param bars closed so far
     * @param bar the newest, null before the first
     */
    public record Series(String instrument, String spec, long bars, Candle bar, List<Feature> features) {
        public Series {
            features = List.copyOf(features);
        }
    }

    /** A feature's value, NaN until it is ready. */
    public record Feature(String name, int period, double value) {}

    /** Where a strategy stands: state 1 long, 0 flat, -1 short. */
    public record Strategy(
            int id,
            String name,
            String instrument,
            int state,
            boolean stopped,
            long position,
            long expectedPosition,
            Map<String, String> parameters) {}

    /** How much has happened. */
    public record Counters(
            long marketEvents,
            long ordersSubmitted,
            long ordersSent,
            long fills,
            long rejects,
            long denials,
            long ordersWorking) {}
}
