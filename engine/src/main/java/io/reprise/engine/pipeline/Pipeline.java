package io.reprise.engine.pipeline;

import io.reprise.engine.event.Event;

/** The stages in one of the topologies. Fed by one thread. */
public interface Pipeline extends AutoCloseable {
    /** Runs the event, or hands a copy of it to the threads that will. */
    void onEvent(Event event);

    /** Waits until every event so far has been through all stages; throws what stopped the pipeline, if something did. */
    void await();

    /** As {@link #await}, and until the outbound frames are with their sink. */
    void finish();

    /** Events that wait in the ring or are being run; from any thread. */
    default long depth() {
        return 0;
    }

    Stages stages();

    @Override
    void close();
}
