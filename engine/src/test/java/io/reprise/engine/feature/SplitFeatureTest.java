package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Fixed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Features on a raw series with its split against features on the split-adjusted series, on every bar. */
final class SplitFeatureTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final Path DAILY = Path.of("../../shared/data/lean/equity/usa/daily");

    static Stream<String> features() {
        return FeatureCatalog.all().stream().map(FeatureDefinition::id);
    }

    private static FeatureSpec spec(String text) {
        return FeatureSpec.parse(text.equals("vpin") ? "vpin(50,20)" : text);
    }

    /** Apple's 7 for 1 of 2014-06-09. */
    @ParameterizedTest
    @MethodSource("features")
    void followsTheSplitOfApple(String text) throws IOException {
        List<Bar> bars = daily("aapl", "20130601", "20150601");
        follows(text, bars, indexOf(bars, "20140609"), 7, 1, 1e-9);
    }

    /** USO's 1 for 8 of 2020-04-29. */
    @ParameterizedTest
    @MethodSource("features")
    void followsTheReverseSplitOfUso(String text) throws IOException {
        List<Bar> bars = daily("uso", "20190501", "20210301");
        follows(text, bars, indexOf(bars, "20200429"), 1, 8, 1e-9);
    }

    /** Raw bars are those of a walk, divided from the split on; its small quantities cannot be divided exactly. */
    @ParameterizedTest
    @MethodSource("features")
    void followsAThreeForTwo(String text) {
        follows(text, split(TestBars.walk(5, 400), 250, 3, 2), 250, 3, 2, 1e-7);
    }

    private static List<Bar> split(List<Bar> bars, int at, long numerator, long denominator) {
        List<Bar> raw = new ArrayList<>(bars.subList(0, at));
        for (Bar bar : bars.subList(at, bars.size())) {
            // on a grid that divides, so that the adjusted series is exact
            long px = bar.closePx() / 3_000_000 * 2_000_000;
            long span = (bar.highPx() - bar.lowPx()) / 3_000_000 * 2_000_000;
            raw.add(new Bar()
                    .set(
                            0,
                            bar.startNs(),
                            bar.endNs(),
                            px,
                            px + span,
                            Math.max(px - span, 2_000_000),
                            px,
                            Fixed.mulDivHalfEven(bar.volume(), numerator, denominator),
                            1));
        }
        return raw;
    }

    /**
     * The adjusted series is in the units before a forward split and after a reverse one, in which its prices are exact. The
     * raw one's values are in the units of their time.
     */
    private static void follows(
            String text, List<Bar> raw, int at, long numerator, long denominator, double tolerance) {
        FeatureSpec wanted = spec(text);
        boolean isForward = numerator > denominator;
        Market market = new Market(3, raw);
        BarSeries split = new BarSeries(0, new BarSpec(io.reprise.codecs.BarKind.TIME, DAY_NS));
        BarSeries adjusted = new BarSeries(0, new BarSpec(io.reprise.codecs.BarKind.TIME, DAY_NS));
        split.require(wanted);
        adjusted.require(text.equals("vpin") && !isForward ? FeatureSpec.parse("vpin(6.25,20)") : wanted);
        FeatureUnit unit = wanted.definition().unit();
        double afterFactor = isForward ? unit.factor((double) denominator / numerator) : 1;
        double beforeFactor = isForward ? 1 : unit.factor((double) numerator / denominator);
        int compared = 0;
        for (int i = 0; i < raw.size(); i++) {
            boolean isAfter = i >= at;
            if (i == at) {
                split.split(numerator, denominator);
                split = reloaded(split, wanted);
            }
            market.feed(i, 1, 1, Market.of(split));
            if (isForward && isAfter) {
                market.feed(i, numerator, denominator, Market.of(adjusted));
            } else if (!isForward && !isAfter) {
                market.feed(i, denominator, numerator, Market.of(adjusted));
            } else {
                market.feed(i, 1, 1, Market.of(adjusted));
            }
            String where = text + " at bar " + (i - at) + " from the split";
            assertEquals(adjusted.ready(0), split.ready(0), where);
            if (split.ready(0)) {
                double expected = adjusted.value(0) * (isAfter ? afterFactor : beforeFactor);
                double error = Math.abs(expected - split.value(0));
                if (!(error <= tolerance * Math.abs(expected) + absolute(wanted))) {
                    assertEquals(expected, split.value(0), where);
                }
                compared++;
            }
        }
        assertTrue(compared > 0, text + " never had a value");
    }

    /** Doubles that cancel (line of an oscillator around zero) differ by ulps of what was cancelled. */
    private static double absolute(FeatureSpec spec) {
        return spec.definition().unit() == FeatureUnit.NONE ? 1e-12 : 1e-6;
    }

    /** What a snapshot right after the split would hold. */
    private static BarSeries reloaded(BarSeries series, FeatureSpec wanted) {
        StateBuffer saved = StateBuffer.of(series);
        BarSeries loaded = new BarSeries(0, series.spec());
        loaded.require(wanted);
        saved.loadInto(loaded);
        assertEquals(series.ready(0), loaded.ready(0));
        assertEquals(series.raw(0), loaded.raw(0));
        return loaded;
    }

    @Test
    void exactValuesAreInTheUnitsOfNow() {
        BarSeries series = new BarSeries(0, BarSpec.parse("4h"));
        series.require(new FeatureSpec("sma", 2));
        series.require(new FeatureSpec("donchian-high", 2));
        series.onBar(TestBars.flat(0, 700_000_000));
        series.onBar(TestBars.flat(1, 1_400_000_000));
        series.split(7, 1);
        assertEquals(200_000_000, series.bar().closePx());
        assertEquals(300_000_000, series.raw(0));
        assertEquals(1.5, series.value(0), 1e-15);
        assertEquals(200_000_000, series.raw(1));
        series.onBar(TestBars.flat(2, 300_000_000));
        assertEquals(500_000_000, series.raw(0));
        assertEquals(300_000_000, series.raw(1));
        series.split(1, 14);
        assertEquals(7_000_000_000L, series.raw(0));
        assertEquals(4_200_000_000L, series.raw(1));
    }

    private static int indexOf(List<Bar> bars, String day) {
        long startNs = dayNs(day);
        for (int i = 0; i < bars.size(); i++) {
            if (bars.get(i).startNs() == startNs) {
                return i;
            }
        }
        throw new AssertionError("no bar of " + day);
    }

    private static long dayNs(String day) {
        return LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toEpochSecond()
                * 1_000_000_000L;
    }

    /** Unadjusted daily bars, prices in ten-thousandths of a dollar; skips where the shared collection is not there. */
    private static List<Bar> daily(String ticker, String first, String last) throws IOException {
        Path zip = DAILY.resolve(ticker + ".zip");
        Assumptions.assumeTrue(Files.exists(zip), () -> "no real data to test with: " + zip + " does not exist");
        List<Bar> bars = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            in.getNextEntry();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                String[] cells = line.split(",");
                String day = cells[0].substring(0, 8);
                if (day.compareTo(first) >= 0 && day.compareTo(last) < 0) {
                    long startNs = dayNs(day);
                    bars.add(new Bar()
                            .set(
                                    0,
                                    startNs,
                                    startNs + DAY_NS,
                                    Long.parseLong(cells[1]) * 10_000,
                                    Long.parseLong(cells[2]) * 10_000,
                                    Long.parseLong(cells[3]) * 10_000,
                                    Long.parseLong(cells[4]) * 10_000,
                                    Long.parseLong(cells[5]) * 100_000_000,
                                    0));
                }
            });
        }
        assertTrue(bars.size() > 400, ticker);
        return bars;
    }
}
