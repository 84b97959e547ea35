package io.reprise.engine.domain;

/** One closed bar, reused: valid only during the callback that delivers it. Prices and volume are at 1e-8. */
@HotPath
public final class Bar implements Stateful {
    private int instrumentId;
    private long startNs;
    private long endNs;
    private long openPx;
    private long highPx;
    private long lowPx;
    private long closePx;
    private long volume;
    private long tradeCount;

    public Bar set(
            int newInstrumentId,
            long newStartNs,
            long newEndNs,
            long open,
            long high,
            long low,
            long close,
            long newVolume,
            long newTradeCount) {
        instrumentId = newInstrumentId;
        startNs = newStartNs;
        endNs = newEndNs;
        openPx = open;
        highPx = high;
        lowPx = low;
        closePx = close;
        volume = newVolume;
        tradeCount = newTradeCount;
        return this;
    }

    public Bar set(Bar other) {
        return set(
                other.instrumentId,
                other.startNs,
                other.endNs,
                other.openPx,
                other.highPx,
                other.lowPx,
                other.closePx,
                other.volume,
                other.tradeCount);
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** First instant the bar covers; for tick, volume and dollar bars the time of its first trade. */
    public long startNs() {
        return startNs;
    }

    /** Exclusive end; for tick, volume and dollar bars the time of the trade that closed it. */
    public long endNs() {
        return endNs;
    }

    public long openPx() {
        return openPx;
    }

    public long highPx() {
        return highPx;
    }

    public long lowPx() {
        return lowPx;
    }

    public long closePx() {
        return closePx;
    }

    /** Quantity traded; negative where the source has no volume. */
    public long volume() {
        return volume;
    }

    /** Trades in the bar; 0 where the source does not say. */
    public long tradeCount() {
        return tradeCount;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(instrumentId);
        out.putLong(startNs);
        out.putLong(endNs);
        out.putLong(openPx);
        out.putLong(highPx);
        out.putLong(lowPx);
        out.putLong(closePx);
        out.putLong(volume);
        out.putLong(tradeCount);
    }

    @Override
    public void loadState(StateInput in) {
        instrumentId = in.getInt();
        startNs = in.getLong();
        endNs = in.getLong();
        openPx = in.getLong();
        highPx = in.getLong();
        lowPx = in.getLong();
        closePx = in.getLong();
        volume = in.getLong();
        tradeCount = in.getLong();
    }
}
