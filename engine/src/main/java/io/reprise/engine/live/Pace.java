package io.reprise.engine.live;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets recorded time pass at a multiple of real time. It only delays: what is sequenced, and when by the engine's clock, is
 * the same at any speed. Owned by the driver's thread.
 */
final class Pace {
    /** Speed of a session that does not wait. */
    static final double UNPACED = 0;

    private static final long SLICE_NS = 1_000_000;
    private static final double SPEED_MAX = 1e9;

    private final double speed;
    private final LongSupplier monoNs;
    private long originNs;
    private long startNs;
    private boolean started;

    /**
     * @param speed 1 for real time, N for N times as fast, {@link #UNPACED} for no waiting
     * @param monoNs the machine's clock for durations
     */
    Pace(double speed, LongSupplier monoNs) {
        if (!(speed >= 0 && speed <= SPEED_MAX)) {
            throw new IllegalArgumentException(
                    "the speed cannot be " + speed + ": it must be from 0 (no waiting) to 1e9");
        }
        this.speed = speed;
        this.monoNs = monoNs;
    }

    /**
     * Waits until it is time for an event.
     *
     * @param tsInitNs the event's
     * @param goesOn asked about every millisecond; waiting ends when it says no
     * @return whether the time has come
     */
    boolean await(long tsInitNs, BooleanSupplier goesOn) {
        if (speed == UNPACED) {
            return goesOn.getAsBoolean();
        }
        if (!started) {
            started = true;
            originNs = tsInitNs;
            startNs = monoNs.getAsLong();
        }
        long dueNs = startNs + (long) ((tsInitNs - originNs) / speed);
        while (goesOn.getAsBoolean()) {
            long leftNs = dueNs - monoNs.getAsLong();
            if (leftNs <= 0) {
                return true;
            }
            LockSupport.parkNanos(Math.min(leftNs, SLICE_NS));
        }
        return false;
    }
}
