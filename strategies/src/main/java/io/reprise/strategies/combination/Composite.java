package io.reprise.strategies.combination;

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

/** {@code composite}: a trend, as long as it is quiet. */
public final class Composite implements StrategyProvider {
    @Override
    public String name() {
        return "composite";
    }

    @Override
    public String summary() {
        return "long in an uptrend while volatility is not above its usual level";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.COMBINATION,
                "Two conditions together: the close is above the mean of `trend` closes, and the deviation of "
                        + "the last `window` log returns is at most `limit` times that of the last `reference`. Long while "
                        + "both hold, flat when one fails; with `shorts`, short while the close is below the mean and the "
                        + "second holds.",
                "the trend rule of M. T. Faber, A quantitative approach to tactical asset allocation (2007), in "
                        + "the quiet states of Moreira and Muir (2017)",
                "the greater of trend and reference + 1",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("trend", 100, 1, "closes of the mean"),
                Turn.bars("window", 20, 2, "returns of the volatility of late"),
                Turn.bars("reference", 200, 2, "returns of the usual volatility, more than window"),
                Parameter.decimal("limit", "1.2", "0.01", "100", "ratio of the two up to which the market is quiet"),
                Turn.shorts("in a quiet downtrend"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        if (parameters.integer("window") >= parameters.integer("reference")) {
            throw new IllegalArgumentException("composite needs window below reference, not window="
                    + parameters.integer("window") + " and reference=" + parameters.integer("reference"));
        }
        return new Rule(
                parameters.integer("trend"),
                parameters.integer("window"),
                parameters.integer("reference"),
                Fixed.toDouble(parameters.decimal("limit")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int trendPeriod;
        private final int window;
        private final int reference;
        private final double limit;
        private final boolean shorts;
        private int trend;
        private int late;
        private int usual;

        Rule(int trendPeriod, int window, int reference, double limit, boolean shorts) {
            this.trendPeriod = trendPeriod;
            this.window = window;
            this.reference = reference;
            this.limit = limit;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            trend = setup.feature("sma", trendPeriod);
            late = setup.feature("volatility", window);
            usual = setup.feature("volatility", reference);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(trend) || !context.ready(late) || !context.ready(usual)) {
                return;
            }
            boolean isQuiet = context.value(late) <= limit * context.value(usual);
            int above = Fixed.compareProducts(bar.closePx(), trendPeriod, context.raw(trend), 1);
            if (isQuiet && above > 0) {
                context.goLong();
            } else if (isQuiet && above < 0 && shorts) {
                context.goShort();
            } else {
                context.goFlat();
            }
        }
    }
}
