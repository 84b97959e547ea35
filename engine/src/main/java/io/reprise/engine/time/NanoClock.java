package io.reprise.engine.time;

/** Tells the time to sources, gateways and the command line; stages take theirs from the event. */
@FunctionalInterface
public interface NanoClock {
    /** Nanoseconds since the Unix epoch, UTC. May step back when the machine's clock is set. */
    long epochNs();
}
