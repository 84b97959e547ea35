package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;

/**
 * One step of the pipeline: a pure function of the sequence. All topologies run the same objects. Owned by whichever one
 * thread drives it.
 */
interface Stage extends Stateful {
    void onEvent(Event event, Slot slot);
}
