package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.engine.backtest.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corners that were wrong once, small enough to follow on paper: twin and engine agree, and with what stands here. */
final class TwinEdgesTest {
    @TempDir
    Path folder;

    private RunResult run(TwinCase options, String... rows) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.write(file, List.of(rows));
        TwinResult twin = Twin.run(options, TwinFiles.bitstamp(file.toString()));
        RunResult engine = EngineRun.run(
                options,
                EngineRun.ingest("bitstamp-trades", folder.resolve("journal"), file.toString(), options)
                        .build());
        assertEquals(List.of(), Differences.between(twin, engine));
        return engine;
    }

    @Test
    void buyAndHoldThatAffordsNoLotKeepsItsCash() throws IOException {
        TwinCase options = TwinCase.of("--strategy donchian-breakout --bar 1t --cash 100 --lot 1");

        RunResult result = run(options, "1000,101,5", "1001,101,5", "1002,50,5");

        assertEquals(100_00000000L, result.buyAndHoldEquity());
    }

    /**
     * Each trade is a bar and known ten seconds late. The sale is decided by the trade of 12, so it arrives at 22: after
     * the trade of 20, which the rest of the purchase takes, though that trade is known only at 30.
     */
    @Test
    void ordersMeetTheVenueByItsOwnTimeNotByWhenItIsKnown() throws IOException {
        TwinCase options = TwinCase.of("--strategy donchian-breakout --entry 1 --exit 1 --bar 1t --cash 100 --qty 3"
                + " --lot 1 --feed-latency-ms 10000");

        RunResult result =
                run(options, "1000,10,1", "1001,11,1", "1011,11,1", "1012,9,1", "1020,9,1", "1030,9,5", "1050,9,5");

        assertEquals(
                List.of("3 BUY 1", "4 BUY 1", "5 BUY 1", "6 SELL 3"),
                result.fills().stream().map(TwinEdgesTest::brief).toList());
    }

    private static String brief(RunResult.Fill fill) {
        return fill.event() + (fill.buy() ? " BUY " : " SELL ") + fill.qty() / 100_000_000L;
    }
}
