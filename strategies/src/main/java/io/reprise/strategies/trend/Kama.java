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
import io.reprise.strategies.base.LongWindow;
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code kama}: an average that is fast where the price goes somewhere. */
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
                2.0 / (parameters.integer("fast") + 1),
                2.0 / (parameters.integer("slow") + 1),
                parameters.flag("shorts"),
                parameters.integer("period"));
    }

    private static final class Rule implements Strategy {
        private final double fastest;
        private final double slowest;
        private final boolean shorts;

        private final LongWindow closes;
        private long path;
        private boolean hasAverage;
        private double average;
        private int before;

        Rule(double fastest, double slowest, boolean shorts, int period) {
            this.fastest = fastest;
            this.slowest = slowest;
            this.shorts = shorts;
            closes = new LongWindow(period + 1);
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            if (closes.size() > 0) {
                path += Math.abs(bar.closePx() - closes.back(0));
            }
            if (closes.isFull()) {
                path -= Math.abs(closes.back(closes.size() - 2) - closes.oldest());
            }
            closes.add(bar.closePx());
            if (closes.isFull()) {
                follow(Fixed.toDouble(bar.closePx()), context);
            }
        }

        private void follow(double close, Context context) {
            if (!hasAverage) {
                average = close;
                hasAverage = true;
            }
            double ratio = path == 0 ? 0 : (double) Math.abs(closes.back(0) - closes.oldest()) / path;
            double constant = ratio * (fastest - slowest) + slowest;
            average += constant * constant * (close - average);
            int now = Double.compare(close, average);
            if (before <= 0 && now > 0) {
                context.goLong();
            } else if (before >= 0 && now < 0) {
                Turn.down(context, shorts);
            }
            before = now;
        }

        @Override
        public void saveState(StateOutput out) {
            closes.saveState(out);
            out.putLong(path);
            out.putBoolean(hasAverage);
            out.putDouble(average);
            out.putInt(before);
        }

        @Override
        public void loadState(StateInput in) {
            closes.loadState(in);
            path = in.getLong();
            hasAverage = in.getBoolean();
            average = in.getDouble();
            before = in.getInt();
        }
    }
}
