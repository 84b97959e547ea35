package io.reprise.engine.pipeline;

import com.lmax.disruptor.RingBuffer;
import io.reprise.engine.event.Event;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The writing end of a ring: frames are copied, renumbered for this run, into one block of memory, a fixed room for each
 * slot. Written by the one thread that feeds the pipeline, read by the stages' threads behind the ring's barriers.
 */
final class RingFeed {
    private static final long FULL_PARK_NS = 1_000;

    private final RingBuffer<Slot> ring;
    private final UnsafeBuffer frames;
    private final int mask;
    private final PipelineMeter meter;
    private volatile Throwable failure;

    /** @param meter told of what is published, or null */
    RingFeed(RingBuffer<Slot> ring, PipelineMeter meter) {
        this.ring = ring;
        this.meter = meter;
        this.mask = ring.getBufferSize() - 1;
        this.frames = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(ring.getBufferSize() * Event.FRAME_BYTES_MAX, Event.FRAME_BYTES_MAX));
    }

    UnsafeBuffer frames() {
        return frames;
    }

    int offset(long sequence) {
        return (int) (sequence & mask) * Event.FRAME_BYTES_MAX;
    }

    /** Copies an event into the next slot, waiting while the ring is full. */
    void publish(Event event) {
        while (!ring.hasAvailableCapacity(1)) {
            rethrow();
            LockSupport.parkNanos(FULL_PARK_NS);
        }
        long sequence = ring.next();
        int offset = offset(sequence);
        frames.putBytes(offset, event.buffer(), event.offset(), Event.HEADER_BYTES + event.blockLength());
        Event.renumber(frames, offset, event.seq(), event.instrumentId());
        if (meter != null && PipelineMeter.isSampled(sequence)) {
            meter.onPublish(sequence);
        }
        ring.publish(sequence);
    }

    /** Waits until a stage's sequence has reached all that was published. */
    void awaitConsumed(com.lmax.disruptor.Sequence last) {
        while (last.get() < ring.getCursor()) {
            rethrow();
            LockSupport.parkNanos(FULL_PARK_NS);
        }
        rethrow();
    }

    /** Events that a stage's sequence has not come to yet; from any thread. */
    long depth(com.lmax.disruptor.Sequence last) {
        return Math.max(0, ring.getCursor() - last.get());
    }

    /** A broken invariant in a stage stops the pipeline: the feeding thread learns of it at its next call. */
    void fail(Throwable broken) {
        if (failure == null) {
            failure = broken;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    private void rethrow() {
        if (failure != null) {
            String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            throw new IllegalStateException("the pipeline stopped: " + why, failure);
        }
    }
}
