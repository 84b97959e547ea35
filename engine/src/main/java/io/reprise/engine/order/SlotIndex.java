package io.reprise.engine.order;

import io.reprise.engine.domain.HotPath;
import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Finds an order's slot by its id. Ids are given one after the other, so an id is its own hash: orders that work at the
 * same time lie side by side, where a mixing hash would scatter them over the cache (a third of an order's cost). Open
 * addressing by linear probing; twice as many places as slots. Owned by one thread.
 */
@HotPath
public final class SlotIndex {
    /** No slot has this id. */
    public static final int MISSING = -1;

    private final long[] ids;
    private final int[] slots;
    private final int mask;

    /** @param capacity most ids at a time */
    public SlotIndex(int capacity) {
        int places = BitUtil.findNextPositivePowerOfTwo(Math.max(2, 2 * capacity));
        ids = new long[places];
        slots = new int[places];
        mask = places - 1;
        clear();
    }

    public void clear() {
        Arrays.fill(slots, MISSING);
    }

    /** The slot of an id, or {@link #MISSING}. */
    public int get(long id) {
        int place = (int) id & mask;
        while (slots[place] != MISSING) {
            if (ids[place] == id) {
                return slots[place];
            }
            place = place + 1 & mask;
        }
        return MISSING;
    }

    /** Adds an id that is not there. */
    public void put(long id, int slot) {
        int place = (int) id & mask;
        while (slots[place] != MISSING) {
            place = place + 1 & mask;
        }
        ids[place] = id;
        slots[place] = slot;
    }

    /** Takes an id out, if it is there, and moves up those behind it that its place had pushed on. */
    public void remove(long id) {
        int hole = (int) id & mask;
        while (slots[hole] != MISSING && ids[hole] != id) {
            hole = hole + 1 & mask;
        }
        if (slots[hole] == MISSING) {
            return;
        }
        slots[hole] = MISSING;
        for (int place = hole + 1 & mask; slots[place] != MISSING; place = place + 1 & mask) {
            int home = (int) ids[place] & mask;
            if ((place - home & mask) >= (place - hole & mask)) {
                ids[hole] = ids[place];
                slots[hole] = slots[place];
                slots[place] = MISSING;
                hole = place;
            }
        }
    }
}
