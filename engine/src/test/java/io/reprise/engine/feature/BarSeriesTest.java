package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BarSeriesTest {
    private static final long ONE = 100_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static BarSeries series(String spec) {
        BarSeries series = new BarSeries(0, BarSpec.parse(spec));
        series.require(new FeatureSpec("sma", 2));
        series.require(new FeatureSpec("donchian-high", 3));
        series.require(new FeatureSpec("rsi", 2));
        return series;
    }

    @Test
    void sharesEqualFeatures() {
        BarSeries series = series("1m");
        assertEquals(0, series.require(new FeatureSpec("sma", 2)));
        assertEquals(2, series.require(new FeatureSpec("rsi", 2)));
        assertEquals(3, series.require(new FeatureSpec("sma", 3)));
        assertEquals(4, series.featureCount());
        assertEquals(new FeatureSpec("sma", 3), series.featureSpec(3));
    }

    @Test
    void refusesMoreFeaturesThanItHasBits() {
        BarSeries series = new BarSeries(0, BarSpec.parse("1m"));
        for (int i = 0; i < BarSeries.FEATURES_MAX; i++) {
            assertEquals(i, series.require(new FeatureSpec("sma", i + 1)));
        }
        assertThrows(IllegalStateException.class, () -> series.require(new FeatureSpec("ema", 1)));
        assertEquals(7, series.require(new FeatureSpec("sma", 8)));
        series.onBar(TestBars.flat(0, ONE));
        assertEquals(1, series.readyMask());
        for (int i = 1; i < BarSeries.FEATURES_MAX; i++) {
            series.onBar(TestBars.flat(i, ONE));
        }
        assertEquals(-1, series.readyMask());
    }

    @Test
    void refusesNewFeaturesAfterTheFirstBar() {
        BarSeries series = series("1m");
        series.onBar(TestBars.flat(0, ONE));
        assertEquals(0, series.require(new FeatureSpec("sma", 2)));
        assertThrows(IllegalStateException.class, () -> series.require(new FeatureSpec("sma", 9)));
    }

    @Test
    void cutsTimeBarsByTheEnginesClockAndFeedsTheFeatures() {
        BarSeries series = series("10s");
        long feedLatency = 5 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertFalse(series.onTrade(i * 10 * SECOND, i * 10 * SECOND + feedLatency, (i + 1) * ONE, ONE));
            assertTrue(series.isOpen());
            assertEquals((i + 1) * 10 * SECOND, series.endNs());
            assertFalse(series.onBoundary((i + 1) * 10 * SECOND - 1));
            assertEquals(i, series.barCount());
            assertTrue(series.onBoundary((i + 1) * 10 * SECOND));
            assertEquals((i + 1) * ONE, series.bar().closePx());
        }
        assertEquals(3, series.barCount());
        assertEquals(5 * ONE, series.raw(0));
        assertEquals(2.5, series.value(0));
        assertEquals(3 * ONE, series.raw(1));
        assertTrue(series.ready(2));
        assertEquals(0b111, series.readyMask());
    }

    @Test
    void stampsSizeBarsWithTheVenuesTime() {
        BarSeries series = series("2t");
        assertFalse(series.onTrade(1, 100, ONE, ONE));
        assertTrue(series.onTrade(2, 101, 3 * ONE, ONE));
        assertEquals(1, series.bar().startNs());
        assertEquals(2, series.bar().endNs());
        assertEquals(BarBuilder.NULL_END_NS, series.endNs());
        assertFalse(series.onBoundary(50));
    }

    @Test
    void copiesAFinishedBar() {
        BarSeries series = series("4h");
        Bar bar = TestBars.flat(0, ONE);
        series.onBar(bar);
        bar.set(TestBars.flat(1, 2 * ONE));
        assertEquals(ONE, series.bar().closePx());
    }

    @Test
    void refusesAFinishedBarOfAnotherInstrumentOrAmongTrades() {
        BarSeries other = new BarSeries(1, BarSpec.parse("4h"));
        assertThrows(IllegalStateException.class, () -> other.onBar(TestBars.flat(0, ONE)));
        BarSeries series = series("4h");
        series.onTrade(1, 1, ONE, ONE);
        assertThrows(IllegalStateException.class, () -> series.onBar(TestBars.flat(0, ONE)));
    }

    @Test
    void goesOnAfterLoading() {
        List<Bar> bars = TestBars.walk(3, 60);
        BarSeries straight = series("4h");
        bars.subList(0, 25).forEach(straight::onBar);
        straight.onTrade(0, bars.get(25).startNs(), ONE, ONE);
        StateBuffer saved = StateBuffer.of(straight);
        BarSeries loaded = series("4h");
        saved.loadInto(loaded);
        assertArrayEquals(saved.values(), StateBuffer.of(loaded).values());
        for (BarSeries series : List.of(straight, loaded)) {
            assertEquals(bars.get(24).closePx(), series.bar().closePx());
            assertTrue(series.onBoundary(bars.get(25).endNs()));
            bars.subList(26, 60).forEach(series::onBar);
        }
        assertArrayEquals(
                StateBuffer.of(straight).values(), StateBuffer.of(loaded).values());
        for (int i = 0; i < straight.featureCount(); i++) {
            assertEquals(straight.raw(i), loaded.raw(i));
        }
    }

    @Test
    void allocatesNothing() {
        BarSeries series = new BarSeries(0, BarSpec.parse("1s"));
        FeatureCatalog.names().stream()
                .limit(BarSeries.FEATURES_MAX)
                .forEach(name -> series.require(FeatureSpec.parse(name)));
        long[] ts = {0};
        assertEquals(0, Allocation.bytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                ts[0] += SECOND / 10;
                if (series.endNs() <= ts[0]) {
                    series.onBoundary(series.endNs());
                    series.readyMask();
                }
                series.onTrade(ts[0], ts[0], 100 * ONE + i % 17, ONE);
            }
        }));
    }
}
