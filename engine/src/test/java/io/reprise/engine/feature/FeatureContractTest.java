package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every feature. */
final class FeatureContractTest {
    private static final Set<String> WINDOWS =
            Set.of("sma", "donchian-high", "donchian-low", "volatility", "vwap", "zscore");
    /** Sums over all bars, and lines that start anew only when the market turns. */
    private static final Set<String> UNBOUNDED = Set.of(
            "obv",
            "accumulation-distribution",
            "price-volume-trend",
            "negative-volume-index",
            "positive-volume-index",
            "chaikin-oscillator");

    static Stream<String> features() {
        return FeatureCatalog.all().stream().map(FeatureDefinition::id);
    }

    static Stream<String> windows() {
        return WINDOWS.stream().sorted();
    }

    private static Feature create(String text) {
        return FeatureSpec.parse(text.equals("vpin") ? "vpin(50,20)" : text).create();
    }

    @Test
    void thereAreSixtyFormulasOrMore() {
        assertTrue(FeatureCatalog.all().size() >= 60, () -> FeatureCatalog.all().size() + " features");
        for (FeatureDefinition definition : FeatureCatalog.all()) {
            assertFalse(definition.formula().isBlank() || definition.source().isBlank(), definition.id());
            boolean isOfBars = Set.of(Input.BAR, Input.VOLUME).containsAll(definition.inputs());
            assertEquals(isOfBars, definition.staleness().isEmpty(), definition.id());
        }
    }

    @ParameterizedTest
    @MethodSource("features")
    void goesOnAfterLoadingAsIfNothingHadHappened(String text) {
        for (long seed = 0; seed < 20; seed++) {
            goesOn(text, new Market(seed, TestBars.walk(seed, 320)), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("features")
    void goesOnAfterLoadingOnRealBars(String text) throws IOException {
        goesOn(text, new Market(7, TestBars.real().subList(5_000, 5_600)), "Coinbase BTC-USD 4 h");
    }

    private static void goesOn(String text, Market market, String where) {
        int count = market.bars().size();
        int cut = new Random(count).nextInt(count);
        Feature straight = create(text);
        market.feed(0, cut, Market.of(straight));
        StateBuffer saved = StateBuffer.of(straight);
        Feature loaded = create(text);
        new Market(99, TestBars.walk(99, 30)).feed(0, 30, Market.of(loaded));
        saved.loadInto(loaded);
        String what = text + ", " + where + ", cut " + cut;
        assertArrayEquals(saved.values(), StateBuffer.of(loaded).values(), what);
        for (int i = cut; i < count; i++) {
            market.feed(i, i + 1, Market.of(straight));
            market.feed(i, i + 1, Market.of(loaded));
            assertEquals(straight.ready(), loaded.ready(), what);
            assertEquals(straight.raw(), loaded.raw(), what);
        }
        assertArrayEquals(
                StateBuffer.of(straight).values(), StateBuffer.of(loaded).values(), what);
    }

    /** Nothing of what comes later is in a value: data that end at T give the values of all data up to T. */
    @ParameterizedTest
    @MethodSource("features")
    void dataUpToAnInstantGiveTheValuesUpToIt(String text) throws IOException {
        for (long seed = 20; seed < 25; seed++) {
            truncates(text, new Market(seed, TestBars.walk(seed, 300)), "seed " + seed);
        }
        truncates(text, new Market(8, TestBars.real().subList(9_000, 9_400)), "Coinbase BTC-USD 4 h");
    }

    private static void truncates(String text, Market market, String where) {
        List<Long> full = values(text, market, market.bars().size());
        assertTrue(full.stream()
                .anyMatch(raw -> raw != Feature.NULL_RAW && raw != Double.doubleToRawLongBits(Double.NaN)));
        for (int end : new int[] {market.bars().size() / 3, market.bars().size() - 1}) {
            Market early = new Market(Market.seedOf(market), market.bars().subList(0, end));
            assertEquals(full.subList(0, end), values(text, early, end), text + ", " + where + ", up to " + end);
        }
    }

    private static List<Long> values(String text, Market market, int end) {
        Feature feature = create(text);
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            market.feed(i, i + 1, Market.of(feature));
            assertEquals(!feature.ready(), Double.isNaN(feature.value()), text);
            values.add(feature.raw());
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("windows")
    void refusesTheStateOfALongerPeriod(String name) {
        Feature longer = new FeatureSpec(name, 9).create();
        for (int i = 0; i < 20; i++) {
            longer.onBar(TestBars.flat(i, 1_000 - i));
            longer.onBar(TestBars.bar(i, 1_000, 1_000 - i, 10 + i, 1_000 - i, 5));
        }
        StateBuffer saved = StateBuffer.of(longer);
        assertThrows(IllegalStateException.class, () -> saved.loadInto(new FeatureSpec(name, 2).create()));
    }

    /**
     * Two hundred thousand bars whose prices range over ten powers of ten: what remains must be what the last bars alone
     * give, bit for bit where the feature is an exact function of a window, and to 1e-9 where it forgets or rounds.
     */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("features")
    void doesNotDrift(String text) {
        FeatureDefinition definition = FeatureSpec.parse(text).definition();
        if (UNBOUNDED.contains(definition.name())
                || !Set.of(Input.BAR, Input.VOLUME).containsAll(definition.inputs())) {
            return; // sums over all bars have no other beginning; what reads more is exact sums all through
        }
        int tail = 3_000;
        int count = 200_000;
        Feature feature = create(text);
        Feature fresh = create(text);
        Random random = new Random(42);
        Bar bar = new Bar();
        for (int i = 0; i < count; i++) {
            long scale = 1_000L * (long) Math.pow(10, i * 5_000L / count % 11);
            long low = scale + random.nextLong(scale);
            long high = low + random.nextLong(scale);
            long close = low + random.nextLong(high - low + 1);
            bar.set(0, 0, i * 1_000_000_000L, low, high, low, close, 1 + random.nextLong(10_000_000_000L), 1);
            feature.onBar(bar);
            if (i >= count - tail) {
                fresh.onBar(bar);
            }
        }
        assertTrue(feature.ready() && fresh.ready(), text);
        if (WINDOWS.contains(text)) {
            assertEquals(fresh.raw(), feature.raw(), text);
        } else {
            assertEquals(fresh.value(), feature.value(), 1e-9 * Math.abs(fresh.value()), text);
        }
    }

    @ParameterizedTest
    @MethodSource("features")
    void allocatesNothing(String text) {
        Feature feature = create(text);
        Bar[] bars = TestBars.walk(1, 2_000).toArray(Bar[]::new);
        double[] sum = new double[1];
        assertEquals(
                0,
                Allocation.bytes(() -> {
                    for (Bar bar : bars) {
                        feature.onQuote(bar.endNs() - 2, bar.lowPx(), 100, bar.lowPx() + 10, 50);
                        feature.onTrade(bar.endNs() - 1, bar.closePx(), 7_000_000_000L, 0);
                        feature.onFunding(bar.endNs(), 100);
                        feature.onOtherBar(bar);
                        feature.onBar(bar);
                        sum[0] += feature.ready() ? feature.value() + feature.raw() : 0;
                    }
                }),
                text);
    }
}
