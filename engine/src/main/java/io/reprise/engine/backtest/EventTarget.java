package io.reprise.engine.backtest;

import io.reprise.engine.book.Books;
import io.reprise.engine.event.Event;

/** Where sequenced events go: the pipeline in one of its topologies, and whoever watches beside it. */
public interface EventTarget {
    /** Takes an event; the frame is the caller's again when this returns. */
    void onEvent(Event event);

    /** As {@link #onEvent}, for an event that is known to be a trade. */
    default void onTrade(Event event) {
        onEvent(event);
    }

    /** The pipeline's books, where they have seen every event that was taken; null where threads of its own keep them. */
    default Books books() {
        return null;
    }

    /** Returns when all that was taken has been decided upon, and what came of it is in the egress queue. */
    void settle();
}
