package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateRunCommandTest {
    private static final int DAYS = 400;
    private static final long START = 1_577_836_800L;

    @TempDir
    private Path folder;

    private String run;

    /** Bars of six hours over 400 days of a seeded walk, and a backtest on them. */
    @BeforeEach
    void backtest() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        double px = 100;
        for (int i = 0; i < 4 * DAYS; i++) {
            double open = px;
            px *= 1 + random.nextGaussian() * 0.015;
            text.append(START + 21_600L * i).append(',').append(open).append(',');
            text.append(Math.max(open, px) * 1.001)
                    .append(',')
                    .append(Math.min(open, px) * 0.999)
                    .append(',');
            text.append(px).append(",10\n");
        }
        Path file = Files.writeString(folder.resolve("bars.csv"), text.toString());
        String market = folder.resolve("market/journal").toString();
        Files.createDirectories(folder.resolve("market"));
        Cli.ok("ingest", "--format", "ohlcv-csv", file.toString(), "--journal", market);
        run = folder.resolve("run").toString();
        Cli.ok("backtest", "--journal", market, "--strategy", "sma-cross", "--unlimited-liquidity", "--out", run);
    }

    private static double number(Map<String, Object> object, String key) {
        return ((Number) object.get(key)).doubleValue();
    }

    @Test
    void figuresAreThoseOfTheRun() throws IOException {
        Map<String, Object> found = Json.map(Cli.ok("validate", "run", run, "--json"));
        Map<String, Object> result = Json.map(Files.readString(Path.of(run, "result.json")));
        for (String key : new String[] {"totalReturn", "buyAndHoldReturn", "wealthRatio", "sharpe"}) {
            assertEquals(number(result, key), number(found, key), 1e-9, key);
        }
        assertEquals(number(result, "roundTrips"), number(found, "trades"));
        assertEquals(Boolean.TRUE, found.get("leverageAtMostOne"));
        assertNull(found.get("deflatedSharpe"));
        assertTrue(number(found, "wealthRatioLower") < number(found, "wealthRatio"));
        assertEquals(found, Json.map(Cli.ok("validate", "run", run + "/journal", "--json")), "by its journal as well");
    }

    @Test
    void trialsDeflateAndLaterDaysCountAlone() {
        Map<String, Object> found =
                Json.map(Cli.ok("validate", "run", run, "--trials", "50", "--trial-deviation", "0.7", "--json"));
        assertTrue(number(found, "deflatedSharpe") < number(found, "probabilisticSharpe"));
        Map<String, Object> later = Json.map(Cli.ok("validate", "run", run, "--fitted-until", "2020-12-31", "--json"));
        assertEquals("2021-01-01", later.get("firstDay"));
        assertTrue(number(later, "days") < 60, later.toString());
        assertEquals("TOO_SHORT", later.get("verdict"));
        String text = Cli.ok("validate", "run", run, "--fitted-until", "2020-12-31");
        assertTrue(text.startsWith("too short: needs "), text);
    }

    @Test
    void badInputIsOneSentence() {
        said("validate run " + run + " --trials 5", "need the standard deviation");
        said("validate run " + run + " --resamples 5", "resamples cannot be 5");
        said("validate run " + run + " --fitted-until 2021-06-01", "too short: 0 daily returns after 2021-06-01");
        said("validate run " + folder + "/none", "none");
        said("validate", "validate lookahead or validate run");
    }

    private static void said(String command, String text) {
        Cli.Answer answer = Cli.run(command.split(" "));
        assertTrue(answer.code() == 1 || answer.code() == 2, "code " + answer.code());
        assertTrue(answer.err().contains(text), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertFalse(answer.err().contains("unexpected"), answer.err());
    }
}
