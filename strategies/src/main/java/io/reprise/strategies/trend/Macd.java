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
        private final int fastPeriod;
        private final int slowPeriod;
        private final int signalPeriod;
        private final boolean shorts;
        private int fast;
        private int slow;

        private int count;
        private double signal;
        private int before;

        Rule(int fastPeriod, int slowPeriod, int signalPeriod, boolean shorts) {
            this.fastPeriod = fastPeriod;
            this.slowPeriod = slowPeriod;
            this.signalPeriod = signalPeriod;
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
            double macd = context.value(fast) - context.value(slow);
            signal = count == 0 ? macd : signal + 2.0 / (signalPeriod + 1) * (macd - signal);
            count = Math.min(count + 1, signalPeriod + 1);
            int now = Double.compare(macd, signal);
            if (count > signalPeriod && before <= 0 && now > 0) {
                context.goLong();
            } else if (count > signalPeriod && before >= 0 && now < 0) {
                Turn.down(context, shorts);
            }
            before = now;
        }

        @Override
        public void saveState(StateOutput out) {
            out.putInt(count);
            out.putDouble(signal);
            out.putInt(before);
        }

        @Override
        public void loadState(StateInput in) {
            count = in.getInt();
            signal = in.getDouble();
            before = in.getInt();
        }
    }
}
