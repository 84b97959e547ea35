package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ExpMean;
import io.reprise.engine.feature.FeatureUnit;
import io.reprise.engine.feature.Prices;
import io.reprise.engine.feature.ValueFeature;

/**
 * Moving average convergence divergence (G. Appel, 1979): the line is EMA(fast) - EMA(slow) of the close, the signal the
 * line's EMA, which starts with the line's first value after the slow warm-up; the histogram is line - signal.
 */
@HotPath
final class Macd extends ValueFeature {
    enum Part {
        LINE,
        SIGNAL,
        HISTOGRAM
    }

    private final Part part;
    private final ExpMean fast;
    private final ExpMean slow;
    private final ExpMean signal;

    Macd(Part part, int fast, int slow, int signal) {
        super(FeatureUnit.PRICE);
        this.part = part;
        this.fast = price(new ExpMean(fast));
        this.slow = price(new ExpMean(slow));
        this.signal = price(new ExpMean(signal));
    }

    @Override
    public void onBar(Bar bar) {
        double close = Prices.plain(bar.closePx());
        double line = fast.add(close) - slow.add(close);
        if (!slow.isFull() || !fast.isFull()) {
            return;
        }
        if (part == Part.LINE) {
            say(line);
            return;
        }
        double smooth = signal.add(line);
        if (signal.isFull()) {
            say(part == Part.SIGNAL ? smooth : line - smooth);
        }
    }
}
