package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;

/**
 * Where an event stands in a run, in words that another run understands too: sequences differ where headers or reports do.
 *
 * @param marketEvents market events up to this one, which counts if it is one
 */
record Place(EventKind kind, long marketEvents, long tsInitNs, long tsEventNs, int instrumentId) {
    static Place of(Event event, long marketEvents) {
        return new Place(EventKind.of(event), marketEvents, event.tsInitNs(), event.tsEventNs(), event.instrumentId());
    }

    /**
     * Which of two events of two runs comes first; 0 when they are the same one.
     *
     * @param sameEvents market events that both runs begin with
     */
    int compare(Place other, long sameEvents) {
        int byTime = Long.compare(tsInitNs, other.tsInitNs);
        if (byTime != 0) {
            return byTime;
        }
        if (marketEvents != other.marketEvents && marketEvents <= sameEvents && other.marketEvents <= sameEvents) {
            return Long.compare(marketEvents, other.marketEvents);
        }
        int byKind = kind.compareTo(other.kind);
        int byVenueTime = byKind != 0 ? byKind : Long.compare(tsEventNs, other.tsEventNs);
        return byVenueTime != 0 ? byVenueTime : Integer.compare(instrumentId, other.instrumentId);
    }
}
