package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Lookahead;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truncation test finds those that look ahead, and lets the others pass. */
final class LookaheadTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(LookaheadTest.class.getClassLoader());
    private static final int CUTS = 5;

    @TempDir
    Path folder;

    private RandomMarket market;

    @BeforeEach
    void makeMarket() {
        market = new RandomMarket(folder);
    }

    @Test
    void anHonestStrategyPasses() throws IOException {
        Lookahead.Verdict verdict = check("sma-cross", LIBRARY, market.bars(1, 2000));
        assertNull(verdict.difference());
        assertTrue(verdict.orders() > 10, verdict.toString());
        assertEquals(2000, verdict.bars());
        assertEquals(2, verdict.features());
    }

    @Test
    void anHonestStrategyPassesOnBarsBuiltFromTrades() throws IOException {
        Lookahead.Verdict verdict = Lookahead.check(
                RandomMarket.request("sma-cross", "1m", market.trades(2, 20_000)), LIBRARY, CUTS, 7, runs -> {});
        assertNull(verdict.difference());
        assertTrue(verdict.orders() > 10, verdict.toString());
    }

    /** It writes down each close as it comes, and knows in the next run what will come. */
    @Test
    void oneThatKeepsWhatAnEarlierRunSawIsCaught() throws IOException {
        List<Long> memory = new ArrayList<>();
        StrategyCatalog catalog = StrategyCatalog.of(List.of(new Scripted("cheat", () -> new Scripted.OnBars() {
            private int at;

            @Override
            public void onBar(Bar bar, Context context) {
                if (memory.size() == at) {
                    memory.add(bar.closePx());
                } else if (at + 1 < memory.size() && memory.get(at + 1) > bar.closePx()) {
                    context.goLong();
                } else {
                    context.goFlat();
                }
                at++;
            }
        })));
        Lookahead.Verdict verdict = check("cheat", catalog, market.bars(3, 500));
        assertFalse(verdict.passes());
        assertTrue(verdict.difference().contains("signal flat to long"), verdict.difference());
        assertTrue(verdict.difference().contains("on the data up to"), verdict.difference());
    }

    /** It decides by the number of the run, which no data explain. */
    @Test
    void oneThatIsNotTheSameTwiceIsCaughtByTheSecondRunOnAllData() throws IOException {
        int[] made = new int[1];
        int[] last = {Integer.MAX_VALUE};
        StrategyCatalog catalog = StrategyCatalog.of(List.of(new Scripted("moody", () -> {
            made[0]++;
            return (bar, context) -> {
                if (made[0] > last[0]) {
                    context.goLong();
                }
            };
        })));
        Path bars = market.bars(4, 300);
        assertTrue(check("moody", catalog, bars).passes());
        last[0] = made[0] + made[0] / (CUTS + 2) * (CUTS + 1); // as many are made for each of the runs
        Lookahead.Verdict verdict = check("moody", catalog, bars);
        assertFalse(verdict.passes());
        assertTrue(verdict.difference().contains("all data a second time"), verdict.difference());
    }

    @Test
    void nothingIsSaidOfDataThatCloseNoBar() throws IOException {
        Path trades = market.trades(5, 10);
        assertThrows(
                IllegalArgumentException.class,
                () -> Lookahead.check(RandomMarket.request("sma-cross", "1d", trades), LIBRARY, CUTS, 1, runs -> {}));
    }

    private static Lookahead.Verdict check(String strategy, StrategyCatalog catalog, Path journal) throws IOException {
        Backtest.Request request = RandomMarket.request(strategy, null, journal);
        return Lookahead.check(request, catalog, CUTS, 11, runs -> {});
    }
}
