package io.reprise.strategies.breakout;

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

/** {@code volatility-squeeze}: what follows when a quiet market wakes. */
public final class VolatilitySqueeze implements StrategyProvider {
    @Override
    public String name() {
        return "volatility-squeeze";
    }

    @Override
    public String summary() {
        return "enters on the side of momentum when the Bollinger bands leave the Keltner channel";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.BREAKOUT,
                "The squeeze is on while `width` deviations (divided by n) of `period` closes are less than "
                        + "`multiplier` average true ranges of as many bars. Momentum is the close less the mean of the "
                        + "middle of their range and their average. When the squeeze ends, long on positive momentum, "
                        + "short with `shorts` on negative; ends when momentum changes its sign.",
                "J. F. Carter, Mastering the Trade (2005)",
                "period + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 20, 2, "bars of all of it"),
                Parameter.decimal("width", "2", "0.1", "10", "deviations of the Bollinger bands"),
                Parameter.decimal("multiplier", "1.5", "0.1", "10", "average true ranges of the Keltner channel"),
                Turn.shorts("on negative momentum"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                parameters.decimal("width"),
                Fixed.toDouble(parameters.decimal("multiplier")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final long width;
        private final double multiplier;
        private final boolean shorts;
        private int range;
        private int upper;
        private int lower;
        private int high;
        private int low;
        private int average;

        private boolean squeezed;

        Rule(int period, long width, double multiplier, boolean shorts) {
            this.period = period;
            this.width = width;
            this.multiplier = multiplier;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            range = setup.feature("atr", period);
            upper = setup.feature("bollinger-upper", period, width);
            lower = setup.feature("bollinger-lower", period, width);
            high = setup.feature("donchian-high", period);
            low = setup.feature("donchian-low", period);
            average = setup.feature("sma", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(average)) {
                return;
            }
            double middle = (context.value(high) + context.value(low)) / 2;
            double momentum = Fixed.toDouble(bar.closePx()) - (middle + context.value(average)) / 2;
            boolean now = context.value(upper) - context.value(lower) < 2 * multiplier * context.value(range);
            if (squeezed && !now && momentum > 0) {
                context.goLong();
            } else if (squeezed && !now && momentum < 0 && shorts) {
                context.goShort();
            } else if (context.state() > 0 && momentum < 0 || context.state() < 0 && momentum > 0) {
                context.goFlat();
            }
            squeezed = now;
        }

        @Override
        public void saveState(StateOutput out) {
            out.putBoolean(squeezed);
        }

        @Override
        public void loadState(StateInput in) {
            squeezed = in.getBoolean();
        }
    }
}
