package io.reprise.strategies.reversion;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code bollinger-reversion}: back into the bands of John Bollinger. */
public final class BollingerReversion implements StrategyProvider {
    @Override
    public String name() {
        return "bollinger-reversion";
    }

    @Override
    public String summary() {
        return "long when the close comes back above the lower Bollinger band, until the middle";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.MEAN_REVERSION,
                "Bands lie `width` deviations (divided by n) of `period` closes from their mean. Long when the "
                        + "close rises above the lower band, short with `shorts` when it falls below the upper one; ends "
                        + "at or beyond the mean.",
                "J. Bollinger, Bollinger on Bollinger Bands (2001)",
                "period + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 20, 2, "closes of the bands"),
                Parameter.decimal("width", "2", "0.1", "10", "deviations between the mean and a band"),
                Turn.shorts("when the close falls back below the upper band"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"), Fixed.toDouble(parameters.decimal("width")), parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double width;
        private final boolean shorts;
        private int zscore;

        private boolean hasBefore;
        private double before;

        Rule(int period, double width, boolean shorts) {
            this.period = period;
            this.width = width;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            zscore = setup.feature("zscore", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(zscore)) {
                return;
            }
            double now = context.value(zscore)
                    * Math.sqrt(period / (period - 1.0)); // from the sample's deviation to that of all
            if (context.state() > 0 && now >= 0 || context.state() < 0 && now <= 0) {
                context.goFlat();
            } else if (hasBefore && before <= -width && now > -width) {
                context.goLong();
            } else if (hasBefore && before >= width && now < width && shorts) {
                context.goShort();
            }
            before = now;
            hasBefore = true;
        }

        @Override
        public void saveState(StateOutput out) {
            out.putBoolean(hasBefore);
            out.putDouble(before);
        }

        @Override
        public void loadState(StateInput in) {
            hasBefore = in.getBoolean();
            before = in.getDouble();
        }
    }
}
