package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.Strategy;

/**
 * One strategy on one instrument's bars.
 *
 * @param id dense id, from 0
 * @param name as in the catalogue, for people
 * @param strategy the object that decides; owned by the strategy stage from now on
 * @param instrument what it trades
 * @param seriesId the bars it is given
 * @param features index in the series of each feature the strategy asked for, by its handle
 * @param sizing how large its opening orders are
 * @param parameters the set that it was made with
 */
record StrategyInstance(
        int id,
        String name,
        Strategy strategy,
        Instrument instrument,
        int seriesId,
        int[] features,
        Sizing sizing,
        Parameters parameters) {}
