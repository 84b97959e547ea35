package io.reprise.engine.backtest;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.FrameSink;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream that a restarted run goes on with: frames that it holds already, up to a sequence, must come again as they are;
 * those beyond are appended. Owned by the thread that records.
 */
@HotPath
final class ResumingSink implements FrameSink {
    private final String stream;
    private final long lastSeq;
    private final FrameSink appender;
    private final RecordCheck check;

    /**
     * @param recorded stands before the first frame that comes again
     * @param lastSeq of the last frame that the stream holds
     */
    ResumingSink(String stream, FrameCursor recorded, long lastSeq, FrameSink appender) {
        this.stream = stream;
        this.lastSeq = lastSeq;
        this.appender = appender;
        this.check = new RecordCheck(stream, recorded);
    }

    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        if (firstSeq > lastSeq) {
            appender.onFrames(buffer, offset, length, frameCount, firstSeq);
        } else {
            resume(buffer, offset, length, frameCount, firstSeq);
        }
    }

    private void resume(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        int again = 0;
        while (at < offset + length && Event.seq(buffer, at) <= lastSeq) {
            at += Event.frameLength(buffer, at);
            again++;
        }
        check.onFrames(buffer, offset, at - offset, again, firstSeq);
        String difference = check.compare();
        if (difference != null || !check.isEven()) {
            throw new IllegalStateException("the restarted run parts from the record: "
                    + (difference != null ? difference : stream + " lacks sequence " + firstSeq));
        }
        if (again < frameCount) {
            appender.onFrames(buffer, at, offset + length - at, frameCount - again, Event.seq(buffer, at));
        }
    }
}
