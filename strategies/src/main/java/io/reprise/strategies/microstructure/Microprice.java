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

/** {@code microprice}: where the book leans. */
public final class Microprice implements StrategyProvider {
    @Override
    public String name() {
        return "microprice";
    }

    @Override
    public String summary() {
        return "on the side of the microprice while it is away from the last price";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                        StrategyFamily.MICROSTRUCTURE,
                        "The microprice weighs best bid and ask by the quantity on the other side. Long when it is more "
                                + "than `threshold` basis points above the close, short, or flat without `shorts`, when it is as "
                                + "far below; a long ends when it is below the close, a short when it is above.",
                        "S. Stoikov, The micro-price, Quantitative Finance 18 (2018)",
                        "1",
                        true)
                .and(Input.QUOTE);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.decimal("threshold", "1", "0", "1000", "basis points away from the close"),
                Turn.shorts("when it is below the close"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(Fixed.toDouble(parameters.decimal("threshold")), parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private static final double BPS = 10_000;

        private final double threshold;
        private final boolean shorts;
        private int microprice;

        Rule(double threshold, boolean shorts) {
            this.threshold = threshold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            microprice = setup.feature("microprice");
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(microprice)) {
                return;
            }
            double away = (context.value(microprice) / Fixed.toDouble(bar.closePx()) - 1) * BPS;
            if (away > threshold) {
                context.goLong();
            } else if (away < -threshold) {
                Turn.down(context, shorts);
            } else if (context.state() > 0 && away < 0 || context.state() < 0 && away > 0) {
                context.goFlat();
            }
        }
    }
}
