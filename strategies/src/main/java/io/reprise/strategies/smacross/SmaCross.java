package io.reprise.strategies.smacross;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;

/**
 * Long when the mean of the last {@code fast} closes rises above that of the last {@code slow}; ends when it is below
 * (rule 25 of docs/semantics.md). The sums are whole numbers and compared exactly, so equal means are equal.
 */
final class SmaCross implements Strategy {
    private final int fastPeriod;
    private final int slowPeriod;

    @Derived
    private boolean shorts;

    private int fast;
    private int slow;

    private boolean hasBefore;
    private int before;

    SmaCross(int fastPeriod, int slowPeriod, boolean shorts) {
        this.fastPeriod = fastPeriod;
        this.slowPeriod = slowPeriod;
        this.shorts = shorts;
    }

    @Override
    public void onStart(Setup setup) {
        fast = setup.feature("sma", fastPeriod);
        slow = setup.feature("sma", slowPeriod);
    }

    @Override
    public void onBar(Bar bar, Context context) {
        if (!context.ready(fast) || !context.ready(slow)) {
            return;
        }
        int now = Fixed.compareProducts(context.raw(fast), slowPeriod, context.raw(slow), fastPeriod);
        if (hasBefore) {
            decide(now, context);
        }
        before = now;
        hasBefore = true;
    }

    @Override
    public boolean onParameters(Parameters parameters) {
        if (parameters.integer("fast") != fastPeriod || parameters.integer("slow") != slowPeriod) {
            return false;
        }
        shorts = parameters.flag("shorts");
        return true;
    }

    private void decide(int now, Context context) {
        boolean rises = before <= 0 && now > 0;
        boolean falls = before >= 0 && now < 0;
        if (rises) {
            context.goLong();
        } else if (falls && shorts) {
            context.goShort();
        } else if (context.state() > 0 && now < 0 || context.state() < 0 && now > 0) {
            context.goFlat();
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(hasBefore);
        out.putInt(before);
    }

    @Override
    public void loadState(StateInput in) {
        hasBefore = in.getBoolean();
        before = in.getInt();
    }
}
