package io.reprise.strategies.ta4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnNextOpenModel;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DecimalNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.StopLossRule;

/** The adapter against ta4j's own backtest, over a saved state and over a split. */
final class Ta4jStrategyTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long START_NS = 1_500_000_000L / 60 * MINUTE_NS;
    private static final long CENT = Fixed.ONE / 100;
    private static final int UNSTABLE = 30;

    @TempDir
    Path folder;

    /** Two averages and a stop, which reads the record; bought or sold first. */
    private static Function<BarSeries, org.ta4j.core.Strategy> maker(TradeType type) {
        return series -> {
            ClosePriceIndicator close = new ClosePriceIndicator(series);
            EMAIndicator fast = new EMAIndicator(close, 5);
            EMAIndicator slow = new EMAIndicator(close, 20);
            CrossedUpIndicatorRule up = new CrossedUpIndicatorRule(fast, slow);
            CrossedDownIndicatorRule down = new CrossedDownIndicatorRule(fast, slow);
            StopLossRule stop = new StopLossRule(close, 0.4);
            return type == TradeType.BUY
                    ? new BaseStrategy("cross", up, down.or(stop), UNSTABLE, type)
                    : new BaseStrategy("cross", down, up.or(stop), UNSTABLE, type);
        };
    }

    private static List<Bar> walk(long seed, int count) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        long px = 100_000;
        for (int i = 0; i < count; i++) {
            long open = px;
            px = Math.max(1000, px + (long) (random.nextGaussian() * 100)) / 8 * 8;
            long high = (Math.max(open, px) + random.nextInt(100)) / 8 * 8 + 8;
            long low = (Math.min(open, px) - random.nextInt(100)) / 8 * 8;
            long startNs = START_NS + i * MINUTE_NS;
            bars.add(bar(startNs, open / 8 * 8 * CENT, high * CENT, low * CENT, px * CENT, 8 * Fixed.ONE));
        }
        return bars;
    }

    private static Bar bar(long startNs, long open, long high, long low, long close, long volume) {
        return new Bar().set(0, startNs, startNs + MINUTE_NS, open, high, low, close, volume, 1);
    }

    @ParameterizedTest
    @EnumSource(TradeType.class)
    void fillsAreTheTradesOfTa4j(TradeType type) throws IOException {
        List<Bar> bars = walk(7, 2000);
        Path market = ingest(bars);
        Path journal = folder.resolve("run");
        StrategyCatalog catalog = StrategyCatalog.of(
                List.of(new Ta4jProvider("cross", "two averages", maker(type), DecimalNumFactory.getInstance(), 2000)));
        RunResult run = Backtest.run(
                Backtest.Request.unrecorded(List.of(market), config()).recordedIn(journal), catalog, fill -> {});
        List<String> fills = run.fills().stream()
                .map(fill -> (fill.buy() ? "BUY " : "SELL ") + Decimals.plain(fill.px()) + " at bar "
                        + (fill.tsEventNs() - START_NS) / MINUTE_NS)
                .toList();
        assertTrue(fills.size() > 50, fills.toString());
        assertEquals(String.join("\n", ta4jTrades(bars, type)), String.join("\n", fills));
        for (Topology topology : Topology.values()) {
            assertEquals(
                    run.stateDigest(),
                    new Replay(journal, List.of(market), catalog)
                            .verify(topology, RingSettings.DEFAULT)
                            .result()
                            .stateDigest());
        }
    }

    private static List<String> ta4jTrades(List<Bar> bars, TradeType type) {
        BarSeries series = new BaseBarSeriesBuilder()
                .withNumFactory(DecimalNumFactory.getInstance())
                .build();
        Duration period = Duration.ofNanos(MINUTE_NS);
        for (Bar bar : bars) {
            Instant end = Instant.ofEpochSecond(0, bar.endNs());
            Num volume = num(bar.volume());
            series.addBar(new BaseBar(
                    period,
                    end.minus(period),
                    end,
                    num(bar.openPx()),
                    num(bar.highPx()),
                    num(bar.lowPx()),
                    num(bar.closePx()),
                    volume,
                    volume,
                    1));
        }
        return new BarSeriesManager(series, new TradeOnNextOpenModel())
                .run(maker(type).apply(series), type).getTrades().stream()
                        .map(trade -> trade.getType() + " "
                                + trade.getPricePerAsset()
                                        .bigDecimalValue()
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " at bar " + trade.getIndex())
                        .toList();
    }

    private static Num num(long fixed) {
        return DecimalNumFactory.getInstance().numOf(BigDecimal.valueOf(fixed, 8));
    }

    private Path ingest(List<Bar> bars) throws IOException {
        String rows = bars.stream()
                .map(bar -> bar.startNs() / 1_000_000_000L + "," + Decimals.plain(bar.openPx()) + ","
                        + Decimals.plain(bar.highPx()) + "," + Decimals.plain(bar.lowPx()) + ","
                        + Decimals.plain(bar.closePx()) + "," + Decimals.plain(bar.volume()) + "\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("bars.csv"), "timestamp,open,high,low,close,volume\n" + rows);
        Path market = folder.resolve("market");
        Ingest.run(IngestRequest.of(Formats.named("ohlcv-csv"), market, List.of(file.toString()))
                .instrument("WALK-USD.TEST")
                .build());
        return market;
    }

    private static RunConfig config() {
        return new RunConfig(
                "cross",
                Map.of(),
                null,
                1_000_000 * Fixed.ONE,
                Sizing.quantity(Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
    }

    /** The adapter by itself, and the state that it went to. */
    private static final class Run {
        private final Ta4jStrategy strategy;
        private int state;

        Run(TradeType type, int barsMax) {
            strategy = new Ta4jStrategy(maker(type), DecimalNumFactory.getInstance(), barsMax);
            strategy.onStart(null);
        }

        int on(Bar bar) {
            Context context = (Context) Proxy.newProxyInstance(
                    Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> {
                        assertEquals("go", method.getName());
                        state = (int) args[1];
                        return null;
                    });
            strategy.onBar(bar, context);
            return state;
        }

        ArrayDeque<Long> saved() {
            ArrayDeque<Long> cells = new ArrayDeque<>();
            StateOutput out = cells::add;
            strategy.saveState(out);
            return cells;
        }
    }

    /** Before and after the series is made anew, with positions open and orders under way. */
    @ParameterizedTest
    @EnumSource(TradeType.class)
    void goesOnFromASavedState(TradeType type) {
        List<Bar> bars = walk(8, 1000);
        for (int cut = 0; cut < 700; cut += 23) {
            Run whole = new Run(type, 100);
            Run later = new Run(type, 100);
            bars.subList(0, cut).forEach(whole::on);
            ArrayDeque<Long> cells = whole.saved();
            StateInput in = cells::remove;
            later.strategy.loadState(in);
            assertEquals(0, cells.size(), "saves more than it loads");
            int changes = 0;
            for (Bar bar : bars.subList(cut, bars.size())) {
                int before = whole.state;
                assertEquals(whole.on(bar), later.on(bar), "after a cut at " + cut);
                changes += before == whole.state ? 0 : 1;
            }
            assertTrue(changes > 5, changes + " changes");
            assertEquals(List.copyOf(whole.saved()), List.copyOf(later.saved()));
        }
    }

    @ParameterizedTest
    @EnumSource(TradeType.class)
    void aSplitIsNoMove(TradeType type) {
        for (int split = 40; split < 240; split += 7) {
            List<Bar> bars = walk(split, 300);
            Run plain = new Run(type, 300);
            Run raw = new Run(type, 300);
            for (int i = 0; i < bars.size(); i++) {
                Bar bar = bars.get(i);
                if (i == split) {
                    raw.strategy.onSplit(0, 4, 1);
                }
                Bar now = i < split
                        ? bar
                        : bar(
                                bar.startNs(),
                                bar.openPx() / 4,
                                bar.highPx() / 4,
                                bar.lowPx() / 4,
                                bar.closePx() / 4,
                                4 * bar.volume());
                assertEquals(plain.on(bar), raw.on(now), "bar " + (i - split) + " from the split");
            }
        }
    }

    @Test
    void refusesFewerBarsThanItIsUnstableFor() {
        String refusal = assertThrows(IllegalArgumentException.class, () -> new Run(TradeType.BUY, UNSTABLE))
                .getMessage();
        assertEquals("the ta4j strategy cross is unstable for 30 bars: barsMax must be more, not 30", refusal);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Ta4jStrategy(maker(TradeType.BUY), DecimalNumFactory.getInstance(), 0));
    }
}
