package io.reprise.strategies.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Crossing;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code ema-cross}: two exponential averages of the close. */
public final class EmaCross implements StrategyProvider {
    @Override
    public String name() {
        return "ema-cross";
    }

    @Override
    public String summary() {
        return "long while a fast exponential average is above a slow one";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Long when the exponential average of `fast` bars rises above that of `slow` bars; short, or flat without "
                        + "`shorts`, when it falls below.",
                "the exponential form of the moving-average rules in Brock, Lakonishok and LeBaron, Journal of Finance "
                        + "47 (1992)",
                "slow + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("fast", 12, 1, "bars of the fast average"),
                Turn.bars("slow", 26, 2, "bars of the slow average, more than fast"),
                Turn.shorts("when fast falls below slow"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        int fast = parameters.integer("fast");
        int slow = parameters.integer("slow");
        if (fast >= slow) {
            throw new IllegalArgumentException(
                    "ema-cross needs fast below slow, not fast=" + fast + " and slow=" + slow);
        }
        return new Rule(fast, slow, parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int fastPeriod;
        private final int slowPeriod;
        private final boolean shorts;
        private int fast;
        private int slow;

        private final Crossing crossing = new Crossing();

        Rule(int fastPeriod, int slowPeriod, boolean shorts) {
            this.fastPeriod = fastPeriod;
            this.slowPeriod = slowPeriod;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            fast = setup.feature("ema", fastPeriod);
            slow = setup.feature("ema", slowPeriod);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(slow)) {
                return;
            }
            int turn = crossing.turn(Double.compare(context.value(fast), context.value(slow)));
            if (turn > 0) {
                context.goLong();
            } else if (turn < 0) {
                Turn.down(context, shorts);
            }
        }

        @Override
        public void saveState(StateOutput out) {
            crossing.saveState(out);
        }

        @Override
        public void loadState(StateInput in) {
            crossing.loadState(in);
        }
    }
}
