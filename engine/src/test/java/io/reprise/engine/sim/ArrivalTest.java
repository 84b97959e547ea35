package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** Arrivals: rule 15's decrement, cancels, refusals and the end of the data. Latency 5 ns, tick 0.05, lot 0.01, no costs. */
class ArrivalTest {
    private static final VenueSettings SETTINGS = VenueSettings.of(5, Costs.NONE, false, false);

    @Test
    void aClosingOrderMeetsAPartlyFilledOpeningOrder() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            10 trade 100 0.4
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 0.4 @ 100 leaves 0.6 fee 0 TAKER event 1
            10 send 2 sell 1 market gtc
            20 trade 101 5
                15 ACCEPTED 2 leaves 1
                15 DECREMENTED 1 by 0.6 leaves 0
                15 DECREMENTED 2 by 0.6 leaves 0.4
                20 TRADE 2 0.4 @ 101 leaves 0 fee 0 TAKER event 2
            """);
    }

    @Test
    void theOpeningOrderFillsOnWhileTheClosingOneIsOnItsWay() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            10 trade 100 0.4
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 0.4 @ 100 leaves 0.6 fee 0 TAKER event 1
            10 send 2 sell 1 market gtc
            14 trade 100 0.5
                14 TRADE 1 0.5 @ 100 leaves 0.1 fee 0 TAKER event 2
            15 trade 101 5
                15 ACCEPTED 2 leaves 1
                15 DECREMENTED 1 by 0.1 leaves 0
                15 DECREMENTED 2 by 0.1 leaves 0.9
                15 TRADE 2 0.9 @ 101 leaves 0 fee 0 TAKER event 3
            """);
    }

    @Test
    void cancelsOutOldestFirstWhateverThePrices() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 50 gtc
            0 send 2 buy 1 limit 60 gtc
            0 send 3 buy 1 limit 70 gtc
            0 send 4 sell 1.5 limit 200 gtc
            10 trade 100 1
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                5 ACCEPTED 3 leaves 1
                5 ACCEPTED 4 leaves 1.5
                5 DECREMENTED 1 by 1 leaves 0
                5 DECREMENTED 4 by 1 leaves 0.5
                5 DECREMENTED 2 by 0.5 leaves 0.5
                5 DECREMENTED 4 by 0.5 leaves 0
            99 expire
                99 EXPIRED 2 END_OF_DATA
                99 EXPIRED 3 END_OF_DATA
            """);
    }

    @Test
    void anOrderThatReversesIsLeftWithItsOpeningPart() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 market gtc
            0 send 2 buy 1 market gtc
            0 send 3 buy 1 market gtc
            10 trade 100 5
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                5 DECREMENTED 1 by 1 leaves 0
                5 DECREMENTED 2 by 1 leaves 0
                5 ACCEPTED 3 leaves 1
                10 TRADE 3 1 @ 100 leaves 0 fee 0 TAKER event 1
            """);
    }

    @Test
    void aStopMeetsNobodyUntilItTriggers() {
        Script.check(SETTINGS, """
            0 send 1 sell 1 stop 95 gtc
            0 send 2 buy 1 market gtc
            0 send 3 sell 1 stop 90 gtc
            10 trade 95 0.5
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                5 ACCEPTED 3 leaves 1
                10 TRIGGERED 1 leaves 1 event 1
                10 TRADE 1 0.5 @ 95 leaves 0.5 fee 0 TAKER event 1
            10 send 4 buy 1 market gtc
            15 trade 100 2
                15 ACCEPTED 4 leaves 1
                15 DECREMENTED 1 by 0.5 leaves 0
                15 DECREMENTED 4 by 0.5 leaves 0.5
                15 TRADE 2 1 @ 100 leaves 0 fee 0 TAKER event 2
                15 TRADE 4 0.5 @ 100 leaves 0 fee 0 TAKER event 2
            """);
    }

    @Test
    void cancelsAWorkingOrderAndRefusesAnUnknownOne() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            1 cancel 1
            2 cancel 1
            3 cancel 9
            20 trade 100 5
                5 ACCEPTED 1 leaves 1
                6 CANCELED 1 REQUESTED
                7 CANCEL_REJECTED 1 UNKNOWN_ORDER
                8 CANCEL_REJECTED 9 UNKNOWN_ORDER
            """);
    }

    @Test
    void aCancelComesTooLateForATradeBeforeIt() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            3 cancel 1
            7 trade 100 0.4
                5 ACCEPTED 1 leaves 1
                7 TRADE 1 0.4 @ 100 leaves 0.6 fee 0 TAKER event 1
            8 trade 100 0.4
                8 CANCELED 1 REQUESTED
            """);
    }

    @Test
    void refusesWhatItCannotTrade() {
        Script.check(SETTINGS, """
            0 send 1 buy 0 market gtc
            0 send 2 buy -1 market gtc
            0 send 3 buy 1.005 market gtc
            0 send 4 buy 1 limit gtc
            0 send 5 buy 1 stop gtc
            0 send 6 buy 1 limit 0 gtc
            0 send 7 none 1 market gtc
            0 send 8 buy 1 null_val gtc
            0 send 9 buy 1 market null_val
            10 trade 100 5
                5 REJECTED 1 BAD_QTY
                5 REJECTED 2 BAD_QTY
                5 REJECTED 3 OFF_LOT
                5 REJECTED 4 BAD_PX
                5 REJECTED 5 BAD_PX
                5 REJECTED 6 BAD_PX
                5 REJECTED 7 MALFORMED
                5 REJECTED 8 MALFORMED
                5 REJECTED 9 MALFORMED
            """);
    }

    @Test
    void refusesASecondOrderOfOneIdAndMoreThanItHolds() {
        Script.check(new VenueSettings(5, Costs.NONE, false, false, 2, 8), """
            0 send 1 buy 1 market gtc
            0 send 1 buy 1 market gtc
            0 send 2 buy 1 market gtc
            0 send 3 buy 1 market gtc
            10 trade 100 1
                5 ACCEPTED 1 leaves 1
                5 REJECTED 1 DUPLICATE_ORDER
                5 ACCEPTED 2 leaves 1
                5 REJECTED 3 VENUE_FULL
                10 TRADE 1 1 @ 100 leaves 0 fee 0 TAKER event 1
            10 send 3 buy 1 market gtc
            20 trade 100 2
                15 ACCEPTED 3 leaves 1
                20 TRADE 2 1 @ 100 leaves 0 fee 0 TAKER event 2
                20 TRADE 3 1 @ 100 leaves 0 fee 0 TAKER event 2
            """);
    }

    @Test
    void expiresWhatWorksThenWhatIsInFlight() {
        Script.check(SETTINGS, """
            0 send 2 buy 1 limit 50 gtc
            0 send 1 buy 1 stop 200 gtc
            10 trade 100 5
                5 ACCEPTED 2 leaves 1
                5 ACCEPTED 1 leaves 1
            10 send 3 buy 1 market gtc
            10 cancel 2
            10 send 4 buy 1.005 market gtc
            11 expire
                11 EXPIRED 2 END_OF_DATA
                11 EXPIRED 1 END_OF_DATA
                11 EXPIRED 3 END_OF_DATA
                11 EXPIRED 4 END_OF_DATA
            20 trade 100 5
            """);
    }
}
