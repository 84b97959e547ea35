package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.pipeline.FrameSink;
import org.agrona.concurrent.UnsafeBuffer;

/** Holds frames against those that a journal recorded, and keeps the first difference. Owned by one thread. */
final class FrameComparison implements FrameSink {
    private static final int NONE = -1;

    private final String stream;
    private final FrameCursor recorded;
    private int leftOutId = NONE;
    private boolean mayEndEarly;
    private boolean hasEnded;
    private String difference;

    /** @param stream its name in the sentence that tells of a difference */
    FrameComparison(String stream, FrameCursor recorded) {
        this.stream = stream;
        this.recorded = recorded;
    }

    /** Frames of this template are passed over; of both sides there are equally many. */
    void leaveOut(int templateId) {
        leftOutId = templateId;
    }

    /** The record may have been broken off: what is made beyond its last frame is no difference. */
    void mayEndEarly() {
        mayEndEarly = true;
    }

    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        for (int i = 0; i < frameCount && difference == null && !hasEnded; i++) {
            int frameLength = Event.frameLength(buffer, at);
            compare(buffer, at, frameLength);
            at += frameLength;
        }
    }

    private void compare(UnsafeBuffer buffer, int at, int length) {
        if (!recorded.advance()) {
            hasEnded = mayEndEarly;
            difference = hasEnded
                    ? null
                    : "at sequence " + Event.seq(buffer, at) + " of " + stream
                            + " the journal has ended, the replay has " + FramePrinter.json(buffer, at);
            return;
        }
        boolean isLeftOut = Event.templateId(buffer, at) == leftOutId && recorded.templateId() == leftOutId;
        if (!isLeftOut && (recorded.length() != length || !same(buffer, at, length))) {
            difference = "at sequence " + recorded.seq() + " of " + stream + " the journal has "
                    + FramePrinter.json(recorded.buffer(), recorded.offset()) + ", the replay has "
                    + FramePrinter.json(buffer, at);
        }
    }

    private boolean same(UnsafeBuffer buffer, int at, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            if (buffer.getLong(at + i) != recorded.buffer().getLong(recorded.offset() + i)) {
                return false;
            }
        }
        return true;
    }

    /** Call after the end: a journal that goes on is a difference. */
    void end() {
        if (difference == null && !hasEnded && recorded.advance()) {
            difference = "at sequence " + recorded.seq() + " of " + stream + " the journal has "
                    + FramePrinter.json(recorded.buffer(), recorded.offset()) + ", the replay has ended";
        }
    }

    /** What ended the comparison early; a difference found before it comes first. */
    void otherwise(String reason) {
        if (difference == null) {
            difference = reason;
        }
    }

    /** The first difference in one sentence, or null while all is equal. */
    String difference() {
        return difference;
    }
}
