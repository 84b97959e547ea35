package io.reprise.research.ingest;

import org.agrona.DirectBuffer;

/** Takes documents of whole frames. */
interface FrameSink {
    /**
     * Appends one document.
     *
     * @param frames holds the frames, the caller's again on return
     * @param offset of the first frame
     * @param length bytes of all frames
     * @param frameCount how many there are
     * @param firstSeq sequence of the first
     */
    void append(DirectBuffer frames, int offset, int length, int frameCount, long firstSeq);
}
