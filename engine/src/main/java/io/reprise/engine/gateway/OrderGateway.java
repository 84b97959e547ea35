package io.reprise.engine.gateway;

import org.agrona.concurrent.UnsafeBuffer;

/** Where order commands leave for: a simulated, paper or real venue. Called by the thread that runs the orders stage. */
public interface OrderGateway {
    /** Takes one {@code OrderCommand} frame; the buffer is the caller's again when this returns. */
    void send(UnsafeBuffer buffer, int frameOffset);
}
