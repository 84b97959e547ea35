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

/**
 * {@code supertrend}: a stop that follows the price at a distance of true ranges. A close that breaks a band frees it at
 * once, and is held against the bands of the bar before; in the feature {@code supertrend-direction} both are a bar later.
 */
public final class SuperTrend implements StrategyProvider {
    @Override
    public String name() {
        return "supertrend";
    }

    @Override
    public String summary() {
        return "follows the side of an ATR band that the close last broke";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Bands lie `multiplier` average true ranges of `period` bars above and below the middle of the "
                        + "bar; the lower one never falls while the close stays above it, the upper one never rises while "
                        + "the close stays below it. Long when the close rises above the upper band, short, or flat "
                        + "without `shorts`, when it falls below the lower one.",
                "O. Seban, SuperTrend",
                "period + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 10, 1, "bars of the average true range"),
                Parameter.decimal("multiplier", "3", "0.1", "100", "average true ranges between the middle and a band"),
                Turn.shorts("below the lower band"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("multiplier")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double multiplier;
        private final boolean shorts;
        private int atr;

        private boolean hasBands;
        private double upper;
        private double lower;
        private double beforeClose;

        Rule(int period, double multiplier, boolean shorts) {
            this.period = period;
            this.multiplier = multiplier;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            atr = setup.feature("atr", period);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(atr)) {
                return;
            }
            double close = Fixed.toDouble(bar.closePx());
            double middle = (Fixed.toDouble(bar.highPx()) + Fixed.toDouble(bar.lowPx())) / 2;
            double width = multiplier * context.value(atr);
            if (hasBands) {
                if (close > upper && beforeClose <= upper) {
                    context.goLong();
                } else if (close < lower && beforeClose >= lower) {
                    Turn.down(context, shorts);
                }
            }
            upper = hasBands && close <= upper ? Math.min(upper, middle + width) : middle + width;
            lower = hasBands && close >= lower ? Math.max(lower, middle - width) : middle - width;
            beforeClose = close;
            hasBands = true;
        }

        @Override
        public void saveState(StateOutput out) {
            out.putBoolean(hasBands);
            out.putDouble(upper);
            out.putDouble(lower);
            out.putDouble(beforeClose);
        }

        @Override
        public void loadState(StateInput in) {
            hasBands = in.getBoolean();
            upper = in.getDouble();
            lower = in.getDouble();
            beforeClose = in.getDouble();
        }

        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            upper = upper * denominator / numerator;
            lower = lower * denominator / numerator;
            beforeClose = beforeClose * denominator / numerator;
        }
    }
}
