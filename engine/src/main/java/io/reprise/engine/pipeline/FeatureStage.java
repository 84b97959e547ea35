package io.reprise.engine.pipeline;

import io.reprise.codecs.ActionKind;
import io.reprise.codecs.BarBoundaryDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.book.Books;
import io.reprise.engine.book.TopOfBook;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.portfolio.Entitlements;
import java.util.Arrays;
import java.util.stream.IntStream;

/** First stage: keeps the market's state, cuts bars and updates the features of each bar that closes. */
@HotPath
final class FeatureStage implements Stage {
    /** No series takes the bars. */
    static final int NO_SERIES = -1;

    private final TopOfBook topOfBook;
    private final Books books;
    private final BarSeries[] series;
    private final int[][] seriesByInstrument;
    private final JoinedSeries[] joined;
    /** By series, the indexes of the joined bars that it is a leg of. */
    private final int[][] joinedBySeries;

    /** Whether a feature of any series reads single trades. */
    private final boolean readsTrades;

    private final FundingRateDecoder funding = new FundingRateDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final VenueStatusDecoder status = new VenueStatusDecoder();
    private final CorporateActionDecoder action = new CorporateActionDecoder();

    /**
     * @param series all series, their index being their id
     * @param joined the bars of strategies of several legs, their ids follow those of the series
     */
    FeatureStage(int instruments, BarSeries[] series, JoinedSeries[] joined) {
        this.joined = joined;
        this.joinedBySeries = new int[series.length][];
        for (int id = 0; id < series.length; id++) {
            BarSeries one = series[id];
            joinedBySeries[id] = IntStream.range(0, joined.length)
                    .filter(i -> has(joined[i], one))
                    .toArray();
        }
        this.topOfBook = new TopOfBook(instruments);
        this.books = new Books(instruments);
        this.series = series;
        this.readsTrades = Arrays.stream(series).anyMatch(BarSeries::readsTrades);
        this.seriesByInstrument = new int[instruments][];
        for (int instrument = 0; instrument < instruments; instrument++) {
            seriesByInstrument[instrument] = idsOf(instrument);
        }
    }

    private static boolean has(JoinedSeries joined, BarSeries one) {
        for (int leg = 0; leg < joined.legCount(); leg++) {
            if (joined.leg(leg) == one) {
                return true;
            }
        }
        return false;
    }

    /** Says in the slot that a series has closed a bar, and what bars that joins. */
    void deliver(int id, Slot slot) {
        slot.deliver(id, series[id]);
        for (int index : joinedBySeries[id]) {
            if (joined[index].onClosed(series[id])) {
                slot.deliver(series.length + index, joined[index]);
            }
        }
    }

    /** Whether strategies of several legs go by a series' bars. */
    boolean isJoined(int id) {
        return joinedBySeries[id].length > 0;
    }

    TopOfBook topOfBook() {
        return topOfBook;
    }

    Books books() {
        return books;
    }

    private int[] idsOf(int instrument) {
        int[] ids = new int[series.length];
        int count = 0;
        for (int id = 0; id < series.length; id++) {
            if (series[id].instrumentId() == instrument) {
                ids[count++] = id;
            }
        }
        return Arrays.copyOf(ids, count);
    }

    @Override
    public void onEvent(Event event, Slot slot) {
        switch (event.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> {
                readTrade(event);
                onTrade(event.instrumentId(), event.tsEventNs(), event.tsInitNs(), event.px(), event.qty(), slot);
            }
            case BarBoundaryDecoder.TEMPLATE_ID -> onBoundary(event, slot);
            case BarDecoder.TEMPLATE_ID -> onBar(event, slot);
            case BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID -> onBook(event);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(event);
            case VenueStatusDecoder.TEMPLATE_ID -> onStatus(event);
            case CorporateActionDecoder.TEMPLATE_ID -> onAction(event);
            case FundingRateDecoder.TEMPLATE_ID -> onFunding(event);
            default -> {}
        }
    }

    /** Gives a trade to the features that read single trades. */
    void readTrade(Event event) {
        if (!readsTrades) {
            return;
        }
        for (int id : seriesByInstrument[event.instrumentId()]) {
            if (series[id].readsTrades()) {
                trade.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
                Side side = trade.side();
                int aggressor = side == Side.BUY ? 1 : side == Side.SELL ? -1 : 0;
                series[id].readTrade(event.tsEventNs(), event.px(), event.qty(), aggressor);
            }
        }
    }

    /** Takes a trade; true when it closed a bar. */
    boolean onTrade(int instrumentId, long tsEventNs, long tsInitNs, long px, long qty, Slot slot) {
        topOfBook.onTrade(instrumentId, tsEventNs, px, qty);
        boolean delivered = false;
        for (int id : seriesByInstrument[instrumentId]) {
            if (series[id].onTrade(tsEventNs, tsInitNs, px, qty)) {
                deliver(id, slot);
                delivered = true;
            }
        }
        return delivered;
    }

    /** Whether runs of this instrument's trades can be taken whole: all its bars are bounded by time, and open. */
    boolean takesRuns(int instrumentId) {
        for (int id : seriesByInstrument[instrumentId]) {
            if (!series[id].spec().isTime() || !series[id].isOpen() || series[id].readsTrades()) {
                return false;
            }
        }
        return true;
    }

