package io.reprise.strategies.pairs;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
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

/** {@code pairs-zscore}: the distance of two prices that used to go together. */
public final class PairsZScore implements StrategyProvider {
    @Override
    public String name() {
        return "pairs-zscore";
    }

    @Override
    public String summary() {
        return "long one of two instruments and short the other while their prices are far apart";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                        StrategyFamily.PAIRS,
                        "The spread is the logarithm of the first instrument's close over the second's; its z-score is "
                                + "taken over `period` bars of both, this one included. Below -`entry` the first is bought and the "
                                + "second sold, above `entry` the other way; both are closed when the z-score is beyond -`exit` or "
                                + "`exit` towards the mean.",
                        "E. Gatev, W. N. Goetzmann and K. G. Rouwenhorst, Pairs trading, Review of Financial Studies 19 "
                                + "(2006)",
                        "period",
                        true)
                .and(Input.OTHER_BAR);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 60, 3, "bars of the mean and the deviation"),
                Parameter.decimal("entry", "2", "0", "10", "deviations at which to enter, more than exit"),
                Parameter.decimal("exit", "0.5", "-10", "10", "deviations at which to leave"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.decimal("exit") >= parameters.decimal("entry")) {
            throw new IllegalArgumentException(
                    "pairs-zscore needs exit below entry, not exit=" + Fixed.toDouble(parameters.decimal("exit"))
                            + " and entry=" + Fixed.toDouble(parameters.decimal("entry")));
        }
        return new Rule(
                Fixed.toDouble(parameters.decimal("entry")),
                Fixed.toDouble(parameters.decimal("exit")),
                parameters.integer("period"));
    }

    private static final class Rule implements Strategy {
        private final double entry;
        private final double exit;

        private final DoubleWindow spreads;

        Rule(double entry, double exit, int period) {
            this.entry = entry;
            this.exit = exit;
            spreads = new DoubleWindow(period);
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            spreads.add(StrictMath.log((double) bar.closePx() / context.bar(1).closePx()));
            double deviation = spreads.deviation();
            if (!spreads.isFull() || deviation == 0) {
                return;
            }
            double now = (spreads.back(0) - spreads.mean()) / deviation;
            if (now < -entry) {
                go(context, 1);
            } else if (now > entry) {
                go(context, -1);
            } else if (context.state() > 0 && now > -exit || context.state() < 0 && now < exit) {
                go(context, 0);
            }
        }

        private static void go(Context context, int side) {
            context.go(0, side);
            context.go(1, -side);
        }

        /** Only the ratio of the two prices is kept, which one split moves for good. */
        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            double shift = StrictMath.log((double) denominator / numerator);
            spreads.shift(leg == 0 ? shift : -shift);
        }

        @Override
        public void saveState(StateOutput out) {
            spreads.saveState(out);
        }

        @Override
        public void loadState(StateInput in) {
            spreads.loadState(in);
        }
    }
}
