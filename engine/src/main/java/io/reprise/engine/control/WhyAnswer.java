package io.reprise.engine.control;

import java.util.List;

/**
 * Why a strategy sent an order, or none, at a time.
 *
 * @param sentence the answer in words
 * @param state all that the engine had at the time asked for
 * @param strategy the strategy's name
 * @param decisionSeq the event that closed its newest bar by then, 0 when none had
 * @param decisionNs when that was
 * @param bar that bar, null when there was none
 * @param features their values at that bar
 * @param decisions signal, intents, verdicts and commands on that event
 */
public record WhyAnswer(
        String sentence,
        DeskState state,
        String strategy,
        long decisionSeq,
        long decisionNs,
        Candle bar,
        List<DeskState.Feature> features,
        List<FrameRecord> decisions) {
    public WhyAnswer {
        features = List.copyOf(features);
        decisions = List.copyOf(decisions);
    }
}
