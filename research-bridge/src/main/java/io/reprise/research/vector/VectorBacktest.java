package io.reprise.research.vector;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.StrategyProvider;

/** One strategy with one set of parameters over a table of bars. Without state. */
public final class VectorBacktest {
    private VectorBacktest() {}

    /**
     * Runs it.
     *
     * @param config as a backtest has it; its strategy and parameters are not looked at
     * @throws IllegalArgumentException in one sentence, when columns cannot do exactly what the pipeline does
     */
    public static VectorResult run(
            BarTable table,
            StrategyProvider provider,
            Parameters parameters,
            RunConfig config,
            VectorAccount.FillListener fills) {
        FeatureBlock block = new FeatureBlock(table);
        SignalCell cell = new SignalCell(provider, parameters, block);
        VectorAccount account = new VectorAccount(table, config, fills);
        byte[] states = new byte[FeatureBlock.BARS];
        for (int from = 0; from < table.count(); from += FeatureBlock.BARS) {
            int count = block.advance(from);
            cell.run(count, states);
            account.take(states, count);
        }
        return account.finish();
    }
}
