package io.reprise.engine.book;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * A book of orders (L3): at each price they stand in line, by the order in which they came. An order that becomes
 * smaller keeps its place; one that becomes larger, or moves to another price, goes to the end, as at CME and most
 * venues. Each gets a number when it takes its place ({@link #priority}), so that somebody who joined the line in
 * between knows what is ahead of him. Owned by the thread that drives it.
 */
@HotPath
public final class OrderBook extends Book {
    /** Most orders of both sides. */
    public static final int ORDERS_MAX = 1 << 20;
    /** There is no such order. */
    public static final int NO_ORDER = -1;

    /** As many slots as before the first growth. */
    private static final int SLOTS_FIRST = 1024;

    private final int ordersMax;

    private long[] keys = new long[SLOTS_FIRST];
    private long[] qtys = new long[SLOTS_FIRST];
    private long[] pxs = new long[SLOTS_FIRST];
    private long[] priorities = new long[SLOTS_FIRST];
    private boolean[] buys = new boolean[SLOTS_FIRST];
    private int size;
    private long priorityNext;

    /** Slot by key; only ever looked up, so its order reaches no result. */
    @Derived
    private final Long2LongHashMap slots;

    /** The next at the same price, or the next free slot; what is saved is the order, not the layout. */
    @Derived
    private int[] nexts = new int[SLOTS_FIRST];

    @Derived
    private int[] previouses = new int[SLOTS_FIRST];

    @Derived
    private int[] lines = new int[SLOTS_FIRST];

    @Derived
    private int free = NO_ORDER;

    @Derived
    private int used;

    // The line of orders at a price, by the number that the ladder holds.
    @Derived
    private long[] lineQtys = new long[SLOTS_FIRST];

    @Derived
    private int[] lineSizes = new int[SLOTS_FIRST];

    @Derived
    private int[] heads = new int[SLOTS_FIRST];

    @Derived
    private int[] tails = new int[SLOTS_FIRST];

    @Derived
    private int lineFree = NO_ORDER;

    @Derived
    private int linesUsed;

    /** An empty book. */
    public OrderBook(int instrumentId) {
        this(instrumentId, ORDERS_MAX);
    }

    /** @param ordersMax most orders of both sides */
    public OrderBook(int instrumentId, int ordersMax) {
        super(instrumentId, ordersMax);
        this.ordersMax = ordersMax;
        slots = new Long2LongHashMap(2 * SLOTS_FIRST, 0.5f, NO_ORDER);
    }

    @Override
    public boolean isByOrder() {
        return true;
    }

    @Override
    public long qty(Side side, int level) {
        return lineQtys[(int) ladder(side).value(level)];
    }

    /** Orders in both sides. */
    public int size() {
        return size;
    }

    /** The slot of an order, or {@link #NO_ORDER}. */
    public int slot(long key) {
        return (int) slots.get(key);
    }

    /** How many orders stand at a level. */
    public int orders(Side side, int level) {
        return lineSizes[(int) ladder(side).value(level)];
    }

    /** Slot of the first in line at a level. */
    public int first(Side side, int level) {
        return heads[(int) ladder(side).value(level)];
    }

    /** Slot of the next in line, or {@link #NO_ORDER}. */
    public int next(int slot) {
        return nexts[slot];
    }

    /** The venue's number of the order in a slot. */
    public long key(int slot) {
        return keys[slot];
    }

    public long qty(int slot) {
        return qtys[slot];
    }

    public long px(int slot) {
        return pxs[slot];
    }

    public Side side(int slot) {
        return buys[slot] ? Side.BUY : Side.SELL;
    }

    /** When it took its place: smaller is earlier. */
    public long priority(int slot) {
        return priorities[slot];
    }

    /** The priority that the next order gets: who joins now is behind all below it. */
    public long priorityNext() {
        return priorityNext;
    }

    /** Quantity ahead of an order at its price; 0 where it is first or unknown. */
    public long qtyAhead(long key) {
        int slot = slot(key);
        long ahead = 0;
        for (int at = slot == NO_ORDER ? NO_ORDER : previouses[slot]; at != NO_ORDER; at = previouses[at]) {
            ahead += qtys[at];
        }
        return ahead;
    }

    /** Quantity at a price that took its place before a priority. */
    public long qtyAhead(Side side, long px, long priority) {
        int level = levelAt(side, px);
        long ahead = 0;
        int at = level == NO_LEVEL ? NO_ORDER : first(side, level);
        while (at != NO_ORDER && priorities[at] < priority) {
            ahead += qtys[at];
            at = nexts[at];
        }
        return ahead;
    }

    /**
     * Puts a new order at the end of its line.
     *
     * @param qty above 0
     * @return its slot, or {@link #NO_ORDER} where there is no room
     * @throws IllegalStateException when the order is there already
     */
    public int add(long key, Side side, long px, long qty) {
        if (qty <= 0) {
            throw new IllegalArgumentException("an order of " + qty + " cannot be");
        }
        if (slot(key) != NO_ORDER) {
            throw new IllegalStateException("order " + key + " is in the book already");
        }
        if (size == ordersMax) {
            return NO_ORDER;
        }
        int slot = take(key, side == Side.BUY, qty);
        enter(slot, px);
        return slot;
    }

    /** Gives an order another quantity and price; 0 takes it out. */
    public void change(int slot, long px, long qty) {
        if (qty <= 0) {
            remove(slot);
        } else if (px == pxs[slot] && qty <= qtys[slot]) {
            int line = lines[slot];
            long old = lineQtys[line];
            lineQtys[line] = old - (qtys[slot] - qty);
            qtys[slot] = qty;
            listener().onLevel(this, side(slot), px, old, lineQtys[line]);
        } else {
            leave(slot);
            qtys[slot] = qty;
            enter(slot, px);
        }
    }

    /** Takes an order out. */
    public void remove(int slot) {
        leave(slot);
        slots.remove(keys[slot]);
        nexts[slot] = free;
        free = slot;
        size--;
    }

    @Override
    public void clear(Side side) {
        if (side != Side.SELL) {
            clearOne(Side.BUY);
        }
        if (side != Side.BUY) {
            clearOne(Side.SELL);
        }
        listener().onCleared(this, side);
    }

    private void clearOne(Side side) {
        Ladder ladder = ladder(side);
        for (int level = 0; level < ladder.size(); level++) {
            int line = (int) ladder.value(level);
            for (int slot = heads[line]; slot != NO_ORDER; ) {
                int next = nexts[slot];
                slots.remove(keys[slot]);
                nexts[slot] = free;
                free = slot;
                size--;
                slot = next;
            }
            freeLine(line);
        }
        ladder.clear();
    }

    private int take(long key, boolean isBuy, long qty) {
        int slot = free;
        if (slot == NO_ORDER) {
            if (used == keys.length) {
                grow();
            }
            slot = used++;
        } else {
            free = nexts[slot];
        }
        slots.put(key, slot);
        keys[slot] = key;
        buys[slot] = isBuy;
        qtys[slot] = qty;
        size++;
        return slot;
    }

    private void enter(int slot, long px) {
        priorities[slot] = priorityNext++;
        int line = join(slot, px);
        listener().onLevel(this, side(slot), px, lineQtys[line] - qtys[slot], lineQtys[line]);
    }

    private int join(int slot, long px) {
        Ladder ladder = ladder(side(slot));
        int level = ladder.find(px);
        int line = level == Ladder.NONE ? newLine(ladder, px) : (int) ladder.value(level);
        lineQtys[line] = Math.addExact(lineQtys[line], qtys[slot]);
        lineSizes[line]++;
        lines[slot] = line;
        pxs[slot] = px;
        nexts[slot] = NO_ORDER;
        previouses[slot] = tails[line];
        if (tails[line] == NO_ORDER) {
            heads[line] = slot;
        } else {
            nexts[tails[line]] = slot;
        }
        tails[line] = slot;
        return line;
    }

    private void leave(int slot) {
        Side side = side(slot);
        int line = lines[slot];
        int next = nexts[slot];
        int previous = previouses[slot];
        if (previous == NO_ORDER) {
            heads[line] = next;
        } else {
            nexts[previous] = next;
        }
        if (next == NO_ORDER) {
            tails[line] = previous;
        } else {
            previouses[next] = previous;
        }
        long old = lineQtys[line];
        lineQtys[line] = old - qtys[slot];
        if (--lineSizes[line] == 0) {
            ladder(side).remove(levelAt(side, pxs[slot]));
            freeLine(line);
        }
        listener().onLevel(this, side, pxs[slot], old, old - qtys[slot]);
    }

    private int newLine(Ladder ladder, long px) {
        int line = lineFree;
        if (line == NO_ORDER) {
            line = linesUsed++; // never more than orders, so there is room
        } else {
            lineFree = heads[line];
        }
        lineQtys[line] = 0;
        lineSizes[line] = 0;
        heads[line] = NO_ORDER;
        tails[line] = NO_ORDER;
        ladder.insert(px, line);
        return line;
    }

    private void freeLine(int line) {
        heads[line] = lineFree;
        lineFree = line;
    }

    private void grow() {
        int capacity = (int) Math.min(ordersMax, 2L * keys.length);
        keys = Arrays.copyOf(keys, capacity);
        qtys = Arrays.copyOf(qtys, capacity);
        pxs = Arrays.copyOf(pxs, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        buys = Arrays.copyOf(buys, capacity);
        nexts = Arrays.copyOf(nexts, capacity);
        previouses = Arrays.copyOf(previouses, capacity);
        lines = Arrays.copyOf(lines, capacity);
        lineQtys = Arrays.copyOf(lineQtys, capacity);
        lineSizes = Arrays.copyOf(lineSizes, capacity);
        heads = Arrays.copyOf(heads, capacity);
        tails = Arrays.copyOf(tails, capacity);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        out.putLong(priorityNext);
        save(Side.BUY, out);
        save(Side.SELL, out);
    }

    private void save(Side side, StateOutput out) {
        for (int level = 0; level < levels(side); level++) {
            for (int slot = first(side, level); slot != NO_ORDER; slot = nexts[slot]) {
                out.putLong(keys[slot]);
                out.putBoolean(buys[slot]);
                out.putLong(pxs[slot]);
                out.putLong(qtys[slot]);
                out.putLong(priorities[slot]);
            }
        }
    }

    @Override
    public void loadState(StateInput in) {
        clearOne(Side.BUY);
        clearOne(Side.SELL);
        int count = in.getInt();
        priorityNext = in.getLong();
        for (int i = 0; i < count; i++) {
            long key = in.getLong();
            boolean isBuy = in.getBoolean();
            long px = in.getLong();
            int slot = take(key, isBuy, in.getLong());
            priorities[slot] = in.getLong();
            join(slot, px);
        }
    }
}
