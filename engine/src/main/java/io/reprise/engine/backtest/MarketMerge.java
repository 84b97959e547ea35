package io.reprise.engine.backtest;

import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.engine.domain.Instrument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Several market journals as one, by tsInit, at equal time carry, corporate actions, then market data (rule 34 of
 * docs/semantics.md) in the order that the journals were given. Owned by the driver's thread.
 */
public final class MarketMerge implements AutoCloseable {
    private final List<MarketSource> sources;
    private final List<Instrument> instruments;
    private final MarketSource[] live;
    private int liveCount;
    private MarketSource current;

    private MarketMerge(List<MarketSource> sources) {
        this.sources = List.copyOf(sources);
        this.instruments = mapInstruments(sources);
        for (Instrument instrument : instruments) {
            requireOne(FundingRateDecoder.TEMPLATE_ID, "funding", instrument);
            requireOne(BorrowRateDecoder.TEMPLATE_ID, "borrow rates", instrument);
        }
        requireOne(CashRateDecoder.TEMPLATE_ID, "interest", null);
        this.live = new MarketSource[sources.size()];
        start();
    }

    private void start() {
        current = null;
        liveCount = 0;
        for (MarketSource source : sources) {
            if (source.advance()) {
                live[liveCount++] = source;
            }
        }
    }

    /** Opens journals; closes those already open when one cannot be. */
    public static MarketMerge open(List<Path> folders) throws IOException {
        List<MarketSource> opened = new ArrayList<>();
        try {
            for (Path folder : folders) {
                opened.add(MarketSource.open(folder));
            }
            return new MarketMerge(opened);
        } catch (IOException | RuntimeException e) {
            opened.forEach(MarketSource::close);
            throw e;
        }
    }

    /** Instruments of one name are one instrument of the run; ids are given in order of first mention. */
    private static List<Instrument> mapInstruments(List<MarketSource> sources) {
        List<Instrument> all = new ArrayList<>();
        for (MarketSource source : sources) {
            List<Instrument> own = source.instruments();
            int[] ids = new int[own.stream().mapToInt(Instrument::id).max().orElse(0) + 1];
            for (Instrument instrument : own) {
                int id = 0;
                while (id < all.size() && !all.get(id).name().equals(instrument.name())) {
                    id++;
                }
                if (id == all.size()) {
                    all.add(instrument.withId(id));
                }
                ids[instrument.id()] = id;
            }
            source.mapInstruments(ids);
        }
        return List.copyOf(all);
    }

    /** Rates of two intervals, or twice the same, are never mixed (rule 34). */
    private void requireOne(int templateId, String what, Instrument instrument) {
        List<MarketSource> same = sources.stream()
                .filter(source -> source.firstTemplateId() == templateId)
                .filter(source -> instrument == null || source.has(instrument.id()))
                .toList();
        if (same.size() > 1) {
            throw new IllegalArgumentException("the journals " + same.get(0).folder() + " and "
                    + same.get(1).folder() + " both hold " + what
                    + (instrument == null ? "" : " of " + instrument.name()) + ": give one");
        }
    }

    public List<MarketSource> sources() {
        return sources;
    }

    /** The first journal of trades or bars. */
    MarketSource firstWithPrices() {
        for (MarketSource source : sources) {
            if (source.hasPrices()) {
                return source;
            }
        }
        throw new IllegalArgumentException("the journal " + sources.getFirst().folder()
                + " holds no trades or bars: name the market journal that it goes with, too");
    }

    /** Period of the bars of an instrument, 0 where its journal holds trades. */
    long filePeriodNs(int instrumentId) {
        for (MarketSource source : sources) {
            if (source.hasPrices() && source.has(instrumentId)) {
                return source.filePeriodNs();
            }
        }
        throw new IllegalArgumentException("there is no journal of trades or bars of "
                + instruments.get(instrumentId).name());
    }

    /** By their ids in this run. */
    public List<Instrument> instruments() {
        return instruments;
    }

    /** The source whose event is next in the sequence, standing on it; null when all have ended. */
    public MarketSource next() {
        if (current != null) {
            if (!current.advance()) {
                drop(current);
            } else if (liveCount == 1) {
                return current;
            }
        }
        MarketSource first = null;
        for (int i = 0; i < liveCount; i++) {
            if (first == null || live[i].precedes(first)) {
                first = live[i];
            }
        }
        current = first;
        return first;
    }

    /**
     * Passes over the first events, reading no more than those that were known at the same time as the last of them.
     *
     * @param lastTsInitNs when the last of them was known, or later but before the next: a feed's status may be the newest
     */
    public void skip(long events, long lastTsInitNs) {
        if (events == 0) {
            return;
        }
        long before = 0;
        for (MarketSource source : sources) {
            before += source.seek(lastTsInitNs);
        }
        if (before > events) {
            throw new IllegalStateException("the market journals have " + before + " events before the time of the "
                    + events + "th, the last that the session has seen");
        }
        start();
        for (long i = before; i < events; i++) {
            if (next() == null) {
                throw new IllegalStateException("the market journals end after " + i + " events, before the " + events
                        + " that the session has seen");
            }
        }
    }

    /** Goes back to before the first event. */
    void rewind() {
        seek(Long.MIN_VALUE);
    }

    /** Goes to before the first event that was known at a time (epoch ns) or later. */
    void seek(long tsInitNs) {
        sources.forEach(source -> source.seek(tsInitNs));
        start();
    }

    /** When the last event of all was known; the sources stand at their ends then. */
    long lastTsInitNs() {
        return sources.stream().mapToLong(MarketSource::lastTsInitNs).max().orElseThrow();
    }

    /** When the next event of any source but the current one is known; {@link Long#MAX_VALUE} if there is none. */
    long othersNextNs() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < liveCount; i++) {
            if (live[i] != current) {
                next = Math.min(next, live[i].tsInitNs());
            }
        }
        return next;
    }

    /** When the first event of all was known. */
    public long firstTsInitNs() {
        return sources.stream().mapToLong(MarketSource::firstTsInitNs).min().orElseThrow();
    }

    /** Call after the end: a journal that ended too early is an error. */
    void requireComplete() {
        sources.forEach(MarketSource::requireComplete);
    }

    private void drop(MarketSource ended) {
        int kept = 0;
        for (int i = 0; i < liveCount; i++) {
            if (live[i] != ended) {
                live[kept++] = live[i];
            }
        }
        liveCount = kept;
    }

    @Override
    public void close() {
        sources.forEach(MarketSource::close);
    }
}
