package io.reprise.research.proof;

import io.reprise.research.ingest.Format;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A file of a few hundred rows, some of them bad, and options to run over it, made from a seed and going to the edges:
 * ties, equal times, gaps over days, dust, latencies beyond several bars, prices below one tick, bars without volume.
 *
 * @param isBars whether the rows are one-minute bars, stamped at their end in seconds, or trades
 * @param hasVolume whether the bars have a volume that counts
 */
record RandomCase(long seed, boolean isBars, boolean hasVolume, List<String> rows, List<TwinCase> options) {
    /** Runs of one file: an ingest costs more than a run. */
    static final int OPTIONS = 4;

    static final long PERIOD_NS = 60_000_000_000L;

    private static final long MINUTE_S = 60;
    private static final String BAD_NUMBER = "1.2.3";

    static RandomCase of(long seed) {
        return new Maker(seed).make();
    }

    /** The rows as a file that the format knows: {@code bitstamp-trades} or {@code ohlcv-csv}. */
    String text() {
        String header = isBars ? "timestamp,open,high,low,close,volume\n" : "timestamp,price,amount\n";
        return header + String.join("\n", rows) + "\n";
    }

    /** The rows as the twin reads them. */
    TwinData data() {
        List<String[]> cells = new ArrayList<>();
        for (String row : rows) {
            String[] parts = row.split(",");
            parts[0] = parts[0] + "000000000";
            cells.add(isBars && !hasVolume ? Arrays.copyOf(parts, 5) : parts);
        }
        return isBars ? TwinData.bars(cells, PERIOD_NS) : TwinData.trades(cells);
    }

    /** Ingests the rows into a new market journal, whose folder is returned. */
    Path ingest(Path market) throws IOException {
        Path file = market.resolveSibling("rows.csv");
        Files.writeString(file, text());
        IngestRequest.Builder request =
                EngineRun.ingest(isBars ? "ohlcv-csv" : "bitstamp-trades", market, file.toString(), options.getFirst());
        if (isBars) {
            request.stamp(Format.Stamp.END).hasVolume(hasVolume).barPeriodNs(PERIOD_NS);
        }
        Ingest.run(request.build());
        return market;
    }

    /** Draws a case. */
    private static final class Maker {
        private final long seed;
        private final Random random;
        private final double priceScale;
        private final double pxStep;
        private final double volatility;
        private final double qtyScale;
        private final int badRowPercent;

        private Maker(long seed) {
            this.seed = seed;
            random = new Random(seed);
            priceScale = pick(0.00003, 0.02, 1, 7, 100, 100, 40_000);
            pxStep = priceScale / pick(10, 100, 1_000, 100_000);
            volatility = pick(0.0005, 0.005, 0.03, 0.2);
            qtyScale = pick(0.00000005, 0.01, 1, 1, 50);
            badRowPercent = (int) pick(0, 0, 5);
        }

        private RandomCase make() {
            boolean isBars = random.nextInt(3) == 0;
            boolean hasVolume = random.nextInt(3) != 0;
            List<String> rows = isBars ? bars() : trades();
            String feedLatency =
                    random.nextInt(5) == 0 ? " --feed-latency-ms " + word("3", "1000", "45000", "200000") : "";
            List<TwinCase> options = new ArrayList<>();
            for (int i = 0; i < OPTIONS; i++) {
                options.add(TwinCase.of(options(isBars) + feedLatency));
            }
            return new RandomCase(seed, isBars, hasVolume, rows, options);
        }

        private List<String> trades() {
            List<String> rows = new ArrayList<>();
            long timeS = 1_600_000_000L + random.nextInt(200_000);
            double px = priceScale;
            int pace = (int) pick(1, 10, 40, 200);
            int count = 100 + random.nextInt(300);
            for (int i = 0; i < count; i++) {
                timeS += step(pace);
                px = walk(px);
                long rowS = isBad() && random.nextBoolean() ? timeS - 100 : timeS;
                rows.add(rowS + "," + price(px) + "," + quantity());
            }
            return rows;
        }

        private List<String> bars() {
            List<String> rows = new ArrayList<>();
            long minute = 26_666_666L + random.nextInt(3_000);
            double px = priceScale;
            int count = 100 + random.nextInt(300);
            for (int i = 0; i < count; i++) {
                minute += random.nextInt(25) == 0 ? 1 + random.nextInt(3_000) : 1;
                double open = random.nextInt(4) == 0 ? walk(px) : px;
                px = walk(px);
                double high = Math.max(open, px) * (1 + random.nextInt(3) * volatility / 2);
                double low = Math.min(open, px) * (1 - random.nextInt(3) * volatility / 2);
                long rowMinute = isBad() && random.nextBoolean() ? minute - 1 : minute;
                StringJoiner row = new StringJoiner(",").add(Long.toString(rowMinute * MINUTE_S));
                row.add(price(open)).add(up(high)).add(down(low)).add(price(px)).add(quantity());
                rows.add(row.toString());
            }
            return rows;
        }

