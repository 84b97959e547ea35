package io.reprise.strategies.donchian;

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
 * Long when the close is above the highest high of the {@code entry} bars before this one; ends when it is below the lowest
 * low of the {@code exit} bars before (rule 27 of docs/semantics.md). Short mirrors it.
 */
final class DonchianBreakout implements Strategy {
    private final int entryPeriod;
    private final int exitPeriod;

    @Derived
    private boolean shorts;

    private int entryHigh;
    private int entryLow;
    private int exitHigh;
    private int exitLow;

    // the channels as they stood one bar ago: what "the bars before this one" means
    private boolean hasEntry;
    private boolean hasExit;
    private long entryHighPx;
    private long entryLowPx;
    private long exitHighPx;
    private long exitLowPx;

    DonchianBreakout(int entryPeriod, int exitPeriod, boolean shorts) {
        this.entryPeriod = entryPeriod;
        this.exitPeriod = exitPeriod;
        this.shorts = shorts;
    }

    @Override
    public void onStart(Setup setup) {
        entryHigh = setup.feature("donchian-high", entryPeriod);
        entryLow = setup.feature("donchian-low", entryPeriod);
        exitHigh = setup.feature("donchian-high", exitPeriod);
        exitLow = setup.feature("donchian-low", exitPeriod);
    }

    @Override
    public void onBar(Bar bar, Context context) {
        long close = bar.closePx();
        if (hasExit && (context.state() > 0 && close < exitLowPx || context.state() < 0 && close > exitHighPx)) {
            context.goFlat();
        }
        if (hasEntry) {
            if (close > entryHighPx) {
                context.goLong();
            } else if (close < entryLowPx) {
                Turn.down(context, shorts);
            }
        }
        remember(context);
    }

    @Override
    public boolean onParameters(Parameters parameters) {
        if (parameters.integer("entry") != entryPeriod || parameters.integer("exit") != exitPeriod) {
            return false;
        }
        shorts = parameters.flag("shorts");
        return true;
    }

    private void remember(Context context) {
        hasEntry = context.ready(entryHigh);
        hasExit = context.ready(exitHigh);
        if (hasEntry) {
            entryHighPx = context.raw(entryHigh);
            entryLowPx = context.raw(entryLow);
        }
        if (hasExit) {
            exitHighPx = context.raw(exitHigh);
            exitLowPx = context.raw(exitLow);
        }
    }

    /** The channels were remembered in the prices before the split. */
    @Override
    public void onSplit(int leg, long numerator, long denominator) {
        entryHighPx = Fixed.mulDivHalfEven(entryHighPx, denominator, numerator);
        entryLowPx = Fixed.mulDivHalfEven(entryLowPx, denominator, numerator);
        exitHighPx = Fixed.mulDivHalfEven(exitHighPx, denominator, numerator);
        exitLowPx = Fixed.mulDivHalfEven(exitLowPx, denominator, numerator);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(hasEntry);
        out.putBoolean(hasExit);
        out.putLong(entryHighPx);
        out.putLong(entryLowPx);
        out.putLong(exitHighPx);
        out.putLong(exitLowPx);
    }

    @Override
    public void loadState(StateInput in) {
        hasEntry = in.getBoolean();
        hasExit = in.getBoolean();
        entryHighPx = in.getLong();
        entryLowPx = in.getLong();
        exitHighPx = in.getLong();
        exitLowPx = in.getLong();
    }
}
