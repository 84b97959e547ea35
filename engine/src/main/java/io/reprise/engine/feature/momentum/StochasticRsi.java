package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/** Where Wilder's RSI stands between its lowest and highest of the last n, 0 to 1; 0.5 while these are equal. */
@HotPath
final class StochasticRsi extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final WilderMean gain;
    private final WilderMean loss;
    private final DoubleRing last;

    StochasticRsi(int period) {
        gain = price(new WilderMean(period));
        loss = price(new WilderMean(period));
        last = free(new DoubleRing(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            double change = Prices.plain(Math.subtractExact(bar.closePx(), close.get()));
            gain.add(Math.max(change, 0));
            loss.add(Math.max(-change, 0));
            if (gain.isFull()) {
                double sum = gain.mean() + loss.mean();
                place(sum == 0 ? 50 : 100 * gain.mean() / sum);
            }
        }
        close.set(bar.closePx());
    }

    private void place(double rsi) {
        last.add(rsi);
        if (!last.isFull()) {
            return;
        }
        double low = rsi;
        double high = rsi;
        for (int i = 0; i < last.size(); i++) {
            low = Math.min(low, last.get(i));
            high = Math.max(high, last.get(i));
        }
        say(high == low ? 0.5 : (rsi - low) / (high - low));
    }
}
