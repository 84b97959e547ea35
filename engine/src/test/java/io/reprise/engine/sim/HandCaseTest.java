package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** The case "hand" of the independent implementation: 7.5 bps fee, 10 bps slippage, 500 ms, tick 0.05, lot 0.01. */
class HandCaseTest {
    private static final Costs COSTS = new Costs(750_000_000, 750_000_000, 1_000_000_000);

    @Test
    void givesTheFillsOfTheIndependentImplementation() {
        Script.check(VenueSettings.of(500_000_000, COSTS, false, false), """
            1385942230000000000 trade 101.00 1
            1385942280000000000 trade 100.00 2
            1385942399000000000 trade 104.00 0.4
            1385942400000000000 send 1 buy 1 market gtc
            1385942400000000000 trade 105.00 0.3
            1385942400000000000 trade 105.50 5
            1385942430000000000 trade 106.00 0.256
                1385942400500000000 ACCEPTED 1 leaves 1
                1385942430000000000 TRADE 1 0.25 @ 106.15 leaves 0.75 fee 0.01990312 TAKER event 6
            1385942580000000000 trade 104.00 3
                1385942580000000000 TRADE 1 0.75 @ 104.15 leaves 0 fee 0.05858438 TAKER event 7
            1385942640000000000 send 2 sell 1 market gtc
            1385942670000000000 trade 103.00 0.5
                1385942640500000000 ACCEPTED 2 leaves 1
                1385942670000000000 TRADE 2 0.5 @ 102.85 leaves 0.5 fee 0.03856875 TAKER event 8
            1385942700000000000 trade 102.37 0.6
                1385942700000000000 TRADE 2 0.5 @ 102.25 leaves 0 fee 0.03834375 TAKER event 9
            1385942700000000000 expire
            """);
    }

    @Test
    void givesItsBuyAndHold() {
        BuyAndHold yardstick = new BuyAndHold(Script.at8("1000"), Script.INSTRUMENT, COSTS);
        assertEquals(Script.at8("1000"), yardstick.equityAt(Script.at8("500")));
        yardstick.onFirstPrice(Script.at8("101"));
        assertEquals(Script.at8("9.87"), yardstick.qty());
        assertEquals(Script.at8("0.90073712"), yardstick.cash());
        assertEquals(Script.at8("1011.29263712"), yardstick.equityAt(Script.at8("102.37")));
    }
}
