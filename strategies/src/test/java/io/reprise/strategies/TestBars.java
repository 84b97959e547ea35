package io.reprise.strategies;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Fixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars of a minute for tests. */
final class TestBars {
    static final long MINUTE_NS = 60_000_000_000L;

    private TestBars() {}

    /** Bars that open, close and have their extremes at these whole prices. */
    static List<Bar> closes(int... closes) {
        List<Bar> bars = new ArrayList<>();
        for (int close : closes) {
            bars.add(bar(bars.size(), close, close, close));
        }
        return bars;
    }

    /** A bar from its number, high, low and close. */
    static Bar bar(int index, long high, long low, long close) {
        long startNs = index * MINUTE_NS;
        return new Bar()
                .set(
                        0,
                        startNs,
                        startNs + MINUTE_NS,
                        close * Fixed.ONE,
                        high * Fixed.ONE,
                        low * Fixed.ONE,
                        close * Fixed.ONE,
                        Fixed.ONE,
                        1);
    }

    /** A seeded walk with calm and wild times, flat stretches and ties. */
    static List<Bar> walk(long seed, int count) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        long px = 1000;
        for (int i = 0; i < count; i++) {
            int size = i / 50 % 3 == 0 ? 2 : i / 50 % 3 == 1 ? 12 : 40;
            long open = px;
            px = Math.max(100, px + random.nextInt(2 * size + 1) - size + (i / 200 % 2 == 0 ? 1 : -1));
            long high = Math.max(open, px) + random.nextInt(size);
            long low = Math.min(open, px) - random.nextInt(size);
            bars.add(bar(i, high, low, px));
        }
        return bars;
    }

    /** The bar in other units of the instrument: for so many new ones so many old ones. */
    static Bar rescaled(Bar bar, long numerator, long denominator) {
        return new Bar()
                .set(
                        0,
                        bar.startNs(),
                        bar.endNs(),
                        bar.openPx() * denominator / numerator,
                        bar.highPx() * denominator / numerator,
                        bar.lowPx() * denominator / numerator,
                        bar.closePx() * denominator / numerator,
                        bar.volume() * numerator / denominator,
                        1);
    }
}
