package io.reprise.strategies.reversion;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Crossing;
import io.reprise.strategies.base.Turn;
import java.util.List;

/**
 * {@code stochastic}: the slow stochastic of George Lane. Without a range %K is 50, where the feature {@code stochastic-d}
 * has no value.
 */
public final class Stochastic implements StrategyProvider {
    @Override
    public String name() {
        return "stochastic";
    }

    @Override
    public String summary() {
        return "long when the slow stochastic turns up in its low zone, out or short when it turns down in its "
                + "high zone";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.MEAN_REVERSION,
                "%K is where the close lies in the range of `period` bars, 0 to 100 (50 where there is no "
                        + "range), averaged over `smooth` bars; %D is its mean over `signal` bars. Long when %K rises "
                        + "above %D with %D below `lower`; short, or flat without `shorts`, when %K falls below %D with %D "
                        + "above `upper`.",
                "G. C. Lane, Lane's Stochastics, Technical Analysis of Stocks and Commodities 2 (1984)",
                "period + smooth + signal - 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 14, 1, "bars of the range"),
                Turn.bars("smooth", 3, 1, "bars that %K is averaged over"),
                Turn.bars("signal", 3, 1, "values of %D"),
                Parameter.decimal("lower", "20", "0", "100", "upper edge of the low zone"),
                Parameter.decimal("upper", "80", "0", "100", "lower edge of the high zone, above lower"),
                Turn.shorts("when it turns down in the high zone"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.decimal("lower") >= parameters.decimal("upper")) {
            throw new IllegalArgumentException(
                    "stochastic needs lower below upper, not lower=" + Fixed.toDouble(parameters.decimal("lower"))
                            + " and upper=" + Fixed.toDouble(parameters.decimal("upper")));
        }
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("lower")),
                Fixed.toDouble(parameters.decimal("upper")),
                parameters.flag("shorts"),
                parameters.integer("smooth"),
                parameters.integer("signal"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double lower;
        private final double upper;
        private final boolean shorts;
        private int high;
        private int low;

        private final DoubleRing fast;
        private final DoubleRing slow;
        private final Crossing crossing = new Crossing();

        Rule(int period, double lower, double upper, boolean shorts, int smooth, int signal) {
            this.period = period;
            this.lower = lower;
            this.upper = upper;
            this.shorts = shorts;
            fast = new DoubleRing(smooth);
            slow = new DoubleRing(signal);
        }

        @Override
        public void onStart(Setup setup) {
            high = setup.feature("donchian-high", period);
            low = setup.feature("donchian-low", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(high)) {
                return;
            }
            long range = context.raw(high) - context.raw(low);
            fast.add(range == 0 ? 50 : 100.0 * (bar.closePx() - context.raw(low)) / range);
            if (fast.isFull()) {
                slow.add(fast.mean());
            }
            if (slow.isFull()) {
                decide(context);
            }
        }

        private void decide(Context context) {
            double signal = slow.mean();
            int turn = crossing.turn(Double.compare(slow.newest(), signal));
            if (turn > 0 && signal < lower) {
                context.goLong();
            } else if (turn < 0 && signal > upper) {
                Turn.down(context, shorts);
            }
        }

        @Override
        public void saveState(StateOutput out) {
            fast.saveState(out);
            slow.saveState(out);
            crossing.saveState(out);
        }

        @Override
        public void loadState(StateInput in) {
            fast.loadState(in);
            slow.loadState(in);
            crossing.loadState(in);
        }
    }
}
