package io.reprise.engine.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.reprise.engine.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * A thread a stage and one that journals; the orders stage runs behind both the risk stage and the journaler, so nothing
 * leaves before its cause is journaled. What the stages say to each other lies beside the ring's slot.
 */
public final class StagedPipeline implements Pipeline {
    private static final int BATCH_MAX = 256;

    private final Stages stages;
    private final RingBuffer<Slot> ring;
    private final RingFeed feed;
    private final List<BatchEventProcessor<Slot>> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Sequence last;

    /** @param journal where sequenced events are recorded, or null to record nothing */
    public StagedPipeline(Stages stages, FrameBatch journal, RingSettings settings) {
        this(stages, journal, settings, null);
    }

    /**
     * @param journal where sequenced events are recorded, or null to record nothing
     * @param meter measures, or null
     */
    public StagedPipeline(Stages stages, FrameBatch journal, RingSettings settings, PipelineMeter meter) {
        this.stages = stages;
        ring = RingBuffer.createSingleProducer(
                () -> stages.newSlot(true), settings.slots(), settings.waiting().strategy());
        feed = new RingFeed(ring, meter);
        Sequence features =
                add("features", new StageHandler(stages.features, feed, PipelineMeter.Part.FEATURES, meter));
        Sequence strategy =
                add("strategy", new StageHandler(stages.strategy, feed, PipelineMeter.Part.STRATEGY, meter), features);
        Sequence risk = add("risk", new StageHandler(stages.risk, feed, PipelineMeter.Part.RISK, meter), strategy);
        EventHandler<Slot> orders =
                new OrdersHandler(new StageHandler(stages.orders, feed, PipelineMeter.Part.ORDERS, meter), stages);
        last = journal == null
                ? add("orders", orders, risk)
                : add("orders", orders, risk, add("journal", new JournalHandler(journal, feed, meter)));
        ring.addGatingSequences(last);
        threads.forEach(Thread::start);
    }

    private Sequence add(String name, EventHandler<Slot> handler, Sequence... after) {
        BatchEventProcessor<Slot> processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(BATCH_MAX)
                .build(ring, ring.newBarrier(after), handler);
        processor.setExceptionHandler(new Stop(feed, processor));
        processors.add(processor);
        Thread thread = new Thread(processor, "reprise-" + name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, broken) -> feed.fail(broken));
        threads.add(thread);
        return processor.getSequence();
    }

    /** One stage over the ring; the first empties the slot. */
    private static final class StageHandler implements EventHandler<Slot> {
        private final Stage stage;
        private final RingFeed feed;
        private final PipelineMeter.Part part;
        private final PipelineMeter meter;
        private final boolean isFirst;
        private final Event event = new Event();

        StageHandler(Stage stage, RingFeed feed, PipelineMeter.Part part, PipelineMeter meter) {
            this.stage = stage;
            this.feed = feed;
            this.part = part;
            this.meter = meter;
            isFirst = part == PipelineMeter.Part.FEATURES;
        }

        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            if (isFirst) {
                slot.clear();
            }
            event.wrap(feed.frames(), feed.offset(sequence));
            if (meter == null || !PipelineMeter.isSampled(sequence)) {
                stage.onEvent(event, slot);
            } else {
                measure(slot, sequence);
            }
        }

        private void measure(Slot slot, long sequence) {
            long takenNs = meter.nowNs();
            if (isFirst) {
                meter.histogram(PipelineMeter.Part.QUEUE).record(takenNs - meter.publishedNs(sequence));
            }
            stage.onEvent(event, slot);
            long throughNs = meter.took(part, takenNs);
            if (part == PipelineMeter.Part.ORDERS) {
                meter.histogram(PipelineMeter.Part.TOTAL).record(throughNs - meter.publishedNs(sequence));
            }
        }
    }

    /** The last stage, whose outbound frames go to their sink at the end of each batch. */
    private record OrdersHandler(StageHandler handler, Stages stages) implements EventHandler<Slot> {
        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            handler.onEvent(slot, sequence, endOfBatch);
            if (endOfBatch) {
                stages.flushOutbound();
            }
        }
    }

    /** Records batches as documents. */
    private record JournalHandler(FrameBatch journal, RingFeed feed, PipelineMeter meter)
            implements EventHandler<Slot> {
        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            int offset = feed.offset(sequence);
            journal.add(
                    feed.frames(), offset, Event.frameLength(feed.frames(), offset), Event.seq(feed.frames(), offset));
            if (endOfBatch) {
                flush(sequence);
            }
        }

        /** One batch in about {@value PipelineMeter#EVERY} events. */
        private void flush(long sequence) {
            if (meter == null || !PipelineMeter.isSampled(sequence)) {
                journal.flush();
            } else {
                long fromNs = meter.nowNs();
                journal.flush();
                meter.took(PipelineMeter.Part.JOURNAL, fromNs);
            }
        }
    }

    /** A broken invariant in any stage stops that stage where it is, and with it, by the ring's gates, all others. */
    private record Stop(RingFeed feed, BatchEventProcessor<Slot> processor) implements ExceptionHandler<Slot> {
        @Override
        public void handleEventException(Throwable broken, long sequence, Slot slot) {
            feed.fail(broken);
            processor.halt();
            throw new IllegalStateException(broken);
        }

        @Override
        public void handleOnStartException(Throwable broken) {
            feed.fail(broken);
        }

        @Override
        public void handleOnShutdownException(Throwable broken) {
            feed.fail(broken);
        }
    }

    @Override
    public void onEvent(Event event) {
        feed.publish(event);
    }

    @Override
    public void await() {
        feed.awaitConsumed(last);
    }

    @Override
    public long depth() {
        return feed.depth(last);
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
        processors.forEach(BatchEventProcessor::halt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
