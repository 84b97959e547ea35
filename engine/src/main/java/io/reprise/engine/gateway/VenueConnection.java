package io.reprise.engine.gateway;

/**
 * A venue that is not ours: orders go to it, and what it says comes when it comes, late, twice or never. Owned by the thread
 * that drives the sequence; an implementation may have threads of its own behind it.
 */
public interface VenueConnection extends OrderGateway, LastResort {
    /** Hands over all that the venue has said since the last call, in the order in which it said it. */
    void poll(VenueListener to);

    /**
     * Asks for all that became of an order: its reports from the first on, then the answer. May remain without answer.
     *
     * @param orderId ours, by which the venue knows it
     */
    void queryOrder(long orderId, int instrumentId);

    /** Asks what the account holds of an instrument; answered after all reports of fills that are in it. */
    void queryPosition(int instrumentId);
}
