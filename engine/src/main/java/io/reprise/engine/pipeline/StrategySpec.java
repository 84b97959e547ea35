package io.reprise.engine.pipeline;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.risk.StopRules;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.List;

/**
 * A strategy to run.
 *
 * @param name of the strategy in this run, for people and for shares that arrive as events
 * @param provider makes it
 * @param parameters its full typed set
 * @param instrumentIds what it trades, leg by leg
 * @param bar the bars it is given
 * @param sizing how large its opening orders are
 * @param share of the account's equity that a size from a fraction is taken of, 1e-8
 * @param signalOnly whether it says its signals and sends no order
 * @param isAllocation whether it is one of several, whose share can change
 * @param stops what guards its positions, null for nothing
 */
public record StrategySpec(
        String name,
        StrategyProvider provider,
        Parameters parameters,
        List<Integer> instrumentIds,
        BarSpec bar,
        Sizing sizing,
        long share,
        boolean signalOnly,
        boolean isAllocation,
        StopRules stops) {
    public StrategySpec {
        instrumentIds = List.copyOf(instrumentIds);
        if (instrumentIds.isEmpty() || instrumentIds.stream().distinct().count() != instrumentIds.size()) {
            throw new IllegalArgumentException("strategy " + name + " needs instruments, no one twice");
        }
        if (share < 0 || share > Fixed.ONE) {
            throw new IllegalArgumentException("the share of strategy " + name + " must be from 0 to 1");
        }
    }

    /** Without a stop. */
    public StrategySpec(
            String name,
            StrategyProvider provider,
            Parameters parameters,
            List<Integer> instrumentIds,
            BarSpec bar,
            Sizing sizing,
            long share,
            boolean signalOnly,
            boolean isAllocation) {
        this(name, provider, parameters, instrumentIds, bar, sizing, share, signalOnly, isAllocation, null);
    }

    /** The only strategy of a run, on one instrument. */
    public StrategySpec(
            StrategyProvider provider,
            Parameters parameters,
            int instrumentId,
            BarSpec bar,
            Sizing sizing,
            StopRules stops) {
        this(provider.name(), provider, parameters, List.of(instrumentId), bar, sizing, Fixed.ONE, false, false, stops);
    }

    /** The only strategy of a run, on one instrument, without a stop. */
    public StrategySpec(
            StrategyProvider provider, Parameters parameters, int instrumentId, BarSpec bar, Sizing sizing) {
        this(provider.name(), provider, parameters, List.of(instrumentId), bar, sizing, Fixed.ONE, false, false);
    }

    /** What it trades, of several legs the first. */
    public int instrumentId() {
        return instrumentIds.getFirst();
    }
}
