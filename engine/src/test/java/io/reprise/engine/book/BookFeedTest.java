package io.reprise.engine.book;

import static io.reprise.engine.book.BookFrames.FIRST;
import static io.reprise.engine.book.BookFrames.LAST;
import static io.reprise.engine.book.BookFrames.WHOLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.reprise.codecs.BookAction;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.StateTape;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a feed's frames make of a book, and what is said of those that do not fit. */
final class BookFeedTest {
    private final BookFrames frames = new BookFrames();
    private final BookFeed feed = new BookFeed(0);

    private String book() {
        StringBuilder text = new StringBuilder();
        Book book = feed.book();
        for (int level = book.levels(Side.BUY) - 1; level >= 0; level--) {
            text.append(book.qty(Side.BUY, level))
                    .append('@')
                    .append(book.px(Side.BUY, level))
                    .append(' ');
        }
        text.append('|');
        for (int level = 0; level < book.levels(Side.SELL); level++) {
            text.append(' ').append(book.qty(Side.SELL, level)).append('@').append(book.px(Side.SELL, level));
        }
        return text.toString();
    }

    private void snapshot() {
        feed.onFrame(frames.snapshot(FIRST, Side.BUY, 99, 5));
        feed.onFrame(frames.snapshot(0, Side.BUY, 98, 6));
        feed.onFrame(frames.snapshot(0, Side.SELL, 101, 7));
        assertTrue(feed.onFrame(frames.snapshot(LAST, Side.SELL, 102, 8)));
    }

    @Test
    void isFilledByASnapshotAndKeptByDeltas() {
        snapshot();
        assertEquals("6@98 5@99 | 7@101 8@102", book());
        assertFalse(feed.onFrame(frames.delta(FIRST, BookAction.SET, Side.BUY, 99, 0)));
        assertFalse(feed.onFrame(frames.delta(0, BookAction.SET, Side.BUY, 100, 1)));
        assertTrue(feed.onFrame(frames.delta(LAST, BookAction.CHANGE, Side.SELL, 102, 3)));
        assertEquals("6@98 1@100 | 7@101 3@102", book());
        assertTrue(feed.onFrame(frames.delta(WHOLE, BookAction.DELETE, Side.SELL, 101, 0)));
        snapshot();
        assertEquals("6@98 5@99 | 7@101 8@102", book());
        assertTrue(feed.counts().isClean());
        assertEquals(4, feed.counts().updates());
        assertEquals(2, feed.counts().snapshots());
    }

