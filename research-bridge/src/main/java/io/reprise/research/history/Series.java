package io.reprise.research.history;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import java.util.Locale;
import java.util.Objects;

/**
 * One history: a kind of data of one instrument. Two are the same when kind, asset class, name and period are.
 *
 * @param kind of data
 * @param instrument what is traded; its id means nothing here
 * @param periodNs of bars; 0 for all else
 */
public record Series(HistoryKind kind, Instrument instrument, long periodNs) {
    public Series {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(instrument);
        if (kind == HistoryKind.BARS ? periodNs <= 0 : periodNs != 0) {
            throw new IllegalArgumentException("a period belongs to bars, and to nothing else");
        }
    }

    /** What tells it from others. */
    public record Key(HistoryKind kind, AssetClass assetClass, String symbol, long periodNs) {
        /** Such as {@code trades of BTC-USD.BITSTAMP} or {@code 1m bars of ...}. */
        public String text() {
            return (kind == HistoryKind.BARS ? Series.timeframe(periodNs) + " bars" : kind.text()) + " of " + symbol;
        }
    }

    public Key key() {
        return new Key(kind, instrument.assetClass(), instrument.name(), periodNs);
    }

    /** Such as 1m; null for all but bars. */
    public String timeframe() {
        return periodNs == 0 ? null : timeframe(periodNs);
    }

    static String timeframe(long periodNs) {
        return new BarSpec(BarKind.TIME, periodNs).text();
    }

    /** The asset class as in folders. */
    String assetClassText() {
        return instrument.assetClass().name().toLowerCase(Locale.ROOT);
    }
}
