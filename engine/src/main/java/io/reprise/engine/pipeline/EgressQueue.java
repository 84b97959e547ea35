package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.DenialSink;
import io.reprise.engine.gateway.OrderGateway;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What the orders stage lets out, on its way to the thread that owns the venue and the sequence: order commands and
 * denials. Written by the thread that runs the orders stage, drained by the driver's; in INLINE they are one.
 */
@HotPath
public final class EgressQueue implements OrderGateway, DenialSink {
    /** Room for an order on each event of a full ring, several times over. */
    public static final int CAPACITY_BYTES = 1 << 20;

    private static final int COMMAND = 1;
    private static final int DENIAL = 2;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHandler onMessage = this::onMessage;
    private OrderGateway commands;
    private DenialSink denials;

    @Override
    public void send(UnsafeBuffer buffer, int frameOffset) {
        write(COMMAND, buffer, frameOffset);
    }

    @Override
    public void deny(UnsafeBuffer buffer, int frameOffset) {
        write(DENIAL, buffer, frameOffset);
    }

    private void write(int kind, UnsafeBuffer buffer, int frameOffset) {
        if (!ring.write(kind, buffer, frameOffset, Event.frameLength(buffer, frameOffset))) {
            throw new IllegalStateException(
                    "more than " + CAPACITY_BYTES + " bytes of orders and denials wait for the driver");
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return ring.consumerPosition() == ring.producerPosition();
    }

    /** Hands everything that waits to the driver's thread, in the order it was let out; the sinks must not write here. */
    public void drain(OrderGateway toCommands, DenialSink toDenials) {
        commands = toCommands;
        denials = toDenials;
        while (!isEmpty()) {
            ring.read(onMessage); // none, with more to come, where the ring's end was padded
        }
    }

    private void onMessage(int kind, MutableDirectBuffer buffer, int index, int length) {
        frame.putBytes(0, buffer, index, length);
        if (kind == COMMAND) {
            commands.send(frame, 0);
        } else {
            denials.deny(frame, 0);
        }
    }
}
