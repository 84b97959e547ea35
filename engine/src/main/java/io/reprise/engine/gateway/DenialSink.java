package io.reprise.engine.gateway;

import org.agrona.concurrent.UnsafeBuffer;

/** Where our own risk's refusals go, to be sequenced like any input. Called by the thread that runs the orders stage. */
public interface DenialSink {
    /**
     * Takes one {@code Denial} frame, whose sequence is still to be given; the buffer is the caller's again when this
     * returns.
     */
    void deny(UnsafeBuffer buffer, int frameOffset);
}
