package io.reprise.engine.time;

import java.time.Instant;

/** The machine's clocks; the only class that reads them. Without state, safe from any thread. */
public final class SystemClock implements NanoClock {
    /** As fine as the operating system tells it, usually microseconds. */
    @Override
    public long epochNs() {
        return Times.of(Instant.now());
    }

    /** For durations only: nanoseconds since an arbitrary moment, never decreasing. */
    public long monoNs() {
        return System.nanoTime();
    }
}
