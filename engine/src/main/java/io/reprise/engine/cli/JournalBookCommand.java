package io.reprise.engine.cli;

import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.Side;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookCounts;
import io.reprise.engine.book.BookFeed;
import io.reprise.engine.book.OrderBook;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal book}: an instrument's book as it was known at a sequence or a time. */
@Command(
        name = "book",
        description =
                "Prints an instrument's order book, or its quote, as it was known at a sequence or a time, and what"
                        + " did not fit it until then.")
final class JournalBookCommand implements Callable<Integer> {
    private static final int DEPTH_MAX = 100_000;
    /** A larger number is ns since 1970, not a sequence. */
    private static final long SEQ_MAX = 1_000_000_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The journal of a market or of a run.")
    private Path folder;

    @Option(names = "--journal", paramLabel = "DIR", description = "The journal, likewise.")
    private Path journal;

    @Option(
            names = "--at",
            paramLabel = "SEQ|TIME",
            description =
                    "The last sequence, or the last time (tsInit): ISO-8601 in UTC, or nanoseconds since 1970; the"
                            + " end unless given.")
    private String at;

    @Option(names = "--instrument", paramLabel = "NAME", description = "Which instrument; the only one unless given.")
    private String instrument;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "10",
            description = "Levels of each side, from the best on (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal of the run is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final QuoteDecoder quote = new QuoteDecoder();
    private BookFeed feed;
    private long seq;
    private long tsInitNs;
    private boolean hasQuote;

    @Override
    public Integer call() throws IOException {
        if ((folder == null) == (journal == null)) {
            throw new ParameterException(spec.commandLine(), "say which journal: DIR, or --journal DIR");
        }
        if (depth < 1 || depth > DEPTH_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--depth must be from 1 to " + DEPTH_MAX + ", not " + depth);
        }
        Path where = folder == null ? journal : folder;
        JournalSelection.requireJournal(where);
        JournalHeader header = JournalHeader.read(where);
        Instrument wanted = instrument(header.instruments());
        feed = new BookFeed(wanted.id());
        FrameFilter filter = filter();
        try (JournalView view = header.refersToMarket()
                ? JournalView.ofRun(where, false, sources, filter)
                : JournalView.ofStream(where, "inbound", filter)) {
            Event event = new Event();
            while (view.advance()) {
                take(event.wrap(view.buffer(), view.offset()), wanted.id());
            }
        }
        if (seq == 0) {
            throw new IllegalArgumentException(
                    where + " has no quote and no book of " + wanted.name() + (at == null ? "" : " until " + at));
        }
        print(wanted);
        return 0;
    }

    private void take(Event event, int instrumentId) {
        if (event.instrumentId() != instrumentId) {
            return;
        }
        seq = event.seq();
        tsInitNs = event.tsInitNs();
        if (event.templateId() == QuoteDecoder.TEMPLATE_ID) {
            byte[] copy = new byte[event.blockLength()];
            event.buffer().getBytes(event.bodyOffset(), copy);
            quote.wrap(new UnsafeBuffer(copy), 0, event.blockLength(), event.version());
            hasQuote = true;
        } else {
            feed.onFrame(event);
        }
    }

    private Instrument instrument(List<Instrument> all) {
        if (instrument == null && all.size() == 1) {
            return all.getFirst();
        }
        return all.stream()
                .filter(one -> one.name().equals(instrument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (instrument == null ? "say which instrument with --instrument" : "there is no " + instrument)
                                + ": the journal has "
                                + String.join(
                                        ", ", all.stream().map(Instrument::name).toList())));
    }

    private FrameFilter filter() {
        long lastSeq = Long.MAX_VALUE;
        long lastNs = Long.MAX_VALUE;
        if (at != null) {
            try {
                long number = at.chars().allMatch(Character::isDigit) ? Long.parseLong(at) : Times.parse(at);
                boolean isSeq = number <= SEQ_MAX && at.chars().allMatch(Character::isDigit);
                lastSeq = isSeq ? number : lastSeq;
                lastNs = isSeq ? lastNs : number;
            } catch (IllegalArgumentException | ArithmeticException refused) {
                throw new IllegalArgumentException(
                        "--at '" + at + "' is neither a sequence nor a time such as 2024-08-08T23:55:00Z", refused);
            }
        }
        Set<Integer> types =
                Set.of(QuoteDecoder.TEMPLATE_ID, BookDeltaDecoder.TEMPLATE_ID, BookSnapshotDecoder.TEMPLATE_ID);
        return new FrameFilter(Long.MIN_VALUE, lastSeq, Long.MIN_VALUE, lastNs, types);
    }

