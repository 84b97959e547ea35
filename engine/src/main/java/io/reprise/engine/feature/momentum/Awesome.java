package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/** Awesome oscillator (B. Williams, 1998): mean of the last `fast` middles (high + low) / 2 less that of `slow`. Exact sums. */
@HotPath
final class Awesome extends ValueFeature {
    private final int fast;
    private final int slow;
    private final RollingSum fastSum;
    private final RollingSum slowSum;

    Awesome(int fast, int slow) {
        super(FeatureUnit.PRICE);
        this.fast = fast;
        this.slow = slow;
        fastSum = price(new RollingSum(fast));
        slowSum = price(new RollingSum(slow));
    }

    @Override
    public void onBar(Bar bar) {
        long twice = Math.addExact(bar.highPx(), bar.lowPx());
        fastSum.add(twice);
        slowSum.add(twice);
        if (fastSum.isFull() && slowSum.isFull()) {
            say((fastSum.sum() / (double) fast - slowSum.sum() / (double) slow) / 2e8);
        }
    }
}
