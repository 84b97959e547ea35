package io.reprise.bench.recovery;

import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.EventTarget;
import io.reprise.engine.backtest.Follower;
import io.reprise.engine.backtest.SessionJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Topology;

/** A session's journal, gone live in a pipeline with threads, for a test that feeds its sequence. */
final class LivePart implements AutoCloseable {
    private static final int DOCUMENT_BYTES = 16 * 1024;

    private final SessionJournal session;
    private final Follower follower;
    private final Pipeline pipeline;

    LivePart(SessionJournal session, Topology topology) {
        this.session = session;
        follower = session.follower();
        FrameBatch record = new FrameBatch(DOCUMENT_BYTES, session.goLive(sink -> sink, sink -> sink));
        pipeline = topology == Topology.FUSED
                ? new FusedPipeline(follower.stages(), record, RingSettings.DEFAULT)
                : new StagedPipeline(follower.stages(), record, RingSettings.DEFAULT);
        follower.sequencer().drive(new EventTarget() {
            @Override
            public void onEvent(Event event) {
                pipeline.onEvent(event);
            }

            @Override
            public void settle() {
                pipeline.await();
            }
        });
    }

    EventSequencer sequencer() {
        return follower.sequencer();
    }

    /** Lets the pipeline come to rest, and ends the run if this is its end. */
    void end(boolean toTheEnd) {
        if (toTheEnd) {
            follower.sequencer().finish();
        }
        pipeline.finish();
        if (toTheEnd) {
            session.finish(follower.stages().stateDigest());
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
