package io.reprise.strategies.ta4j;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseTradingRecord;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;

/**
 * Follows a ta4j strategy: closed bars go into a ta4j series, and its rules say when to be in the market, long or short as
 * its starting type says. Its trading record is that of ta4j's own backtest with execution on the next open, for one unit;
 * size, orders and fills are the engine's.
 *
 * <p><b>It allocates on every bar</b>, as ta4j does: for research, not for a session that must not pause.
 *
 * <p>The series is bounded: when it holds twice {@code barsMax} bars it is made anew from the last {@code barsMax}, with a new
 * ta4j strategy and a record that knows no more than an open position. Until then all is as in ta4j; afterwards a recursive
 * indicator (an EMA) begins with the oldest bar kept, so {@code barsMax} should be several times the longest period. What it
 * decides is a function of the bars kept and the position at that beginning, which is what is saved; loading runs it again
 * over them. At a split the bars kept are rescaled and the series is made anew. Owned by the strategy stage.
 */
public final class Ta4jStrategy implements Strategy {
    /** As many bars as {@code barsMax} may be. */
    public static final int BARS_MAX = 100_000;

    private static final int START_NS = 0;
    private static final int END_NS = 1;
    private static final int OPEN = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int CLOSE = 5;
    private static final int VOLUME = 6;
    private static final int TRADES = 7;
    private static final int CELLS = 8;
    private static final int DECIMALS = 8;

    private final Function<BarSeries, org.ta4j.core.Strategy> maker;
    private final NumFactory numbers;
    private final int barsMax;

    /** The bars kept, so many cells each. */
    private final long[] cells;

    private int count;
    // as it was when the series was made: bars it began with, and what it held
    private int firstCount;
    private boolean heldAtFirst;
    private boolean pendingAtFirst;
    private int entryAtFirst;
    private long entryPxAtFirst;

    // follows from the above
    private BarSeries series;
    private org.ta4j.core.Strategy strategy;
    private TradingRecord record;
    private boolean pending;
    private long entryPx;

    /**
     * @param maker of the ta4j strategy on a series, called again whenever the series is made anew
     * @param numbers such as {@code DecimalNumFactory.getInstance()}, ta4j's default, or the faster {@code DoubleNumFactory}
     * @param barsMax bars that a series is made anew with, 1 to {@value #BARS_MAX}
     */
    public Ta4jStrategy(Function<BarSeries, org.ta4j.core.Strategy> maker, NumFactory numbers, int barsMax) {
        if (barsMax < 1 || barsMax > BARS_MAX) {
            throw new IllegalArgumentException("barsMax must be from 1 to " + BARS_MAX + ", not " + barsMax);
        }
        this.maker = maker;
        this.numbers = numbers;
        this.barsMax = barsMax;
        cells = new long[2 * barsMax * CELLS];
    }

    @Override
    public void onStart(Setup setup) {
        makeSeries();
        if (strategy.getUnstableBars() >= barsMax) {
            throw new IllegalArgumentException("the ta4j strategy " + strategy.getName() + " is unstable for "
                    + strategy.getUnstableBars() + " bars: barsMax must be more, not " + barsMax);
        }
    }

    @Override
    public void onBar(Bar bar, Context context) {
        if (count == 2 * barsMax) {
            beginAnew(barsMax);
        }
        keep(bar);
        step(count - 1);
        boolean holds = record.getCurrentPosition().isOpened() != pending;
        context.go(0, !holds ? 0 : strategy.getStartingType() == TradeType.BUY ? 1 : -1);
    }

    private void keep(Bar bar) {
        int at = count * CELLS;
        cells[at + START_NS] = bar.startNs();
        cells[at + END_NS] = bar.endNs();
        cells[at + OPEN] = bar.openPx();
        cells[at + HIGH] = bar.highPx();
        cells[at + LOW] = bar.lowPx();
        cells[at + CLOSE] = bar.closePx();
        cells[at + VOLUME] = bar.volume();
        cells[at + TRADES] = bar.tradeCount();
        count++;
    }

    /** What ta4j's BarSeriesManager does at an index, with execution on the next open. */
    private void step(int index) {
        addBar(index);
        if (pending) {
            entryPx = cells[index * CELLS + OPEN];
            record.operate(index, num(entryPx), numbers.one());
        }
        pending = strategy.shouldOperate(index, record);
    }

    private void addBar(int index) {
        int at = index * CELLS;
        Instant end = Instant.ofEpochSecond(0, cells[at + END_NS]);
        Duration period = Duration.ofNanos(cells[at + END_NS] - cells[at + START_NS]);
        Num close = num(cells[at + CLOSE]);
        Num volume = num(cells[at + VOLUME]);
        series.addBar(new BaseBar(
                period,
                end.minus(period),
                end,
                num(cells[at + OPEN]),
                num(cells[at + HIGH]),
                num(cells[at + LOW]),
                close,
                volume,
                close.multipliedBy(volume),
                cells[at + TRADES]));
    }

    private Num num(long fixed) {
        return numbers.numOf(BigDecimal.valueOf(fixed, DECIMALS));
    }

    /** Makes the series anew from the last bars kept; an open position stays open. */
    private void beginAnew(int bars) {
        int removed = count - bars;
        heldAtFirst = record.getCurrentPosition().isOpened();
        entryAtFirst =
                heldAtFirst ? Math.max(0, record.getCurrentPosition().getEntry().getIndex() - removed) : 0;
        entryPxAtFirst = heldAtFirst ? entryPx : 0;
        pendingAtFirst = pending;
        System.arraycopy(cells, removed * CELLS, cells, 0, bars * CELLS);
        count = bars;
        firstCount = bars;
        makeSeries();
    }

    /** The series as it began. */
    private void makeSeries() {
        series = new BaseBarSeriesBuilder().withNumFactory(numbers).build();
        for (int index = 0; index < firstCount; index++) {
            addBar(index);
        }
        strategy = maker.apply(series);
        record = new BaseTradingRecord(strategy.getStartingType());
        entryPx = entryPxAtFirst;
        if (heldAtFirst) {
            record.enter(entryAtFirst, num(entryPx), numbers.one());
        }
        pending = pendingAtFirst;
    }

    @Override
    public void onSplit(int leg, long numerator, long denominator) {
        for (int at = 0; at < count * CELLS; at += CELLS) {
            for (int cell = OPEN; cell <= CLOSE; cell++) {
                cells[at + cell] = Fixed.mulDivHalfEven(cells[at + cell], denominator, numerator);
            }
            cells[at + VOLUME] = Fixed.mulDivHalfEven(cells[at + VOLUME], numerator, denominator);
        }
        entryPx = Fixed.mulDivHalfEven(entryPx, denominator, numerator);
        beginAnew(count);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(count);
        out.putInt(firstCount);
        out.putBoolean(heldAtFirst);
        out.putBoolean(pendingAtFirst);
        out.putInt(entryAtFirst);
        out.putLong(entryPxAtFirst);
        out.putLongs(cells, count * CELLS);
    }

    @Override
    public void loadState(StateInput in) {
        count = in.getInt();
        firstCount = in.getInt();
        heldAtFirst = in.getBoolean();
        pendingAtFirst = in.getBoolean();
        entryAtFirst = in.getInt();
        entryPxAtFirst = in.getLong();
        in.getLongs(cells, count * CELLS);
        makeSeries();
        for (int index = firstCount; index < count; index++) {
            step(index);
        }
    }
}
