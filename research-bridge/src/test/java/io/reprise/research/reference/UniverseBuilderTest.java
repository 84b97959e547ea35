package io.reprise.research.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.fixed.Fixed;
import io.reprise.research.reference.UniverseBuilder.Member;
import io.reprise.research.reference.UniverseBuilder.Universe;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was listed, on real data. */
final class UniverseBuilderTest {
    private static final LocalDate LEHMAN_DAY = LocalDate.parse("2008-09-15");

    @BeforeEach
    void findTheSharedData() {
        SharedCollection.require();
    }

    private static UniverseBuilder builder() {
        return UniverseBuilder.of(DataFolder.of(SharedCollection.DATA));
    }

    private static Map<String, Member> byId(Universe universe) {
        return universe.members().stream().collect(Collectors.toMap(Member::id, Function.identity()));
    }

    @Test
    void theIndexOfTheCrashHoldsTheDeadUnderTheTickersInForce() {
        Universe universe = builder().getUniverse(LEHMAN_DAY, AssetClass.EQUITY);
        Map<String, Member> members = byId(universe);
        assertEquals("WM", members.get("WASHINGTON-MUTUAL").ticker());
        assertEquals("WMI", members.get("WASTE-MANAGEMENT").ticker());
        assertEquals("GOOG", members.get("ALPHABET-A").ticker());
        assertEquals("LEH", members.get("LEHMAN-BROTHERS").ticker());
        assertEquals("CB", members.get("CHUBB-OLD").ticker());
        assertFalse(members.containsKey("ALPHABET-C"));
        assertFalse(members.containsKey("META-PLATFORMS"));
        assertEquals(498, members.size());
        assertTrue(
                universe.notes().getFirst().contains("WAMUQ is WM")
                        && universe.notes().getFirst().contains("GOOGL is GOOG"),
                universe.notes().toString());
    }

    @Test
    void theIndexOfNovember2020HoldsAllHoldingsOfSpyAndTellsTheExtras() {
        Universe universe = builder().getUniverse(LocalDate.parse("2020-11-30"), AssetClass.EQUITY);
        List<Member> held = universe.members().stream()
                .filter(one -> one.sources().contains("spy"))
                .toList();
        assertEquals(503, held.size());
        assertEquals(
                List.of(),
                held.stream().filter(one -> !one.sources().contains("sp500")).toList());
        assertEquals(505, universe.members().size());
        assertTrue(
                universe.notes().contains("members of sp500 that the holdings of spy do not have: HST, TT"),
                universe.notes().toString());
    }

    /** LEAN's list of the whole market of the day has every mended ticker, and not what the file calls them. */
    @Test
    void mendedTickersAreThoseOfTheMarketOfTheDay() {
        Universe universe = builder().getUniverse(LocalDate.parse("2014-03-24"), AssetClass.EQUITY);
        Set<String> market = universe.members().stream()
                .filter(one -> one.sources().contains("coarse"))
                .map(Member::ticker)
                .collect(Collectors.toSet());
        List<String> unknown = universe.members().stream()
                .filter(one -> one.sources().contains("sp500"))
                .map(Member::ticker)
                .filter(ticker -> !market.contains(ticker))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void whatLeavesPystockStaysInTheEarlierUniverses() {
        PystockPanel panel =
                PystockPanel.of(DataFolder.of(SharedCollection.DATA).pystock());
        assertEquals(6199, panel.lastDays().size());
        assertEquals(50, panel.days().size());
        assertEquals(Map.of(LocalDate.parse("2015-07-03"), 22, LocalDate.parse("2015-09-07"), 6), panel.stubs());
        // the last seven dates of the files, 2015-09-04 to 09-14, one of them a stub
        LocalDate lastWeek = panel.days().lastKey().minusDays(10);
        List<String> gone = panel.lastDays().entrySet().stream()
                .filter(one -> one.getValue().isBefore(lastWeek))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(92, gone.size());
        for (String symbol : gone) {
            assertTrue(panel.on(panel.lastDays().get(symbol)).contains(symbol));
            assertFalse(panel.on(panel.days().lastKey()).contains(symbol));
        }
    }

    @Test
    void aPositionInWashingtonMutualEndsAtItsDelistingReturn() {
        ReferenceData reference = ReferenceData.of(SharedCollection.DATA);
        History history = reference.history("WM", LEHMAN_DAY);
        assertEquals("WASHINGTON-MUTUAL", history.identity().id());
        assertEquals(LocalDate.parse("2008-09-26"), history.bars().getLast().date());
        Delisting end = reference.delisting(history.identity().id());
        History ended = history.ended(end, end.lastReturn(Delisting.RETURN_DEFAULT));
        assertEquals(LocalDate.parse("2008-09-29"), ended.bars().getLast().date());
        assertEquals(16 * Fixed.ONE * 7 / 1000, ended.bars().getLast().close());
        History waste = reference.history("WM", LocalDate.parse("2009-08-05"));
        assertEquals(
                List.of("UW", "WMI", "WM"), waste.tickers().stream().distinct().toList());
        assertEquals(135 + 2780, waste.tickers().indexOf("WM"));
        assertTrue(waste.bars().stream()
                .noneMatch(bar ->
                        bar.date().equals(LocalDate.parse("2008-09-26")) && bar.close() == 16 * Fixed.ONE / 100));
    }

    @Test
    void coinsAndContractsHaveUniversesToo() {
        UniverseBuilder builder = builder();
        Map<String, Member> coins = byId(builder.getUniverse(LocalDate.parse("2020-01-01"), AssetClass.CRYPTO));
        assertEquals("LEND", coins.get("AAVE").ticker());
        assertFalse(coins.containsKey("TERRA"));
        Universe gold = builder.getUniverse(LocalDate.parse("2013-10-07"), AssetClass.COMMODITY);
        assertTrue(gold.members().stream().anyMatch(one -> one.id().equals("GC-201312")));
        assertThrows(IllegalArgumentException.class, () -> builder.getUniverse(LEHMAN_DAY, AssetClass.FX));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.getUniverse(LocalDate.parse("1980-01-02"), AssetClass.EQUITY));
    }
}
