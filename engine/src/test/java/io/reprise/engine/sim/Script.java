package io.reprise.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.BookAction;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.book.Book;
import io.reprise.engine.book.BookFrames;
import io.reprise.engine.book.Books;
import io.reprise.engine.book.LevelBook;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Plays a text against a venue. Each line starts with a time in ns:
 *
 * <pre>
 * 0 send 1 buy 2.5 market gtc       0 send 1 buy 2.5 limit 100 ioc      (stop likewise; the time is the cause's)
 * 0 send 1 sell 1 trailing_stop 95 gtc trail=2 reduce link=oto_ouo:1      (what only some have: {@link Terms})
 * 0 cancel 1                        0 replace 1 limit 2 101
 * 9 trade 100 0.5                   price, quantity
 * 9 quote 99 5 101 7                bid, its quantity, ask, its quantity; - for a side that is not there
 * 9 book 99:5,98:6 101:7,102:8      bids and asks, best first
 * 20 bar 10 100 102 99 101 5        start, open, high, low, close, volume; the time is the end
 * 20 level buy 99.95 4              a whole update of the book; order add 7 buy 100 2 of one that knows each order
 * 99 expire
 * </pre>
 *
 * Before an event what has arrived by its time is let in. Below each line stand, indented, the reports that it caused:
 * the text must come out as it went in.
 */
final class Script {
    static final Instrument INSTRUMENT = instrument("0.05", "0.01", true);

    private final SimulatedVenue venue;
    private final RecordingSink sink = new RecordingSink();
    private final StringBuilder transcript = new StringBuilder();
    private final Books books = new Books(1);
    private final BookFrames frames = new BookFrames();
    private long eventNo;
    private int reported;

    private Script(Instrument instrument, VenueSettings settings) {
        venue = new SimulatedVenue(new Instrument[] {instrument}, settings);
        venue.useBooks(books);
    }

    static void check(VenueSettings settings, String text) {
        check(INSTRUMENT, settings, text);
    }

    static void check(Instrument instrument, VenueSettings settings, String text) {
        Script script = new Script(instrument, settings);
        text.lines().filter(line -> !line.startsWith(" ")).forEach(script::play);
        assertEquals(text, script.transcript.toString());
    }

    /** What the venue reports when it plays these lines. */
    static List<Report> play(VenueSettings settings, List<String> lines) {
        Script script = new Script(INSTRUMENT, settings);
        lines.forEach(script::play);
        return script.sink.reports;
    }

    static Instrument instrument(String tick, String lot, boolean hasVolume) {
        return new Instrument(0, "BTC-USD.TEST", AssetClass.CRYPTO, at8(tick), at8(lot), "USD", false, hasVolume);
    }

    private void play(String line) {
        String[] words = line.split(" ");
        long ns = Long.parseLong(words[0]);
        switch (words[1]) {
            case "send" -> send(ns, words);
            case "cancel" -> Command.cancel(ns, 0, Long.parseLong(words[2])).sendTo(venue);
            case "replace" -> replace(ns, words).sendTo(venue);
            case "trade" -> {
                arrive(ns);
                eventNo++;
                if (venue.hasWorking(0)) {
                    venue.onTrade(0, ns, at8(words[2]), at8(words[3]), eventNo, sink);
                }
            }
            case "bar" -> {
                arrive(ns);
                eventNo++;
                if (venue.hasWorking(0)) {
                    venue.onBar(
                            0,
                            Long.parseLong(words[2]),
                            ns,
                            at8(words[3]),
                            at8(words[4]),
                            at8(words[5]),
                            at8(words[6]),
                            at8(words[7]),
                            eventNo,
                            sink);
                }
            }
            case "level", "order" -> {
                arrive(ns);
                eventNo++;
                books.onFrame(frame(ns, words));
                venue.onBook(0, ns, books.feed(0).book(), eventNo, sink);
            }
            case "quote" -> {
                arrive(ns);
                eventNo++;
                venue.onQuote(0, ns, px(words[2]), at8(words[3]), px(words[4]), at8(words[5]), eventNo, sink);
            }
            case "book" -> {
                arrive(ns);
                eventNo++;
                LevelBook book = new LevelBook(0);
                levels(book, Side.BUY, words[2]);
                levels(book, Side.SELL, words[3]);
                venue.onBook(0, ns, book, eventNo, sink);
            }
            case "expire" -> venue.expireAll(ns, sink);
            default -> throw new AssertionError(line);
        }
        transcript.append(line).append('\n');
        while (reported < sink.reports.size()) {
            transcript.append("    ").append(sink.reports.get(reported).text()).append('\n');
            reported++;
        }
    }

    /** {@code level buy 99.95 4} sets a price's quantity, {@code order add 7 buy 100 2} and {@code order delete 7 buy 100 2} one order. */
    private Event frame(long ns, String[] words) {
        boolean isOrder = words[1].equals("order");
        int at = isOrder ? 4 : 2;
        Side side = Side.valueOf(words[at].toUpperCase(Locale.ROOT));
        long px = at8(words[at + 1]);
        long qty = at8(words[at + 2]);
        frames.at(ns);
        if (!isOrder) {
            BookAction action = qty == 0 ? BookAction.DELETE : BookAction.SET;
            return frames.delta(BookFrames.WHOLE, action, side, px, qty);
        }
        BookAction action = BookAction.valueOf(words[2].toUpperCase(Locale.ROOT));
        return frames.delta(BookFrames.WHOLE, action, Long.parseLong(words[3]), side, px, qty);
    }

    private static long px(String word) {
        return word.equals("-") ? Book.NULL_PX : at8(word);
    }

    private static void levels(LevelBook book, Side side, String words) {
        for (String level : words.split(",")) {
            String[] parts = level.split(":");
            book.set(side, at8(parts[0]), at8(parts[1]));
        }
    }

    private void arrive(long ns) {
        while (venue.nextArrivalNs() <= ns) {
            venue.arriveNext(sink);
        }
    }

    private void send(long ns, String[] words) {
        int at = 6;
        boolean priced = words.length > at && Character.isDigit(words[at].charAt(0));
        BigDecimal px = priced ? new BigDecimal(words[at++]) : null;
        String timeInForce = words[at++].toUpperCase(Locale.ROOT);
        Terms terms = Terms.NONE;
        for (; at < words.length; at++) {
            terms = terms.with(words[at]);
        }
        new Command(
                        ns,
                        OrderAction.NEW,
                        0,
                        Long.parseLong(words[2]),
                        Side.valueOf(words[3].toUpperCase(Locale.ROOT)),
                        new BigDecimal(words[4]),
                        OrderType.valueOf(words[5].toUpperCase(Locale.ROOT)),
                        TimeInForce.valueOf(timeInForce),
                        px,
                        terms)
                .sendTo(venue);
    }

    /** {@code replace 1 limit 5 99}: type, whole quantity (0 leaves it), and the price of the type. */
    private static Command replace(long ns, String[] words) {
        Terms terms = words.length > 6 ? Terms.NONE.with(words[6]) : Terms.NONE;
        BigDecimal px = words.length > 5 && !words[5].equals("-") ? new BigDecimal(words[5]) : null;
        return new Command(
                ns,
                OrderAction.REPLACE,
                0,
                Long.parseLong(words[2]),
                Side.NONE,
                new BigDecimal(words[4]),
                OrderType.valueOf(words[3].toUpperCase(Locale.ROOT)),
                TimeInForce.GTC,
                px,
                terms);
    }

    static long at8(String text) {
        return Command.at8(new BigDecimal(text));
    }
}