    void onTrades(TradeRun run) {
        topOfBook.onTrade(run.instrumentId(), run.lastTsEventNs(), run.lastPx(), run.lastQty());
        for (int id : seriesByInstrument[run.instrumentId()]) {
            series[id].onTrades(
                    run.firstTsInitNs(),
                    run.lastTsInitNs(),
                    run.lowPx(),
                    run.highPx(),
                    run.lastPx(),
                    run.volume(),
                    run.count());
        }
    }

    private void onBoundary(Event event, Slot slot) {
        long periodNs = event.barPeriodNs();
        for (int id : seriesByInstrument[event.instrumentId()]) {
            BarSeries one = series[id];
            if (one.spec().isTime() && one.spec().size() == periodNs && one.onBoundary(event.tsEventNs())) {
                deliver(id, slot);
            }
        }
    }

    private void onBar(Event event, Slot slot) {
        onBar(event);
        int id = seriesOfBars(event.instrumentId(), event.barPeriodNs());
        if (id != NO_SERIES) {
            onBar(event, series[id]);
            deliver(id, slot);
        }
    }

    /** The one series that takes an instrument's finished bars of a period; {@link #NO_SERIES} if there is none. */
    int seriesOfBars(int instrumentId, long periodNs) {
        for (int id : seriesByInstrument[instrumentId]) {
            if (series[id].takesBars(periodNs)) {
                return id;
            }
        }
        return NO_SERIES;
    }

    /** A finished bar is the instrument's last price. */
    void onBar(Event event) {
        topOfBook.onTrade(event.instrumentId(), event.tsEventNs(), event.barClosePx(), Math.max(0, event.barVolume()));
    }

    /** Gives a finished bar to its series. */
    void onBar(Event event, BarSeries one) {
        long endNs = event.tsEventNs();
        one.onBar(
                event.instrumentId(),
                endNs - event.barPeriodNs(),
                endNs,
                event.barOpenPx(),
                event.barHighPx(),
                event.barLowPx(),
                event.barClosePx(),
                event.barVolume(),
                0);
    }

    private void onQuote(Event event) {
        quote.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        quoted(event, quote.bidPx(), quote.bidQty(), quote.askPx(), quote.askQty());
    }

    private void quoted(Event event, long bidPx, long bidQty, long askPx, long askQty) {
        topOfBook.onQuote(event.instrumentId(), event.tsEventNs(), bidPx, bidQty, askPx, askQty);
        for (int id : seriesByInstrument[event.instrumentId()]) {
            if (series[id].readsQuotes()) {
                series[id].readQuote(event.tsEventNs(), bidPx, bidQty, askPx, askQty);
            }
        }
    }

    /** A whole update's best prices are a quote, unless a newer one of the venue itself is known. */
    private void onBook(Event event) {
        int instrumentId = event.instrumentId();
        if (!topOfBook.hasQuoted(instrumentId)) {
            topOfBook.onQuote(
                    instrumentId, event.tsEventNs(), Book.NULL_PX, Book.NULL_QTY, Book.NULL_PX, Book.NULL_QTY);
        }
        if (!books.onFrame(event) || event.tsEventNs() < topOfBook.quoteTsEventNs(instrumentId)) {
            return;
        }
        BookFeed feed = books.feed(instrumentId);
        if (feed.isUsable()) {
            Book book = feed.book();
            quoted(
                    event,
                    book.bestPx(Side.BUY),
                    book.bestQty(Side.BUY),
                    book.bestPx(Side.SELL),
                    book.bestQty(Side.SELL));
        } else {
            topOfBook.forgetQuotes(instrumentId);
        }
    }

    private void onFunding(Event event) {
        funding.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        for (int id : seriesByInstrument[event.instrumentId()]) {
            series[id].readFunding(event.tsEventNs(), funding.rateE12());
        }
    }

    /** What was in the book before a gap is no price any more. */
    private void onStatus(Event event) {
        status.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (status.statusKind() == StatusKind.GAP || status.statusKind() == StatusKind.DISCONNECTED) {
            topOfBook.forgetQuotes(event.instrumentId());
            books.onGap(event.instrumentId());
        }
    }

    /** From a split on, prices and quantities are of another size. */
    private void onAction(Event event) {
        action.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (action.actionKind() != ActionKind.SPLIT) {
            return;
        }
        int instrumentId = event.instrumentId();
        long numerator = action.numerator();
        long denominator = action.denominator();
        books.onGap(instrumentId);
        topOfBook.split(instrumentId, Entitlements.splitPx(topOfBook.lastPx(instrumentId), numerator, denominator));
        for (int id : seriesByInstrument[instrumentId]) {
            series[id].split(numerator, denominator);
        }
        for (JoinedSeries one : joined) {
            one.split(instrumentId, numerator, denominator);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        topOfBook.saveState(out);
        saveBooks(out);
        for (BarSeries one : series) {
            one.saveState(out);
        }
        for (JoinedSeries one : joined) {
            one.saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        topOfBook.loadState(in);
        loadBooks(in);
        for (BarSeries one : series) {
            one.loadState(in);
        }
        for (JoinedSeries one : joined) {
            one.loadState(in);
        }
    }

    /** Where nothing was ever quoted there is no book: the state of such a run is what it was before there were books. */
    private void saveBooks(StateOutput out) {
        for (int id = 0; id < seriesByInstrument.length; id++) {
            if (topOfBook.hasQuoted(id)) {
                books.feedOrNew(id).saveState(out);
            }
        }
    }

    private void loadBooks(StateInput in) {
        for (int id = 0; id < seriesByInstrument.length; id++) {
            if (topOfBook.hasQuoted(id)) {
                books.feedOrNew(id).loadState(in);
            }
        }
    }
}
