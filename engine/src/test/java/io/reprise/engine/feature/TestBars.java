package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DecimalNumFactory;
import org.ta4j.core.num.Num;

/** Bars to test with: seeded random walks, real ones, and the same as ta4j holds them. */
final class TestBars {
    static final long PERIOD_NS = 14_400_000_000_000L;

    /** The shared collection lies beside the repository; tests run in the module's folder. */
    private static final Path REAL =
            Path.of("../../shared/data/crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz");

    private static final Pattern CANDLE = Pattern.compile("\"start\":\\s*\"(\\d+)\",\\s*\"low\":\\s*\"([\\d.]+)\",\\s*"
            + "\"high\":\\s*\"([\\d.]+)\",\\s*\"open\":\\s*\"([\\d.]+)\",\\s*\"close\":\\s*\"([\\d.]+)\",\\s*"
            + "\"volume\":\\s*\"([\\d.]+)\"");

    private TestBars() {}

    /** A geometric random walk on a tick of 0.01 with quiet spells, equal closes and bars without volume among them. */
    static List<Bar> walk(long seed, int count) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        long close = 20_000 * 100;
        for (int i = 0; i < count; i++) {
            bars.add(next(random, close, i));
            close = bars.getLast().closePx() / 1_000_000;
        }
        return bars;
    }

    private static Bar next(Random random, long previousTicks, int index) {
        boolean isQuiet = index / 50 % 7 == 3;
        double sigma = isQuiet ? 1e-6 : 0.01;
        long open = previousTicks;
        long close = Math.max(100, Math.round(open * Math.exp(sigma * random.nextGaussian())));
        long high = Math.max(open, close) + (isQuiet ? 0 : random.nextInt(10_000));
        long low = Math.max(50, Math.min(open, close) - (isQuiet ? 0 : random.nextInt(10_000)));
        long volume = random.nextInt(10) == 0 ? 0 : random.nextLong(100_000_000_000L);
        return bar(index, open * 1_000_000, high * 1_000_000, low * 1_000_000, close * 1_000_000, volume);
    }

    static Bar bar(int index, long open, long high, long low, long close, long volume) {
        long start = index * PERIOD_NS;
        return new Bar().set(0, start, start + PERIOD_NS, open, high, low, close, volume, 1);
    }

    /** A bar of one price. */
    static Bar flat(int index, long px) {
        return bar(index, px, px, px, px, 100_000_000L);
    }

    /** Coinbase BTC-USD, 4 h, 2016 to 2025; skips the test where the shared collection is not there. */
    static List<Bar> real() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), () -> "no real data to test with: " + REAL + " does not exist");
        List<Bar> bars = new ArrayList<>();
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(REAL))) {
            Matcher candle = CANDLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (candle.find()) {
                long start = Long.parseLong(candle.group(1)) * 1_000_000_000L;
                bars.add(new Bar()
                        .set(
                                0,
                                start,
                                start + PERIOD_NS,
                                fixed(candle.group(4)),
                                fixed(candle.group(3)),
                                fixed(candle.group(2)),
                                fixed(candle.group(5)),
                                fixed(candle.group(6)),
                                0));
            }
        }
        if (bars.size() != 20_695) {
            throw new AssertionError("20695 candles were expected, " + bars.size() + " read");
        }
        return bars;
    }

    private static long fixed(String text) {
        return new BigDecimal(text).movePointRight(8).longValueExact();
    }

    /** In ta4j's decimals of 32 digits: with its doubles, its own rolling sums drift by more than the tests allow. */
    static BarSeries ta4j(List<Bar> bars) {
        List<org.ta4j.core.Bar> converted = new ArrayList<>();
        for (Bar bar : bars) {
            Instant end = Instant.ofEpochSecond(0, bar.endNs());
            Duration period = Duration.ofNanos(bar.endNs() - bar.startNs());
            converted.add(new BaseBar(
                    period,
                    end.minus(period),
                    end,
                    num(bar.openPx()),
                    num(bar.highPx()),
                    num(bar.lowPx()),
                    num(bar.closePx()),
                    num(bar.volume()),
                    num(0),
                    1));
        }
        return new BaseBarSeriesBuilder()
                .withNumFactory(DecimalNumFactory.getInstance())
                .withBars(converted)
                .build();
    }

    private static Num num(long fixed) {
        return DecimalNumFactory.getInstance().numOf(BigDecimal.valueOf(fixed, 8));
    }
}
