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
import io.reprise.strategies.base.DoubleWindow;
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
                Fixed.toDouble(parameters.decimal("width")),
                Fixed.toDouble(parameters.decimal("multiplier")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double width;
        private final double multiplier;
        private final boolean shorts;
        private int range;
        private int high;
        private int low;
        private int average;

        private final DoubleWindow closes;
        private boolean squeezed;

        Rule(int period, double width, double multiplier, boolean shorts) {
            this.period = period;
            this.width = width;
            this.multiplier = multiplier;
            this.shorts = shorts;
            closes = new DoubleWindow(period);
        }

        @Override
        public void onStart(Setup setup) {
            range = setup.feature("atr", period);
            high = setup.feature("donchian-high", period);
            low = setup.feature("donchian-low", period);
            average = setup.feature("sma", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            double close = Fixed.toDouble(bar.closePx());
            closes.add(close);
            if (!context.ready(range) || !closes.isFull()) {
                return;
            }
            double momentum = close - ((context.value(high) + context.value(low)) / 2 + context.value(average)) / 2;
            boolean now = width * deviation() < multiplier * context.value(range);
            if (squeezed && !now && momentum > 0) {
                context.goLong();
            } else if (squeezed && !now && momentum < 0 && shorts) {
                context.goShort();
            } else if (context.state() > 0 && momentum < 0 || context.state() < 0 && momentum > 0) {
                context.goFlat();
            }
            squeezed = now;
        }

        /** Of the closes kept, divided by n, in two passes from the oldest on. */
        private double deviation() {
            double mean = closes.mean();
            double sum = 0;
            for (int count = closes.size() - 1; count >= 0; count--) {
                double distance = closes.back(count) - mean;
                sum += distance * distance;
            }
            return Math.sqrt(sum / closes.size());
        }

        @Override
        public void saveState(StateOutput out) {
            closes.saveState(out);
            out.putBoolean(squeezed);
        }

        @Override
        public void loadState(StateInput in) {
            closes.loadState(in);
            squeezed = in.getBoolean();
        }
    }
}
