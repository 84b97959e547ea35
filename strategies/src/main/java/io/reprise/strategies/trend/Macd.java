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

/** {@code macd}: the moving-average convergence and divergence against its own average. */
public final class Macd implements StrategyProvider {
    @Override
    public String name() {
        return "macd";
    }

    @Override
    public String summary() {
        return "long while the MACD is above its signal line";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "MACD is the exponential average of `fast` bars less that of `slow` bars; the signal line is its "
                        + "exponential average of `signal` values, started with the first. Long when the MACD rises above "
                        + "the signal line; short, or flat without `shorts`, when it falls below.",
                "G. Appel, The Moving Average Convergence-Divergence Trading Method (1979)",
                "slow + signal",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("fast", 12, 1, "bars of the fast average"),
                Turn.bars("slow", 26, 2, "bars of the slow average, more than fast"),
                Turn.bars("signal", 9, 1, "values of the signal line"),
                Turn.shorts("when the MACD falls below its signal line"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.integer("fast") >= parameters.integer("slow")) {
            throw new IllegalArgumentException("macd needs fast below slow, not fast=" + parameters.integer("fast")
                    + " and slow=" + parameters.integer("slow"));
        }
        return new Rule(
                parameters.integer("fast"),
                parameters.integer("slow"),
                parameters.integer("signal"),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int fast;
        private final int slow;
        private final int signal;
        private final boolean shorts;
        private int histogram;

        private final Crossing crossing = new Crossing();

        Rule(int fast, int slow, int signal, boolean shorts) {
            this.fast = fast;
            this.slow = slow;
            this.signal = signal;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            histogram = setup.feature("macd-histogram", fast, slow, signal);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(histogram)) {
                return;
            }
            int turn = crossing.turn(Double.compare(context.value(histogram), 0));
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
