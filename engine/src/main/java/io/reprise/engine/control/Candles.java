package io.reprise.engine.control;

import io.reprise.codecs.BarKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.MarketTape;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.time.Times;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Candles of any time frame, from a run's trades or bars, by the engine's clock (rule 8). Safe from any thread. */
final class Candles implements AutoCloseable {
    private static final long UNKNOWN = Long.MIN_VALUE;
    /** How much further back to look when the newest candles asked for are not found. */
    private static final int WIDER = 8;

    private final MarketTape tape;

    Candles(MarketTape tape) {
        this.tape = tape;
    }

    /**
     * @param fromNs the first candle's beginning or later, {@link Long#MIN_VALUE} for the last candles before {@code toNs}
     * @param toNs candles begin before this, {@link Long#MAX_VALUE} for no end
     */
    synchronized List<Candle> read(int instrumentId, String timeframe, long fromNs, long toNs, int limit) {
        BarSpec frame = BarSpec.parse(timeframe);
        if (!frame.isTime()) {
            throw new IllegalArgumentException(
                    "candles are of a span of time, such as 1m, 4h or 1d, not '" + timeframe + "'");
        }
        Page.requireLimit(limit);
        if (fromNs != Long.MIN_VALUE) {
            return new Reader(instrumentId, frame.size(), limit, false).read(tape, fromNs, toNs);
        }
        long endNs = Math.min(toNs, tape.lastNs() + 1);
        long spanNs = multiply(frame.size(), limit);
        while (true) {
            long startNs = Math.max(tape.beginNs(), endNs - spanNs);
            List<Candle> candles = new Reader(instrumentId, frame.size(), limit, true).read(tape, startNs, endNs);
            if (candles.size() >= limit || startNs == tape.beginNs()) {
                return candles;
            }
            spanNs = multiply(spanNs, WIDER);
        }
    }

    /** No more than a span that can be taken from any time. */
    private static long multiply(long spanNs, long times) {
        return Math.multiplyHigh(spanNs, times) != 0
                ? Long.MAX_VALUE / 4
                : Math.min(spanNs * times, Long.MAX_VALUE / 4);
    }

    /** One pass over the data. */
    private static final class Reader {
        private final int instrumentId;
        private final long frameNs;
        private final int limit;
        private final boolean newest;
        private final ArrayDeque<Candle> closed = new ArrayDeque<>();
        private long startNs = UNKNOWN;
        private long openPx;
        private long highPx;
        private long lowPx;
        private long closePx;
        private long volume;
        private long trades;

        /** @param newest whether the last candles are kept rather than the first */
        Reader(int instrumentId, long frameNs, int limit, boolean newest) {
            this.instrumentId = instrumentId;
            this.frameNs = frameNs;
            this.limit = limit;
            this.newest = newest;
        }

        List<Candle> read(MarketTape tape, long fromNs, long toNs) {
            long firstNs = Times.floor(fromNs, frameNs) == fromNs ? fromNs : Times.floor(fromNs, frameNs) + frameNs;
            if (newest) {
                firstNs = Times.floor(fromNs, frameNs);
            }
            tape.seek(firstNs);
            while (tape.advance() && (newest || closed.size() < limit)) {
                Event event = tape.event();
                boolean isTrade = event.templateId() == TradeDecoder.TEMPLATE_ID;
                long atNs = isTrade ? event.tsInitNs() : event.tsEventNs() - event.barPeriodNs();
                if (atNs >= toNs) {
                    break;
                }
                if (event.instrumentId() == instrumentId && atNs >= firstNs) {
                    take(event, isTrade, Times.floor(atNs, frameNs));
                }
            }
            if (newest || closed.size() < limit) {
                close();
            }
            return new ArrayList<>(closed);
        }

        private void take(Event event, boolean isTrade, long candleNs) {
            if (candleNs != startNs) {
                close();
                if (!newest && closed.size() == limit) {
                    return;
                }
                startNs = candleNs;
                openPx = isTrade ? event.px() : event.barOpenPx();
                highPx = openPx;
                lowPx = openPx;
                volume = 0;
                trades = 0;
            }
            if (isTrade) {
                add(event.px(), event.px(), event.px(), event.qty(), 1);
            } else {
                requireFits(event.barPeriodNs());
                add(event.barHighPx(), event.barLowPx(), event.barClosePx(), event.barVolume(), 0);
            }
        }

        private void requireFits(long periodNs) {
            if (frameNs % periodNs != 0) {
                throw new IllegalArgumentException("the data are bars of "
                        + new BarSpec(BarKind.TIME, periodNs).text()
                        + ": candles are of that or a multiple of it");
            }
        }

        private void add(long high, long low, long close, long qty, int count) {
            highPx = Math.max(highPx, high);
            lowPx = Math.min(lowPx, low);
            closePx = close;
            volume = volume == UNKNOWN || qty < 0 ? UNKNOWN : Math.addExact(volume, qty);
            trades += count;
        }

        private void close() {
            if (startNs == UNKNOWN) {
                return;
            }
            closed.add(new Candle(startNs, openPx, highPx, lowPx, closePx, volume, trades));
            if (newest && closed.size() > limit) {
                closed.removeFirst();
            }
            startNs = UNKNOWN;
        }
    }

    @Override
    public synchronized void close() {
        tape.close();
    }
}
