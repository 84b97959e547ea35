package io.reprise.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;

/**
 * One consumer takes whatever the ring holds, journals it as one document, then runs all stages over it: nothing leaves
 * before its cause is journaled, by construction.
 */
@HotPath
public final class FusedPipeline implements Pipeline {
    private final Stages stages;
    private final FrameBatch journal;
    private final PipelineMeter meter;
    private final RingBuffer<Slot> ring;
    private final RingFeed feed;
    private final SequenceBarrier barrier;
    private final Sequence consumed = new Sequence(-1);
    private final Thread consumer;

    /** @param journal where sequenced events are recorded before the stages see them, or null to record nothing */
    public FusedPipeline(Stages stages, FrameBatch journal, RingSettings settings) {
        this(stages, journal, settings, null);
    }

    /**
     * @param journal where sequenced events are recorded before the stages see them, or null to record nothing
     * @param meter measures, or null
     */
    public FusedPipeline(Stages stages, FrameBatch journal, RingSettings settings, PipelineMeter meter) {
        this.stages = stages;
        this.journal = journal;
        this.meter = meter;
        // one consumer needs one slot of decisions; the ring's own entries only count
        Slot slot = stages.newSlot(false);
        ring = RingBuffer.createSingleProducer(
                () -> slot, settings.slots(), settings.waiting().strategy());
        feed = new RingFeed(ring, meter);
        barrier = ring.newBarrier();
        ring.addGatingSequences(consumed);
        consumer = new Thread(() -> consume(slot), "reprise-fused");
        consumer.setDaemon(true);
        consumer.start();
    }

    private void consume(Slot slot) {
        Event event = new Event();
        long next = 0;
        try {
            while (true) {
                long available = barrier.waitFor(next);
                if (meter != null && PipelineMeter.hasSampled(next, available)) {
                    consumeMeasured(event, slot, next, available);
                } else {
                    record(next, available);
                    for (long sequence = next; sequence <= available; sequence++) {
                        stages.run(event.wrap(feed.frames(), feed.offset(sequence)), slot);
                    }
                }
                stages.flushOutbound();
                next = available + 1;
                consumed.set(available);
            }
        } catch (AlertException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RuntimeException | Error e) {
            feed.fail(e);
        }
    }

    /** As any other batch, with a look at the clock around its parts. */
    private void consumeMeasured(Event event, Slot slot, long first, long last) {
        long takenNs = meter.nowNs();
        record(first, last);
        meter.took(PipelineMeter.Part.JOURNAL, takenNs);
        for (long sequence = first; sequence <= last; sequence++) {
            event.wrap(feed.frames(), feed.offset(sequence));
            if (PipelineMeter.isSampled(sequence)) {
                long publishedNs = meter.publishedNs(sequence);
                meter.histogram(PipelineMeter.Part.QUEUE).record(takenNs - publishedNs);
                long throughNs = stages.run(event, slot, meter);
                meter.histogram(PipelineMeter.Part.TOTAL).record(throughNs - publishedNs);
            } else {
                stages.run(event, slot);
            }
        }
    }

    private void record(long first, long last) {
        if (journal == null) {
            return;
        }
        for (long sequence = first; sequence <= last; sequence++) {
            int offset = feed.offset(sequence);
            journal.add(
                    feed.frames(), offset, Event.frameLength(feed.frames(), offset), Event.seq(feed.frames(), offset));
        }
        journal.flush();
    }

    @Override
    public void onEvent(Event event) {
        feed.publish(event);
    }

    @Override
    public void await() {
        feed.awaitConsumed(consumed);
    }

    @Override
    public long depth() {
        return feed.depth(consumed);
    }

    @Override
    public void finish() {
        await();
        stages.flushOutbound();
    }

    @Override
    public Stages stages() {
        return stages;
    }

    @Override
    public void close() {
        barrier.alert();
        try {
            consumer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
