package io.reprise.engine.pipeline;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyProvider;

/**
 * A strategy to run.
 *
 * @param provider makes it
 * @param parameters its full typed set
 * @param instrumentId what it trades
 * @param bar the bars it is given
 * @param sizing how large its opening orders are
 */
public record StrategySpec(
        StrategyProvider provider, Parameters parameters, int instrumentId, BarSpec bar, Sizing sizing) {}
