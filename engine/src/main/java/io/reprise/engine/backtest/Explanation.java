package io.reprise.engine.backtest;

import java.util.List;

/**
 * Why an order was sent and what became of it, read from a run's journal; records are JSON texts.
 *
 * @param orderId the order
 * @param causeSeq sequence of the event that caused it
 * @param cause that event's record
 * @param bar the bar that closed on that event, as text; null when none did
 * @param features name and value of each feature at that moment, in order of request
 * @param decisions signal, intent, verdict and commands, from the outbound journal
 * @param reports what the venue said, or the denial, from the inbound journal
 */
public record Explanation(
        long orderId,
        long causeSeq,
        String cause,
        String bar,
        List<FeatureValue> features,
        List<String> decisions,
        List<String> reports) {

    /** A feature as the strategy saw it; NaN before it was ready. */
    public record FeatureValue(String name, double value) {}
}
