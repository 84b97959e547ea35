package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/** The true range of each bar, exactly; the first bar's is high - low. */
@HotPath
public final class TrueRange implements Part {
    private long closePx;
    private boolean hasClose;

    /** Takes a bar and answers its true range, 1e-8. */
    public long add(Bar bar) {
        long range = hasClose ? Prices.trueRange(bar, closePx) : Math.subtractExact(bar.highPx(), bar.lowPx());
        closePx = bar.closePx();
        hasClose = true;
        return range;
    }

    @Override
    public void scale(long by, long dividedBy) {
        closePx = Fixed.mulDivHalfEven(closePx, by, dividedBy);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(closePx);
        out.putBoolean(hasClose);
    }

    @Override
    public void loadState(StateInput in) {
        closePx = in.getLong();
        hasClose = in.getBoolean();
    }
}