    @Test
    void countsACrossedBookAndGivesNoPriceOfIt() {
        snapshot();
        assertTrue(feed.isUsable());
        feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 101, 1));
        assertFalse(feed.isUsable());
        assertEquals(1, feed.counts().crossed());
        feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 101, 0));
        assertTrue(feed.isUsable());
        assertEquals(1, feed.counts().crossed());
    }

    @Test
    void countsGhosts() {
        snapshot();
        feed.onFrame(frames.delta(WHOLE, BookAction.DELETE, Side.BUY, 90, 0));
        feed.onFrame(frames.delta(WHOLE, BookAction.CHANGE, Side.BUY, 91, 2));
        feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 92, 0)); // venues say so beyond their depth
        assertEquals(2, feed.counts().ghosts());
        assertEquals("2@91 6@98 5@99 | 7@101 8@102", book());
    }

    @Test
    void passesOverWhatIsOlderThanTheSnapshot() {
        frames.update(10);
        snapshot();
        frames.update(9);
        assertFalse(feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 99, 1)));
        frames.update(11);
        assertTrue(feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 98, 1)));
        assertEquals("1@98 5@99 | 7@101 8@102", book());
        assertEquals(1, feed.counts().old());
        assertEquals(11, feed.updateId());
    }

    @Test
    void isEmptyFromAGapToTheNextSnapshot() {
        snapshot();
        feed.onGap();
        assertTrue(feed.isStale());
        assertFalse(feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 99, 1)));
        assertEquals("|", book());
        assertEquals(1, feed.counts().unusable());
        snapshot();
        assertTrue(feed.isUsable());
        assertEquals(1, feed.counts().gaps());
    }

    @Test
    void takesNoSnapshotThatBreaksOff() {
        feed.onFrame(frames.snapshot(FIRST, Side.BUY, 99, 5));
        assertFalse(feed.onFrame(frames.delta(WHOLE, BookAction.SET, Side.BUY, 98, 1)));
        assertTrue(feed.isStale());
        assertFalse(feed.onFrame(frames.snapshot(LAST, Side.SELL, 101, 5)));
        snapshot();
        assertTrue(feed.isUsable());
        assertEquals(2, feed.counts().unusable());
    }

    @Test
    void takesNeitherAnOrderForAPriceNorAPriceForAnOrder() {
        snapshot();
        feed.onFrame(frames.delta(WHOLE, BookAction.ADD, 7, Side.BUY, 97, 1));
        assertEquals("6@98 5@99 | 7@101 8@102", book());
        assertEquals(1, feed.counts().unusable());
    }

    @Test
    void keepsOrdersInLine() {
        feed.onFrame(frames.delta(WHOLE, BookAction.ADD, 1, Side.BUY, 99, 5));
        feed.onFrame(frames.delta(WHOLE, BookAction.ADD, 2, Side.BUY, 99, 3));
        feed.onFrame(frames.delta(WHOLE, BookAction.ADD, 3, Side.BUY, 99, 2));
        OrderBook book = (OrderBook) feed.book();
        assertEquals(8, book.qtyAhead(3));
        feed.onFrame(frames.delta(WHOLE, BookAction.CHANGE, 2, Side.BUY, 99, 1)); // smaller: keeps its place
        assertEquals(6, book.qtyAhead(3));
        feed.onFrame(frames.delta(WHOLE, BookAction.CHANGE, 1, Side.BUY, 99, 6)); // larger: to the end
        assertEquals(1, book.qtyAhead(3));
        feed.onFrame(frames.delta(WHOLE, BookAction.DELETE, 2, Side.BUY, 99, 0));
        assertEquals(0, book.qtyAhead(3));
        feed.onFrame(frames.delta(WHOLE, BookAction.CHANGE, 3, Side.SELL, 101, 2)); // to the other side
        assertEquals("6@99 | 2@101", book());
        feed.onFrame(frames.delta(WHOLE, BookAction.DELETE, 9, Side.BUY, 99, 0));
        feed.onFrame(frames.delta(WHOLE, BookAction.CHANGE, 8, Side.BUY, 98, 4));
        feed.onFrame(frames.delta(WHOLE, BookAction.ADD, 8, Side.BUY, 97, 4));
        assertEquals("4@97 6@99 | 2@101", book());
        assertEquals(2, feed.counts().ghosts());
        assertEquals(1, feed.counts().duplicates());
    }

    @Test
    void loadsWhatItSaved() {
        snapshot();
        feed.onFrame(frames.at(5).update(77).delta(FIRST, BookAction.DELETE, Side.BUY, 90, 0));
        BookFeed loaded = new BookFeed(0);
        StateTape saved = StateTape.of(feed);
        loaded.loadState(saved);
        assertTrue(saved.isReadToTheEnd());
        assertArrayEquals(saved.values(), StateTape.of(loaded).values());
        assertEquals(77, loaded.updateId());
        assertEquals(5, loaded.tsEventNs());
        assertEquals(1, loaded.counts().ghosts());
    }

    @Test
    void allocatesNothing() {
        snapshot();
        BookFeed orders = new BookFeed(0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long smallest = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                Side side = i % 2 == 0 ? Side.BUY : Side.SELL;
                long px = side == Side.BUY ? 99 - i % 37 : 101 + i % 41;
                feed.onFrame(frames.delta(WHOLE, BookAction.SET, side, px, i % 3));
                orders.onFrame(frames.delta(WHOLE, BookAction.SET, i % 400, side, px, i % 3 + 1));
                orders.onFrame(frames.delta(WHOLE, BookAction.DELETE, (i + 200) % 400, side, px, 0));
            }
            smallest = Math.min(smallest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, smallest);
    }
}
