package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Volume-weighted average price of the last n bars, in price units: the sum of typical price x volume by the sum of
 * volume, the typical price (high + low + close) / 3 (as ta4j's VWAP). Warm-up n bars; there is no value while the
 * window holds no volume. A bar without a volume weighs nothing. Sums are exact; what does not fit is an {@link
 * ArithmeticException}.
 */
@HotPath
final class Vwap implements Feature {
    private final LongRing priceSums;
    private final LongRing volumes;
    /** Sum of (high + low + close) x volume, 1e-16. */
    private final Sum128 turnover = new Sum128();

    private long volume;

    Vwap(int period) {
        priceSums = new LongRing(period);
        volumes = new LongRing(period);
    }

    @Override
    public void onBar(Bar bar) {
        if (volumes.isFull()) {
            volume -= volumes.oldest();
            turnover.subtractProduct(priceSums.oldest(), volumes.oldest());
        }
        long priceSum = Math.addExact(Math.addExact(bar.highPx(), bar.lowPx()), bar.closePx());
        long barVolume = Math.max(bar.volume(), 0);
        priceSums.add(priceSum);
        volumes.add(barVolume);
        volume = Math.addExact(volume, barVolume);
        turnover.addProduct(priceSum, barVolume);
    }

    /** Prices and volumes are rounded half-even to 1e-8, and summed anew. */
    @Override
    public void rescale(long numerator, long denominator) {
        priceSums.scale(denominator, numerator);
        volumes.scale(numerator, denominator);
        volume = 0;
        turnover.clear();
        for (int i = 0; i < volumes.size(); i++) {
            volume = Math.addExact(volume, volumes.get(i));
            turnover.addProduct(priceSums.get(i), volumes.get(i));
        }
    }

    @Override
    public boolean ready() {
        return volumes.isFull() && volume > 0;
    }

    @Override
    public double value() {
        return ready() ? turnover.toDouble() / (3e8 * volume) : Double.NaN;
    }

    @Override
    public void saveState(StateOutput out) {
        priceSums.saveState(out);
        volumes.saveState(out);
        turnover.saveState(out);
        out.putLong(volume);
    }

    @Override
    public void loadState(StateInput in) {
        priceSums.loadState(in);
        volumes.loadState(in);
        turnover.loadState(in);
        volume = in.getLong();
    }
}
