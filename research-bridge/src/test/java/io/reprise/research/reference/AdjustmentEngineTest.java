package io.reprise.research.reference;

import static io.reprise.research.reference.SharedCollection.bar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.ingest.CorporateAction;
import io.reprise.research.ingest.CorporateAction.Dividend;
import io.reprise.research.ingest.CorporateAction.SpinOff;
import io.reprise.research.ingest.CorporateAction.Split;
import io.reprise.research.ingest.DayBar;
import io.reprise.research.reference.AdjustmentEngine.Basis;
import io.reprise.research.reference.AdjustmentEngine.Direction;
import io.reprise.research.reference.AdjustmentEngine.Method;
import io.reprise.research.reference.AdjustmentEngine.Settings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Small cases by hand, and what must hold of any calendar. */
final class AdjustmentEngineTest {
    private static final double EXACT = 1e-15;
    private static final LocalDate DAY_TWO = LocalDate.parse("2020-01-02");

    private final List<DayBar> bars =
            List.of(bar("2020-01-01", 100), bar("2020-01-02", 48), bar("2020-01-03", 50), bar("2020-01-06", 51));

    private static Settings settings(Method method, Direction direction, Basis basis, String asOf) {
        return new Settings(method, direction, basis, asOf == null ? null : LocalDate.parse(asOf));
    }

    private static Settings backward(Method method) {
        return settings(method, Direction.BACKWARD, Basis.TOTAL_RETURN, null);
    }

    private static Dividend dividend(String day, String amount) {
        return new Dividend(LocalDate.parse(day), LocalDate.parse(day), new BigDecimal(amount));
    }

    @Test
    void crspSetsADividendAgainstTheCloseBefore() {
        double[] factor = AdjustmentEngine.adjust(bars, List.of(dividend("2020-01-03", "2.4")), backward(Method.CRSP))
                .adjustmentFactor();
        assertArrayEquals(new double[] {0.95, 0.95, 1, 1}, factor, EXACT);
    }

    @Test
    void wikiSetsADividendAgainstTheCloseOfTheExDate() {
        double[] factor = AdjustmentEngine.adjust(bars, List.of(dividend("2020-01-03", "2.5")), backward(Method.WIKI))
                .adjustmentFactor();
        assertArrayEquals(new double[] {1 / 1.05, 1 / 1.05, 1, 1}, factor, EXACT);
    }

    @Test
    void aDividendBeforeTheSplitOfItsDayIsOnOldUnitsAndOneAfterItOnNewOnes() {
        Split split = new Split(DAY_TWO, DAY_TWO, 2, 1);
        List<CorporateAction> before = List.of(dividend("2020-01-02", "5"), split);
        List<CorporateAction> after = List.of(split, dividend("2020-01-02", "2.5"));
        for (Method method : Method.values()) {
            assertArrayEquals(
                    AdjustmentEngine.adjust(bars, before, backward(method)).adjustmentFactor(),
                    AdjustmentEngine.adjust(bars, after, backward(method)).adjustmentFactor(),
                    EXACT);
        }
        assertEquals(
                0.475,
                AdjustmentEngine.adjust(bars, before, backward(Method.CRSP)).adjustmentFactor()[0],
                EXACT);
    }

    @Test
    void theRatioSeriesKeepsDividendsInAndTakesSpinOffsOut() {
        List<CorporateAction> actions = List.of(
                new Split(DAY_TWO, DAY_TWO, 2, 1),
                dividend("2020-01-03", "2.4"),
                new SpinOff(LocalDate.parse("2020-01-06"), DAY_TWO, new BigDecimal("5")));
        AdjustedSeries series =
                AdjustmentEngine.adjust(bars, actions, settings(Method.CRSP, Direction.BACKWARD, Basis.RATIO, null));
        assertArrayEquals(new double[] {0.45, 0.9, 0.9, 1}, series.adjustmentFactor(), EXACT);
        assertArrayEquals(new double[] {0.5, 1, 1, 1}, series.unitFactor(), EXACT);
        assertEquals(bars, series.raw());
    }

