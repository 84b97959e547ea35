package io.reprise.engine.feature;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;

/**
 * Cuts the trades of one instrument into bars (SEMANTICS rules 8 and 9). A time bar covers [t, t + P), t a multiple of
 * P since the epoch, and is closed by {@link #onBoundary} alone; a tick, volume or dollar bar is closed by the trade
 * that reaches its size, which it includes whole. An interval without a trade makes no bar. Sums are exact; what does
 * not fit is an {@link ArithmeticException}. Owned by the thread that drives the stages.
 */
@HotPath
public final class BarBuilder implements Stateful {
    /** The {@link #endNs} of a builder that waits for no boundary. */
    public static final long NULL_END_NS = Long.MAX_VALUE;

    private static final long FIXED_ONE = 100_000_000L;

    private final int instrumentId;
    private final BarKind kind;
    private final boolean isTime;
    private final long size;
    private final Bar bar = new Bar();
    /** Of the open dollar bar, 1e-16. */
    private final Sum128 notional = new Sum128();

    private long startNs;
    private long endNs = NULL_END_NS;
    private long openPx;
    private long highPx;
    private long lowPx;
    private long closePx;
    private long volume;
    private long tradeCount;

    public BarBuilder(int instrumentId, BarSpec spec) {
        this.instrumentId = instrumentId;
        kind = spec.kind();
        isTime = spec.isTime();
        size = spec.size();
    }

    /**
     * Adds a trade to the open bar, or opens one with it.
     *
     * @param tsNs the engine's clock, tsInit, for time bars; the trade's tsEvent for all others
     * @param px price, 1e-8
     * @param qty quantity above 0, 1e-8
     * @return whether this trade closed the bar; {@link #bar} then is that bar. Never for time bars
     * @throws IllegalStateException when a time bar that ended before this trade was not closed by its boundary
     */
    public boolean onTrade(long tsNs, long px, long qty) {
        if (tradeCount == 0) {
            open(tsNs, px);
        } else if (isTime && (tsNs >= endNs || tsNs < startNs)) {
            throw outsideBar(tsNs);
        }
        highPx = Math.max(highPx, px);
        lowPx = Math.min(lowPx, px);
        closePx = px;
        volume = Math.addExact(volume, qty);
        tradeCount++;
        return !isTime && closesBySize(tsNs, px, qty);
    }

    /**
     * Adds trades to the open time bar, as if each were added by itself.
     *
     * @param firstTsNs the engine's clock at the first
     * @param lastTsNs the engine's clock at the last, not before the first
     * @param runLowPx lowest price
     * @param runHighPx highest price
     * @param lastPx the last one's price
     * @param runVolume sum of their quantities
     * @param count how many, at least 1
     * @throws IllegalStateException when no time bar is open that holds them all
     */
    public void onTrades(
            long firstTsNs, long lastTsNs, long runLowPx, long runHighPx, long lastPx, long runVolume, int count) {
        if (!isTime || tradeCount == 0 || firstTsNs < startNs || lastTsNs >= endNs) {
            throw outsideBar(lastTsNs);
        }
        highPx = Math.max(highPx, runHighPx);
        lowPx = Math.min(lowPx, runLowPx);
        closePx = lastPx;
        volume = Math.addExact(volume, runVolume);
        tradeCount += count;
    }

    /**
     * Closes the time bar that ends at this instant.
     *
     * @return whether there was one; {@link #bar} then is that bar
     * @throws IllegalStateException when the open bar ended earlier: its boundary was never delivered
     */
    public boolean onBoundary(long tsNs) {
        if (tsNs < endNs || endNs == NULL_END_NS) {
            return false;
        }
        if (tsNs > endNs) {
            throw outsideBar(tsNs);
        }
        close(endNs);
        return true;
    }

    /** The bar that was closed last, reused for the next one. */
    public Bar bar() {
        return bar;
    }

    /** Whether a trade has been added since the last bar was closed. */
    public boolean isOpen() {
        return tradeCount > 0;
    }

    /** When the open time bar must be closed; {@link #NULL_END_NS} when none is open or size, not time, closes it. */
    public long endNs() {
        return endNs;
    }

    /** Rescales the last bar and the open one at a split, rounded half-even to 1e-8; the money of a dollar bar stays. */
    public void split(long numerator, long denominator) {
        bar.set(
                bar.instrumentId(),
                bar.startNs(),
                bar.endNs(),
                Fixed.mulDivHalfEven(bar.openPx(), denominator, numerator),
                Fixed.mulDivHalfEven(bar.highPx(), denominator, numerator),
                Fixed.mulDivHalfEven(bar.lowPx(), denominator, numerator),
                Fixed.mulDivHalfEven(bar.closePx(), denominator, numerator),
                bar.volume() < 0 ? bar.volume() : Fixed.mulDivHalfEven(bar.volume(), numerator, denominator),
                bar.tradeCount());
        openPx = Fixed.mulDivHalfEven(openPx, denominator, numerator);
        highPx = Fixed.mulDivHalfEven(highPx, denominator, numerator);
        lowPx = Fixed.mulDivHalfEven(lowPx, denominator, numerator);
        closePx = Fixed.mulDivHalfEven(closePx, denominator, numerator);
        volume = Fixed.mulDivHalfEven(volume, numerator, denominator);
    }

    private void open(long tsNs, long px) {
        if (isTime) {
            startNs = Math.subtractExact(tsNs, Math.floorMod(tsNs, size));
            endNs = Math.addExact(startNs, size);
        } else {
            startNs = tsNs;
        }
        openPx = px;
        highPx = px;
        lowPx = px;
        volume = 0;
        notional.clear();
    }

    private boolean closesBySize(long tsNs, long px, long qty) {
        boolean closes = switch (kind) {
            case TICK -> tradeCount >= size;
            case VOLUME -> volume >= size;
            default -> addNotional(px, qty);
        };
        if (closes) {
            close(tsNs);
        }
        return closes;
    }

    private boolean addNotional(long px, long qty) {
        notional.addProduct(px, qty);
        return notional.reaches(size, FIXED_ONE);
    }

    private void close(long barEndNs) {
        bar.set(instrumentId, startNs, barEndNs, openPx, highPx, lowPx, closePx, volume, tradeCount);
        tradeCount = 0;
        endNs = NULL_END_NS;
    }

    private IllegalStateException outsideBar(long tsNs) {
        return new IllegalStateException("time " + tsNs + " of instrument " + instrumentId
                + " lies outside its open bar [" + startNs + ", " + endNs + "), whose boundary was not delivered");
    }

    @Override
    public void saveState(StateOutput out) {
        bar.saveState(out);
        out.putLong(startNs);
        out.putLong(endNs);
        out.putLong(openPx);
        out.putLong(highPx);
        out.putLong(lowPx);
        out.putLong(closePx);
        out.putLong(volume);
        out.putLong(tradeCount);
        notional.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        bar.loadState(in);
        startNs = in.getLong();
        endNs = in.getLong();
        openPx = in.getLong();
        highPx = in.getLong();
        lowPx = in.getLong();
        closePx = in.getLong();
        volume = in.getLong();
        tradeCount = in.getLong();
        notional.loadState(in);
    }
}
