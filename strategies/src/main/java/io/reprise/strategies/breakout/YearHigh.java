package io.reprise.strategies.breakout;

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

/** {@code year-high}: near the highest price of a year. */
public final class YearHigh implements StrategyProvider {
    @Override
    public String name() {
        return "year-high";
    }

    @Override
    public String summary() {
        return "long near the highest high of a year, out well below it";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.BREAKOUT,
                "Long when the close is at or above `entry` times the highest high of `bars` bars, this one "
                        + "included; ends when it is below `exit` times that high. Compared exactly.",
                "T. J. George and C.-Y. Hwang, The 52-week high and momentum investing, Journal of Finance 59 "
                        + "(2004)",
                "bars",
                false);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("bars", 252, 1, "bars of the highest high"),
                Parameter.decimal("entry", "0.98", "0.01", "1", "share of the high at which to enter, more than exit"),
                Parameter.decimal("exit", "0.9", "0", "1", "share of the high below which to leave"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.decimal("exit") >= parameters.decimal("entry")) {
            throw new IllegalArgumentException(
                    "year-high needs exit below entry, not exit=" + Fixed.toDouble(parameters.decimal("exit"))
                            + " and entry=" + Fixed.toDouble(parameters.decimal("entry")));
        }
        return new Rule(parameters.integer("bars"), parameters.decimal("entry"), parameters.decimal("exit"));
    }

    private static final class Rule implements Strategy {
        private final int bars;
        private final long entry;
        private final long exit;
        private int high;

        Rule(int bars, long entry, long exit) {
            this.bars = bars;
            this.entry = entry;
            this.exit = exit;
        }

        @Override
        public void onStart(Setup setup) {
            high = setup.feature("donchian-high", bars);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(high)) {
                return;
            }
            if (Fixed.compareProducts(bar.closePx(), Fixed.ONE, context.raw(high), entry) >= 0) {
                context.goLong();
            } else if (Fixed.compareProducts(bar.closePx(), Fixed.ONE, context.raw(high), exit) < 0) {
                context.goFlat();
            }
        }
    }
}
