package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.CommandProvider;
import io.reprise.engine.cli.Main;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds Washington Mutual to its end gets the delisting return, and no share of Waste Management. */
@Tag("slow")
final class DelistingTest {
    private static final Path DATA = Path.of(System.getProperty("reprise.home", ".."), "..", "shared", "data");
    private static final double FIRST_OPEN = 35.31;
    private static final double LAST_CLOSE = 0.16;

    @TempDir
    Path folder;

    private static void ok(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code =
                Main.run(ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), false, args);
        assertEquals(0, code, err.toString());
    }

    @Test
    void aHolderOfWashingtonMutualEndsAtItsDelistingReturn() throws IOException {
        assumeTrue(Files.exists(DATA.resolve("MANIFEST.tsv")), "the shared data are not there: " + DATA);
        assertEquals(LAST_CLOSE * 0.7 / FIRST_OPEN - 1, held("default"), 1e-8);
        assertEquals(LAST_CLOSE * 0.1 / FIRST_OPEN - 1, held("worse", "--delisting-return", "-0.9"), 1e-8);
    }

    private double held(String name, String... settings) throws IOException {
        Path csv = folder.resolve(name + ".csv");
        List<String> words = new ArrayList<>(List.of(
                "ticker", "history", "WM", "--date", "2008-09-15", "--data", DATA.toString(), "--out", csv.toString()));
        words.addAll(List.of(settings));
        ok(words.toArray(String[]::new));
        Path journal = folder.resolve(name);
        ok(
                "ingest",
                "--format",
                "ohlcv-csv",
                "--bar",
                "1d",
                "--instrument",
                "WASHINGTON-MUTUAL.US",
                "--journal",
                journal.toString(),
                csv.toString());
        RunConfig config = new RunConfig(
                "sma-cross",
                Map.of(),
                null,
                100_000 * Fixed.ONE,
                Sizing.fractionOfEquity(Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
        RunResult run = Backtest.run(
                Backtest.Request.unrecorded(List.of(journal), config),
                StrategyCatalog.load(DelistingTest.class.getClassLoader()),
                fill -> {});
        assertEquals(2466, run.events());
        assertEquals(Times.parse("2008-09-30T00:00:00Z"), run.lastTsNs());
        return run.buyAndHoldReturn();
    }
}