        private long step(int pace) {
            int dice = random.nextInt(100);
            if (dice < 35) {
                return 0;
            }
            return dice < 98 ? random.nextInt(pace + 1) : random.nextInt(260_000);
        }

        private double walk(double px) {
            double next = px * (1 + volatility * random.nextGaussian());
            return random.nextInt(5) == 0 ? px : Math.max(pxStep, next);
        }

        private boolean isBad() {
            return random.nextInt(100) < badRowPercent;
        }

        private String price(double px) {
            if (isBad()) {
                return random.nextBoolean() ? BAD_NUMBER : "-1";
            }
            return decimal(Math.round(px / pxStep) * pxStep);
        }

        private String up(double px) {
            return decimal((Math.ceil(px / pxStep) + 1) * pxStep);
        }

        private String down(double px) {
            return decimal(Math.max(1, Math.floor(px / pxStep) - 1) * pxStep);
        }

        private String quantity() {
            int dice = random.nextInt(20);
            if (dice == 0) {
                return random.nextBoolean() ? "0" : "0.00000001";
            }
            return decimal(dice == 1 ? qtyScale * 100 : qtyScale * random.nextInt(1_000) / 250);
        }

        private String decimal(double value) {
            String text = String.format(Locale.ROOT, "%.10f", value);
            return random.nextInt(8) == 0 ? String.format(Locale.ROOT, "%.6e", Double.valueOf(text)) : text;
        }

        private String options(boolean isBars) {
            StringBuilder text = new StringBuilder();
            text.append(strategy());
            if (!isBars) {
                text.append(" --bar ")
                        .append(word("1m", "1m", "10s", "10s", "5m", "1h", "1s", "7t", "1t", "3v", "500usd"));
            }
            text.append(" --cash ").append(word("10000", "1000", "123456.78", "25.5"));
            text.append(size());
            text.append(" --fee-bps ").append(word("0", "7.5", "10", "0.12345678", "250"));
            text.append(" --slippage-bps ").append(word("0", "1", "2.5", "33.33333333", "500"));
            text.append(" --latency-ms ").append(word("0", "0", "50", "500.25", "1000", "60000", "60001", "400000"));
            text.append(increments());
            text.append(" --annual ").append(word("365", "252"));
            if (random.nextInt(4) == 0) {
                text.append(" --unlimited-liquidity");
            }
            return text.toString();
        }

        private String strategy() {
            String shorts = random.nextBoolean() ? " --shorts" : "";
            return switch (random.nextInt(3)) {
                case 0 -> {
                    int fast = 1 + random.nextInt(4);
                    yield "--strategy sma-cross --fast " + fast + " --slow " + (fast + 1 + random.nextInt(5)) + shorts;
                }
                case 1 ->
                    "--strategy rsi-reversion --period " + (1 + random.nextInt(5)) + " --lower "
                            + word("30", "40", "50", "20.5") + " --upper " + word("70", "60", "50.5", "80") + shorts;
                default ->
                    "--strategy donchian-breakout --entry " + (1 + random.nextInt(6)) + " --exit "
                            + (1 + random.nextInt(6)) + shorts;
            };
        }

        private String size() {
            if (random.nextBoolean()) {
                return " --fraction " + word("1", "0.5", "0.33333333", "0.99", "0.0001");
            }
            double affordable = 10_000 / priceScale / pick(1, 10, 1_000);
            BigDecimal qty = BigDecimal.valueOf(random.nextBoolean() ? affordable : qtyScale * 3);
            return " --qty " + qty.setScale(8, RoundingMode.CEILING).toPlainString();
        }

        private String increments() {
            StringBuilder text = new StringBuilder();
            if (random.nextInt(3) > 0) {
                double tick = pxStep * pick(1, 1, 5, 0.5, 1_000);
                text.append(" --tick ").append(step(tick));
            }
            if (random.nextInt(3) > 0) {
                text.append(" --lot ").append(step(qtyScale * pick(0.0001, 0.001, 0.01, 0.1, 1)));
            }
            return text.toString();
        }

        private static String step(double step) {
            BigDecimal exact = BigDecimal.valueOf(step).setScale(8, RoundingMode.CEILING);
            return exact.toPlainString();
        }

        private double pick(double... values) {
            return values[random.nextInt(values.length)];
        }

        private String word(String... words) {
            return words[random.nextInt(words.length)];
        }
    }
}