    private void print(Instrument wanted) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(wanted, out);
            return;
        }
        out.println(wanted.name() + " at sequence " + seq + ", " + Times.format(tsInitNs));
        if (hasQuote) {
            out.println("quote  " + Decimals.plain(quote.bidQty()) + " at " + Decimals.plain(quote.bidPx()) + " / "
                    + Decimals.plain(quote.askQty()) + " at " + Decimals.plain(quote.askPx()));
        }
        Book book = feed.book();
        if (book != null) {
            printBook(book, out);
        }
        out.flush();
    }

    private void printBook(Book book, PrintWriter out) {
        BookCounts counts = feed.counts();
        out.println("book   by " + (book.isByOrder() ? "order" : "price") + ", " + book.levels(Side.BUY) + " bids, "
                + book.levels(Side.SELL) + " asks"
                + (feed.isStale() ? ", after a gap" : book.isCrossed() ? ", crossed" : ""));
        out.println("seen   " + counts.updates() + " updates, " + counts.snapshots() + " snapshots; " + counts.crossed()
                + " crossed, " + counts.gaps() + " gaps, " + counts.ghosts() + " ghosts, " + counts.duplicates()
                + " duplicates, " + counts.old() + " old, " + counts.unusable() + " unusable, " + counts.dropped()
                + " dropped");
        out.println(String.format(Locale.ROOT, "%20s %16s   %-16s %s", "quantity", "bid", "ask", "quantity"));
        for (int level = 0; level < depth; level++) {
            String bid = cell(book, Side.BUY, level);
            String ask = cell(book, Side.SELL, level);
            if (!bid.isEmpty() || !ask.isEmpty()) {
                out.println((bid.isEmpty() ? " ".repeat(37) : bid) + "   " + ask);
            }
        }
    }

    private static String cell(Book book, Side side, int level) {
        if (level >= book.levels(side)) {
            return "";
        }
        String px = Decimals.plain(book.px(side, level));
        String qty = Decimals.plain(book.qty(side, level)) + orders(book, side, level);
        return side == Side.BUY
                ? String.format(Locale.ROOT, "%20s %16s", qty, px)
                : String.format(Locale.ROOT, "%-16s %s", px, qty);
    }

    private static String orders(Book book, Side side, int level) {
        return book instanceof OrderBook orders ? " (" + orders.orders(side, level) + ")" : "";
    }

    private void printJson(Instrument wanted, PrintWriter out) {
        try (JsonOutput output = new JsonOutput(out)) {
            output.text("instrument", wanted.name()).number("seq", seq).number("tsInitNs", tsInitNs);
            if (hasQuote) {
                output.object(
                        "quote",
                        () -> output.fixed("bidPx", quote.bidPx())
                                .fixed("bidQty", quote.bidQty())
                                .fixed("askPx", quote.askPx())
                                .fixed("askQty", quote.askQty()));
            }
            Book book = feed.book();
            if (book == null) {
                return;
            }
            BookCounts counts = feed.counts();
            output.object("book", () -> {
                output.flag("byOrder", book.isByOrder())
                        .flag("stale", feed.isStale())
                        .flag("crossed", book.isCrossed());
                output.array("bids", () -> levels(output, book, Side.BUY));
                output.array("asks", () -> levels(output, book, Side.SELL));
            });
            output.object(
                    "counts",
                    () -> output.number("frames", counts.frames())
                            .number("updates", counts.updates())
                            .number("snapshots", counts.snapshots())
                            .number("crossed", counts.crossed())
                            .number("gaps", counts.gaps())
                            .number("ghosts", counts.ghosts())
                            .number("duplicates", counts.duplicates())
                            .number("old", counts.old())
                            .number("unusable", counts.unusable())
                            .number("dropped", counts.dropped()));
        }
    }

    private void levels(JsonOutput output, Book book, Side side) {
        for (int level = 0; level < Math.min(depth, book.levels(side)); level++) {
            int one = level;
            output.element(() -> {
                output.fixed("px", book.px(side, one)).fixed("qty", book.qty(side, one));
                if (book instanceof OrderBook orders) {
                    output.number("orders", orders.orders(side, one));
                }
            });
        }
    }
}
