package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** Cuts what a simulation decides into decisions, each with its event. Owned by one thread. */
final class DecisionTap implements Resimulation.Watcher {
    private final Consumer<Decision> listener;
    private final List<UnsafeBuffer> frames = new ArrayList<>();
    private long outboundSeq = 1;

    DecisionTap(Consumer<Decision> listener) {
        this.listener = listener;
    }

    @Override
    public void after(Event event, Resimulation run) {
        if (run.stages().outboundSeqNext() != outboundSeq) {
            outboundSeq = run.stages().outboundSeqNext();
            run.pipeline().finish();
            listener.accept(new Decision(Place.of(event, run.marketEvents()), event.seq(), frames));
            frames.clear();
        }
    }

    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        for (int i = 0; i < frameCount; i++) {
            frames.add(Decision.copy(buffer, at));
            at += Event.frameLength(buffer, at);
        }
    }
}
