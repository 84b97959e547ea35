package io.reprise.bench.peer;

import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.run.FillLog;
import io.reprise.bench.run.Stopwatch;
import io.reprise.codecs.BarDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.StreamTailer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Strategy;
import org.ta4j.core.Trade;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.analysis.cost.LinearTransactionCostModel;
import org.ta4j.core.analysis.cost.ZeroCostModel;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.NumFactory;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/**
 * ta4j's own backtest of the SMA cross: bars in memory, orders at the next open, a fee linear in the notional. Unstable bars
 * are those of the slow mean, so that neither decides before both have it. Owned by one thread.
 */
public final class Ta4jCross {
    private static final int PLACES = 8;
    private static final double FEE = CrossSettings.FEE_E12 / 1e12;

    private final BarSeries series;

    private Ta4jCross(BarSeries series) {
        this.series = series;
    }

    /**
     * What came of it.
     *
     * @param elapsed for indicators, rules and the run; the bars were in memory before
     * @param fills every trade
     */
    public record Outcome(Stopwatch.Elapsed elapsed, FillLog fills) {}

    /**
     * Reads the bars of a market journal's stream into memory.
     *
     * @param numbers DoubleNum for speed, DecimalNum for exact ties
     */
    public static Ta4jCross load(Path stream, NumFactory numbers) {
        List<Bar> bars = new ArrayList<>();
        try (StreamTailer tailer = StreamTailer.open(stream)) {
            while (tailer.next()) {
                int at = tailer.offset();
                while (at < tailer.limit()) {
                    if (Event.templateId(tailer.buffer(), at) == BarDecoder.TEMPLATE_ID) {
                        bars.add(bar(tailer.buffer(), at, numbers));
                    }
                    at += Event.frameLength(tailer.buffer(), at);
                }
            }
            if (tailer.damage() != null) {
                throw new IllegalStateException(tailer.damage().sentence());
            }
        }
        return new Ta4jCross(new BaseBarSeriesBuilder()
                .withNumFactory(numbers)
                .withBars(bars)
                .build());
    }

    private static Bar bar(DirectBuffer buffer, int offset, NumFactory numbers) {
        BarDecoder frame = new BarDecoder()
                .wrap(buffer, offset + Event.HEADER_BYTES, BarDecoder.BLOCK_LENGTH, BarDecoder.SCHEMA_VERSION);
        BigDecimal close = decimal(frame.closePx());
        BigDecimal volume = decimal(frame.volume());
        return new BaseBar(
                Duration.ofNanos(frame.periodNs()),
                null,
                Instant.EPOCH.plusNanos(frame.tsEventNs()),
                numbers.numOf(decimal(frame.openPx())),
                numbers.numOf(decimal(frame.highPx())),
                numbers.numOf(decimal(frame.lowPx())),
                numbers.numOf(close),
                numbers.numOf(volume),
                numbers.numOf(close.multiply(volume)),
                frame.tradeCount());
    }

    private static BigDecimal decimal(long fixed) {
        return BigDecimal.valueOf(fixed, PLACES);
    }

    /** Bars in memory. */
    public int bars() {
        return series.getBarCount();
    }

    /** Runs once, with indicators that have nothing cached. */
    public Outcome run() {
        Stopwatch watch = new Stopwatch();
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        SMAIndicator fast = new SMAIndicator(close, CrossSettings.FAST);
        SMAIndicator slow = new SMAIndicator(close, CrossSettings.SLOW);
        Strategy strategy = new BaseStrategy(
                new CrossedUpIndicatorRule(fast, slow), new CrossedDownIndicatorRule(fast, slow), CrossSettings.SLOW);
        BarSeriesManager manager =
                new BarSeriesManager(series, new LinearTransactionCostModel(FEE), new ZeroCostModel());
        List<Trade> trades = manager.run(
                        strategy, TradeType.BUY, series.numFactory().numOf(decimal(CrossSettings.QTY)))
                .getTrades();
        Stopwatch.Elapsed elapsed = watch.stop();
        FillLog fills = new FillLog();
        trades.forEach(trade -> add(fills, trade));
        return new Outcome(elapsed, fills);
    }

    /** A trade as our fill: the event is the bar that it opened, its time that bar's start. */
    private void add(FillLog fills, Trade trade) {
        Instant start = series.getBar(trade.getIndex()).getBeginTime();
        fills.add(
                trade.getIndex() + 1L,
                Math.addExact(Math.multiplyExact(start.getEpochSecond(), 1_000_000_000L), start.getNano()),
                trade.isBuy(),
                fixed(trade.getPricePerAsset().bigDecimalValue()),
                fixed(trade.getAmount().bigDecimalValue()),
                fixed(trade.getCost().bigDecimalValue()));
    }

    private static long fixed(BigDecimal value) {
        return value.setScale(PLACES, RoundingMode.HALF_EVEN)
                .multiply(BigDecimal.valueOf(Fixed.ONE))
                .longValueExact();
    }
}
