package io.reprise.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;

/**
 * The ring of FUSED and STAGED.
 *
 * @param slots a power of two from 64 to 65,536
 * @param waiting how a thread waits for the one before it
 */
public record RingSettings(int slots, Wait waiting) {
    private static final int SLOTS_MIN = 64;
    private static final int SLOTS_MAX = 65_536;
    /** Kind to a machine of two cores: a waiting thread gives its core away. */
    public static final RingSettings DEFAULT = new RingSettings(1024, Wait.SLEEPING);

    /** How a thread waits. */
    public enum Wait {
        BLOCKING,
        SLEEPING,
        YIELDING,
        BUSY_SPIN;

        WaitStrategy strategy() {
            return switch (this) {
                case BLOCKING -> new BlockingWaitStrategy();
                case SLEEPING -> new SleepingWaitStrategy();
                case YIELDING -> new YieldingWaitStrategy();
                case BUSY_SPIN -> new BusySpinWaitStrategy();
            };
        }
    }

    public RingSettings {
        if (slots < SLOTS_MIN || slots > SLOTS_MAX || Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("the ring cannot have " + slots + " slots: it takes a power of two from "
                    + SLOTS_MIN + " to " + SLOTS_MAX);
        }
    }
}
