package io.reprise.research.ingest;

import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A recorded feed, ingested and replayed through the engine's book. */
final class ReplayedBook {
    final IngestResult ingested;
    final BookFeed feed = new BookFeed(0);
    long trades;
    long quotes;
    long lateInit;
    String lastQuote;
    final List<String> quoteTexts = new ArrayList<>();
    final List<Long> quoteTimes = new ArrayList<>();

    private ReplayedBook(IngestResult ingested) {
        this.ingested = ingested;
    }

    /** @param onUpdate told of the book after each whole update */
    static ReplayedBook of(
            Path journal, String format, String symbol, boolean hasClock, List<String> files, Consumer<Book> onUpdate) {
        List<String> paths = files.stream()
                .map(file -> SharedFiles.DATA.resolve(file).toString())
                .toList();
        IngestRequest.Builder request =
                IngestRequest.of(Formats.named(format), journal, paths).symbol(symbol);
        ReplayedBook replayed =
                new ReplayedBook(Ingest.run((hasClock ? request.clockOffsetNs(null) : request).build()));
        replayed.replay(journal, onUpdate);
        return replayed;
    }

    private void replay(Path journal, Consumer<Book> onUpdate) {
        Event event = new Event();
        long lastInitNs = Long.MIN_VALUE;
        try (MarketJournal.Reader reader = MarketJournal.read(journal)) {
            while (reader.next()) {
                event.wrap(reader.buffer(), reader.offset());
                lateInit += event.tsInitNs() < event.tsEventNs() || event.tsInitNs() < lastInitNs ? 1 : 0;
                lastInitNs = event.tsInitNs();
                switch (event.templateId()) {
                    case BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID -> {
                        if (feed.onFrame(event)) {
                            onUpdate.accept(feed.book());
                        }
                    }
                    case TradeDecoder.TEMPLATE_ID -> trades++;
                    case QuoteDecoder.TEMPLATE_ID -> quote(event);
                    default -> {}
                }
            }
        }
    }

    private void quote(Event event) {
        quotes++;
        QuoteDecoder quote =
                new QuoteDecoder().wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        lastQuote = text(quote.bidPx(), quote.bidQty()) + " / " + text(quote.askPx(), quote.askQty());
        quoteTexts.add(lastQuote);
        quoteTimes.add(event.tsEventNs());
    }

    /** The quote that stood at the end of a millisecond. */
    String quoteAt(long tsNs) {
        int at = quoteTimes.size() - 1;
        while (quoteTimes.get(at) > tsNs) {
            at--;
        }
        return quoteTexts.get(at);
    }

    /** A quote without its quantities. */
    static String prices(String quote) {
        return quote.replaceAll("[0-9.]+ at ", "");
    }

    private static String text(long px, long qty) {
        return Decimals.plain(qty) + " at " + Decimals.plain(px);
    }

    /** Best bid and ask with their quantities. */
    static String best(Book book) {
        return text(book.bestPx(Side.BUY), book.bestQty(Side.BUY)) + " / "
                + text(book.bestPx(Side.SELL), book.bestQty(Side.SELL));
    }

    String best() {
        return best(feed.book());
    }
}
