package io.reprise.strategies.carry;

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

/** {@code funding-carry}: on the side that is paid. */
public final class FundingCarry implements StrategyProvider {
    @Override
    public String name() {
        return "funding-carry";
    }

    @Override
    public String summary() {
        return "holds a perpetual on the side that is paid funding, while it pays enough";
    }

    @Override
    public StrategyNotes notes() {
        return StrategyNotes.onBars(
                        StrategyFamily.CARRY,
                        "The carry is the sum of the last `count` funding rates, which longs pay when it is above 0. "
                                + "Long when it is below -`threshold`, short, or flat without `shorts`, when it is above "
                                + "`threshold`; a long ends above 0, a short below 0.",
                        "R. S. J. Koijen, T. J. Moskowitz, L. H. Pedersen and E. B. Vrugt, Carry, Journal of Financial "
                                + "Economics 127 (2018)",
                        "count rates",
                        true)
                .and(Input.FUNDING);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("count", 9, 1, 10_000, "funding rates in the sum"),
                Parameter.decimal("threshold", "0.0005", "0", "1", "sum of rates, a fraction, beyond which to hold"),
                Turn.shorts("when longs pay"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        return new Rule(
                parameters.integer("count"),
                Fixed.toDouble(parameters.decimal("threshold")),
                parameters.flag("shorts"));
    }

    private static final class Rule implements Strategy {
        private final int count;
        private final double threshold;
        private final boolean shorts;
        private int carry;

        Rule(int count, double threshold, boolean shorts) {
            this.count = count;
            this.threshold = threshold;
            this.shorts = shorts;
        }

        @Override
        public void onStart(Setup setup) {
            carry = setup.feature("funding-cumulated", count);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            if (!context.ready(carry)) {
                return;
            }
            double now = context.value(carry);
            if (now < -threshold) {
                context.goLong();
            } else if (now > threshold) {
                Turn.down(context, shorts);
            } else if (context.state() > 0 && now > 0 || context.state() < 0 && now < 0) {
                context.goFlat();
            }
        }
    }
}
