package io.reprise.engine.gateway;

import org.agrona.concurrent.UnsafeBuffer;

/** What a venue says. Called by the thread that drives the sequence; buffers stay the caller's. */
public interface VenueListener {
    /** Orders can be sent and asked for. */
    void onConnected();

    /** Nothing more comes, and nothing that is sent arrives. */
    void onDisconnected();

    /**
     * An {@code ExecutionReport} frame, its sequence and tsInit still to be given; perhaps one that was heard before.
     * {@code leavesQty} is what worked after it.
     *
     * @param answers whether it comes because the order was asked for
     */
    void onReport(UnsafeBuffer buffer, int offset, boolean answers);

    /**
     * Answers {@link VenueConnection#queryOrder}.
     *
     * @param known whether the venue ever had the order
     * @param leavesQty what works of it now, 1e-8
     */
    void onOrder(long orderId, boolean known, long leavesQty);

    /**
     * Answers {@link VenueConnection#queryPosition}.
     *
     * @param position what is held, negative if sold, 1e-8
     */
    void onPosition(int instrumentId, long position);
}
