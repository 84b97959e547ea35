package io.reprise.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BarBuilderTest {
    private static final int INSTRUMENT = 7;
    private static final long ONE = 100_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Path REAL = Path.of("../../shared/data/crypto-trades/pyalgotrade/bitstampUSD.csv.gz");
    private static final int SEEDS = 60;

    private record Trade(long tsNs, long px, long qty) {}

    private record Closed(long startNs, long endNs, long open, long high, long low, long close, long volume, long n) {
        static Closed of(Bar bar) {
            assertEquals(INSTRUMENT, bar.instrumentId());
            return new Closed(
                    bar.startNs(),
                    bar.endNs(),
                    bar.openPx(),
                    bar.highPx(),
                    bar.lowPx(),
                    bar.closePx(),
                    bar.volume(),
                    bar.tradeCount());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BarKind.class,
            names = {"TIME", "TICK", "VOLUME", "DOLLAR"})
    void cutsTheSameBarsAsTheNaiveTwin(BarKind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            BarSpec spec = randomSpec(kind, random);
            List<Trade> trades = randomTrades(random);
            String what = "seed " + seed + ", " + spec;
            List<Closed> naive = spec.isTime() ? naiveTimeBars(trades, spec.size()) : naiveSizeBars(trades, spec);
            assertEquals(naive, drive(new BarBuilder(INSTRUMENT, spec), spec, trades, -1), what);
            int cut = random.nextInt(trades.size());
            assertEquals(naive, drive(new BarBuilder(INSTRUMENT, spec), spec, trades, cut), what + ", saved at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "1h", "1d", "50t", "250v", "5000usd"})
    void cutsTheSameBarsOfRealTrades(String text) throws IOException {
        BarSpec spec = BarSpec.parse(text);
        List<Trade> trades = realTrades();
        List<Closed> naive = spec.isTime() ? naiveTimeBars(trades, spec.size()) : naiveSizeBars(trades, spec);
        assertTrue(naive.size() > 50, () -> naive.size() + " bars");
        assertEquals(naive, drive(new BarBuilder(INSTRUMENT, spec), spec, trades, trades.size() / 2));
    }

    /** Bitstamp BTC-USD, 2011 and 2012: epoch seconds, price, amount; many trades of one second, gaps of hours. */
    private static List<Trade> realTrades() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), () -> "no real data to test with: " + REAL + " does not exist");
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(REAL)), StandardCharsets.US_ASCII))) {
            return in.lines()
                    .map(line -> line.split(","))
                    .map(row -> new Trade(Long.parseLong(row[0]) * SECOND, fixed(row[1]), fixed(row[2])))
                    .toList();
        }
    }

    private static long fixed(String text) {
        return new BigDecimal(text).movePointRight(8).longValueExact();
    }

    private static BarSpec randomSpec(BarKind kind, Random random) {
        return new BarSpec(
                kind,
                switch (kind) {
                    case TIME -> 1 + random.nextLong(20 * SECOND);
                    case TICK -> 1 + random.nextLong(10);
                    case VOLUME -> 1 + random.nextLong(40 * ONE);
                    default -> 1 + random.nextLong(4_000 * ONE);
                });
    }

    /** Around the epoch, so that times below 0 are met; with equal times and long gaps. */
    private static List<Trade> randomTrades(Random random) {
        List<Trade> trades = new ArrayList<>();
        long ts = -1_000 * SECOND - random.nextInt(1_000_000);
        long px = 100 * ONE;
        for (int i = 0; i < 1_000; i++) {
            ts += switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextLong(SECOND);
                case 2 -> SECOND;
                default -> random.nextInt(50) == 0 ? random.nextLong(200 * SECOND) : random.nextLong(5 * SECOND);
            };
            px += random.nextLong(-ONE / 2, ONE / 2 + 1);
            trades.add(new Trade(ts, px, 1 + random.nextLong(10 * ONE)));
        }
        return trades;
    }

    private static List<Closed> naiveTimeBars(List<Trade> trades, long period) {
        List<Closed> bars = new ArrayList<>();
        List<Trade> open = new ArrayList<>();
        for (Trade trade : trades) {
            if (!open.isEmpty() && Math.floorDiv(open.getFirst().tsNs, period) != Math.floorDiv(trade.tsNs, period)) {
                long start = Math.floorDiv(open.getFirst().tsNs, period) * period;
                bars.add(naiveBar(open, start, start + period));
                open.clear();
            }
            open.add(trade);
        }
        return bars;
    }

    private static List<Closed> naiveSizeBars(List<Trade> trades, BarSpec spec) {
        List<Closed> bars = new ArrayList<>();
        List<Trade> open = new ArrayList<>();
        for (Trade trade : trades) {
            open.add(trade);
            if (naiveSize(open, spec.kind()).compareTo(naiveSize(spec)) >= 0) {
                bars.add(naiveBar(open, open.getFirst().tsNs, trade.tsNs));
                open.clear();
            }
        }
        return bars;
    }

    private static BigInteger naiveSize(List<Trade> trades, BarKind kind) {
        return trades.stream()
                .map(trade -> switch (kind) {
                    case TICK -> BigInteger.ONE;
                    case VOLUME -> BigInteger.valueOf(trade.qty);
                    default -> BigInteger.valueOf(trade.px).multiply(BigInteger.valueOf(trade.qty));
                })
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger naiveSize(BarSpec spec) {
        BigInteger size = BigInteger.valueOf(spec.size());
        return spec.kind() == BarKind.DOLLAR ? size.multiply(BigInteger.valueOf(ONE)) : size;
    }

    private static Closed naiveBar(List<Trade> trades, long startNs, long endNs) {
        return new Closed(
                startNs,
                endNs,
                trades.getFirst().px,
                trades.stream().mapToLong(Trade::px).max().orElseThrow(),
                trades.stream().mapToLong(Trade::px).min().orElseThrow(),
                trades.getLast().px,
                trades.stream().mapToLong(Trade::qty).sum(),
                trades.size());
    }

    /** Feeds the trades with the boundaries that a driver would sequence; saves and loads before trade {@code cut}. */
    private static List<Closed> drive(BarBuilder first, BarSpec spec, List<Trade> trades, int cut) {
        BarBuilder builder = first;
        List<Closed> bars = new ArrayList<>();
        for (int i = 0; i < trades.size(); i++) {
            Trade trade = trades.get(i);
            if (i == cut) {
                builder = reloaded(builder, spec);
            }
            if (builder.endNs() <= trade.tsNs) {
                assertFalse(builder.onBoundary(builder.endNs() - 1));
                assertTrue(builder.onBoundary(builder.endNs()));
                bars.add(Closed.of(builder.bar()));
                assertFalse(builder.isOpen());
            }
            if (builder.onTrade(trade.tsNs, trade.px, trade.qty)) {
                bars.add(Closed.of(builder.bar()));
                assertFalse(builder.isOpen());
            } else {
                assertTrue(builder.isOpen());
            }
        }
        return bars;
    }

    private static BarBuilder reloaded(BarBuilder builder, BarSpec spec) {
        StateBuffer saved = StateBuffer.of(builder);
        BarBuilder loaded = new BarBuilder(INSTRUMENT, spec);
        saved.loadInto(loaded);
        assertArrayEquals(saved.values(), StateBuffer.of(loaded).values());
        return loaded;
    }

    @Test
    void coversTheIntervalFromAMultipleOfThePeriodBelowTheEpochToo() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse("10s"));
        assertEquals(BarBuilder.NULL_END_NS, builder.endNs());
        builder.onTrade(-1, ONE, ONE);
        assertEquals(0, builder.endNs());
        builder.onBoundary(0);
        assertEquals(-10 * SECOND, builder.bar().startNs());
        builder.onTrade(0, ONE, ONE);
        assertEquals(10 * SECOND, builder.endNs());
    }

    @Test
    void refusesATradeAtTheEndOfABarWhoseBoundaryIsMissing() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse("10s"));
        builder.onTrade(3 * SECOND, ONE, ONE);
        builder.onTrade(10 * SECOND - 1, ONE, ONE);
        assertThrows(IllegalStateException.class, () -> builder.onTrade(10 * SECOND, ONE, ONE));
        assertThrows(IllegalStateException.class, () -> builder.onTrade(-1, ONE, ONE));
        assertThrows(IllegalStateException.class, () -> builder.onBoundary(10 * SECOND + 1));
        assertTrue(builder.onBoundary(10 * SECOND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3t", "3v", "3usd"})
    void waitsForNoBoundaryWhenSizeClosesTheBar(String text) {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse(text));
        assertFalse(builder.onTrade(1, ONE, ONE));
        assertEquals(BarBuilder.NULL_END_NS, builder.endNs());
        assertFalse(builder.onBoundary(Long.MAX_VALUE));
        assertFalse(builder.onTrade(2, ONE, ONE));
        assertTrue(builder.onTrade(2, ONE, ONE));
        assertEquals(new Closed(1, 2, ONE, ONE, ONE, ONE, 3 * ONE, 3), Closed.of(builder.bar()));
    }

    @Test
    void neitherSplitsATradeNorCarriesItsRestOver() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse("10v"));
        assertTrue(builder.onTrade(1, ONE, 1_000 * ONE));
        assertEquals(1_000 * ONE, builder.bar().volume());
        assertFalse(builder.onTrade(2, ONE, 10 * ONE - 1));
        assertTrue(builder.onTrade(3, ONE, 1));
    }

    @Test
    void comparesNotionalsBeyond64Bits() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, new BarSpec(BarKind.DOLLAR, Long.MAX_VALUE));
        BigInteger size = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(ONE));
        long px = Long.MAX_VALUE / 3;
        long qty = 7 * ONE / 100;
        BigInteger sum = BigInteger.ZERO;
        boolean closed = false;
        for (int i = 0; i < 100 && !closed; i++) {
            sum = sum.add(BigInteger.valueOf(px).multiply(BigInteger.valueOf(qty)));
            closed = builder.onTrade(i, px, qty);
            assertEquals(sum.compareTo(size) >= 0, closed, "trade " + i);
        }
        assertTrue(closed);
        assertTrue(builder.onTrade(0, Long.MAX_VALUE, 1_000 * ONE));
    }

    @Test
    void countsNotionalBelowZeroAsItIs() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse("10usd"));
        assertFalse(builder.onTrade(1, -37 * ONE, ONE));
        assertFalse(builder.onTrade(2, 46 * ONE, ONE));
        assertTrue(builder.onTrade(3, ONE, ONE));
    }

    @Test
    void refusesAVolumeThatDoesNotFit() {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse("1d"));
        builder.onTrade(1, ONE, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> builder.onTrade(1, ONE, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "7t", "5v", "700usd"})
    void allocatesNothing(String text) {
        BarBuilder builder = new BarBuilder(INSTRUMENT, BarSpec.parse(text));
        long[] ts = {0};
        assertEquals(0, Allocation.bytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                ts[0] += SECOND / 10;
                if (builder.endNs() <= ts[0]) {
                    builder.onBoundary(builder.endNs());
                }
                builder.onTrade(ts[0], 100 * ONE + i, ONE);
            }
        }));
    }
}
