package io.reprise.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A size is what its formula says, rounded down once; what it has not the numbers for it refuses with a reason. */
final class SizingTest {
    private static final long EQUITY = RiskRig.fixed("10000");
    private static final long PX = RiskRig.fixed("100");
    private static final long LOT = RiskRig.fixed("0.01");

    private static String qty(Sizer sizer, long stopDistance) {
        long qty = sizer.qty(EQUITY, PX, stopDistance, 0, LOT);
        return sizer.reason() == Reason.NONE
                ? Decimals.plain(qty)
                : sizer.reason().toString();
    }

    private static Sizer sizer(String text) {
        return new Sizer(Sizing.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0.55, 1, 0.10",
        "0.4, 2, 0.10",
        "0.5, 1, 0",
        "0.4, 1, -0.2",
        "0.6, 2, 0.4",
    })
    void kellyIsTheFractionLostAtTheStop(double winChance, double payoff, double fraction) {
        assertEquals(fraction, TradeRecord.kelly(winChance, payoff), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        // size, distance of the stop, quantity or reason
        "risk:1%, 2, 50",
        "risk:1%, 3, 33.33",
        "risk:1%, 0.5, 100", // 200 would lose it, and 100 is what equity affords
        "risk:1%, 0, SIZE_NO_DISTANCE",
        "risk:1%, -0.00000001, SIZE_NO_STOP",
        "risk:1%, -0.00000002, SIZE_NO_ESTIMATE",
        "risk:0.001%, 20, SIZE_BELOW_LOT",
        "risk:0.001%, 10, 0.01",
    })
    void losesAFractionOfEquityAtTheStop(String size, String distance, String expected) {
        assertEquals(expected, qty(sizer(size), RiskRig.fixed(distance)));
    }

    private static void trades(Sizer sizer, int wins, int losses, long gain, long loss) {
        for (int i = 0; i < wins + losses; i++) {
            boolean won = i < wins;
            sizer.onFill(i, true, PX, Fixed.ONE, 0);
            sizer.onFill(i, false, won ? PX + gain : PX - loss, Fixed.ONE, 0);
        }
    }

    @Test
    void betsByKellyOnItsOwnClosedTrades() {
        Sizer sizer = sizer("kelly:1,prior=0,cap=1");
        long distance = RiskRig.fixed("10");
        trades(sizer, 5, 4, Fixed.ONE, Fixed.ONE);
        assertEquals("SIZE_NO_ESTIMATE", qty(sizer, distance), "nine trades are one too few");
        assertEquals(9, sizer.actual());
        trades(sizer, 6, 5, Fixed.ONE, Fixed.ONE); // 11 of 20 won, 1 for 1: f = 0.10
        assertEquals("100", qty(sizer, distance), "0.10 of 10000 over 10 a unit");
        Sizer starting = sizer("kelly:1,start=0.5%");
        assertEquals("5", qty(starting, distance), "0.5 % of 10000 over 10 a unit until there are trades");
        assertEquals("0.5", qty(starting, Sizer.NO_STOP));
        Sizer half = sizer("kelly:0.5,prior=0,cap=1");
        trades(half, 8, 12, 2 * Fixed.ONE, Fixed.ONE); // 8 of 20 won, 2 for 1: f = 0.10
        assertEquals("50", qty(half, distance));
        Sizer capped = sizer("kelly:1,prior=0,cap=5%");
        trades(capped, 11, 9, Fixed.ONE, Fixed.ONE);
        assertEquals("50", qty(capped, distance));
        Sizer losing = sizer("kelly:1,prior=0");
        trades(losing, 8, 12, Fixed.ONE, Fixed.ONE);
        assertEquals("SIZE_NO_EDGE", qty(losing, distance));
        assertEquals(-0.2, losing.actual() / 1e8, 1e-7);
        assertEquals("SIZE_NO_DISTANCE", qty(sizer, 0));
        Sizer onlyWins = sizer("kelly:1,prior=0");
        trades(onlyWins, 20, 0, Fixed.ONE, Fixed.ONE);
        assertEquals("SIZE_NO_ESTIMATE", qty(onlyWins, distance), "without a loss there is no payoff");
    }

