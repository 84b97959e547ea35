package io.reprise.admin.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.admin.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year that trends is the baseline of a year that falls. */
class DecayApiTest {
    private static final double UP = 0.005;

    @TempDir
    static Path root;

    private static World world;

    @BeforeAll
    static void start() throws IOException {
        run("rises", LocalDate.of(2020, 1, 1), UP, 2, "donchian-breakout");
        run("falls", LocalDate.of(2021, 1, 1), -UP, 3, "donchian-breakout");
        run("other", LocalDate.of(2021, 1, 1), UP, 4, "sma-cross");
        world = World.withRun(root, World.generous());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void run(String name, LocalDate from, double drift, long seed, String strategy) throws IOException {
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
        Path file = Files.writeString(root.resolve(name + ".csv"), text);
        String journal = root.resolve("data/journals/" + name).toString();
        World.run(
                "ingest", "--format", "ohlcv-csv", file.toString(), "--instrument", "X-USD.TEST", "--journal", journal);
        World.run(
                "backtest",
                "--journal",
                journal,
                "--strategy",
                strategy,
                "--out",
                root.resolve("reports/" + name).toString());
    }

    private static Map<String, Object> object(HttpResponse<String> answer) {
        return Json.map(answer.body());
    }

    private static HttpResponse<String> setBaseline(String session, String run, String until) {
        return world.post(
                "/sessions/reports~" + session + "/decay/baseline",
                "{\"pieces\":[{\"run\":\"reports~" + run + "\",\"fittedUntil\":\"" + until + "\"}]}");
    }

    private static Object decay(String session) {
        return object(world.get("/sessions/reports~" + session + "/decay")).get("decay");
    }

    @Test
    void aFallingYearRaisesTheAlarmAgainstARisingOne() {
        assertNull(decay("falls"));
        HttpResponse<String> set = setBaseline("falls", "rises", "2020-03-31");
        assertEquals(200, set.statusCode(), set.body());
        assertEquals(275, ((Number) object(set).get("days")).intValue());
        Map<?, ?> decay = (Map<?, ?>) decay("falls");
        assertEquals("ALARM", decay.get("state"));
        assertTrue(String.valueOf(decay.get("sentence")).contains("ALARM"), String.valueOf(decay));
        assertEquals(365, ((Number) decay.get("days")).intValue());
    }

    @Test
    void aBaselineOfAnotherStrategyIsRefusedAndNothingIsKept() {
        HttpResponse<String> refused = setBaseline("other", "rises", "2020-03-31");
        assertEquals(422, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("the baseline is of donchian-breakout"), refused.body());
        assertNull(decay("other"));
        HttpResponse<String> noDay = setBaseline("falls", "rises", "2020-02-31");
        assertEquals(400, noDay.statusCode(), noDay.body());
        HttpResponse<String> none = setBaseline("falls", "none", "2020-03-31");
        assertEquals(404, none.statusCode(), none.body());
        byte[] problem = none.body().getBytes(StandardCharsets.UTF_8);
        assertTrue(problem.length > 0 && !none.body().contains(root.toString()), none.body());
    }
}
