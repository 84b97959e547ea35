package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Parameters;

/**
 * Where a strategy stands.
 *
 * @param id dense id, from 0
 * @param name as in the catalogue
 * @param instrumentId what it trades
 * @param seriesId the bars it is given
 * @param state that it follows: 1 long, 0 flat, -1 short
 * @param stopped whether its orders are not taken
 * @param position signed quantity that it holds, 1e-8
 * @param expectedPosition position plus the unfilled rest of its working orders, 1e-8
 * @param parameters the set in force
 */
public record StrategyState(
        int id,
        String name,
        int instrumentId,
        int seriesId,
        int state,
        boolean stopped,
        long position,
        long expectedPosition,
        Parameters parameters) {}
