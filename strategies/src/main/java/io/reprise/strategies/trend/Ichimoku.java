package io.reprise.strategies.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.LongRing;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyFamily;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.strategies.base.Turn;
import java.util.List;

/**
 * {@code ichimoku}: the cloud of Goichi Hosoda. The lines are taken from the exact channel prices, since the features
 * {@code ichimoku-…} are doubles.
 */
public final class Ichimoku implements StrategyProvider {
    @Override
    public String name() {
        return "ichimoku";
    }

    @Override
    public String summary() {
        return "long above the cloud while the conversion line is above the base line";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.TREND,
                "Conversion and base line are the middles of the ranges of `conversion` and `base` bars; the "
                        + "cloud of a bar lies between their mean and the middle of the range of `span` bars, both as they "
                        + "were `base` bars before. Long when the close is above the cloud and the conversion line above "
                        + "the base line, short with `shorts` when both are below; ends when the close is on the other "
                        + "side of the base line. All is compared exactly.",
                "G. Hosoda, Ichimoku Kinko Hyo (1969)",
                "span + base",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("conversion", 9, 1, "bars of the conversion line"),
                Turn.bars("base", 26, 1, "bars of the base line, and of the cloud's delay"),
                Turn.bars("span", 52, 1, "bars of the slow side of the cloud"),
                Turn.shorts("below the cloud"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("conversion"),
                parameters.integer("base"),
                parameters.integer("span"),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int conversionPeriod;
        private final int basePeriod;
        private final int spanPeriod;
        private final boolean shorts;
        private int conversionHigh;
        private int conversionLow;
        private int baseHigh;
        private int baseLow;
        private int spanHigh;
        private int spanLow;

        private final LongRing fastSide;
        private final LongRing slowSide;

        Rule(int conversionPeriod, int basePeriod, int spanPeriod, boolean shorts) {
            this.conversionPeriod = conversionPeriod;
            this.basePeriod = basePeriod;
            this.spanPeriod = spanPeriod;
            this.shorts = shorts;
            fastSide = new LongRing(basePeriod + 1);
            slowSide = new LongRing(basePeriod + 1);
        }

        @Override
        public void onStart(Setup setup) {
            conversionHigh = setup.feature("donchian-high", conversionPeriod);
            conversionLow = setup.feature("donchian-low", conversionPeriod);
            baseHigh = setup.feature("donchian-high", basePeriod);
            baseLow = setup.feature("donchian-low", basePeriod);
            spanHigh = setup.feature("donchian-high", spanPeriod);
            spanLow = setup.feature("donchian-low", spanPeriod);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(conversionHigh) || !context.ready(baseHigh) || !context.ready(spanHigh)) {
                return;
            }
            long conversion2 = context.raw(conversionHigh) + context.raw(conversionLow);
            long base2 = context.raw(baseHigh) + context.raw(baseLow);
            fastSide.add(conversion2 + base2);
            slowSide.add(2 * (context.raw(spanHigh) + context.raw(spanLow)));
            if (fastSide.isFull()) {
                long close4 = 4 * bar.closePx();
                long top4 = Math.max(fastSide.oldest(), slowSide.oldest());
                long bottom4 = Math.min(fastSide.oldest(), slowSide.oldest());
                if (close4 > top4 && conversion2 > base2) {
                    context.goLong();
                } else if (close4 < bottom4 && conversion2 < base2 && shorts) {
                    context.goShort();
                } else if (context.state() > 0 && close4 < 2 * base2 || context.state() < 0 && close4 > 2 * base2) {
                    context.goFlat();
                }
            }
        }

        @Override
        public void saveState(StateOutput out) {
            fastSide.saveState(out);
            slowSide.saveState(out);
        }

        @Override
        public void loadState(StateInput in) {
            fastSide.loadState(in);
            slowSide.loadState(in);
        }

        @Override
        public void onSplit(int leg, long numerator, long denominator) {
            fastSide.scale(denominator, numerator);
            slowSide.scale(denominator, numerator);
        }
    }
}
