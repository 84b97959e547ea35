package io.reprise.engine.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The configuration in a run's header is read back as it was. */
final class RunConfigTest {
    private static final RunConfig PLAIN = new RunConfig(
            "sma-cross",
            Map.of("fast", "10"),
            null,
            Decimals.parse("1000"),
            Sizing.fractionOfEquity(Decimals.parse("0.5")),
            Costs.NONE,
            0,
            0,
            0,
            RunConfig.CALENDAR_DAYS,
            false,
            false,
            RiskLimits.NONE);

    @Test
    void readsBackWhatItWrote() {
        assertEquals(PLAIN, RunConfig.of(PLAIN.texts()));
        long seed = 20261125;
        Random random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            RunConfig config = random(random);
            assertEquals(config, RunConfig.of(config.texts()), "seed " + seed + ", step " + step);
        }
    }

    /** Taken part by part, all of another configuration is taken. */
    @Test
    void belongsInAllItsPartsToTheInputsOfARun() {
        long seed = 20261125;
        Random random = new Random(seed);
        for (int step = 0; step < 200; step++) {
            RunConfig from = random(random);
            RunConfig config = step % 2 == 0 ? PLAIN : random(random);
            for (RunInput input : RunInput.values()) {
                config = input.swap(config, from);
            }
            assertEquals(from, config, "seed " + seed + ", step " + step);
        }
        assertThrows(IllegalArgumentException.class, () -> RunInput.of("colour"));
    }

    private static RunConfig random(Random random) {
        return new RunConfig(
                "donchian-breakout",
                Map.of("entry", Integer.toString(random.nextInt(1, 99)), "shorts", "true"),
                random.nextBoolean() ? null : BarSpec.parse(random.nextInt(1, 60) + "m"),
                positive(random),
                random.nextBoolean()
                        ? Sizing.quantity(positive(random))
                        : Sizing.fractionOfEquity(random.nextLong(1, 100_000_001)),
                new Costs(
                        random.nextLong(Costs.ONE_E12), random.nextLong(Costs.ONE_E12), random.nextLong(Costs.ONE_E12)),
                random.nextLong(Long.MAX_VALUE),
                random.nextBoolean() ? 0 : positive(random),
                random.nextBoolean() ? 0 : positive(random),
                random.nextBoolean() ? RunConfig.CALENDAR_DAYS : RunConfig.TRADING_DAYS,
                random.nextBoolean(),
                random.nextBoolean(),
                new RiskLimits(
                        limit(random),
                        limit(random),
                        limit(random),
                        limit(random),
                        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, Integer.MAX_VALUE),
                        positive(random),
                        random.nextBoolean() ? 1.0 : 1.0 - random.nextDouble()));
    }

    private static long positive(Random random) {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    private static long limit(Random random) {
        return random.nextBoolean() ? RiskLimits.NO_LIMIT : positive(random);
    }

    @Test
    void namesTheSettingThatIsMissingOrUnreadable() {
        Map<String, String> texts = new HashMap<>(PLAIN.texts());
        texts.remove("cash");
        assertTrue(refusal(texts).contains("lacks the setting 'cash'"));
        texts.put("cash", "much");
        assertTrue(refusal(texts).contains("'cash' cannot be 'much'"));
    }

    private static String refusal(Map<String, String> texts) {
        return assertThrows(IllegalArgumentException.class, () -> RunConfig.of(texts))
                .getMessage();
    }

    @Test
    void saysWhichCodeHasChanged() {
        Provenance recorded = new Provenance("0.1.0", "aa", "bb");
        assertEquals(recorded, Provenance.of(recorded.texts()));
        assertEquals(null, recorded.changeSince(recorded));
        assertTrue(new Provenance("0.1.0", "aa", "cc").changeSince(recorded).startsWith("the strategy's classes"));
        assertTrue(new Provenance("0.1.0", "ab", "bb").changeSince(recorded).startsWith("the engine is not"));
    }
}
