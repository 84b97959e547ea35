package io.reprise.engine.control;

import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.TradingState;
import java.util.Collections;
import java.util.LinkedHashMap;
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
        boolean reduceOnly,
        boolean drawdownTripped,
        Account account,
        List<Position> positions,
        List<Quote> quotes,
        List<OrderRecord> workingOrders,
        List<Series> series,
        List<Strategy> strategies,
        Counters counters,
        Risk risk) {
    public DeskState {
        positions = List.copyOf(positions);
        quotes = List.copyOf(quotes);
        workingOrders = List.copyOf(workingOrders);
        series = List.copyOf(series);
        strategies = List.copyOf(strategies);
    }

    /**
     * What risk lets through.
     *
     * @param account ACTIVE, REDUCE_ONLY or HALTED, as the two below
     * @param strategies by name
     * @param instruments by name
     * @param basic the limits of every order that are in force
     * @param limits the portfolio's that are in force, by key
     */
    public record Risk(
            boolean killed,
            boolean dailyLossTripped,
            TradingState account,
            Map<String, TradingState> strategies,
            Map<String, TradingState> instruments,
            RiskLimits basic,
            Map<String, String> limits) {
        public Risk {
            strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
            instruments = Collections.unmodifiableMap(new LinkedHashMap<>(instruments));
            limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        }
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
