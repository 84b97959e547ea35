package io.reprise.research.workspace;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.time.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The candles of a market journal, from its trades or its bars. Without state. */
public final class MarketCandles {
    public static final int LIMIT_MAX = 1_000;

    private static final long FRAMES_MAX = 50_000_000;
    private static final long NO_VOLUME = -1;

    private MarketCandles() {}

    /**
     * Some candles.
     *
     * @param items oldest first; prices and volume exact decimals, volume null where the source has none
     * @param nextFrom where to go on, ISO-8601 UTC; null at the end
     */
    public record Candles(List<Map<String, Object>> items, String nextFrom) {}

    /**
     * Reads candles.
     *
     * @param timeframe such as 1m, 4h or 1d; a journal of bars gives no shorter ones than its own
     * @param fromNs the first begins then or later, epoch ns
     * @param toNs all begin before
     */
    public static Candles read(Path journal, String timeframe, long fromNs, long toNs, int limit) {
        BarSpec spec = BarSpec.parse(timeframe);
        if (spec.kind() != BarKind.TIME) {
            throw new IllegalArgumentException("a time frame is a time, such as 1m, 4h or 1d, not " + timeframe);
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " candles");
        }
        if (fromNs >= toNs) {
            return new Candles(List.of(), null);
        }
        FrameFilter wanted = new FrameFilter(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                fromNs,
                Long.MAX_VALUE,
                Set.of(TradeDecoder.TEMPLATE_ID, BarDecoder.TEMPLATE_ID));
        Reading reading = new Reading(spec.size(), fromNs, toNs, limit);
        try (JournalView view = JournalView.ofStream(journal, JournalFolder.INBOUND, wanted)) {
            long frames = 0;
            Event event = new Event();
            while (view.advance() && reading.take(event.wrap(view.buffer(), view.offset()))) {
                if (++frames > FRAMES_MAX) {
                    throw new IllegalArgumentException(
                            "more than " + FRAMES_MAX + " events would have to be read: ask for a shorter time");
                }
            }
        }
        return reading.end();
    }

    private static final class Reading {
        private final long periodNs;
        private final long fromNs;
        private final long toNs;
        private final int limit;
        private final List<Map<String, Object>> items = new ArrayList<>();
        private long startNs = Long.MIN_VALUE;
        private long open;
        private long high;
        private long low;
        private long close;
        private long volume;
        private String nextFrom;

        Reading(long periodNs, long fromNs, long toNs, int limit) {
            this.periodNs = periodNs;
            this.fromNs = fromNs;
            this.toNs = toNs;
            this.limit = limit;
        }

        /** False when there are enough. */
        boolean take(Event event) {
            boolean isBar = event.templateId() == BarDecoder.TEMPLATE_ID;
            if (isBar && event.barPeriodNs() > periodNs) {
                throw new IllegalArgumentException("the journal holds longer bars than the time frame asked for");
            }
            // A bar's event is its end, so what it is of began before.
            long beginNs = isBar ? event.tsEventNs() - event.barPeriodNs() : event.tsEventNs();
            long candleNs = Times.floor(beginNs, periodNs);
            if (candleNs < fromNs) {
                return true;
            }
            if (candleNs != startNs) {
                flush();
                if (candleNs >= toNs || items.size() == limit) {
                    nextFrom = candleNs >= toNs ? null : Times.format(candleNs);
                    return false;
                }
                startNs = candleNs;
                open = isBar ? event.barOpenPx() : event.px();
                high = Long.MIN_VALUE;
                low = Long.MAX_VALUE;
                volume = 0;
            }
            high = Math.max(high, isBar ? event.barHighPx() : event.px());
            low = Math.min(low, isBar ? event.barLowPx() : event.px());
            close = isBar ? event.barClosePx() : event.px();
            long traded = isBar ? event.barVolume() : event.qty();
            volume = traded < 0 || volume == NO_VOLUME ? NO_VOLUME : Math.addExact(volume, traded);
            return true;
        }

        private void flush() {
            if (startNs == Long.MIN_VALUE) {
                return;
            }
            Map<String, Object> candle = new LinkedHashMap<>();
            candle.put("time", Times.format(startNs));
            candle.put("open", Decimals.plain(open));
            candle.put("high", Decimals.plain(high));
            candle.put("low", Decimals.plain(low));
            candle.put("close", Decimals.plain(close));
            candle.put("volume", volume == NO_VOLUME ? null : Decimals.plain(volume));
            items.add(candle);
            startNs = Long.MIN_VALUE;
        }

        Candles end() {
            flush();
            return new Candles(List.copyOf(items), nextFrom);
        }
    }
}
