package io.reprise.engine.feature.volatility;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.Part;

/** How long a window holds a bar of which a logarithm does not exist, since a price was not above 0. */
@HotPath
final class Undefined implements Part {
    private final int period;
    /** Bars until the last one has left the window. */
    private int bars;

    private boolean isNow;

    Undefined(int period) {
        this.period = period;
    }

    /** A logarithm as a whole number, 0 and noted where it does not exist. */
    long fixed(double logarithm, double scale) {
        if (Double.isNaN(logarithm)) {
            isNow = true;
            return 0;
        }
        return (long) Math.rint(logarithm * scale);
    }

    /** @param entered whether the bar entered the window */
    void endOfBar(boolean entered) {
        if (entered) {
            bars = isNow ? period : Math.max(bars - 1, 0);
        }
        isNow = false;
    }

    boolean isClear() {
        return bars == 0;
    }

    @Override
    public void scale(long by, long dividedBy) {}

    @Override
    public void saveState(StateOutput out) {
        out.putInt(bars);
    }

    @Override
    public void loadState(StateInput in) {
        bars = in.getInt();
    }
}
