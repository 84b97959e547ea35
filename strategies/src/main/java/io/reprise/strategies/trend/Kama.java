package io.reprise.strategies.trend;

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
import io.reprise.strategies.base.Crossing;
import io.reprise.strategies.base.Turn;
import java.util.List;

/**
 * {@code kama}: an average that is fast where the price goes somewhere. It starts at the first close that has a ratio, the
 * feature {@code kama} a bar earlier.
 */
public final class Kama implements StrategyProvider {
    @Override
    public String name() {
        return "kama";
    }

    @Override
    public String summary() {
        return "long while the close is above Kaufman's adaptive average";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "The efficiency ratio is the way from the close `period` bars before over the sum of all steps "
                        + "since; the average takes (ratio · (2/(fast+1) - 2/(slow+1)) + 2/(slow+1))² of the distance to "
                        + "the close, started at the first close that has a ratio. Long when the close rises above the "
                        + "average, short, or flat without `shorts`, when it falls below.",
                "P. J. Kaufman, Smarter Trading (1995)",
                "period + 2",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 10, 1, "bars of the efficiency ratio"),
                Turn.bars("fast", 2, 1, "bars of the fastest average"),
                Turn.bars("slow", 30, 2, "bars of the slowest average, more than fast"),
                Turn.shorts("below the average"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.integer("fast") >= parameters.integer("slow")) {
            throw new IllegalArgumentException("kama needs fast below slow, not fast=" + parameters.integer("fast")
                    + " and slow=" + parameters.integer("slow"));
        }
        return new Rule(
                parameters.integer("period"),
                2.0 / (parameters.integer("fast") + 1),
                2.0 / (parameters.integer("slow") + 1),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double fastest;
        private final double slowest;
        private final boolean shorts;
        private int efficiency;

        private boolean hasAverage;
        private double average;
        private final Crossing crossing = new Crossing();

        Rule(int period, double fastest, double slowest, boolean shorts) {
            this.period = period;
            this.fastest = fastest;
            this.slowest = slowest;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            efficiency = setup.feature("efficiency-ratio", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(efficiency)) {
                return;
            }
            double close = Fixed.toDouble(bar.closePx());
            if (!hasAverage) {
                average = close;
                hasAverage = true;
            }
            double constant = context.value(efficiency) * (fastest - slowest) + slowest;
            average += constant * constant * (close - average);
            int turn = crossing.turn(Double.compare(close, average));
            if (turn > 0) {
                context.goLong();
            } else if (turn < 0) {
                Turn.down(context, shorts);
            }
        }

        @Override
        public void saveState(StateOutput out) {
            out.putBoolean(hasAverage);
            out.putDouble(average);
            crossing.saveState(out);
        }

        @Override
        public void loadState(StateInput in) {
            hasAverage = in.getBoolean();
            average = in.getDouble();
            crossing.loadState(in);
        }

        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            average = average * denominator / numerator;
        }
    }
}
