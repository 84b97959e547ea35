package io.reprise.research.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.fixed.Fixed;
import io.reprise.research.reference.ContinuousFuture.Adjustment;
import io.reprise.research.reference.ContinuousFuture.Contract;
import io.reprise.research.reference.ContinuousFuture.Day;
import io.reprise.research.reference.ContinuousFuture.Point;
import io.reprise.research.reference.ContinuousFuture.RollRule;
import io.reprise.research.reference.ContinuousFuture.Series;
import io.reprise.research.reference.ContinuousFuture.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rolls on made chains: three contracts in contango, 10 dollars apart. */
final class ContinuousFutureTest {
    private static final LocalDate START = LocalDate.parse("2020-01-01");

    /** Prices rise by 1 a day in each contract; the contract after is 10 above. */
    private static List<Contract> chain(int days) {
        List<Contract> out = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            List<Day> list = new ArrayList<>();
            LocalDate last = START.plusDays(10L * (c + 1) - 1);
            for (int d = 0; d < days && !START.plusDays(d).isAfter(last); d++) {
                int toRoll = 10 * (c + 1) - 1 - d;
                // volume moves to the next contract two days before the last one, open interest four
                long volume = toRoll >= 2 && toRoll < 12 ? 1000 : 100;
                long interest = toRoll >= 4 && toRoll < 14 ? 5000 : 500;
                list.add(new Day(START.plusDays(d), (100 + 10L * c + d) * Fixed.ONE, volume * Fixed.ONE, interest));
            }
            out.add(new Contract("X-" + c, last, list));
        }
        return out;
    }

    private static Series series(List<Contract> chain, RollRule rule, Adjustment adjustment) {
        return ContinuousFuture.of(chain, new Settings(rule, 3, adjustment, null));
    }

    private static List<String> rollDays(Series series) {
        return series.rolls().stream()
                .map(roll -> roll.date() + " " + roll.from() + " " + roll.to())
                .toList();
    }

    @Test
    void rollsByVolumeOpenInterestAndDate() {
        assertEquals(
                List.of("2020-01-09 X-0 X-1", "2020-01-19 X-1 X-2"),
                rollDays(series(chain(25), RollRule.VOLUME, Adjustment.NONE)));
        assertEquals(
                List.of("2020-01-07 X-0 X-1", "2020-01-17 X-1 X-2"),
                rollDays(series(chain(25), RollRule.OPEN_INTEREST, Adjustment.NONE)));
        assertEquals(
                List.of("2020-01-07 X-0 X-1", "2020-01-17 X-1 X-2"),
                rollDays(series(chain(25), RollRule.DATE, Adjustment.NONE)));
    }

    @Test
    void backAdjustedDifferencesAreThoseOfTheContractHeld() {
        Series series = series(chain(25), RollRule.VOLUME, Adjustment.BACK);
        assertEquals(25, series.points().size());
        for (int i = 1; i < 25; i++) {
            assertEquals(
                    1,
                    series.points().get(i).adjusted()
                            - series.points().get(i - 1).adjusted(),
                    1e-9);
        }
        assertEquals(20 * Fixed.ONE, series.points().getFirst().shift());
        assertEquals(0, series.points().getLast().shift());
        assertEquals(100 * Fixed.ONE, series.points().getFirst().close());
    }

    @Test
    void ratioAdjustedReturnsAreThoseOfTheContractHeld() {
        List<Contract> chain = chain(25);
        Series series = series(chain, RollRule.DATE, Adjustment.RATIO);
        for (int i = 1; i < series.points().size(); i++) {
            Point now = series.points().get(i);
            Contract held = chain.stream()
                    .filter(one -> one.id().equals(now.contract()))
                    .findFirst()
                    .orElseThrow();
            double its = (double) held.on(now.date()).close()
                    / held.on(now.date().minusDays(1)).close();
            assertEquals(its, now.adjusted() / series.points().get(i - 1).adjusted(), 1e-12);
        }
    }

    @Test
    void aNegativePriceHasNoRatioAndIsSaid() {
        LocalDate next = START.plusDays(1);
        List<Day> first =
                List.of(new Day(START, 10 * Fixed.ONE, 3 * Fixed.ONE, 1), new Day(next, -37 * Fixed.ONE, Fixed.ONE, 1));
        List<Day> second = List.of(
                new Day(START, 19 * Fixed.ONE, 2 * Fixed.ONE, 2), new Day(next, 20 * Fixed.ONE, 2 * Fixed.ONE, 2));
        List<Contract> oil = List.of(
                new Contract("CL-1", START.plusDays(2), first), new Contract("CL-2", START.plusDays(31), second));
        assertEquals(
                57 * Fixed.ONE,
                series(oil, RollRule.VOLUME, Adjustment.BACK)
                        .points()
                        .getFirst()
                        .shift());
        var refused =
                assertThrows(IllegalArgumentException.class, () -> series(oil, RollRule.VOLUME, Adjustment.RATIO));
        assertTrue(refused.getMessage().contains("use back"), refused.getMessage());
    }

    @Test
    void contractsWithoutADayInCommonAreABreak() {
        List<Contract> far = List.of(
                new Contract("G-1", START, List.of(new Day(START, 10, 1, 1))),
                new Contract("G-2", START.plusDays(99), List.of(new Day(START.plusDays(90), 70, 1, 1))));
        Series series = series(far, RollRule.VOLUME, Adjustment.BACK);
        assertEquals(List.of(START.plusDays(90)), series.breaks());
        assertEquals(List.of(), series.rolls());
        assertEquals(2, series.points().size());
    }

    @Test
    void goldOfOctober2013IsDecembersContract() {
        SharedCollection.require();
        for (RollRule rule : List.of(RollRule.VOLUME, RollRule.OPEN_INTEREST)) {
            Series gold = ReferenceData.of(SharedCollection.DATA)
                    .continuous("GC", new Settings(rule, 5, Adjustment.RATIO, LocalDate.parse("2013-10-11")));
            assertEquals(
                    List.of("GC-201312"),
                    gold.points().stream().map(Point::contract).distinct().toList());
            assertEquals(127170000000L, gold.points().getLast().close());
            assertEquals(5, gold.points().size());
        }
        assertEquals(LocalDate.parse("2013-12-27"), LeanFutures.lastDay("201312"));
    }

    @Test
    void whatComesLaterMovesNoEarlierRoll() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Contract> all = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                List<Day> days = new ArrayList<>();
                for (int d = 0; d < 12 * (c + 1); d++) {
                    days.add(new Day(
                            START.plusDays(d), 1 + random.nextInt(1000), random.nextInt(100), random.nextInt(100)));
                }
                all.add(new Contract("R-" + c, START.plusDays(12L * (c + 1) - 1), days));
            }
            LocalDate asOf = START.plusDays(random.nextInt(40));
            List<Contract> until = all.stream()
                    .map(one -> new Contract(
                            one.id(),
                            one.lastDay(),
                            one.days().stream()
                                    .filter(day -> !day.date().isAfter(asOf))
                                    .toList()))
                    .toList();
            for (RollRule rule : RollRule.values()) {
                for (Adjustment adjustment : Adjustment.values()) {
                    assertEquals(
                            ContinuousFuture.of(until, new Settings(rule, 3, adjustment, null)),
                            ContinuousFuture.of(all, new Settings(rule, 3, adjustment, asOf)),
                            "seed " + seed);
                }
            }
        }
    }
}
