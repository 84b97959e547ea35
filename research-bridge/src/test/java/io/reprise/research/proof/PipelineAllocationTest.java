package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The steady state allocates nothing: features, strategy, risk and orders, and both streams of the journal, on whichever
 * threads a topology runs them. Measured over rounds of a real run's events, orders and fills among them; the smallest
 * counts, for the compiler's own doings hit single rounds.
 */
@Tag("slow")
final class PipelineAllocationTest {
    private static final int ROWS = 60_000;
    private static final int ROUNDS = 24;
    private static final int BATCH_FRAMES = 100;
    private static final int DOCUMENT_BYTES = 16 << 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private static final String PLAIN =
            "--strategy sma-cross --fast 2 --slow 5 --shorts --bar 30s --cash 100000 --fee-bps 7.5"
                    + " --slippage-bps 2 --latency-ms 4000 --lot 0.1 --tick 0.05";

    @ParameterizedTest
    @EnumSource(Topology.class)
    void allocatesNothingPerEvent(Topology topology) throws IOException {
        requireNoGarbage(topology, PLAIN + " --qty 3");
    }

    /** Every rule is asked, and some refuse; stops are set, moved and hit at the venue. */
    @ParameterizedTest
    @EnumSource(Topology.class)
    void allocatesNothingPerEventUnderEveryRule(Topology topology) throws IOException {
        requireNoGarbage(
                topology,
                PLAIN + " --size volatility:0.002,window=5 --stop atr:2,period=5,trail=yes,break-even=1,time=9,at=venue"
                        + " --limits gross=90000,net=90000,leverage=0.9,instrument=0.9,class.CRYPTO=0.9,concentration=0.9,"
                        + "daily-loss=0.5,turnover=100,volatility=0.5,marginal-volatility=0.5,liquidity=50,open-orders=9,"
                        + "strategy-rate=1,strategy-burst=2,duplicate-ms=40000,fat-finger=2");
    }

    private void requireNoGarbage(Topology topology, String options) throws IOException {
        RecordedRun run = RecordedRun.of(folder, RecordedRun.waves(ROWS), options);
        int perRound = run.frames().size() / ROUNDS;
        assertTrue(run.result().fillCount() > 20 * ROUNDS, "fills in every round");
        try (JournalFolder journal = JournalFolder.open(folder.resolve("live"), JournalSettings.defaults())) {
            FrameBatch inbound = new FrameBatch(DOCUMENT_BYTES, journal.inbound()::append);
            Stages stages = RecordedRun.stages(run.spec(), journal.outbound()::append);
            try (Pipeline pipeline = pipeline(topology, stages, inbound)) {
                UnsafeBuffer[] frames = run.frames().toArray(new UnsafeBuffer[0]);
                FrameBatch recorder = topology == Topology.INLINE ? inbound : null;
                Event event = new Event();
                long[] threads = engineThreads();
                long smallest = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    long before = allocatedBytes(threads);
                    feed(pipeline, event, frames, round * perRound, perRound, recorder);
                    smallest = Math.min(smallest, allocatedBytes(threads) - before);
                }
                assertTrue(topology == Topology.INLINE || threads.length > 0, "threads of the engine");
                assertEquals(0, smallest, "bytes in " + perRound + " events");
            }
            inbound.flush();
            assertTrue(journal.inbound().frames() >= (long) perRound * ROUNDS, "all was journaled");
            assertTrue(journal.outbound().frames() > ROUNDS, "and so was what was decided");
        }
    }

    private static Pipeline pipeline(Topology topology, Stages stages, FrameBatch inbound) {
        return switch (topology) {
            case INLINE -> new InlinePipeline(stages);
            case FUSED -> new FusedPipeline(stages, inbound, RingSettings.DEFAULT, meter());
            case STAGED -> new StagedPipeline(stages, inbound, RingSettings.DEFAULT, meter());
        };
    }

    /** As in a session: measuring allocates nothing either. */
    private static PipelineMeter meter() {
        return new PipelineMeter(RingSettings.DEFAULT.slots());
    }

    /** @param inbound where an INLINE pipeline's caller records; null where the pipeline does */
    private static void feed(
            Pipeline pipeline, Event event, UnsafeBuffer[] frames, int from, int count, FrameBatch inbound) {
        for (int i = from; i < from + count; i++) {
            UnsafeBuffer frame = frames[i];
            event.wrap(frame, 0);
            if (inbound != null) {
                inbound.add(frame, 0, Event.frameLength(frame, 0), event.seq());
                if (i % BATCH_FRAMES == 0) {
                    inbound.flush();
                }
            }
            pipeline.onEvent(event);
        }
        pipeline.finish();
    }

    private static long[] engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("reprise-"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    /** By this thread and all of the engine's; asking allocates nothing itself. */
    private static long allocatedBytes(long[] threads) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        for (long thread : threads) {
            bytes += THREADS.getThreadAllocatedBytes(thread);
        }
        return bytes;
    }
}
