package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;
import io.reprise.engine.feature.WilderMean;

/**
 * Wilder's directional system (New Concepts in Technical Trading Systems, 1978): +DI and -DI are 100 times the Wilder
 * means of the directional moves by that of the true range; ADX is the Wilder mean of 100 |+DI - -DI| / (+DI + -DI).
 * Means start as plain means of the first n, from the second bar on.
 */
@HotPath
final class DirectionalMovement extends ValueFeature {
    enum Part {
        PLUS,
        MINUS,
        ADX
    }

    private final Part part;
    private final LongCell high = price(new LongCell());
    private final LongCell low = price(new LongCell());
    private final LongCell close = price(new LongCell());
    private final WilderMean plus;
    private final WilderMean minus;
    private final WilderMean range;
    private final WilderMean index;

    DirectionalMovement(Part part, int period) {
        this.part = part;
        plus = price(new WilderMean(period));
        minus = price(new WilderMean(period));
        range = price(new WilderMean(period));
        index = free(new WilderMean(period));
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            move(bar);
        }
        high.set(bar.highPx());
        low.set(bar.lowPx());
        close.set(bar.closePx());
    }

    private void move(Bar bar) {
        long up = Math.subtractExact(bar.highPx(), high.get());
        long down = Math.subtractExact(low.get(), bar.lowPx());
        plus.add(up > down && up > 0 ? Prices.plain(up) : 0);
        minus.add(down > up && down > 0 ? Prices.plain(down) : 0);
        range.add(Prices.plain(Prices.trueRange(bar, close.get())));
        if (!range.isFull()) {
            return;
        }
        if (part != Part.ADX) {
            double mean = part == Part.PLUS ? plus.mean() : minus.mean();
            say(range.mean() == 0 ? 0 : 100 * mean / range.mean());
            return;
        }
        double sum = plus.mean() + minus.mean();
        index.add(sum == 0 ? 0 : 100 * Math.abs(plus.mean() - minus.mean()) / sum);
        if (index.isFull()) {
            say(index.mean());
        }
    }
}
