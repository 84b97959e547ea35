package io.reprise.engine.sim;

import io.reprise.engine.portfolio.Costs;
import org.junit.jupiter.api.Test;

/** Rule 35: latency 5 ns, taker fee 10 bps, maker fee 5 bps, no slippage, tick 0.05, lot 0.01. */
class QuoteOrderTest {
    private static final VenueSettings SETTINGS =
            VenueSettings.of(5, new Costs(1_000_000_000, 500_000_000, 0), false, false);
    private static final VenueSettings UNLIMITED =
            VenueSettings.of(5, new Costs(1_000_000_000, 500_000_000, 0), true, false);

    @Test
    void takesTheOppositeSideAndAtMostItsSize() {
        Script.check(SETTINGS, """
            0 send 1 buy 5 market gtc
            0 send 2 sell 2 market ioc
            4 quote 99 9 101 9
            10 quote 99 1 101 3
                5 ACCEPTED 1 leaves 5
                5 ACCEPTED 2 leaves 2
                5 DECREMENTED 1 by 2 leaves 3
                5 DECREMENTED 2 by 2 leaves 0
                10 TRADE 1 3 @ 101 leaves 0 fee 0.303 TAKER event 2
            10 send 3 sell 2 market ioc
            20 quote 99 1 101 3
                15 ACCEPTED 3 leaves 2
                20 TRADE 3 1 @ 99 leaves 1 fee 0.099 TAKER event 3
                20 CANCELED 3 IOC_REST event 3
            """);
    }

    @Test
    void takesAllWhereLiquidityIsUnlimited() {
        Script.check(UNLIMITED, """
            0 send 1 buy 5 market gtc
            10 quote - 0 101 3
                5 ACCEPTED 1 leaves 5
                10 TRADE 1 5 @ 101 leaves 0 fee 0.505 TAKER event 1
            """);
    }

    @Test
    void walksTheLevelsOfABook() {
        Script.check(SETTINGS, """
            0 send 1 buy 5 market gtc
            0 send 2 buy 2 market gtc
            10 book 99:5,98:6 101:3,102:2.505,103:9
                5 ACCEPTED 1 leaves 5
                5 ACCEPTED 2 leaves 2
                10 TRADE 1 3 @ 101 leaves 2 fee 0.303 TAKER event 1
                10 TRADE 1 2 @ 102 leaves 0 fee 0.204 TAKER event 1
                10 TRADE 2 0.5 @ 102 leaves 1.5 fee 0.051 TAKER event 1
                10 TRADE 2 1.5 @ 103 leaves 0 fee 0.1545 TAKER event 1
            10 send 3 sell 20 market ioc
            20 book 99:5,98:6 101:3
                15 ACCEPTED 3 leaves 20
                20 TRADE 3 5 @ 99 leaves 15 fee 0.495 TAKER event 2
                20 TRADE 3 6 @ 98 leaves 9 fee 0.588 TAKER event 2
                20 CANCELED 3 IOC_REST event 2
            """);
    }

    @Test
    void aLimitWalksAsFarAsItGoesAndFillOrKillAllOrNothing() {
        Script.check(SETTINGS, """
            0 send 1 buy 5 limit 102 fok
            0 send 2 buy 7 limit 102 fok
            0 send 3 buy 4 limit 102 gtc
            10 book 99:5 101:3,102:3,103:9
                5 ACCEPTED 1 leaves 5
                5 ACCEPTED 2 leaves 7
                5 ACCEPTED 3 leaves 4
                10 TRADE 1 3 @ 101 leaves 2 fee 0.303 TAKER event 1
                10 TRADE 1 2 @ 102 leaves 0 fee 0.204 TAKER event 1
                10 CANCELED 2 FOK_UNFILLED event 1
            20 book 99:5 101.5:1,101.9:1,103:9
                20 TRADE 3 1 @ 102 leaves 3 fee 0.051 MAKER event 2
                20 TRADE 3 1 @ 102 leaves 2 fee 0.051 MAKER event 2
            """);
    }

    @Test
    void aTradeFillsOnlyWhatRestsWhereThereAreQuotes() {
        Script.check(SETTINGS, """
            0 quote 99 5 101 5
            0 send 1 buy 1 market gtc
            0 send 2 buy 1 limit 100 gtc
            10 trade 98 9
                5 ACCEPTED 1 leaves 1
                5 ACCEPTED 2 leaves 1
            11 quote 99 5 101 5
                11 TRADE 1 1 @ 101 leaves 0 fee 0.101 TAKER event 3
            12 trade 98 9
                12 TRADE 2 1 @ 100 leaves 0 fee 0.05 MAKER event 4
            """);
    }
}
