package io.reprise.engine.live;

import io.reprise.engine.hot.EngineGauges;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.PipelineMeter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the follower's thread may ask of the engine.
 *
 * @param seq the newest event that the driver sequenced, which it sets without waiting
 */
record LiveGauges(Pipeline pipeline, AtomicLong seq, long ringSlots, PipelineMeter meter, SideCarWatch sideCar)
        implements EngineGauges {
    @Override
    public long driverSeq() {
        return seq.get();
    }

    @Override
    public boolean sideCarLost() {
        return sideCar.state() == SideCarWatch.State.LOST;
    }

    @Override
    public long sideCarLosses() {
        return sideCar.losses();
    }

    @Override
    public long ringDepth() {
        return pipeline.depth();
    }
}
