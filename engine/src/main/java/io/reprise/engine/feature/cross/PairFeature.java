package io.reprise.engine.feature.cross;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.ValueFeature;

/**
 * A feature of two closes at a time, in whichever order the two bars of that time come. A bar of the other instrument that
 * is older than the tolerance is no pair: there is no value until both come together again, and the window holds pairs
 * only.
 */
@HotPath
abstract class PairFeature extends ValueFeature {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long toleranceNs;
    private final LongCell closePx = price(new LongCell());
    private final LongCell endNs = free(new LongCell());
    private final LongCell otherClosePx = otherPrice(new LongCell());
    private final LongCell otherEndNs = free(new LongCell());
    /** End of the bar that the last pair was made of. */
    private final LongCell pairedNs = free(new LongCell());

    PairFeature(long toleranceSeconds) {
        toleranceNs = Math.multiplyExact(toleranceSeconds, SECOND_NS);
    }

    @Override
    public final void onBar(Bar bar) {
        closePx.set(bar.closePx());
        endNs.set(bar.endNs());
        sayNothing();
        pair();
    }

    @Override
    public final void onOtherBar(Bar bar) {
        otherClosePx.set(bar.closePx());
        otherEndNs.set(bar.endNs());
        pair();
    }

    private void pair() {
        boolean isNew = endNs.isSet() && otherEndNs.isSet() && !(pairedNs.isSet() && pairedNs.get() == endNs.get());
        long age = endNs.get() - otherEndNs.get();
        if (isNew && age >= 0 && age <= toleranceNs) {
            pairedNs.set(endNs.get());
            onPair(closePx.get(), otherClosePx.get());
        }
    }

    /** Takes the two closes, at 1e-8. */
    abstract void onPair(long px, long otherPx);
}
