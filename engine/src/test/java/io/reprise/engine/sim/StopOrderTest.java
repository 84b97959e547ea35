package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** Rule 18: latency 5 ns, taker fee 10 bps, maker fee 5 bps, slippage 10 bps, tick 0.05, lot 0.01. */
class StopOrderTest {
    private static final Costs COSTS = new Costs(1_000_000_000, 500_000_000, 1_000_000_000);
    private static final VenueSettings SETTINGS = VenueSettings.of(5, COSTS, false, false);

    @Test
    void triggersOnATradeAtOrBeyondItAndFillsThere() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 stop 95 gtc
            10 trade 95.01 2
                5 ACCEPTED 1 leaves 1
            11 trade 95 2
                11 TRIGGERED 1 leaves 1 event 2
                11 TRADE 1 1 @ 94.9 leaves 0 fee 0.0949 TAKER event 2
            11 send 2 buy 1 stop 105 gtc
            20 trade 104.99 2
                16 ACCEPTED 2 leaves 1
            21 trade 107 2
                21 TRIGGERED 2 leaves 1 event 4
                21 TRADE 2 1 @ 107.15 leaves 0 fee 0.10715 TAKER event 4
            """);
    }

    @Test
    void goesOnAsAMarketOrderWithItsRest() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 stop 95 gtc
            10 trade 94 0.4
                5 ACCEPTED 1 leaves 1
                10 TRIGGERED 1 leaves 1 event 1
                10 TRADE 1 0.4 @ 93.9 leaves 0.6 fee 0.03756 TAKER event 1
            11 trade 100 2
                11 TRADE 1 0.6 @ 99.9 leaves 0 fee 0.05994 TAKER event 2
            """);
    }

    @Test
    void fillsOnBarsFromTheWorseOfStopAndOpen() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 stop 95 gtc
            20 bar 10 100 101 95 99 2
                5 ACCEPTED 1 leaves 1
                10 TRIGGERED 1 leaves 1 event 1
                10 TRADE 1 1 @ 94.9 leaves 0 fee 0.0949 TAKER event 1
            20 send 2 sell 1 stop 95 gtc
            40 bar 30 90 96 89 95 2
                25 ACCEPTED 2 leaves 1
                30 TRIGGERED 2 leaves 1 event 2
                30 TRADE 2 1 @ 89.9 leaves 0 fee 0.0899 TAKER event 2
            40 send 3 buy 1 stop 105 gtc
            60 bar 50 100 104.99 99 100 2
                45 ACCEPTED 3 leaves 1
            70 bar 60 100 106 99 100 0.5
                60 TRIGGERED 3 leaves 1 event 4
                60 TRADE 3 0.5 @ 105.15 leaves 0.5 fee 0.052575 TAKER event 4
            80 bar 70 110 112 109 111 0.5
                70 TRADE 3 0.5 @ 110.15 leaves 0 fee 0.055075 TAKER event 5
            80 send 4 buy 1 stop 105 gtc
            95 bar 90 110 112 109 111 2
                85 ACCEPTED 4 leaves 1
                90 TRIGGERED 4 leaves 1 event 6
                90 TRADE 4 1 @ 110.15 leaves 0 fee 0.11015 TAKER event 6
            """);
    }

    @Test
    void triggersWithoutAFillWhenOthersEmptiedTheEvent() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 market gtc
            0 send 2 sell 1 stop 95 gtc
            10 trade 95 1
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                10 TRADE 1 1 @ 94.9 leaves 0 fee 0.0949 TAKER event 1
                10 TRIGGERED 2 leaves 1 event 1
            11 trade 101 1
                11 TRADE 2 1 @ 100.85 leaves 0 fee 0.10085 TAKER event 2
            """);
    }

    @Test
    void countsIocAndFokFromTheTrigger() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 stop 95 ioc
            0 send 2 sell 1 stop 95 fok
            10 trade 100 1
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
            11 trade 95 0.4
                11 TRIGGERED 1 leaves 1 event 2
                11 TRADE 1 0.4 @ 94.9 leaves 0.6 fee 0.03796 TAKER event 2
                11 CANCELED 1 IOC_REST event 2
                11 TRIGGERED 2 leaves 1 event 2
                11 CANCELED 2 FOK_UNFILLED event 2
            """);
    }

    @Test
    void isNotTriggeredByABarThatEndsAsItArrives() {
        Script.check(SETTINGS, """
            5 send 1 sell 1 stop 95 gtc
            10 bar 0 100 100 90 100 2
                10 ACCEPTED 1 leaves 1
            """);
    }
}
