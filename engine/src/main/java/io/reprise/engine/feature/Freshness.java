package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** When an input that is not the bar came last, and whether that is too long ago at a bar's end. */
@HotPath
public final class Freshness implements Part {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long toleranceNs;
    private final LongCell last = new LongCell();

    public Freshness(long toleranceSeconds) {
        toleranceNs = Math.multiplyExact(toleranceSeconds, SECOND_NS);
    }

    /** The input came. */
    public void touch(long tsEventNs) {
        last.set(tsEventNs);
    }

    /** Whether it came at most the tolerance before the end of the bar. */
    public boolean isFresh(Bar bar) {
        return last.isSet() && bar.endNs() - last.get() <= toleranceNs;
    }

    @Override
    public void scale(long by, long dividedBy) {}

    @Override
    public void saveState(StateOutput out) {
        last.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        last.loadState(in);
    }
}
