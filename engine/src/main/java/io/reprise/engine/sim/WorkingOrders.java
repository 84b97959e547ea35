package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.order.SlotIndex;

/**
 * The orders that work at the venue, in order of arrival: all of them, and those of each instrument. Slots are made
 * once and linked into the lists. Owned by the thread that drives the venue.
 */
@HotPath
final class WorkingOrders implements Stateful {

    private final int ordersMax;
    private final VenueOrder[] firstOfInstrument;
    private final VenueOrder[] lastOfInstrument;
    private final VenueOrder[] pool;
    private final SlotIndex byOrderId;

    @Derived
    private VenueOrder first;

    @Derived
    private VenueOrder last;

    @Derived
    private VenueOrder free;

    @Derived
    private int size;

    @Derived
    private int endedCount;

    @Derived
    private int linkedCount;

    @Derived
    private int timedCount;

    WorkingOrders(int instruments, int newOrdersMax) {
        ordersMax = newOrdersMax;
        firstOfInstrument = new VenueOrder[instruments];
        lastOfInstrument = new VenueOrder[instruments];
        byOrderId = new SlotIndex(newOrdersMax);
        pool = new VenueOrder[newOrdersMax];
        for (int i = newOrdersMax - 1; i >= 0; i--) {
            pool[i] = new VenueOrder(i);
            release(pool[i]);
        }
    }

    /** An order has ended, and is still in the lists, with nothing left. */
    void ended() {
        endedCount++;
    }

    /** Takes out the orders of an instrument that have ended. */
    void sweep(int instrumentId) {
        if (endedCount == 0) {
            return;
        }
        endedCount = 0;
        VenueOrder order = firstOfInstrument[instrumentId];
        while (order != null) {
            VenueOrder next = order.nextOfInstrument;
            if (order.leavesQty == 0) {
                remove(order);
            }
            order = next;
        }
    }

    /** Orders that are linked to others. */
    int linkedCount() {
        return linkedCount;
    }

    /** Orders that something happens to at a time. */
    int timedCount() {
        return timedCount;
    }

    /** Links a working order in another way. */
    void link(VenueOrder order, LinkKind kind) {
        linkedCount += (kind == LinkKind.NONE ? 0 : 1) - (order.isLinked() ? 1 : 0);
        order.linkKind = kind;
        order.listId = kind == LinkKind.NONE ? order.orderId : order.listId;
    }

    /** Lets an order have arrived last. */
    void moveToEnd(VenueOrder order) {
        unlink(order);
        append(order);
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return free == null;
    }

    boolean isEmpty(int instrumentId) {
        return firstOfInstrument[instrumentId] == null;
    }

    /** The oldest order, or null; {@link VenueOrder#next} follows. */
    VenueOrder first() {
        return first;
    }

    /** The oldest order of an instrument, or null; {@link VenueOrder#nextOfInstrument} follows. */
    VenueOrder first(int instrumentId) {
        return firstOfInstrument[instrumentId];
    }

    /** The working order of this id, or null. */
    VenueOrder find(long orderId) {
        int slot = byOrderId.get(orderId);
        return slot == SlotIndex.MISSING ? null : pool[slot];
    }

    /** Takes a slot to be filled and then given to {@link #add}; there is one unless {@link #isFull}. */
    VenueOrder acquire() {
        VenueOrder order = free;
        free = order.next;
        order.next = null;
        return order;
    }

    /** Appends a filled slot: it arrived last. */
    void add(VenueOrder order) {
        append(order);
        byOrderId.put(order.orderId, order.slot);
        linkedCount += order.isLinked() ? 1 : 0;
        timedCount += order.dueNs == VenueOrder.NEVER ? 0 : 1;
        size++;
    }

    private void append(VenueOrder order) {
        int instrumentId = order.instrumentId;
        order.previous = last;
        order.previousOfInstrument = lastOfInstrument[instrumentId];
        if (last == null) {
            first = order;
        } else {
            last.next = order;
        }
        last = order;
        if (order.previousOfInstrument == null) {
            firstOfInstrument[instrumentId] = order;
        } else {
            order.previousOfInstrument.nextOfInstrument = order;
        }
        lastOfInstrument[instrumentId] = order;
    }

    /** Takes an order out and frees its slot: whoever walks a list has read the next one before. */
    void remove(VenueOrder order) {
        unlink(order);
        byOrderId.remove(order.orderId);
        linkedCount -= order.isLinked() ? 1 : 0;
        timedCount -= order.dueNs == VenueOrder.NEVER ? 0 : 1;
        size--;
        release(order);
    }

    private void unlink(VenueOrder order) {
        int instrumentId = order.instrumentId;
        if (order.previous == null) {
            first = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            last = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        if (order.previousOfInstrument == null) {
            firstOfInstrument[instrumentId] = order.nextOfInstrument;
        } else {
            order.previousOfInstrument.nextOfInstrument = order.nextOfInstrument;
        }
        if (order.nextOfInstrument == null) {
            lastOfInstrument[instrumentId] = order.previousOfInstrument;
        } else {
            order.nextOfInstrument.previousOfInstrument = order.previousOfInstrument;
        }
        order.next = null;
        order.nextOfInstrument = null;
    }

    private void release(VenueOrder order) {
        order.previous = null;
        order.previousOfInstrument = null;
        order.nextOfInstrument = null;
        order.next = free;
        free = order;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        for (VenueOrder order = first; order != null; order = order.next) {
            order.saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        while (first != null) {
            remove(first);
        }
        int count = in.getInt();
        if (count < 0 || count > ordersMax) {
            throw new IllegalStateException(
                    "a state with " + count + " working orders does not fit a venue of " + ordersMax);
        }
        for (int i = 0; i < count; i++) {
            VenueOrder order = acquire();
            order.loadState(in);
            add(order);
        }
    }
}
