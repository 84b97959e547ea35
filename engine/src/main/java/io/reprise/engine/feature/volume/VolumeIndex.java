package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Negative and positive volume index (P. Dysart, 1936; N. Fosback, 1976): starts at 1000 and takes on the close's relative
 * change on bars whose volume fell, or rose, against the bar before.
 */
@HotPath
final class VolumeIndex extends ValueFeature {
    private final boolean isPositive;
    private final LongCell close = price(new LongCell());
    private final LongCell volume = quantity(new LongCell());
    private final DoubleCell index = free(new DoubleCell(1000));

    VolumeIndex(boolean isPositive) {
        this.isPositive = isPositive;
    }

    @Override
    public void onBar(Bar bar) {
        long now = Prices.volume(bar);
        boolean counts = isPositive ? now > volume.get() : now < volume.get();
        if (close.get() > 0 && counts) {
            index.set(index.get() * (1 + (double) (bar.closePx() - close.get()) / close.get()));
        }
        close.set(bar.closePx());
        volume.set(now);
        say(index.get());
    }
}
