package io.reprise.engine.control;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a person or an agent may order a running engine to do; instruments and strategies by name. */
public sealed interface Command {
    /** No new position may be opened until {@link Resume}, restarts included; closing orders pass. */
    record Halt() implements Command {}

    /** Lifts a halt, reduce-only, and a tripped drawdown breaker. */
    record Resume() implements Command {}

    /** Only orders that make a position smaller pass until {@link Resume}. */
    record ReduceOnly() implements Command {}

    /** A strategy or an instrument, by name, may open nothing, or only make positions smaller, until {@link Activate}. */
    record Restrain(Target target, String name, boolean reduceOnly) implements Command {}

    /** Lifts what {@link Restrain} laid on a strategy or an instrument. */
    record Activate(Target target, String name) implements Command {}

    /** What a state is of, but for the account. */
    enum Target {
        STRATEGY,
        INSTRUMENT
    }

    /**
     * Cancels every working order, closes all positions if so configured, and lets nothing be opened until
     * {@link ClearKill}, restarts included.
     */
    record Kill() implements Command {}

    /** Turns the kill switch off. */
    record ClearKill() implements Command {}

    /**
     * New limits by key, as in {@code --limit}, and the basic ones by theirs; those left out stay. Taken whole or refused
     * whole.
     */
    record SetLimits(Map<String, String> limits) implements Command {
        public SetLimits {
            limits = Map.copyOf(limits);
        }
    }

    /** Closes every position. */
    record Flatten() implements Command {}

    /** Closes the positions in one instrument. */
    record FlattenInstrument(String instrument) implements Command {}

    /** Cancels every working order. */
    record CancelAll() implements Command {}

    /** Cancels one working order. */
    record CancelOrder(long orderId) implements Command {}

    /** A strategy, by name or id, goes on seeing its bars, but its orders are not taken until {@link StartStrategy}. */
    record StopStrategy(String strategy) implements Command {}

    /** Ends {@link StopStrategy}. */
    record StartStrategy(String strategy) implements Command {}

    /**
     * An operator's own order, through the same risk checks as a strategy's.
     *
     * @param qty at 1e-8, above 0, whole lots
     * @param limitPx at 1e-8; {@code Long.MIN_VALUE} unless it is a limit order
     * @param stopPx at 1e-8; {@code Long.MIN_VALUE} unless it is a stop order
     */
    record PlaceOrder(
            String instrument, Side side, OrderType type, long qty, long limitPx, long stopPx, TimeInForce timeInForce)
            implements Command {}

    /** A strategy's new parameters, by name; those left out stay as they are. Taken whole or refused whole. */
    record SetParameters(String strategy, Map<String, String> values) implements Command {
        public SetParameters {
            values = Map.copyOf(values);
        }

        /** Values as people write them, by name: {@code fast=4, shorts=true}. */
        public static String text(Map<String, String> values) {
            return new TreeMap<>(values)
                    .entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining(", "));
        }
    }

    /** A text that stands in the journal's sequence, such as an agent's call. */
    record Note(String text) implements Command {}
}
