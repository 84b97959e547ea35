package io.reprise.strategies.trend;

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

/** {@code adx-trend}: the direction of Welles Wilder, where he finds a trend. */
public final class AdxTrend implements StrategyProvider {
    @Override
    public String name() {
        return "adx-trend";
    }

    @Override
    public String summary() {
        return "follows the directional index, entering only where the ADX says that there is a trend";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Wilder's +DI, -DI and ADX of `period` bars, each average started with the mean of its first "
                        + "`period` values. Long when +DI is above -DI and the ADX is above `threshold`, short with "
                        + "`shorts` when -DI is above and the ADX too; ends when the other DI is above.",
                "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
                "2 · period",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 14, 2, "bars of Wilder's averages"),
                Parameter.decimal("threshold", "25", "0", "100", "ADX above which a trend is followed"),
                Turn.shorts("when the trend is down"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("threshold")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double threshold;
        private final boolean shorts;
        private int adx;
        private int plus;
        private int minus;

        Rule(int period, double threshold, boolean shorts) {
            this.period = period;
            this.threshold = threshold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            adx = setup.feature("adx", period);
            plus = setup.feature("plus-di", period);
            minus = setup.feature("minus-di", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(adx)) {
                return;
            }
            boolean isTrend = context.value(adx) > threshold;
            int side = Double.compare(context.value(plus), context.value(minus));
            if (isTrend && side > 0) {
                context.goLong();
            } else if (isTrend && side < 0 && shorts) {
                context.goShort();
            } else if (context.state() > 0 && side < 0 || context.state() < 0 && side > 0) {
                context.goFlat();
            }
        }
    }
}
