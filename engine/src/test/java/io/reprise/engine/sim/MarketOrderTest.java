package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** Rules 12 to 16 on market orders: latency 5 ns, taker fee 10 bps, maker fee 5 bps, slippage 10 bps, tick 0.05, lot 0.01. */
class MarketOrderTest {
    private static final Costs COSTS = new Costs(1_000_000_000, 500_000_000, 1_000_000_000);
    private static final VenueSettings SETTINGS = VenueSettings.of(5, COSTS, false, false);
    private static final VenueSettings UNLIMITED = VenueSettings.of(5, COSTS, true, false);

    @Test
    void buysAboveAndSellsBelowTheTradeOutwardToTheTick() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            10 trade 100 5
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
            10 send 2 sell 1 market gtc
            20 trade 100.01 5
                15 ACCEPTED 2 leaves 1
                20 TRADE 2 1 @ 99.9 leaves 0 fee 0.0999 TAKER event 2
            """);
    }

    @Test
    void isInTimeForATradeAtTheMomentItArrives() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            4 trade 100 1
            5 trade 100 1
                5 ACCEPTED 1 leaves 1
                5 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 2
            5 trade 100 1
            """);
    }

    @Test
    void takesPartInEveryTradeOfOneTimestampByItself() {
        Script.check(SETTINGS, """
            0 send 1 buy 3 market gtc
            5 trade 100 1
                5 ACCEPTED 1 leaves 3
                5 TRADE 1 1 @ 100.1 leaves 2 fee 0.1001 TAKER event 1
            5 trade 101 1
                5 TRADE 1 1 @ 101.15 leaves 1 fee 0.10115 TAKER event 2
            5 trade 100 1
                5 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 3
            """);
    }

    @Test
    void takesWholeLotsOnly() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            9 trade 100 0.00999999
                5 ACCEPTED 1 leaves 1
            10 trade 100 0.256
                10 TRADE 1 0.25 @ 100.1 leaves 0.75 fee 0.025025 TAKER event 2
            """);
    }

    @Test
    void offersTheQuantityOnceInOrderOfArrival() {
        Script.check(SETTINGS, """
            0 send 2 buy 1 market gtc
            0 send 1 buy 1 market gtc
            1 send 3 buy 1 market gtc
            10 trade 100 1.5
                5 ACCEPTED 2 leaves 1
                5 ACCEPTED 1 leaves 1
                6 ACCEPTED 3 leaves 1
                10 TRADE 2 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
                10 TRADE 1 0.5 @ 100.1 leaves 0.5 fee 0.05005 TAKER event 1
            11 trade 100 1
                11 TRADE 1 0.5 @ 100.1 leaves 0 fee 0.05005 TAKER event 2
                11 TRADE 3 0.5 @ 100.1 leaves 0.5 fee 0.05005 TAKER event 2
            99 expire
                99 EXPIRED 3 END_OF_DATA
            """);
    }

    @Test
    void fillsAllAtOnceUnderUnlimitedLiquidity() {
        Script.check(UNLIMITED, """
            0 send 1 buy 100 market gtc
            0 send 2 buy 100 market fok
            10 trade 100 0.001
                5 ACCEPTED 1 leaves 100
                5 ACCEPTED 2 leaves 100
                10 TRADE 1 100 @ 100.1 leaves 0 fee 10.01 TAKER event 1
                10 TRADE 2 100 @ 100.1 leaves 0 fee 10.01 TAKER event 1
            """);
    }

    @Test
    void fillsAllAtOnceWithoutVolume() {
        Script.check(SETTINGS, """
            0 send 1 buy 100 market gtc
            20 bar 10 100 101 99 100 -1
                5 ACCEPTED 1 leaves 100
                10 TRADE 1 100 @ 100.1 leaves 0 fee 10.01 TAKER event 1
            """);
        Script.check(Script.instrument("0.05", "0.01", false), SETTINGS, """
            0 send 1 buy 100 market gtc
            20 bar 10 100 101 99 100 3
                5 ACCEPTED 1 leaves 100
                10 TRADE 1 100 @ 100.1 leaves 0 fee 10.01 TAKER event 1
            """);
    }

    @Test
    void fillsAtTheOpenOfTheBarItArrivesInOrBefore() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            10 bar 0 100 101 99 101 5
                5 ACCEPTED 1 leaves 1
                5 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
            10 send 2 sell 4 market gtc
            30 bar 20 100 101 99 101 3
                15 ACCEPTED 2 leaves 4
                20 TRADE 2 3 @ 99.9 leaves 1 fee 0.2997 TAKER event 2
            40 bar 30 98 99 97 98 3
                30 TRADE 2 1 @ 97.9 leaves 0 fee 0.0979 TAKER event 3
            """);
    }

    @Test
    void isNotInTimeForABarThatEndsAsItArrives() {
        Script.check(SETTINGS, """
            5 send 1 buy 1 market gtc
            10 bar 0 100 101 99 101 5
                10 ACCEPTED 1 leaves 1
            20 bar 10 102 103 101 102 5
                10 TRADE 1 1 @ 102.15 leaves 0 fee 0.10215 TAKER event 2
            """);
    }

    @Test
    void fillsOutsideTheBarIfSlippageSaysSo() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 market gtc
            10 bar 0 100 100 100 100 5
                5 ACCEPTED 1 leaves 1
                5 TRADE 1 1 @ 99.9 leaves 0 fee 0.0999 TAKER event 1
            """);
    }

    @Test
    void iocTakesWhatTheFirstEventInTimeOffers() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market ioc
            10 trade 100 0.4
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 0.4 @ 100.1 leaves 0.6 fee 0.04004 TAKER event 1
                10 CANCELED 1 IOC_REST event 1
            11 trade 100 5
            """);
        Script.check(SETTINGS, """
            0 send 1 buy 1 market ioc
            0 send 2 buy 1 market ioc
            10 bar 0 100 100 100 100 1
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                5 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
                5 CANCELED 2 IOC_REST event 1
            """);
    }

    @Test
    void iocEndsOnAnEventOfLessThanALot() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market ioc
            10 trade 100 0.001
                5 ACCEPTED 1 leaves 1
                10 CANCELED 1 IOC_REST event 1
            """);
    }

    @Test
    void fokTakesAllOrNothing() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market fok
            10 trade 100 0.99
                5 ACCEPTED 1 leaves 1
                10 CANCELED 1 FOK_UNFILLED event 1
            10 send 2 buy 1 market fok
            10 send 3 buy 1 market gtc
            20 trade 100 1
                15 ACCEPTED 2 leaves 1
                15 ACCEPTED 3 leaves 1
                20 TRADE 2 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 2
            """);
    }

    @Test
    void leavesWhatAFokRefusesToTheNext() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market fok
            0 send 2 buy 0.5 market gtc
            10 trade 100 0.7
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 0.5
                10 CANCELED 1 FOK_UNFILLED event 1
                10 TRADE 2 0.5 @ 100.1 leaves 0 fee 0.05005 TAKER event 1
            """);
    }
}
