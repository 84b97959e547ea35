package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingProduct;
import io.reprise.engine.feature.ValueFeature;

/**
 * Chaikin's money flow: sum over n bars of ((close - low) - (high - close)) / (high - low) x volume by the sum of volume; the
 * place in the bar is rounded to 2^-20 of its range, so that products add up exactly. No value without volume.
 */
@HotPath
final class Flow extends ValueFeature {
    private static final double STEPS = 1 << 20;

    private final RollingProduct flows;

    Flow(int period) {
        flows = free(new RollingProduct(period));
    }

    /** Where the close lies in the bar, -1 at the low to 1 at the high, 0 in a bar without range. */
    static double location(Bar bar) {
        double range = (double) bar.highPx() - bar.lowPx();
        return range == 0 ? 0 : (2.0 * bar.closePx() - bar.highPx() - bar.lowPx()) / range;
    }

    @Override
    public void onBar(Bar bar) {
        flows.add((long) Math.rint(location(bar) * STEPS), Prices.volume(bar));
        say(flows.isFull() && flows.secondSum() > 0 ? flows.sum() / (STEPS * flows.secondSum()) : Double.NaN);
    }

    /** Only the second of each pair is a quantity. */
    @Override
    public void rescale(long numerator, long denominator) {
        super.rescale(numerator, denominator);
        flows.scaleSecond(numerator, denominator);
    }
}
