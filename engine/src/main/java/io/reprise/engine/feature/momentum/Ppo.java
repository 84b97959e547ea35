package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/** Percentage price oscillator: 100 (EMA(fast) - EMA(slow)) / EMA(slow) of the close; no value while that is not above 0. */
@HotPath
final class Ppo extends ValueFeature {
    private final ExpMean fast;
    private final ExpMean slow;

    Ppo(int fast, int slow) {
        this.fast = price(new ExpMean(fast));
        this.slow = price(new ExpMean(slow));
    }

    @Override
    public void onBar(Bar bar) {
        double close = Prices.plain(bar.closePx());
        double difference = fast.add(close) - slow.add(close);
        if (fast.isFull() && slow.isFull() && slow.mean() > 0) {
            say(100 * difference / slow.mean());
        } else {
            sayNothing();
        }
    }
}
