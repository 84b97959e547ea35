package io.reprise.engine.sim;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.portfolio.Entitlements;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands on their way to the venue. None overtakes another and their causes' tsInit never decreases, so those of an
 * instrument arrive in the order they left; those of another may be taken before them, where its feed is ahead. Owned by the
 * thread that drives the venue.
 */
@HotPath
final class InFlight implements Stateful {
    private static final int NONE = -1;

    private final UnsafeBuffer frames;
    private final OrderCommandDecoder scratch = new OrderCommandDecoder();
    private final int capacity;
    private final long latencyNs;
    private final Latency more;
    /** When each slot's command arrives, where they do not all travel equally long. */
    private final long[] arrivals;

    /** Slot of the first command; the state has the commands in order, whatever their slots. */
    @Derived
    private int head;

    private int size;

    InFlight(int newCapacity, long newLatencyNs, Latency newMore) {
        capacity = newCapacity;
        latencyNs = newLatencyNs;
        more = newMore;
        arrivals = new long[newMore.isNone() ? 0 : newCapacity];
        frames = new UnsafeBuffer(new byte[newCapacity * Event.FRAME_BYTES_MAX]);
    }

    int size() {
        return size;
    }

    /** Copies a frame to the end of the queue. */
    void add(UnsafeBuffer buffer, int frameOffset) {
        int length = Event.frameLength(buffer, frameOffset);
        if (size == capacity) {
            throw new IllegalStateException("more than " + capacity + " commands are in flight");
        }
        if (length > Event.FRAME_BYTES_MAX || (length & 7) != 0) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is no order command");
        }
        int at = offset(size);
        frames.putBytes(at, buffer, frameOffset, length);
        if (size > 0 && Event.tsInitNs(frames, at) < Event.tsInitNs(frames, offset(size - 1))) {
            throw new IllegalStateException("a command's cause is older than that of the command before");
        }
        if (!more.isNone()) {
            arrivals[slot(size)] = travel(at);
        }
        size++;
    }

    /** One connection: a command does not overtake the one before. */
    private long travel(int at) {
        scratch.wrap(frames, at + MessageHeaderDecoder.ENCODED_LENGTH, OrderCommandDecoder.BLOCK_LENGTH, 1);
        long ns = Math.addExact(
                Event.tsInitNs(frames, at),
                latencyNs + more.ns(scratch.orderId(), scratch.orderAction().value()));
        return size == 0 ? ns : Math.max(ns, arrivals[slot(size - 1)]);
    }

    /** When the first command arrives, ns; {@link Long#MAX_VALUE} if none is in flight. */
    long nextArrivalNs() {
        return size == 0 ? Long.MAX_VALUE : arrivalNs(0);
    }

    /** When the first command on an instrument arrives, ns; {@link Long#MAX_VALUE} if none is in flight. */
    long nextArrivalNs(int instrumentId) {
        int index = indexOf(instrumentId);
        return index == NONE ? Long.MAX_VALUE : arrivalNs(index);
    }

    /** Place of the first command on an instrument among those in flight, {@value #NONE} if there is none. */
    int indexOf(int instrumentId) {
        for (int i = 0; i < size; i++) {
            if (Event.instrumentId(frames, offset(i)) == instrumentId) {
                return i;
            }
        }
        return NONE;
    }

    long arrivalNs(int index) {
        return more.isNone() ? Math.addExact(Event.tsInitNs(frames, offset(index)), latencyNs) : arrivals[slot(index)];
    }

    /** Points the decoder at a command, by its place; it stays valid until {@link #remove}. */
    void wrap(int index, OrderCommandDecoder decoder) {
        if (index < 0 || index >= size) {
            throw new IllegalStateException("no such command is in flight");
        }
        int at = offset(index);
        int blockLength = Event.frameLength(frames, at) - MessageHeaderDecoder.ENCODED_LENGTH;
        int version = frames.getShort(at + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        decoder.wrap(frames, at + MessageHeaderDecoder.ENCODED_LENGTH, blockLength, version);
    }

    /** Gives a command, which {@link #wrap} has shown, another quantity and other prices. */
    void replace(int index, long orderQty, long limitPx, long stopPx) {
        int body = offset(index) + MessageHeaderDecoder.ENCODED_LENGTH;
        frames.putLong(body + OrderCommandDecoder.orderQtyEncodingOffset(), orderQty, ByteOrder.LITTLE_ENDIAN);
        frames.putLong(body + OrderCommandDecoder.limitPxEncodingOffset(), limitPx, ByteOrder.LITTLE_ENDIAN);
        frames.putLong(body + OrderCommandDecoder.stopPxEncodingOffset(), stopPx, ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives what else a command has in units and prices the size that it has after a split. */
    void splitTerms(int index, long numerator, long denominator, long lotQty) {
        wrap(index, scratch);
        if (scratch.actingVersion() < OrderCommandDecoder.SCHEMA_VERSION) {
            return;
        }
        int body = offset(index) + MessageHeaderDecoder.ENCODED_LENGTH;
        if ((ExecFlags.of(scratch.execInst()) & ExecFlags.TRAIL_PERCENT) == 0) {
            long offset = Arrivals.splitOffset(scratch.trailOffset(), numerator, denominator);
            frames.putLong(body + OrderCommandDecoder.trailOffsetEncodingOffset(), offset, ByteOrder.LITTLE_ENDIAN);
        }
        long displayQty = scratch.displayQty();
        if (displayQty != OrderCommandDecoder.displayQtyNullValue()) {
            long qty = Math.max(lotQty, Entitlements.splitQty(displayQty, numerator, denominator, lotQty));
            frames.putLong(body + OrderCommandDecoder.displayQtyEncodingOffset(), qty, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Drops a command, which {@link #wrap} has shown. */
    void remove(int index) {
        for (int i = index; i > 0; i--) {
            frames.putBytes(offset(i), frames, offset(i - 1), Event.FRAME_BYTES_MAX);
            if (!more.isNone()) {
                arrivals[slot(i)] = arrivals[slot(i - 1)];
            }
        }
        head = head + 1 == capacity ? 0 : head + 1;
        size--;
    }

    private int slot(int index) {
        int slot = head + index;
        return slot < capacity ? slot : slot - capacity;
    }

    private int offset(int index) {
        return slot(index) * Event.FRAME_BYTES_MAX;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            int at = offset(i);
            if (!more.isNone()) {
                out.putLong(arrivals[slot(i)]);
            }
            int longs = Event.frameLength(frames, at) / Long.BYTES;
            for (int j = 0; j < longs; j++) {
                out.putLong(frames.getLong(at + j * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    @Override
    public void loadState(StateInput in) {
        head = 0;
        size = in.getInt();
        if (size < 0 || size > capacity) {
            throw new IllegalStateException(
                    "a state with " + size + " commands in flight does not fit a venue of " + capacity);
        }
        for (int i = 0; i < size; i++) {
            int at = offset(i);
            if (!more.isNone()) {
                arrivals[slot(i)] = in.getLong();
            }
            frames.putLong(at, in.getLong(), ByteOrder.LITTLE_ENDIAN);
            int longs = Event.frameLength(frames, at) / Long.BYTES;
            if (longs > Event.FRAME_BYTES_MAX / Long.BYTES) {
                throw new IllegalStateException("a frame of " + longs * Long.BYTES + " bytes is no order command");
            }
            for (int j = 1; j < longs; j++) {
                frames.putLong(at + j * Long.BYTES, in.getLong(), ByteOrder.LITTLE_ENDIAN);
            }
        }
    }
}
