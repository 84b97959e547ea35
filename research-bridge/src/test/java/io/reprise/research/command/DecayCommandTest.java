package io.reprise.research.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code decay} as a user meets it: a year that trends gives the baseline, and two later ones are held against it. */
final class DecayCommandTest {
    /** What the trending years gain a day. */
    private static final double UP = 0.005;

    @TempDir
    private Path folder;

    private String baseline;

    @BeforeEach
    void aBaselineOfATrendingYear() throws IOException {
        baseline = folder.resolve("baseline.json").toString();
        String text = Cli.ok(
                "decay",
                "baseline",
                "--journal",
                run("first", LocalDate.of(2020, 1, 1), UP, 2),
                "--fitted-until",
                "2020-03-31",
                "--out",
                baseline);
        assertTrue(text.contains("275 days out of sample in 1 piece"), text);
    }

    @Test
    void aSessionThatDoesWhatTheBaselineDidIsOk() throws IOException {
        String journal = run("same", LocalDate.of(2021, 1, 1), UP, 2);
        String text = Cli.ok("decay", "check", journal, "--baseline", baseline, "--since", "2021-04-01");
        assertTrue(text.startsWith("donchian-breakout: as out of sample"), text);
    }

    @Test
    void aMarketThatFallsRaisesTheAlarm() throws IOException {
        String text = Cli.ok(
                "decay", "check", run("worse", LocalDate.of(2021, 1, 1), -UP, 3), "--baseline", baseline, "--json");
        assertTrue(text.contains("\"state\" : \"ALARM\""), text);
    }

    @Test
    void whatIsNoBaselineOrOfAnotherStrategyIsOneSentence() throws IOException {
        String journal = run("same", LocalDate.of(2021, 1, 1), UP, 1);
        refused("there is no baseline", "decay", "check", journal, "--baseline", folder + "/none.json");
        refused("is no baseline", "decay", "check", journal, "--baseline", folder + "/same/result.json");
        refused(
                "must not overlap",
                "decay",
                "baseline",
                "--journal",
                journal,
                "--fitted-until",
                "2020-12-31",
                "--journal",
                folder + "/first/journal",
                "--fitted-until",
                "2020-06-30",
                "--out",
                baseline);
        refused(
                "false-alarm rate must be above 0",
                "decay",
                "check",
                journal,
                "--baseline",
                baseline,
                "--false-alarms",
                "0");
    }

    private static void refused(String sentence, String... args) {
        Cli.Answer answer = Cli.run(args);
        assertTrue(answer.code() == 1 || answer.code() == 2, answer.out());
        assertTrue(answer.err().contains(sentence), answer.err());
        assertEquals(1, answer.err().strip().lines().count(), answer.err());
    }

    /** A run over the daily bars of a seeded walk of a year with a drift a day; its journal. */
    private String run(String name, LocalDate from, double drift, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        double px = 100;
        for (int i = 0; i < from.lengthOfYear(); i++) {
            double next = px * (1 + drift + 0.02 * random.nextGaussian());
            text.append(from.plusDays(i).toEpochDay() * 86_400)
                    .append(String.format(
                            Locale.ROOT,
                            ",%.4f,%.4f,%.4f,%.4f,1000000%n",
                            px,
                            Math.max(px, next),
                            Math.min(px, next),
                            next));
            px = next;
        }
        String file = new MarketFiles(folder).write(name + ".csv", text.toString());
        String journal = folder.resolve(name + "-market").toString();
        Cli.ok("ingest", "--format", "ohlcv-csv", file, "--instrument", "X-USD.TEST", "--journal", journal);
        Cli.ok(
                "backtest",
                "--journal",
                journal,
                "--strategy",
                "donchian-breakout",
                "--set",
                "entry=3",
                "--set",
                "exit=3",
                "--fraction",
                "1",
                "--cash",
                "100000",
                "--out",
                folder.resolve(name).toString());
        return folder.resolve(name).resolve("journal").toString();
    }
}
