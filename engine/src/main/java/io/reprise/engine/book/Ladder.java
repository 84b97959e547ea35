package io.reprise.engine.book;

import io.reprise.engine.domain.HotPath;
import java.util.Arrays;

/**
 * The prices of one side in order, each with a value: a quantity, or the number of a level. The best lies last, so that
 * what happens near it, as most does, moves few others. Owned by the thread that drives the book.
 */
@HotPath
final class Ladder {
    /** There is no such price. */
    static final int NONE = -1;

    private static final int CAPACITY_FIRST = 64;

    private final boolean isBid;
    private final int capacityMax;
    /** Ascending: a bid's price, an ask's price negated. */
    private long[] keys = new long[CAPACITY_FIRST];

    private long[] values = new long[CAPACITY_FIRST];
    private int size;

    /** @param capacityMax most prices; arrays grow up to it by doubling, then never again */
    Ladder(boolean isBid, int capacityMax) {
        this.isBid = isBid;
        this.capacityMax = capacityMax;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacityMax;
    }

    /** Price of a level, 0 being the best. */
    long px(int level) {
        long key = keys[size - 1 - level];
        return isBid ? key : -key;
    }

    long value(int level) {
        return values[size - 1 - level];
    }

    void value(int level, long value) {
        values[size - 1 - level] = value;
    }

    /** The level of a price, or {@link #NONE}. */
    int find(long px) {
        long key = isBid ? px : -px;
        int at = firstNotBelow(key);
        return at < size && keys[at] == key ? size - 1 - at : NONE;
    }

    /** Adds a price that is not there. */
    void insert(long px, long value) {
        long key = isBid ? px : -px;
        int at = firstNotBelow(key);
        if (size == keys.length) {
            grow();
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        keys[at] = key;
        values[at] = value;
        size++;
    }

    void remove(int level) {
        int at = size - 1 - level;
        System.arraycopy(keys, at + 1, keys, at, level);
        System.arraycopy(values, at + 1, values, at, level);
        size--;
    }

    void clear() {
        size = 0;
    }

    /** From the best on in steps that double, then by halves. */
    private int firstNotBelow(long key) {
        int high = size;
        int step = 1;
        int probe = size - 1;
        while (probe >= 0 && keys[probe] >= key) {
            high = probe;
            probe -= step;
            step <<= 1;
        }
        int low = Math.max(0, probe + 1);
        while (low < high) {
            int middle = low + high >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void grow() {
        int capacity = Math.min(capacityMax, 2 * keys.length);
        keys = Arrays.copyOf(keys, capacity);
        values = Arrays.copyOf(values, capacity);
    }
}
