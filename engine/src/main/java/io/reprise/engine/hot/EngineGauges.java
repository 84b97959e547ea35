package io.reprise.engine.hot;

import io.reprise.engine.pipeline.PipelineMeter;

/** What a running engine says of itself beside its sequence. Asked by the follower's thread; must not wait. */
public interface EngineGauges {
    /** The last event that the driver sequenced. */
    long driverSeq();

    /** Events that wait in the ring or are being run. */
    long ringDepth();

    /** Room in the ring. */
    long ringSlots();

    PipelineMeter meter();

    /** Whether a side-car served the session and is gone. */
    boolean sideCarLost();

    /** How often that was so since the engine started. */
    long sideCarLosses();
}
