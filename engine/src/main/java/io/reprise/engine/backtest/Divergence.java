package io.reprise.engine.backtest;

import java.util.List;

/**
 * The first event on which two runs decide differently, or decide alike on different numbers.
 *
 * @param decides whether they decide differently; else only the numbers differ that equal decisions rest on, such as equity
 * @param kind of the event: {@code market event}, {@code bar boundary} or {@code command}
 * @param marketEvents market events up to this event, counting it if it is one
 * @param tsInitNs when it was known
 * @param equalDecisions events before it on which both decided, and alike
 * @param a the first run
 * @param b the second run
 * @param cause why, in one sentence
 */
public record Divergence(
        boolean decides,
        String kind,
        long marketEvents,
        long tsInitNs,
        long equalDecisions,
        Side a,
        Side b,
        String cause) {
    /**
     * One run at that event; records are JSON texts.
     *
     * @param seq of the event in this run, -1 where it has no such event
     * @param event its record, null where the run has none
     * @param bar the bar that it closed, as text; null when it closed none
     * @param features name and value of each feature of the run's strategy, as they then stood
     * @param equity cash and positions at the last price
     * @param position signed quantity of the first instrument
     * @param decisions what it decided, in words; empty for nothing
     * @param records the same as outbound records
     */
    public record Side(
            long seq,
            String event,
            String bar,
            List<Explanation.FeatureValue> features,
            long equity,
            long position,
            List<String> decisions,
            List<String> records) {}
}
