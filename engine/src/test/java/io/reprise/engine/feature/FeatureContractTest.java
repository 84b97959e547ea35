package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every feature. */
final class FeatureContractTest {
    private static final Set<String> RECURRENCES = Set.of("ema", "rsi", "atr");
    /** Features that need one bar more than their period. */
    private static final Set<String> OF_CHANGES = Set.of("rsi", "volatility");

    static Stream<String> names() {
        return FeatureCatalog.names().stream();
    }

    private static Feature create(String name, int period) {
        return new FeatureSpec(name, period).create();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasNoValueBeforeItsWarmUpAndAlwaysOneAfter(String name) {
        for (int n : new int[] {2, 5, 14}) {
            Feature feature = create(name, n);
            assertFalse(feature.ready());
            int warmUp = n + (OF_CHANGES.contains(name) ? 1 : 0);
            for (int i = 1; i < 3 * n; i++) {
                feature.onBar(TestBars.flat(i, 100_000_000L + i % 3));
                assertEquals(i >= warmUp, feature.ready(), name + "(" + n + ") after bar " + i);
                assertEquals(!feature.ready(), Double.isNaN(feature.value()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void goesOnAfterLoadingAsIfNothingHadHappened(String name) {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int n = 2 + random.nextInt(20);
            List<Bar> bars = TestBars.walk(seed, 4 * n + 40);
            int cut = random.nextInt(bars.size());
            Feature straight = create(name, n);
            bars.subList(0, cut).forEach(straight::onBar);
            StateBuffer saved = StateBuffer.of(straight);
            Feature loaded = create(name, n);
            TestBars.walk(seed + 1, n).forEach(loaded::onBar);
            saved.loadInto(loaded);
            String what = name + "(" + n + "), seed " + seed + ", cut " + cut;
            assertArrayEquals(saved.values(), StateBuffer.of(loaded).values(), what);
            for (Bar bar : bars.subList(cut, bars.size())) {
                straight.onBar(bar);
                loaded.onBar(bar);
                assertEquals(straight.ready(), loaded.ready(), what);
                assertEquals(straight.raw(), loaded.raw(), what);
            }
            assertArrayEquals(
                    StateBuffer.of(straight).values(), StateBuffer.of(loaded).values(), what);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesTheStateOfALongerPeriod(String name) {
        if (RECURRENCES.contains(name)) {
            return;
        }
        Feature longer = create(name, 9);
        for (int i = 0; i < 20; i++) {
            longer.onBar(TestBars.flat(i, 1_000 - i));
            longer.onBar(TestBars.bar(i, 1_000, 1_000 - i, 10 + i, 1_000 - i, 5));
        }
        StateBuffer saved = StateBuffer.of(longer);
        assertThrows(IllegalStateException.class, () -> saved.loadInto(create(name, 2)));
    }

    /**
     * A million bars whose prices range over ten powers of ten: what remains must be what the last bars alone give, bit
     * for bit where the feature is a function of a window, and to 1e-12 where it forgets.
     */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("names")
    void doesNotDriftOverAMillionBars(String name) {
        int n = 20;
        int tail = RECURRENCES.contains(name) ? 50 * n : n + 1;
        int count = 1_000_000;
        Feature feature = create(name, n);
        Feature fresh = create(name, n);
        Random random = new Random(42);
        Bar bar = new Bar();
        for (int i = 0; i < count; i++) {
            long scale = 1_000L * (long) Math.pow(10, i * 5_000L / count % 11);
            long low = scale + random.nextLong(scale);
            long high = low + random.nextLong(scale);
            long close = low + random.nextLong(high - low + 1);
            bar.set(0, 0, 0, low, high, low, close, random.nextLong(10_000_000_000L), 1);
            feature.onBar(bar);
            if (i >= count - tail) {
                fresh.onBar(bar);
            }
        }
        assertTrue(feature.ready() && fresh.ready());
        if (RECURRENCES.contains(name)) {
            assertEquals(fresh.value(), feature.value(), 1e-12 * Math.abs(fresh.value()), name);
        } else {
            assertEquals(fresh.raw(), feature.raw(), name);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void allocatesNothing(String name) {
        Feature feature = create(name, 14);
        Bar[] bars = TestBars.walk(1, 5_000).toArray(Bar[]::new);
        double[] sum = new double[1];
        assertEquals(
                0,
                Allocation.bytes(() -> {
                    for (Bar bar : bars) {
                        feature.onBar(bar);
                        sum[0] += feature.ready() ? feature.value() + feature.raw() : 0;
                    }
                }),
                name);
    }
}
