package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** Rule 17: latency 5 ns, taker fee 10 bps, maker fee 5 bps, slippage 10 bps, tick 0.05, lot 0.01. */
class LimitOrderTest {
    private static final Costs COSTS = new Costs(1_000_000_000, 500_000_000, 1_000_000_000);
    private static final VenueSettings SETTINGS = VenueSettings.of(5, COSTS, false, false);
    private static final VenueSettings OPTIMISTIC = VenueSettings.of(5, COSTS, false, true);

    @Test
    void takesWhatTheFirstTradeFindsBeyondIt() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 101 gtc
            10 trade 100 2
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
            10 send 2 sell 1 limit 99 gtc
            20 trade 100 2
                15 ACCEPTED 2 leaves 1
                20 TRADE 2 1 @ 99.9 leaves 0 fee 0.0999 TAKER event 2
            """);
    }

    @Test
    void neverTakesWorseThanTheLimit() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 100.05 gtc
            10 trade 100 2
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 1 @ 100.05 leaves 0 fee 0.10005 TAKER event 1
            10 send 2 sell 1 limit 99.95 gtc
            20 trade 100 2
                15 ACCEPTED 2 leaves 1
                20 TRADE 2 1 @ 99.95 leaves 0 fee 0.09995 TAKER event 2
            20 send 3 buy 1 limit 100.03 gtc
            30 trade 100 2
                25 ACCEPTED 3 leaves 1
                30 TRADE 3 1 @ 100.03 leaves 0 fee 0.10003 TAKER event 3
            """);
    }

    @Test
    void restsWhenTheFirstTradeIsAtItAndFillsOnLaterTradesThroughIt() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 100 gtc
            10 trade 100 2
                5 ACCEPTED 1 leaves 1
            11 trade 100 2
            12 trade 99.99 0.4
                12 TRADE 1 0.4 @ 100 leaves 0.6 fee 0.02 MAKER event 3
            13 trade 101 2
            14 trade 90 2
                14 TRADE 1 0.6 @ 100 leaves 0 fee 0.03 MAKER event 5
            20 send 2 sell 1 limit 100 gtc
            30 trade 99 2
                25 ACCEPTED 2 leaves 1
            31 trade 100 2
            32 trade 100.01 2
                32 TRADE 2 1 @ 100 leaves 0 fee 0.05 MAKER event 8
            """);
    }

    @Test
    void fillsOnLaterTradesAtItWhenOptimistic() {
        Script.check(OPTIMISTIC, """
            0 send 1 buy 1 limit 100 gtc
            10 trade 100 2
                5 ACCEPTED 1 leaves 1
            11 trade 100 0.5
                11 TRADE 1 0.5 @ 100 leaves 0.5 fee 0.025 MAKER event 2
            12 trade 100.01 0.5
            13 trade 100 0.5
                13 TRADE 1 0.5 @ 100 leaves 0 fee 0.025 MAKER event 4
            """);
    }

    @Test
    void restsWithWhatTheFirstEventDidNotOffer() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 100 gtc
            10 trade 99 0.4
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 0.4 @ 99.1 leaves 0.6 fee 0.03964 TAKER event 1
            11 trade 99 0.4
                11 TRADE 1 0.4 @ 100 leaves 0.2 fee 0.02 MAKER event 2
            12 trade 100 0.4
            99 expire
                99 EXPIRED 1 END_OF_DATA
            """);
    }

    @Test
    void restsAfterAFirstEventThatOthersEmptied() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 market gtc
            0 send 2 buy 1 limit 100 gtc
            10 trade 99 1
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                10 TRADE 1 1 @ 99.1 leaves 0 fee 0.0991 TAKER event 1
            11 trade 99 1
                11 TRADE 2 1 @ 100 leaves 0 fee 0.05 MAKER event 2
            """);
    }

    @Test
    void takesAtTheOpenOfABarBeyondIt() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 101 gtc
            20 bar 10 100 103 99 102 2
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 1
            20 send 2 sell 1 limit 99.95 gtc
            40 bar 20 100 101 99 100 2
                25 ACCEPTED 2 leaves 1
                25 TRADE 2 1 @ 99.95 leaves 0 fee 0.09995 TAKER event 2
            """);
    }

    @Test
    void fillsAtItOnTheFirstBarThatOpensElsewhereAndGoesThroughIt() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 100 gtc
            20 bar 10 100 103 99.99 102 0.4
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 0.4 @ 100 leaves 0.6 fee 0.02 MAKER event 1
            30 bar 20 98 99 97 98 2
                20 TRADE 1 0.6 @ 100 leaves 0 fee 0.03 MAKER event 2
            30 send 2 sell 1 limit 100 gtc
            50 bar 40 99 100 98 99 2
                35 ACCEPTED 2 leaves 1
            60 bar 50 99 100.01 98 99 2
                50 TRADE 2 1 @ 100 leaves 0 fee 0.05 MAKER event 4
            """);
    }

    @Test
    void fillsOnABarThatTouchesItWhenOptimistic() {
        Script.check(OPTIMISTIC, """
            0 send 1 buy 1 limit 100 gtc
            20 bar 10 101 103 100 102 2
                5 ACCEPTED 1 leaves 1
                10 TRADE 1 1 @ 100 leaves 0 fee 0.05 MAKER event 1
            """);
    }

    @Test
    void iocAndFokEndOnAFirstEventThatIsNotBeyond() {
        Script.check(OPTIMISTIC, """
            0 send 1 buy 1 limit 100 ioc
            0 send 2 buy 1 limit 100 fok
            10 trade 100 2
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                10 CANCELED 1 IOC_REST event 1
                10 CANCELED 2 FOK_UNFILLED event 1
            10 send 3 buy 1 limit 100 ioc
            20 bar 10 100 101 90 95 2
                15 ACCEPTED 3 leaves 1
                15 CANCELED 3 IOC_REST event 2
            """);
    }

    @Test
    void iocTakesAPartAndFokAllOrNothing() {
        Script.check(SETTINGS, """
            0 send 1 buy 1 limit 101 fok
            0 send 2 buy 1 limit 101 ioc
            10 trade 100 0.4
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
                10 CANCELED 1 FOK_UNFILLED event 1
                10 TRADE 2 0.4 @ 100.1 leaves 0.6 fee 0.04004 TAKER event 1
                10 CANCELED 2 IOC_REST event 1
            10 send 3 buy 1 limit 101 fok
            20 trade 100 1
                15 ACCEPTED 3 leaves 1
                20 TRADE 3 1 @ 100.1 leaves 0 fee 0.1001 TAKER event 2
            """);
    }
}
