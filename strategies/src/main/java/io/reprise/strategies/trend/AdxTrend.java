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
import io.reprise.strategies.base.Turn;
import java.util.List;

/** {@code adx-trend}: the direction of Welles Wilder, where he finds a trend. */
public final class AdxTrend implements StrategyProvider {
    @Override
    public String name() {
        return "adx-trend";
    }

    @Override
    public String summary() {
        return "follows the directional index, entering only where the ADX says that there is a trend";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Wilder's +DI, -DI and ADX of `period` bars, each average started with the mean of its first "
                        + "`period` values. Long when +DI is above -DI and the ADX is above `threshold`, short with "
                        + "`shorts` when -DI is above and the ADX too; ends when the other DI is above.",
                "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
                "2 · period",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 14, 2, "bars of Wilder's averages"),
                Parameter.decimal("threshold", "25", "0", "100", "ADX above which a trend is followed"),
                Turn.shorts("when the trend is down"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("threshold")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double threshold;
        private final boolean shorts;

        private long beforeHigh;
        private long beforeLow;
        private int bars;
        private double plus;
        private double minus;
        private double adx;

        Rule(int period, double threshold, boolean shorts) {
            this.period = period;
            this.threshold = threshold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {}

        @Override
        public void onBar(Bar bar, Context context) {
            if (bars > 0) {
                move(bar);
                if (bars >= 2 * period - 1) {
                    decide(context);
                }
            }
            bars = Math.min(bars + 1, 2 * period);
            beforeHigh = bar.highPx();
            beforeLow = bar.lowPx();
        }

        private void move(Bar bar) {
            long up = bar.highPx() - beforeHigh;
            long down = beforeLow - bar.lowPx();
            plus = wilder(plus, up > down && up > 0 ? Fixed.toDouble(up) : 0, bars);
            minus = wilder(minus, down > up && down > 0 ? Fixed.toDouble(down) : 0, bars);
            if (bars >= period) {
                double sum = plus + minus;
                adx = wilder(adx, sum > 0 ? 100 * Math.abs(plus - minus) / sum : 0, bars - period + 1);
            }
        }

        /** The mean of the first values, then x += (v - x) / period. */
        private double wilder(double before, double value, int count) {
            return before + (value - before) / Math.min(count, period);
        }

        private void decide(Context context) {
            boolean isTrend = adx > threshold;
            if (isTrend && plus > minus) {
                context.goLong();
            } else if (isTrend && minus > plus && shorts) {
                context.goShort();
            } else if (context.state() > 0 && minus > plus || context.state() < 0 && plus > minus) {
                context.goFlat();
            }
        }

        @Override
        public void saveState(StateOutput out) {
            out.putLong(beforeHigh);
            out.putLong(beforeLow);
            out.putInt(bars);
            out.putDouble(plus);
            out.putDouble(minus);
            out.putDouble(adx);
        }

        @Override
        public void loadState(StateInput in) {
            beforeHigh = in.getLong();
            beforeLow = in.getLong();
            bars = in.getInt();
            plus = in.getDouble();
            minus = in.getDouble();
            adx = in.getDouble();
        }
    }
}
