package io.reprise.strategies.volatility;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code managed-volatility}: out of the market while it is wild. */
public final class ManagedVolatility implements StrategyProvider {
    @Override
    public String name() {
        return "managed-volatility";
    }

    @Override
    public String summary() {
        return "long while the variance of late is at most its long-run mean, flat while it is more";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.VOLATILITY,
                "Moreira and Muir hold c / σ² of the market; here the exposure is whole or none: long when the "
                        + "deviation of the last `window` log returns is at most `limit` times that of the last "
                        + "`reference`, flat when it is more.",
                "A. Moreira and T. Muir, Volatility-managed portfolios, Journal of Finance 72 (2017)",
                "reference + 1",
                false);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("window", 21, 2, "returns of the volatility of late"),
                Turn.bars("reference", 252, 2, "returns of the long-run volatility, more than window"),
                Parameter.decimal("limit", "1", "0.01", "100", "ratio of the two up to which to be long"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.integer("window") >= parameters.integer("reference")) {
            throw new IllegalArgumentException("managed-volatility needs window below reference, not window="
                    + parameters.integer("window") + " and reference=" + parameters.integer("reference"));
        }
        return new Rule(
                parameters.integer("window"),
                parameters.integer("reference"),
                Fixed.toDouble(parameters.decimal("limit")));
    }

    private static final class Rule implements Strategy {
        private final int window;
        private final int reference;
        private final double limit;
        private int late;
        private int longRun;

        Rule(int window, int reference, double limit) {
            this.window = window;
            this.reference = reference;
            this.limit = limit;
        }

        @Override
        public void onStart(Setup setup) {
            late = setup.feature("volatility", window);
            longRun = setup.feature("volatility", reference);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(late) || !context.ready(longRun)) {
                return;
            }
            if (context.value(late) <= limit * context.value(longRun)) {
                context.goLong();
            } else {
                context.goFlat();
            }
        }
    }
}
