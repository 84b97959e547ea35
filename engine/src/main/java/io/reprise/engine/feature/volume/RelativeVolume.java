package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.RollingMoments;
import io.reprise.engine.feature.ValueFeature;

/** Volume against that of the last n bars, its own included: z-score by n - 1 (0 when all are equal), or ratio to the mean. */
@HotPath
final class RelativeVolume extends ValueFeature {
    private final boolean isRatio;
    private final int period;
    private final RollingMoments volumes;

    RelativeVolume(boolean isRatio, int period) {
        this.isRatio = isRatio;
        this.period = period;
        volumes = quantity(new RollingMoments(period));
    }

    @Override
    public void onBar(Bar bar) {
        long volume = Prices.volume(bar);
        volumes.add(volume);
        if (!volumes.isFull()) {
            return;
        }
        if (isRatio) {
            say(volumes.sum() > 0 ? (double) volume * period / volumes.sum() : Double.NaN);
            return;
        }
        double deviation = volumes.standardDeviation();
        say(deviation == 0 ? 0 : volumes.deviation(volume) / deviation);
    }
}
