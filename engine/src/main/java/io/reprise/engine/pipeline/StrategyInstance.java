package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.strategy.Strategy;

/**
 * One strategy on the bars of one instrument, or of several, its legs.
 *
 * @param id dense id, from 0
 * @param spec what was asked for
 * @param strategy the object that decides; owned by the strategy stage from now on
 * @param legs what it trades
 * @param seriesId the bars of its first leg
 * @param joined the bars of all its legs together, null where it has one
 * @param deliveryId the deliveries that it is given: those of its series, or of its joined bars
 * @param features index of each feature the strategy asked for, in the series or in the joined bars, by its handle
 */
record StrategyInstance(
        int id,
        StrategySpec spec,
        Strategy strategy,
        Instrument[] legs,
        int seriesId,
        JoinedSeries joined,
        int deliveryId,
        int[] features) {
    /** What it trades, of several legs the first. */
    Instrument instrument() {
        return legs[0];
    }
}
