package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.BarSpec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a series says ahead of its features is what they are after bars that come one by one. */
final class LooksAheadTest {
    private static final int SEEDS = 300;
    private static final long PERIOD_NS = 60_000_000_000L;
    private static final BarSpec SPEC = new BarSpec(BarKind.TIME, PERIOD_NS);

    private final Bar bar = new Bar();

    @Test
    void isWhatBarsOneByOneGive() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BarSeries ahead = new BarSeries(0, SPEC);
            BarSeries single = new BarSeries(0, SPEC);
            int features = random.nextInt(1, 4);
            for (int i = 0; i < features; i++) {
                FeatureSpec sma = new FeatureSpec("sma", random.nextInt(2, random.nextBoolean() ? 40 : 700));
                assertEquals(single.require(sma), ahead.require(sma));
            }
            BarColumns columns = new BarColumns();
            for (int document = 0; document < 12; document++) {
                fill(columns, random);
                take(columns, ahead, single, random, "seed " + seed);
            }
        }
    }

    private static void fill(BarColumns columns, SplittableRandom random) {
        columns.clear();
        int count = random.nextInt(1, random.nextInt(5) == 0 ? BarColumns.BARS_MAX + 1 : 170);
        for (int i = 0; i < count; i++) {
            columns.add(i, i, 0, 0, random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
        }
    }

    /** Some bars by themselves, others as known ahead, until all are taken. */
    private void take(BarColumns columns, BarSeries ahead, BarSeries single, SplittableRandom random, String where) {
        int next = 0;
        while (next < columns.count()) {
            assertTrue(ahead.lookAhead(columns, next), where);
            int count = random.nextInt(1, Math.min(60, columns.count() - next) + 1);
            ahead.onBarsAhead(columns, next, next + count - 1);
            ahead.onBar(bar(columns.closePx()[next + count - 1]));
            for (int i = 0; i < count; i++) {
                single.onBar(bar(columns.closePx()[next + i]));
                for (int feature = 0; feature < single.featureCount(); feature++) {
                    assertEquals(single.raw(feature), ahead.rawsAhead(feature)[next + i], where);
                }
            }
            next += count;
            for (int feature = 0; feature < single.featureCount(); feature++) {
                assertEquals(single.raw(feature), ahead.raw(feature), where);
                assertEquals(single.ready(feature), ahead.ready(feature), where);
            }
            assertEquals(single.barCount(), ahead.barCount(), where);
        }
    }

    @Test
    void doesNotLookAheadPastAnothersBars() {
        BarSeries series = new BarSeries(0, SPEC);
        series.require(new FeatureSpec("sma", 3));
        BarColumns columns = new BarColumns();
        columns.clear();
        for (int i = 0; i < 10; i++) {
            columns.add(i, i, 0, 0, i);
        }
        assertTrue(series.lookAhead(columns, 0));
        series.onBar(bar(5)); // the first of them
        assertTrue(series.lookAhead(columns, 1));
        series.onBar(bar(7)); // of another source
        assertFalse(series.lookAhead(columns, 1));
    }

    @Test
    void asksNoneThatCannot() {
        BarSeries series = new BarSeries(0, SPEC);
        series.require(new FeatureSpec("sma", 3));
        series.require(new FeatureSpec("rsi", 3));
        BarColumns columns = new BarColumns();
        columns.clear();
        columns.add(0, 0, 0, 0, 1);
        assertFalse(series.lookAhead(columns, 0));
    }

    private Bar bar(long closePx) {
        return bar.set(0, 0, PERIOD_NS, closePx, closePx, closePx, closePx, 1, 1);
    }
}
