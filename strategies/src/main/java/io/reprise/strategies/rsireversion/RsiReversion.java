package io.reprise.strategies.rsireversion;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.strategies.base.Turn;

/**
 * Long when Wilder's RSI rises above {@code lower}; short, or flat without shorts, when it falls below {@code upper} (rule
 * 26 of docs/semantics.md).
 */
final class RsiReversion implements Strategy {
    private final int period;

    @Derived
    private double lower;

    @Derived
    private double upper;

    @Derived
    private boolean shorts;

    private int rsi;

    private boolean hasBefore;
    private double before;

    RsiReversion(int period, double lower, double upper, boolean shorts) {
        this.period = period;
        this.lower = lower;
        this.upper = upper;
        this.shorts = shorts;
    }

    @Override
    public void onStart(Setup setup) {
        rsi = setup.feature("rsi", period);
    }

    @Override
    public void onBar(Bar bar, Context context) {
        if (!context.ready(rsi)) {
            return;
        }
        double now = context.value(rsi);
        if (hasBefore) {
            if (before <= lower && now > lower) {
                context.goLong();
            }
            if (before >= upper && now < upper) {
                Turn.down(context, shorts);
            }
        }
        before = now;
        hasBefore = true;
    }

    @Override
    public boolean onParameters(Parameters parameters) {
        double newLower = Fixed.toDouble(parameters.decimal("lower"));
        double newUpper = Fixed.toDouble(parameters.decimal("upper"));
        if (parameters.integer("period") != period || newLower >= newUpper) {
            return false;
        }
        lower = newLower;
        upper = newUpper;
        shorts = parameters.flag("shorts");
        return true;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(hasBefore);
        out.putDouble(before);
    }

    @Override
    public void loadState(StateInput in) {
        hasBefore = in.getBoolean();
        before = in.getDouble();
    }
}
