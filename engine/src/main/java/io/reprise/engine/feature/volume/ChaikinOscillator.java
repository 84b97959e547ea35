package io.reprise.engine.feature.volume;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** Chaikin's oscillator: EMA(fast) - EMA(slow) of the accumulation/distribution line, which starts at 0. */
@HotPath
final class ChaikinOscillator extends ValueFeature {
    private final DoubleCell line = quantity(new DoubleCell(0));
    private final ExpMean fast;
    private final ExpMean slow;

    ChaikinOscillator(int fast, int slow) {
        super(FeatureUnit.QUANTITY);
        this.fast = quantity(new ExpMean(fast));
        this.slow = quantity(new ExpMean(slow));
    }

    @Override
    public void onBar(Bar bar) {
        line.set(line.get() + Flow.location(bar) * Prices.plain(Prices.volume(bar)));
        double difference = fast.add(line.get()) - slow.add(line.get());
        if (fast.isFull() && slow.isFull()) {
            say(difference);
        }
    }
}