    @Test
    void forwardKeepsTheFirstBarAndTheSameReturns() {
        List<CorporateAction> actions = List.of(new Split(DAY_TWO, DAY_TWO, 2, 1), dividend("2020-01-03", "2.4"));
        AdjustedSeries back = AdjustmentEngine.adjust(bars, actions, backward(Method.CRSP));
        AdjustedSeries forward = AdjustmentEngine.adjust(
                bars, actions, settings(Method.CRSP, Direction.FORWARD, Basis.TOTAL_RETURN, null));
        assertEquals(1, forward.adjustmentFactor()[0]);
        for (int i = 1; i < bars.size(); i++) {
            assertEquals(back.close(i) / back.close(i - 1), forward.close(i) / forward.close(i - 1), EXACT);
        }
    }

    @Test
    void anActionOfADayWithoutBarCountsFromTheNextOne() {
        double[] factor = AdjustmentEngine.adjust(bars, List.of(dividend("2020-01-04", "5")), backward(Method.CRSP))
                .adjustmentFactor();
        assertArrayEquals(new double[] {0.9, 0.9, 0.9, 1}, factor, EXACT);
    }

    @Test
    void refusesADividendOfAllThePrice() {
        var all = List.<CorporateAction>of(dividend("2020-01-03", "48"));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> AdjustmentEngine.adjust(bars, all, backward(Method.CRSP)));
        assertTrue(refused.getMessage().contains("2020-01-03"), refused.getMessage());
    }

    /** Whatever happens or becomes known after a day changes nothing that was said as of that day. */
    @Test
    void nothingLaterLeaksIntoWhatWasKnown() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<DayBar> all = new ArrayList<>();
            LocalDate day = LocalDate.parse("2020-01-01");
            for (int i = 0; i < 40; i++) {
                day = day.plusDays(1 + random.nextInt(3));
                all.add(bar(day.toString(), 20 + random.nextInt(80)));
            }
            List<CorporateAction> known = new ArrayList<>();
            List<CorporateAction> later = new ArrayList<>();
            LocalDate asOf = all.get(10 + random.nextInt(20)).date();
            for (int i = 0; i < 12; i++) {
                CorporateAction action = random(random, all.getFirst().date());
                boolean isKnown =
                        !action.exDate().isAfter(asOf) && !action.knownDate().isAfter(asOf);
                (isKnown ? known : later).add(action);
            }
            List<CorporateAction> both = new ArrayList<>(known);
            both.addAll(later);
            known.sort(Comparator.comparing(CorporateAction::exDate));
            both.sort(Comparator.comparing(CorporateAction::exDate));
            List<DayBar> until =
                    all.stream().filter(one -> !one.date().isAfter(asOf)).toList();
            for (Method method : Method.values()) {
                for (Direction direction : Direction.values()) {
                    AdjustedSeries then = AdjustmentEngine.adjust(
                            until, known, new Settings(method, direction, Basis.TOTAL_RETURN, null));
                    AdjustedSeries now = AdjustmentEngine.adjust(
                            all, both, new Settings(method, direction, Basis.TOTAL_RETURN, asOf));
                    assertArrayEquals(then.adjustmentFactor(), now.adjustmentFactor(), "seed " + seed);
                    assertEquals(then.raw(), now.raw(), "seed " + seed);
                }
            }
        }
    }

    private static CorporateAction random(SplittableRandom random, LocalDate first) {
        LocalDate exDate = first.plusDays(random.nextInt(80));
        LocalDate knownDate = exDate.plusDays(random.nextInt(-20, 20));
        return switch (random.nextInt(3)) {
            case 0 -> new Split(exDate, knownDate, 1 + random.nextInt(8), 1 + random.nextInt(8));
            case 1 ->
                new Dividend(
                        exDate,
                        knownDate,
                        new BigDecimal("0.01").multiply(BigDecimal.valueOf(1 + random.nextInt(100))));
            default -> new SpinOff(exDate, knownDate, BigDecimal.valueOf(1 + random.nextInt(2)));
        };
    }
}
