package io.reprise.strategies.smacross;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.BarsAhead;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.LooksAhead;
import io.reprise.engine.strategy.Setup;

/**
 * Long when the mean of the last {@code fast} closes rises above that of the last {@code slow}; ends when it is below
 * (rule 25 of docs/semantics.md). The sums are whole numbers and compared exactly, so equal means are equal.
 */
final class SmaCross implements LooksAhead {
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
        if (rises(before, now)) {
            context.goLong();
        } else if (fallsShort(before, now)) {
            context.goShort();
        } else if (ends(now, context.state())) {
            context.goFlat();
        }
    }

    private static boolean rises(int before, int now) {
        return before <= 0 && now > 0;
    }

    private boolean fallsShort(int before, int now) {
        return shorts && before >= 0 && now < 0;
    }

    private static boolean ends(int now, int state) {
        return state > 0 && now < 0 || state < 0 && now > 0;
    }

    @Override
    public int quietBars(BarsAhead bars) {
        long[] fasts = bars.raws(fast);
        long[] slows = bars.raws(slow);
        if (!hasBefore) {
            return 0;
        }
        int state = bars.state();
        int last = before;
        for (int i = bars.from(); i < bars.to(); i++) {
            int now = Fixed.compareProducts(fasts[i], slowPeriod, slows[i], fastPeriod);
            if (rises(last, now) || fallsShort(last, now) || ends(now, state)) {
                return i - bars.from();
            }
            last = now;
        }
        return bars.to() - bars.from();
    }

    @Override
    public void onQuietBars(BarsAhead bars, int count) {
        int last = bars.from() + count - 1;
        before = Fixed.compareProducts(bars.raws(fast)[last], slowPeriod, bars.raws(slow)[last], fastPeriod);
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
