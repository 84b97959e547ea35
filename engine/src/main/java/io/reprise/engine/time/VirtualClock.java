package io.reprise.engine.time;

/** A clock that stands until it is moved. Owned by one thread. */
public final class VirtualClock implements NanoClock {
    private long nowNs;

    public VirtualClock(long startNs) {
        nowNs = startNs;
    }

    @Override
    public long epochNs() {
        return nowNs;
    }

    public void set(long epochNs) {
        nowNs = epochNs;
    }

    /** @throws ArithmeticException if that is beyond the year 2262 or before 1677 */
    public void advance(long durationNs) {
        nowNs = Math.addExact(nowNs, durationNs);
    }
}
