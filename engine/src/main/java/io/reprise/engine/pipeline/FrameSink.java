package io.reprise.engine.pipeline;

import org.agrona.concurrent.UnsafeBuffer;

/** Where frames go, a batch at a time: a journal, a digest, a comparison. Called by one thread. */
public interface FrameSink {
    /**
     * Takes whole frames that lie one behind the other; the buffer is the caller's again when this returns.
     *
     * @param firstSeq sequence of the first frame
     */
    void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq);
}
