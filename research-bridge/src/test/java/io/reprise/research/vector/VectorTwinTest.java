package io.reprise.research.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.library.RandomMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns come to the pipeline's trades and money, to the last unit, or refuse. */
final class VectorTwinTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(VectorTwinTest.class.getClassLoader());
    private static final Path SHARED = Path.of("../../shared/data");
    private static final int VARIANTS = 12;

    /** What an account, not prices alone, decides; or what one instrument's bars do not carry. */
    private static final List<String> REFUSED = List.of("composite", "voting");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyStrategyComesToThePipelinesTrades(long seed) throws IOException {
        Path journal = new RandomMarket(folder).bars(seed, 3_000, 900);
        BarTable table = BarTable.read(journal);
        SplittableRandom random = new SplittableRandom(seed);
        int compared = 0;
        for (StrategyProvider provider : LIBRARY.all()) {
            for (int i = 0; i < VARIANTS; i++) {
                compared += compare(journal, table, provider, settings(provider, random)) ? 1 : 0;
            }
        }
        assertTrue(compared > 15 * VARIANTS, compared + " runs were compared");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto-bars/nautilus/btc-perp-20211231-20220201_1m.csv.gz",
                "crypto-bars/freqtrade/ETH_BTC-1m.json.gz",
                "lean/equity/usa/daily/ibm.zip",
                "lean/crypto/coinbase/daily/btcusd_trade.zip"
            })
    void realBarsComeToThePipelinesTrades(String file) throws IOException {
        assumeTrue(Files.exists(SHARED.resolve(file)), "the shared data are not there: " + SHARED.resolve(file));
        Datasets.Dataset dataset = Datasets.in(SHARED).stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElseThrow();
        Path journal = folder.resolve("real");
        dataset.ingest(SHARED, journal, "X-USD.TEST");
        BarTable table = BarTable.read(journal);
        SplittableRandom random = new SplittableRandom(7);
        int compared = 0;
        for (String name : List.of("sma-cross", "rsi-reversion", "donchian-breakout", "macd", "kama")) {
            StrategyProvider provider = LIBRARY.find(name);
            for (int i = 0; i < 2; i++) {
                compared += compare(journal, table, provider, settings(provider, random)) ? 1 : 0;
            }
        }
        assertEquals(10, compared);
    }

    /** A configuration at random: sizes, costs, latencies beyond a bar, liquidity, shorts. */
    private static RunConfig settings(StrategyProvider provider, SplittableRandom random) {
        Map<String, String> set = new HashMap<>();
        if (provider.parameters().stream().anyMatch(one -> one.name().equals("shorts"))) {
            set.put("shorts", Boolean.toString(random.nextBoolean()));
        }
        long fee = random.nextLong(5) * 500_000_000L;
        boolean fixed = random.nextBoolean();
        return new RunConfig(
                provider.name(),
                set,
                null,
                100_000 * Fixed.ONE,
                fixed
                        ? Sizing.quantity((1 + random.nextLong(200)) * Fixed.ONE)
                        : Sizing.fractionOfEquity((1 + random.nextLong(10)) * Fixed.ONE / 10),
                new Costs(fee, fee, random.nextLong(3) * 300_000_000L),
                random.nextLong(4) * 700_000_000_000L,
                0,
                random.nextBoolean() ? 0 : Fixed.ONE / 1000,
                random.nextBoolean() ? RunConfig.CALENDAR_DAYS : RunConfig.TRADING_DAYS,
                random.nextInt(3) == 0,
                false,
                RiskLimits.NONE);
    }

    /** Whether columns could do it; then all figures and fills are equal. */
    private static boolean compare(Path journal, BarTable table, StrategyProvider provider, RunConfig config)
            throws IOException {
        Parameters parameters = Parameters.of(provider.parameters(), config.parameters());
        List<String> ours = new ArrayList<>();
        VectorResult columns;
        try {
            columns = VectorBacktest.run(
                    table,
                    provider,
                    parameters,
                    config,
                    (bar, tsNs, buy, px, qty, fee) ->
                            ours.add(bar + 1 + " " + tsNs + " " + buy + " " + px + " " + qty + " " + fee));
        } catch (IllegalArgumentException refused) {
            assertTrue(
                    REFUSED.contains(provider.name())
                            || provider.notes().inputs().size() > 1
                            || refused.getMessage().contains("--event-driven"),
                    provider.name() + ": " + refused.getMessage());
            return false;
        } catch (IndexOutOfBoundsException severalLegs) {
            return false;
        }
        List<String> theirs = new ArrayList<>();
        RunResult run;
        try {
            run = Backtest.run(
                    Backtest.Request.unrecorded(List.of(journal), config),
                    LIBRARY,
                    fill -> theirs.add(fill.event() + " " + fill.tsEventNs() + " " + fill.buy() + " " + fill.px() + " "
                            + fill.qty() + " " + fill.fee()));
        } catch (IllegalArgumentException missingInput) {
            return false;
        }
        String what = provider.name() + " " + config;
        assertEquals(theirs, ours, what);
        assertEquals(run.events(), columns.bars(), what);
        assertEquals(run.orders(), columns.orders(), what);
        assertEquals(run.rejects(), columns.rejects(), what);
        assertEquals(run.finalEquity(), columns.finalEquity(), what);
        assertEquals(run.minCash(), columns.minCash(), what);
        assertEquals(run.position(), columns.position(), what);
        assertEquals(run.fees(), columns.fees(), what);
        assertEquals(run.sharpe(), columns.sharpe(), what);
        assertEquals(run.maxDrawdown(), columns.maxDrawdown(), what);
        assertEquals(run.totalReturn(), columns.totalReturn(), what);
        assertEquals(run.dailyEquity().size(), columns.days().size(), what);
        for (int i = 0; i < run.dailyEquity().size(); i++) {
            assertEquals(
                    run.dailyEquity().get(i).equity(), columns.days().get(i).equity(), what);
            assertEquals(
                    run.dailyEquity().get(i).epochDay(), columns.days().get(i).epochDay(), what);
        }
        return true;
    }

    @Test
    void refusesWhatItCannotDoExactly() throws IOException {
        Path trades = new RandomMarket(folder).trades(1, 500);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> BarTable.read(trades))
                .getMessage()
                .contains("it holds no bars; --event-driven"));
        BarTable table = BarTable.read(new RandomMarket(folder).bars(1, 100));
        RunConfig config = RandomMarket.request("sma-cross", null, trades).config();
        RunConfig ruled = new RunConfig(
                config.strategy(),
                config.parameters(),
                null,
                config.initialCash(),
                Sizing.parse("volatility:1%"),
                config.costs(),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> new VectorAccount(table, ruled, (_, _, _, _, _, _) -> {}))
                .getMessage()
                .contains("a size by a rule"));
    }
}
