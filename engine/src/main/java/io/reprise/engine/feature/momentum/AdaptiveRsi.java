package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleCell;
import io.reprise.engine.feature.Efficiency;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/**
 * RSI whose period follows Kaufman's efficiency ratio: n = slow - er (slow - fast), so that an efficient market is followed
 * fast. Gains and losses go on as x += (v - x) / n with that bar's n; they start as plain means of the first `slow` ones.
 * The ratio is taken over `slow` closes.
 */
@HotPath
final class AdaptiveRsi extends ValueFeature {
    private final int fast;
    private final int slow;
    private final Efficiency efficiency;
    private final LongCell close = price(new LongCell());
    private final WilderMean gain;
    private final WilderMean loss;
    private final DoubleCell gainMean = price(new DoubleCell());
    private final DoubleCell lossMean = price(new DoubleCell());

    AdaptiveRsi(int fast, int slow) {
        this.fast = Math.min(fast, slow);
        this.slow = Math.max(fast, slow);
        efficiency = price(new Efficiency(this.slow));
        gain = price(new WilderMean(this.slow));
        loss = price(new WilderMean(this.slow));
    }

    @Override
    public void onBar(Bar bar) {
        efficiency.add(bar.closePx());
        if (close.isSet()) {
            double change = Prices.plain(Math.subtractExact(bar.closePx(), close.get()));
            move(Math.max(change, 0), Math.max(-change, 0));
        }
        close.set(bar.closePx());
    }

    private void move(double up, double down) {
        if (!gain.isFull()) {
            gain.add(up);
            loss.add(down);
            if (!gain.isFull()) {
                return;
            }
            gainMean.set(gain.mean());
            lossMean.set(loss.mean());
        } else {
            double period = slow - efficiency.ratio() * (slow - fast);
            gainMean.set(gainMean.get() + (up - gainMean.get()) / period);
            lossMean.set(lossMean.get() + (down - lossMean.get()) / period);
        }
        double sum = gainMean.get() + lossMean.get();
        say(sum == 0 ? 50 : 100 * gainMean.get() / sum);
    }
}
