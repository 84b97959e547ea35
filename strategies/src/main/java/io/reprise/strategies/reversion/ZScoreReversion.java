package io.reprise.strategies.reversion;

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

/** {@code zscore-reversion}: against a close that is far from its mean. */
public final class ZScoreReversion implements StrategyProvider {
    @Override
    public String name() {
        return "zscore-reversion";
    }

    @Override
    public String summary() {
        return "long far below the mean, out near it";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.MEAN_REVERSION,
                "The z-score is the close less the mean of `period` closes, over their sample deviation. Long "
                        + "when it is below -`entry`, short with `shorts` when it is above `entry`; a long ends above "
                        + "-`exit`, a short below `exit`.",
                "E. P. Chan, Algorithmic Trading (2013), chapter 2",
                "period",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 20, 2, "closes of the mean and the deviation"),
                Parameter.decimal("entry", "2", "0", "10", "deviations at which to enter, more than exit"),
                Parameter.decimal("exit", "0.5", "-10", "10", "deviations at which to leave"),
                Turn.shorts("far above the mean"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.decimal("exit") >= parameters.decimal("entry")) {
            throw new IllegalArgumentException(
                    "zscore-reversion needs exit below entry, not exit=" + Fixed.toDouble(parameters.decimal("exit"))
                            + " and entry=" + Fixed.toDouble(parameters.decimal("entry")));
        }
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("entry")),
                Fixed.toDouble(parameters.decimal("exit")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double entry;
        private final double exit;
        private final boolean shorts;
        private int zscore;

        Rule(int period, double entry, double exit, boolean shorts) {
            this.period = period;
            this.entry = entry;
            this.exit = exit;
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
            double now = context.value(zscore);
            if (now < -entry) {
                context.goLong();
            } else if (now > entry && shorts) {
                context.goShort();
            } else if (context.state() > 0 && now > -exit || context.state() < 0 && now < exit) {
                context.goFlat();
            }
        }
    }
}
