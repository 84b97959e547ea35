package io.reprise.engine.feature.momentum;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.DoubleRing;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/**
 * Connors RSI (L. Connors, C. Alvarez, 2012): the mean of Wilder's RSI of the close, Wilder's RSI of the length of the
 * streak of rises (falls negative, an equal close 0), and the percentage of the last n one-bar returns below this one.
 * The rank takes n steps a bar.
 */
@HotPath
final class ConnorsRsi extends ValueFeature {
    private final LongCell close = price(new LongCell());
    private final WilderMean gain;
    private final WilderMean loss;
    private final LongCell streak = free(new LongCell());
    private final WilderMean streakGain;
    private final WilderMean streakLoss;
    private final DoubleRing returns;

    ConnorsRsi(int rsiPeriod, int streakPeriod, int rankPeriod) {
        gain = price(new WilderMean(rsiPeriod));
        loss = price(new WilderMean(rsiPeriod));
        streakGain = free(new WilderMean(streakPeriod));
        streakLoss = free(new WilderMean(streakPeriod));
        returns = free(new DoubleRing(rankPeriod + 1));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            move(bar.closePx(), close.get());
        }
        close.set(bar.closePx());
    }

    private void move(long px, long before) {
        double change = Prices.plain(Math.subtractExact(px, before));
        gain.add(Math.max(change, 0));
        loss.add(Math.max(-change, 0));
        long length = Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, streak.get()));
        long next = px == before ? 0 : px > before ? Math.max(length, 0) + 1 : Math.min(length, 0) - 1;
        streakGain.add(Math.max(next - length, 0));
        streakLoss.add(Math.max(length - next, 0));
        streak.set(next);
        returns.add(before > 0 ? (double) (px - before) / before : Double.NaN);
        if (returns.isFull() && gain.isFull() && streakGain.isFull()) {
            say((rsi(gain, loss) + rsi(streakGain, streakLoss) + rank()) / 3);
        }
    }

    private static double rsi(WilderMean up, WilderMean down) {
        double sum = up.mean() + down.mean();
        return sum == 0 ? 50 : 100 * up.mean() / sum;
    }

    private double rank() {
        int last = returns.size() - 1;
        int below = 0;
        for (int i = 0; i < last; i++) {
            below += returns.get(i) < returns.get(last) ? 1 : 0;
        }
        return 100.0 * below / last;
    }
}
