package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every feature of bars against its published formula written as plain loops over doubles, on every bar. */
final class TwinFeatureTest {
    private static final double RELATIVE = 1e-9;
    /** What cancellation leaves of the largest value of the run, in the plain loops above all. */
    private static final double ABSOLUTE = 1e-11;
    /** Money flow enters exact sums rounded to 2^-20 of a bar's range; the others divide what is left in quiet spells. */
    private static final Map<String, Double> LOOSE = Map.of(
            "chaikin-money-flow", 1e-6,
            "cci", 1e-6,
            "stochastic-rsi", 1e-8,
            "autocorrelation", 1e-8,
            "zscore", 1e-8,
            "bollinger-percent", 1e-8,
            "roll-spread", 1e-5);

    private static final Set<Input> OF_BARS = Set.of(Input.BAR, Input.VOLUME);
    private static final Map<String, Function<Columns, double[]>> TWINS = new TreeMap<>(BarTwins.all());

    static {
        TWINS.putAll(RangeTwins.all());
        TWINS.putAll(OtherTwins.all());
    }

    @Test
    void everyFeatureOfBarsHasATwin() {
        Set<String> wanted = new TreeSet<>();
        for (FeatureDefinition definition : FeatureCatalog.all()) {
            if (OF_BARS.containsAll(definition.inputs())) {
                wanted.add(definition.id());
            }
        }
        Set<String> twins = new TreeSet<>();
        TWINS.keySet()
                .forEach(text -> twins.add(FeatureSpec.parse(text).definition().id()));
        assertEquals(wanted, twins);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesOnARandomWalk(long seed) {
        agrees(TestBars.walk(seed, 1_200), "seed " + seed);
    }

    @Test
    void agreesOnRealBars() throws IOException {
        agrees(TestBars.real().subList(0, 4_000), "Coinbase BTC-USD 4 h");
    }

    private static void agrees(List<Bar> bars, String what) {
        Columns columns = new Columns(bars);
        TWINS.forEach((text, twin) -> agrees(text, bars, twin.apply(columns), what));
    }

    private static void agrees(String text, List<Bar> bars, double[] expected, String what) {
        FeatureSpec spec = FeatureSpec.parse(text);
        Feature feature = spec.create();
        double largest = Arrays.stream(expected)
                .map(Math::abs)
                .filter(v -> v < 1e300)
                .max()
                .orElseThrow();
        double absolute = LOOSE.getOrDefault(spec.name(), ABSOLUTE * largest);
        int warmUp = spec.definition().warmUp().applyAsInt(spec.parameters());
        int first = -1;
        for (int i = 0; i < bars.size(); i++) {
            feature.onBar(bars.get(i));
            String where = text + " at bar " + i + ", " + what;
            assertEquals(!Double.isNaN(expected[i]), feature.ready(), where);
            first = first < 0 && feature.ready() ? i : first;
            double error = Math.abs(feature.value() - expected[i]);
            if (feature.ready() && !(error <= RELATIVE * Math.abs(expected[i]) + absolute)) {
                assertEquals(expected[i], feature.value(), where);
            }
        }
        assertTrue(first + 1 >= warmUp, text + " had a value on bar " + (first + 1) + ", before " + warmUp);
        if (!spec.name().equals("amihud")) { // which waits for a window of bars with volume
            assertEquals(warmUp, first + 1, text + ", " + what);
        }
    }
}