    /** 20 trades that were even, beside 20 of which 14 were won, 2 for 1: p = 0.6, b = 1.5. */
    @Test
    void shrinksTowardsAnEvenBet() {
        TradeRecord record = new TradeRecord(20);
        for (int i = 0; i < 20; i++) {
            record.add(i < 14 ? 0.02 : -0.01);
        }
        assertEquals(0.6, record.winChance(), 1e-12);
        assertEquals(1.5, record.payoff(), 1e-12);
        assertEquals(0.6 - 0.4 / 1.5, TradeRecord.kelly(record.winChance(), record.payoff()), 1e-12);
    }

    /** Without a stop f = μ / σ²: of returns ±10 % about a mean of 1 % it is 0.95. */
    @Test
    void betsByMeanOverVarianceWithoutAStop() {
        Sizer sizer = sizer("kelly:0.1,prior=0,cap=1");
        trades(sizer, 10, 10, RiskRig.fixed("11"), RiskRig.fixed("9"));
        double variance = 20 * 0.01 / 19;
        String expected = Decimals.plain((long) (0.1 * 0.01 / variance * EQUITY / PX * 100) * LOT);
        assertEquals(expected, qty(sizer, Sizer.NO_STOP));
    }

    @Test
    void movesAFractionOfEquityWithABar() {
        Sizer sizer = sizer("volatility:1%,window=3");
        Bar bar = new Bar();
        for (int i = 0; i < 2; i++) {
            sizer.onBar(bar.set(0, i, i + 1, PX, PX + 2 * Fixed.ONE, PX - 2 * Fixed.ONE, PX, 1, 1));
            assertEquals("SIZE_NO_ESTIMATE", qty(sizer, Sizer.NO_STOP));
        }
        sizer.onBar(bar.set(0, 3, 4, PX, PX + 2 * Fixed.ONE, PX - 2 * Fixed.ONE, PX, 1, 1));
        assertEquals("25", qty(sizer, Sizer.NO_STOP), "1 % of 10000 over a range of 4");
        Sizer still = sizer("volatility:1%,window=3,by=returns");
        for (int i = 0; i < 4; i++) {
            assertEquals("SIZE_NO_ESTIMATE", qty(still, Sizer.NO_STOP));
            still.onBar(bar.set(0, i, i + 1, PX, PX, PX, PX, 1, 1));
        }
        assertEquals("SIZE_NO_DISTANCE", qty(still, Sizer.NO_STOP), "a price that does not move");
    }

    @Test
    void opensNothingWithoutEquity() {
        Sizer sizer = sizer("risk:1%");
        assertEquals(0, sizer.qty(0, PX, Fixed.ONE, 0, LOT));
        assertEquals(Reason.INSUFFICIENT_FUNDS, sizer.reason());
    }

    @Test
    void readsItsTextsBackAndRefusesOthers() {
        for (String text : new String[] {
            "fixed:1",
            "fraction:0.5",
            "risk:0.01",
            "kelly:0.5,trades=30,prior=5,cap=0.1",
            "kelly:1,start=0.01",
            "volatility:0.01",
            "volatility:0.02,by=returns,window=50"
        }) {
            assertEquals(text, Sizing.parse(text).text());
        }
        assertEquals(Sizing.parse("kelly"), Sizing.parse("kelly:100%,cap=25%,trades=10,prior=20"));
        assertEquals(Sizing.quantity(Fixed.ONE), Sizing.parse("fixed:1"));
        for (String bad : new String[] {
            "",
            "risk",
            "risk:",
            "risk:0",
            "risk:-1%",
            "risk:101%",
            "fixed:0",
            "half:1",
            "risk:1%,cap=1",
            "kelly:1,cap=2",
            "kelly:1,trades=1",
            "volatility:1%,by=mood",
            "volatility:1%,window=1",
            "volatility:1%,window",
            "kelly:x"
        }) {
            String message = assertThrows(IllegalArgumentException.class, () -> Sizing.parse(bad), bad)
                    .getMessage();
            assertTrue(message.contains("size"), message);
        }
    }
}
