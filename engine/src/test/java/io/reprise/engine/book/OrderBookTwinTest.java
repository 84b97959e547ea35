package io.reprise.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.StateTape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A market of random orders, matched by price and time on the fast book and on its naive twin: both hold the same, the
 * book is never crossed, and no quantity comes from nowhere or is lost.
 */
final class OrderBookTwinTest {
    private static final int STEPS = 2_000_000;
    private static final int COMPARE_EACH = 5_000;

    private final OrderBook book = new OrderBook(0);
    private final NaiveBook twin = new NaiveBook();
    private final List<Long> alive = new ArrayList<>();
    private final Map<Long, Integer> placeOf = new HashMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private long entered;
    private long left;
    private long keyNext = 1L << 40;

    OrderBookTwinTest() {
        book.listen(new BookListener() {
            @Override
            public void onLevel(Book one, Side side, long px, long oldQty, long newQty) {
                assertEquals(heard.getOrDefault(side + " " + px, 0L), oldQty);
                heard.put(side + " " + px, newQty);
            }

            @Override
            public void onCleared(Book one, Side side) {
                heard.clear();
            }
        });
    }

    @Test
    @Tag("slow")
    void holdsWhatItsTwinHoldsThroughMillionsOfOrders() {
        long seed = Long.getLong("reprise.seed", 20261125L);
        SplittableRandom random = new SplittableRandom(seed);
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                step(random);
                assertFalse(book.isCrossed());
                if (step % COMPARE_EACH == 0) {
                    compare(random);
                }
            }
            compare(random);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
        }
        assertTrue(left > 0 && entered > left);
    }

    private void step(SplittableRandom random) {
        int what = random.nextInt(100);
        boolean isFull = alive.size() > 3_000;
        if (alive.isEmpty() || what < (isFull ? 30 : 50)) {
            submit(keyNext += 1 + random.nextInt(3), random.nextBoolean(), px(random), 1 + random.nextInt(500));
        } else if (what < 80) {
            cancel(alive.get(random.nextInt(alive.size())));
        } else {
            change(alive.get(random.nextInt(alive.size())), random);
        }
    }

    private static long px(SplittableRandom random) {
        return 10_000 + random.nextInt(60) - random.nextInt(60); // around one price, below zero never
    }

    private void submit(long key, boolean isBuy, long px, long qty) {
        Side side = isBuy ? Side.BUY : Side.SELL;
        Side other = isBuy ? Side.SELL : Side.BUY;
        entered += qty;
        long rest = qty;
        while (rest > 0 && book.levels(other) > 0 && (isBuy ? book.px(other, 0) <= px : book.px(other, 0) >= px)) {
            int first = book.first(other, 0);
            NaiveBook.Order head = twin.side(other).firstEntry().getValue().getFirst();
            assertEquals(head.key, book.key(first)); // the oldest at the best price trades first
            assertEquals(0, book.qtyAhead(head.key));
            long traded = Math.min(rest, book.qty(first));
            rest -= traded;
            left += 2 * traded;
            long remains = book.qty(first) - traded;
            if (remains == 0) {
                forget(head.key);
                book.remove(first);
                twin.remove(head.key);
            } else {
                book.change(first, book.px(first), remains);
                twin.change(head.key, head.px, remains);
            }
        }
        if (rest > 0) {
            long joins = book.priorityNext();
            long expected = book.qtyAt(side, px);
            assertEquals(expected, book.qtyAhead(side, px, joins));
            assertTrue(book.add(key, side, px, rest) != OrderBook.NO_ORDER);
            twin.add(key, side, px, rest);
            assertEquals(expected, book.qtyAhead(key));
            placeOf.put(key, alive.size());
            alive.add(key);
        }
    }

    private void cancel(long key) {
        left += book.qty(book.slot(key));
        book.remove(book.slot(key));
        twin.remove(key);
        forget(key);
    }

    private void change(long key, SplittableRandom random) {
        int slot = book.slot(key);
        Side side = book.side(slot);
        Side other = side == Side.BUY ? Side.SELL : Side.BUY;
        long px = random.nextBoolean() ? book.px(slot) : px(random);
        long best = book.bestPx(other);
        if (best != Book.NULL_PX && (side == Side.BUY ? px >= best : px <= best)) {
            px = book.px(slot);
        }
        long qty = 1 + random.nextInt(500);
        entered += Math.max(0, qty - book.qty(slot));
        left += Math.max(0, book.qty(slot) - qty);
        book.change(slot, px, qty);
        twin.change(key, px, qty);
        assertEquals(twin.qtyAhead(key), book.qtyAhead(key));
        assertEquals(slot, book.slot(key));
    }

    private void forget(long key) {
        int place = placeOf.remove(key);
        long last = alive.removeLast();
        if (last != key) {
            alive.set(place, last);
            placeOf.put(last, place);
        }
    }

    private void compare(SplittableRandom random) {
        long rests = 0;
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            assertEquals(NaiveBook.text(twin, side), NaiveBook.text(book, side));
            for (int level = 0; level < book.levels(side); level++) {
                rests += book.qty(side, level);
                assertEquals(heard.get(side + " " + book.px(side, level)), book.qty(side, level));
            }
        }
        assertEquals(entered, left + rests);
        assertEquals(twin.orders.size(), book.size());
        OrderBook loaded = new OrderBook(0);
        loaded.loadState(StateTape.of(book));
        assertEquals(NaiveBook.text(book, Side.BUY), NaiveBook.text(loaded, Side.BUY));
        assertEquals(NaiveBook.text(book, Side.SELL), NaiveBook.text(loaded, Side.SELL));
        if (!alive.isEmpty()) {
            long key = alive.get(random.nextInt(alive.size()));
            assertEquals(book.priority(book.slot(key)), loaded.priority(loaded.slot(key)));
        }
    }
}
