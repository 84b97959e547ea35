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

/**
 * {@code keltner-breakout}: out of the channel of Chester Keltner. Average and range have a period each, the features
 * {@code keltner-upper} and {@code keltner-lower} one for both.
 */
public final class KeltnerBreakout implements StrategyProvider {
    @Override
    public String name() {
        return "keltner-breakout";
    }

    @Override
    public String summary() {
        return "long when the close leaves a channel of true ranges, out at its middle";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                StrategyFamily.BREAKOUT,
                "The channel lies `multiplier` average true ranges of `range` bars from the exponential average "
                        + "of `period` closes. Long when the close is above it, short with `shorts` when it is below; ends "
                        + "when the close is on the other side of the average.",
                "L. B. Raschke's form of C. W. Keltner, How to Make Money in Commodities (1960)",
                "the greater of period and range",
                true);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("period", 20, 1, "bars of the average"),
                Turn.bars("range", 10, 1, "bars of the average true range"),
                Parameter.decimal(
                        "multiplier", "2", "0.1", "100", "average true ranges between the middle and an edge"),
                Turn.shorts("below the channel"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("period"),
                parameters.integer("range"),
                Fixed.toDouble(parameters.decimal("multiplier")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int period;
        private final int rangePeriod;
        private final double multiplier;
        private final boolean shorts;
        private int average;
        private int range;

        Rule(int period, int rangePeriod, double multiplier, boolean shorts) {
            this.period = period;
            this.rangePeriod = rangePeriod;
            this.multiplier = multiplier;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            average = setup.feature("ema", period);
            range = setup.feature("atr", rangePeriod);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(average) || !context.ready(range)) {
                return;
            }
            double distance = Fixed.toDouble(bar.closePx()) - context.value(average);
            double width = multiplier * context.value(range);
            if (distance > width) {
                context.goLong();
            } else if (distance < -width && shorts) {
                context.goShort();
            } else if (context.state() > 0 && distance < 0 || context.state() < 0 && distance > 0) {
                context.goFlat();
            }
        }
    }
}
