package io.reprise.engine.feature.trend;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.Extreme;
import io.reprise.engine.feature.ValueFeature;

/**
 * Aroon (T. Chande, 1995): 100 (n - bars since the highest high) / n among the last n + 1 bars, the newest of equal ones;
 * down likewise of the lowest low; the oscillator is up - down.
 */
@HotPath
final class Aroon extends ValueFeature {
    enum Part {
        UP,
        DOWN,
        OSCILLATOR
    }

    private final Part part;
    private final int period;
    private final Extreme high;
    private final Extreme low;

    Aroon(Part part, int period) {
        this.part = part;
        this.period = period;
        high = price(Extreme.highest(period + 1));
        low = price(Extreme.lowest(period + 1));
    }

    @Override
    public void onBar(Bar bar) {
        high.add(bar.highPx());
        low.add(bar.lowPx());
        if (!high.isFull()) {
            return;
        }
        double up = 100.0 * (period - high.age()) / period;
        double down = 100.0 * (period - low.age()) / period;
        say(part == Part.UP ? up : part == Part.DOWN ? down : up - down);
    }
}
