package io.reprise.strategies.microstructure;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
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

/** {@code trade-imbalance}: the side on which trades are taken. */
public final class TradeImbalance implements StrategyProvider {
    @Override
    public String name() {
        return "trade-imbalance";
    }

    @Override
    public String summary() {
        return "on the side of the bought or sold quantity of late";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                        StrategyFamily.MICROSTRUCTURE,
                        "The imbalance is bought less sold quantity over all quantity of `bars` bars; the side of a "
                                + "trade is the source's, or the tick rule's. Long when it is above `threshold`, short, or flat "
                                + "without `shorts`, when it is below -`threshold`; a long ends below 0, a short above 0.",
                        "T. Chordia, R. Roll and A. Subrahmanyam, Order imbalance, liquidity, and market returns, "
                                + "Journal of Financial Economics 65 (2002)",
                        "bars",
                        true)
                .and(Input.TRADE, Input.VOLUME);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Turn.bars("bars", 5, 1, "bars of the imbalance"),
                Parameter.decimal("threshold", "0.3", "0", "1", "imbalance above which to follow"),
                Turn.shorts("when sold quantity is above"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("bars"), Fixed.toDouble(parameters.decimal("threshold")), parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int bars;
        private final double threshold;
        private final boolean shorts;
        private int imbalance;

        Rule(int bars, double threshold, boolean shorts) {
            this.bars = bars;
            this.threshold = threshold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            imbalance = setup.feature("trade-imbalance", bars);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(imbalance)) {
                return;
            }
            double now = context.value(imbalance);
            if (now > threshold) {
                context.goLong();
            } else if (now < -threshold) {
                Turn.down(context, shorts);
            } else if (context.state() > 0 && now < 0 || context.state() < 0 && now > 0) {
                context.goFlat();
            }
        }
    }
}
