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

/** {@code rsi2}: short weakness in a long trend. */
public final class ConnorsRsi2 implements StrategyProvider {
    @Override
    public String name() {
        return "rsi2";
    }

    @Override
    public String summary() {
        return "buys a very low RSI of two bars above a long average, out above a short one";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.MEAN_REVERSION,
                "Long when the close is above the mean of `trend` closes and Wilder's RSI of `period` bars below "
                        + "`lower`; ends when the close is above the mean of `exit` closes. With `shorts`, short when the "
                        + "close is below the long mean and the RSI above 100 - `lower`, until the close is below the "
                        + "short mean.",
                "L. Connors and C. Alvarez, Short Term Trading Strategies That Work (2009)",
                "trend",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 2, 1, "bars of the RSI"),
                Parameter.decimal("lower", "10", "0", "50", "RSI below which to buy"),
                Turn.bars("trend", 200, 1, "closes of the long mean"),
                Turn.bars("exit", 5, 1, "closes of the short mean"),
                Turn.shorts("on a very high RSI below the long mean"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                Fixed.toDouble(parameters.decimal("lower")),
                parameters.integer("trend"),
                parameters.integer("exit"),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final double lower;
        private final int trendPeriod;
        private final int exitPeriod;
        private final boolean shorts;
        private int rsi;
        private int trend;
        private int exit;

        Rule(int period, double lower, int trendPeriod, int exitPeriod, boolean shorts) {
            this.period = period;
            this.lower = lower;
            this.trendPeriod = trendPeriod;
            this.exitPeriod = exitPeriod;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            rsi = setup.feature("rsi", period);
            trend = setup.feature("sma", trendPeriod);
            exit = setup.feature("sma", exitPeriod);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(rsi) || !context.ready(trend) || !context.ready(exit)) {
                return;
            }
            int aboveTrend = Fixed.compareProducts(bar.closePx(), trendPeriod, context.raw(trend), 1);
            int aboveExit = Fixed.compareProducts(bar.closePx(), exitPeriod, context.raw(exit), 1);
            if (context.state() > 0 && aboveExit > 0 || context.state() < 0 && aboveExit < 0) {
                context.goFlat();
            } else if (aboveTrend > 0 && context.value(rsi) < lower) {
                context.goLong();
            } else if (aboveTrend < 0 && context.value(rsi) > 100 - lower && shorts) {
                context.goShort();
            }
        }
    }
}
