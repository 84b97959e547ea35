package io.reprise.bench.jmh;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A number from one thread to another through a bare Disruptor, in a stream: what a hop costs without any work. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingHopBench {
    private static final int HOPS = 65_536;
    private static final int SLOTS = 1_024;

    @Param({"SLEEPING", "YIELDING", "BLOCKING"})
    private String waiting;

    private RingBuffer<long[]> ring;
    private SequenceBarrier barrier;
    private final Sequence consumed = new Sequence(-1);
    private Thread consumer;
    private long sum;
    private long published;

    @Setup(Level.Trial)
    public void setUp() {
        ring = RingBuffer.createSingleProducer(() -> new long[1], SLOTS, strategy());
        barrier = ring.newBarrier();
        ring.addGatingSequences(consumed);
        consumer = Thread.ofPlatform().daemon().name("bench-consumer").start(this::consume);
    }

    private WaitStrategy strategy() {
        return switch (waiting) {
            case "SLEEPING" -> new SleepingWaitStrategy();
            case "YIELDING" -> new YieldingWaitStrategy();
            case "BUSY_SPIN" -> new BusySpinWaitStrategy();
            default -> new BlockingWaitStrategy();
        };
    }

    private void consume() {
        long next = 0;
        try {
            while (true) {
                long available = barrier.waitFor(next);
                while (next <= available) {
                    sum += ring.get(next)[0];
                    next++;
                }
                consumed.set(available);
            }
        } catch (AlertException | InterruptedException | TimeoutException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void hop() {
        for (int i = 0; i < HOPS; i++) {
            long sequence = ring.next();
            ring.get(sequence)[0] = sequence;
            ring.publish(sequence);
        }
        while (consumed.get() < ring.getCursor()) {
            Thread.onSpinWait();
        }
        published += HOPS;
    }

    /** Every number must have arrived, once. */
    @TearDown(Level.Trial)
    public void tearDown() throws InterruptedException {
        barrier.alert();
        consumer.join();
        long expected = published * (published - 1) / 2;
        if (sum != expected) {
            throw new IllegalStateException(published + " numbers sum up to " + sum + ", not " + expected);
        }
    }
}
