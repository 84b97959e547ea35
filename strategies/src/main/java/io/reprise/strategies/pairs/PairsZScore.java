package io.reprise.strategies.pairs;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
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
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("entry")),
                Fixed.toDouble(parameters.decimal("exit")));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double entry;
        private final double exit;
        private int zscore;

        Rule(int period, double entry, double exit) {
            this.period = period;
            this.entry = entry;
            this.exit = exit;
        }

        @Override
        public void onStart(Setup setup) {
            zscore = setup.cross("spread-zscore", 0, 1, period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(zscore)) {
                return;
            }
            double now = context.value(zscore);
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
    }
}
