package io.reprise.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Decimals;
import org.junit.jupiter.api.Test;

/** Where a stop is, bar by bar. */
final class StopLevelsTest {
    private static final long TICK = RiskRig.fixed("0.01");

    private final Bar bar = new Bar();
    private int bars;

    private static StopLevels levels(String rules) {
        return new StopLevels(StopRules.parse(rules), TICK);
    }

    /** A bar that closes in the middle of its range. */
    private void bar(StopLevels levels, String low, String high) {
        long close = (RiskRig.fixed(low) + RiskRig.fixed(high)) / 2;
        bars++;
        levels.onBar(bar.set(0, bars - 1, bars, close, RiskRig.fixed(high), RiskRig.fixed(low), close, 1, 1));
    }

    private static String level(StopLevels levels) {
        return Decimals.plain(levels.level());
    }

    private static StopLevels started(StopLevels levels, int side, String px) {
        assertTrue(levels.start(side, RiskRig.fixed(px)));
        return levels;
    }

    @Test
    void isAFractionFromTheEntry() {
        assertEquals("98", level(started(levels("percent:2%"), 1, "100")));
        assertEquals("102", level(started(levels("percent:2%"), -1, "100")));
        assertEquals("98.01", level(started(levels("percent:2%"), 1, "100.02")), "98.0196 rounded away from the price");
        assertEquals("102.03", level(started(levels("percent:2%"), -1, "100.02")), "102.0204 likewise");
    }

    @Test
    void isHitAtTheLevelAndBeyond() {
        StopLevels levels = started(levels("percent:2%"), 1, "100");
        bar(levels, "98.01", "101");
        assertFalse(levels.isHit(bar));
        bar(levels, "98", "101");
        assertTrue(levels.isHit(bar));
        bar(levels, "97.99", "101");
        assertTrue(levels.isHit(bar));
        levels.end();
        assertFalse(levels.isHit(bar));
    }

    @Test
    void waitsForTheAverageTrueRange() {
        StopLevels levels = levels("atr:2,period=2");
        assertEquals(Sizer.STOP_UNKNOWN, levels.plan(true, RiskRig.fixed("100")));
        assertFalse(levels.start(1, RiskRig.fixed("100")));
        bar(levels, "99", "101");
        bar(levels, "98", "102");
        assertEquals("94", level(started(levels, 1, "100")), "ranges of 2 and 4, twice their mean");
    }

    @Test
    void keepsTheDistanceThatTheSizeWasReckonedWith() {
        StopLevels levels = levels("atr:1,period=2");
        bar(levels, "99", "101");
        bar(levels, "99", "101");
        assertEquals(RiskRig.fixed("2"), levels.plan(true, RiskRig.fixed("100")));
        bar(levels, "90", "110");
        assertEquals("101", level(started(levels, 1, "103")));
    }

    @Test
    void trailsTheBestPriceAndNeverGoesBack() {
        StopLevels levels = started(levels("percent:10%,trail=yes"), 1, "100");
        bar(levels, "100", "120");
        assertEquals(Reason.STOP_MOVED, levels.move());
        assertEquals("108", level(levels));
        bar(levels, "110", "115");
        assertEquals(Reason.NONE, levels.move());
        assertEquals("108", level(levels));
        StopLevels fixed = started(levels("percent:10%"), 1, "100");
        bar(fixed, "100", "120");
        assertEquals(Reason.NONE, fixed.move());
        StopLevels shorted = started(levels("percent:10%,trail=yes"), -1, "100");
        bar(shorted, "80", "99");
        assertEquals(Reason.STOP_MOVED, shorted.move());
        assertEquals("88", level(shorted));
    }

    @Test
    void hangsFromTheHighestHigh() {
        StopLevels levels = levels("chandelier:1,period=2");
        bar(levels, "98", "102");
        bar(levels, "98", "102");
        assertEquals("98", level(started(levels, 1, "100")), "102 less a range of 4");
        bar(levels, "104", "108");
        assertEquals(Reason.STOP_MOVED, levels.move());
        assertEquals("102", level(levels), "108 less a range of (4 + 8) / 2");
    }

    @Test
    void goesToTheEntryOnceTheGainIsEnough() {
        StopLevels levels = started(levels("percent:5%,break-even=2"), 1, "100");
        bar(levels, "100", "109.99");
        assertEquals(Reason.NONE, levels.move());
        bar(levels, "100", "110");
        assertEquals(Reason.STOP_MOVED, levels.move());
        assertEquals("100", level(levels));
    }

    @Test
    void countsTheBarsHeld() {
        StopLevels levels = started(levels("time:2"), 1, "100");
        assertFalse(levels.hasLevel());
        bar(levels, "1", "100");
        assertFalse(levels.isTimeUp());
        assertFalse(levels.isHit(bar));
        bar(levels, "1", "100");
        assertTrue(levels.isTimeUp());
        assertEquals(2, levels.bars());
    }

    @Test
    void tightensAndWidensWithTheRegime() {
        StopLevels levels = started(levels("percent:10%,regime=7,tight=0.5,wide=2"), 1, "100");
        levels.onRegime(8, -1);
        assertEquals(Reason.NONE, levels.move(), "another model's output");
        levels.onRegime(7, -1);
        assertEquals(Reason.STOP_REGIME, levels.move());
        assertEquals("95", level(levels));
        levels.onRegime(7, 1);
        assertEquals(Reason.STOP_REGIME, levels.move());
        assertEquals("80", level(levels), "a regime may also move it away");
        levels.onRegime(7, 0);
        assertEquals(Reason.STOP_REGIME, levels.move());
        assertEquals("90", level(levels));
        assertEquals(RiskRig.fixed("10"), levels.plan(true, RiskRig.fixed("100")));
    }

    @Test
    void isRescaledByASplit() {
        StopLevels levels = started(levels("percent:10%,trail=yes,break-even=1"), 1, "100");
        bar(levels, "100", "120");
        levels.move();
        assertEquals("108", level(levels));
        levels.rescale(4, 1);
        assertEquals("27", level(levels));
        bar(levels, "28", "40");
        assertEquals(Reason.STOP_MOVED, levels.move());
        assertEquals("36", level(levels));
    }

    @Test
    void readsItsTextsBackAndRefusesOthers() {
        for (String text : new String[] {
            "percent:0.02",
            "atr:2.5",
            "atr:2.5,period=20,trail=yes",
            "chandelier:3,period=22",
            "time:40",
            "percent:0.02,break-even=1.5,time=40,at=venue,regime=3,tight=0.25,wide=3"
        }) {
            assertEquals(text, StopRules.parse(text).text());
            assertEquals(
                    StopRules.parse(text), StopRules.parse(StopRules.parse(text).text()));
        }
        for (String bad : new String[] {
            "",
            "percent",
            "percent:0",
            "percent:100%",
            "atr:-1",
            "time:0",
            "time:1.5",
            "atr:2,period=1",
            "atr:2,at=home",
            "atr:2,trail=maybe",
            "atr:2,tight=2",
            "atr:2,wide=0.5",
            "atr:2,what=1",
            "mood:1"
        }) {
            assertThrows(IllegalArgumentException.class, () -> StopRules.parse(bad), bad);
        }
    }
}
