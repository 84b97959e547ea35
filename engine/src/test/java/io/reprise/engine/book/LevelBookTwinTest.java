package io.reprise.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.StateTape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The book of prices against two sorted maps. */
final class LevelBookTwinTest {
    private static final int STEPS = 3_000_000;

    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();

    private static List<String> text(LevelBook book, Side side) {
        List<String> lines = new ArrayList<>();
        for (int level = 0; level < book.levels(side); level++) {
            lines.add(book.px(side, level) + "=" + book.qty(side, level));
            assertEquals(level, book.levelAt(side, book.px(side, level)));
        }
        return lines;
    }

    private static List<String> text(Map<Long, Long> side) {
        return side.entrySet().stream().map(Map.Entry::toString).toList();
    }

    @Test
    @Tag("slow")
    void holdsWhatItsTwinHoldsThroughMillionsOfUpdates() {
        long seed = Long.getLong("reprise.seed", 20261125L);
        SplittableRandom random = new SplittableRandom(seed);
        int levelsMax = 300;
        LevelBook book = new LevelBook(0, levelsMax);
        long dropped = 0;
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                TreeMap<Long, Long> twin = side == Side.BUY ? bids : asks;
                long px = random.nextInt(500) - 100; // oil has been below zero
                long qty = random.nextInt(5) < 2 ? 0 : 1 + random.nextInt(1_000);
                boolean fits = set(twin, px, qty, levelsMax);
                assertEquals(fits, book.set(side, px, qty));
                dropped += fits ? 0 : 1;
                assertEquals(twin.getOrDefault(px, 0L), book.qtyAt(side, px));
                assertEquals(twin.isEmpty() ? Book.NULL_PX : twin.firstKey(), book.bestPx(side));
                if (step % 10_000 == 0) {
                    compare(book);
                }
                if (random.nextInt(200_000) == 0) {
                    book.clear(side);
                    twin.clear();
                }
            }
            compare(book);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
        }
        assertTrue(dropped > 0);
    }

    /** Whether nothing fell out. */
    private static boolean set(TreeMap<Long, Long> twin, long px, long qty, int levelsMax) {
        if (qty == 0) {
            twin.remove(px);
            return true;
        }
        twin.put(px, qty);
        if (twin.size() <= levelsMax) {
            return true;
        }
        twin.remove(twin.lastKey());
        return false;
    }

    private void compare(LevelBook book) {
        assertEquals(text(bids), text(book, Side.BUY));
        assertEquals(text(asks), text(book, Side.SELL));
        LevelBook loaded = new LevelBook(0, 300);
        StateTape saved = StateTape.of(book);
        loaded.loadState(saved);
        assertTrue(saved.isReadToTheEnd());
        assertArrayEquals(saved.values(), StateTape.of(loaded).values());
        assertEquals(text(book, Side.BUY), text(loaded, Side.BUY));
    }
}
