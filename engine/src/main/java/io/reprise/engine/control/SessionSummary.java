package io.reprise.engine.control;

import java.util.List;
import java.util.Map;

/**
 * What a run or session is and how far it is.
 *
 * @param kind backtest, paper or live
 * @param running whether an engine runs on the journal now
 * @param pid of that engine, -1 when none runs
 * @param parameters of the strategy as the run began with, all of them
 * @param lastSeq the newest event that is in these numbers
 * @param timeNs the engine's time then
 * @param ended whether the run has come to the end of its data
 */
public record SessionSummary(
        String kind,
        boolean running,
        long pid,
        String strategy,
        Map<String, String> parameters,
        String bar,
        List<String> instruments,
        long lastSeq,
        long timeNs,
        long marketEvents,
        long orders,
        long fills,
        long rejects,
        long denials,
        boolean halted,
        boolean drawdownTripped,
        boolean diverged,
        boolean ended,
        long equity,
        long initialCash,
        Map<String, String> configuration) {
    public SessionSummary {
        instruments = List.copyOf(instruments);
    }
}
