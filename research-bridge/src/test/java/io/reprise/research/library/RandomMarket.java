package io.reprise.research.library;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Seeded random walks as market journals in a folder. */
public final class RandomMarket {
    private final Path folder;

    public RandomMarket(Path folder) {
        this.folder = folder;
    }

    /** Bars of a minute. */
    public Path bars(long seed, int count) throws IOException {
        return bars(seed, count, 60);
    }

    public Path bars(long seed, int count, int seconds) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        int px = 100_000;
        for (int i = 0; i < count; i++) {
            int open = px;
            px = Math.max(1000, px + (int) (random.nextGaussian() * 200));
            int high = Math.max(open, px) + random.nextInt(100);
            int low = Math.min(open, px) - random.nextInt(100);
            text.append(1_500_000_000L / seconds * seconds + (long) seconds * i);
            for (int value : new int[] {open, high, low, px}) {
                text.append(',')
                        .append(value / 100)
                        .append('.')
                        .append(value % 100 / 10)
                        .append(value % 10);
            }
            text.append(',').append(10 + random.nextInt(50)).append('\n');
        }
        return ingest("ohlcv-csv", "bars" + seed, text.toString());
    }

    /** Trades some seconds apart. */
    public Path trades(long seed, int count) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        long seconds = 1_400_000_000L;
        int px = 1000;
        for (int i = 0; i < count; i++) {
            seconds += random.nextInt(20);
            px = Math.max(100, px + random.nextInt(7) - 3);
            text.append(seconds)
                    .append(',')
                    .append(px)
                    .append(',')
                    .append(1 + random.nextInt(5))
                    .append('\n');
        }
        return ingest("bitstamp-csv", "trades" + seed, text.toString());
    }

    private Path ingest(String format, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".csv"), text);
        Path journal = folder.resolve(name);
        Ingest.run(IngestRequest.of(Formats.named(format), journal, List.of(file.toString()))
                .instrument(name.toUpperCase(Locale.ROOT) + "-USD.TEST")
                .build());
        return journal;
    }

    /** A run with its default parameters and costs of 10 bps. */
    public static Backtest.Request request(String strategy, String bar, Path... journals) {
        return request(strategy, Map.of(), bar, journals);
    }

    public static Backtest.Request request(String strategy, Map<String, String> set, String bar, Path... journals) {
        long fee = 1_000_000_000L;
        RunConfig config = new RunConfig(
                strategy,
                set,
                bar == null ? null : BarSpec.parse(bar),
                100_000 * Fixed.ONE,
                Sizing.fractionOfEquity(Fixed.ONE / 2),
                new Costs(fee, fee, fee / 10),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
        return Backtest.Request.unrecorded(List.of(journals), config);
    }
}
