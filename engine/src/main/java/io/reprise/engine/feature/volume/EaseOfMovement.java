package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Ease of movement (R. Arms, 1983): mean over n bars of the middle's move x range / volume, here in price squared by quantity
 * (no scaling of the volume); 0 on a bar without volume. The mean is taken anew at each bar, n steps, since a rolling sum of
 * quotients would drift.
 */
@HotPath
final class EaseOfMovement extends ValueFeature {
    private final LongCell middle = price(new LongCell());
    private final DoubleRing moves;
    /** Range by volume. */
    private final DoubleRing rangesByVolume;

    EaseOfMovement(int period) {
        super(FeatureUnit.PRICE_SQUARED_PER_QUANTITY);
        moves = price(new DoubleRing(period));
        rangesByVolume = free(new DoubleRing(period));
    }

    @Override
    public void onBar(Bar bar) {
        long twice = Math.addExact(bar.highPx(), bar.lowPx());
        if (middle.isSet()) {
            moves.add(Math.subtractExact(twice, middle.get()) / 2e8);
            double volume = Prices.plain(Prices.volume(bar));
            double range = Prices.plain(Math.subtractExact(bar.highPx(), bar.lowPx()));
            rangesByVolume.add(volume == 0 ? 0 : range / volume);
            if (moves.isFull()) {
                say(mean());
            }
        }
        middle.set(twice);
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < moves.size(); i++) {
            sum += moves.get(i) * rangesByVolume.get(i);
        }
        return sum / moves.size();
    }

    @Override
    public void rescale(long numerator, long denominator) {
        super.rescale(numerator, denominator);
        long by = Math.multiplyExact(denominator, denominator);
        rangesByVolume.scale(by, Math.multiplyExact(numerator, numerator));
    }
}
