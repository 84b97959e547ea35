package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Holds frames that are made again against those that a stream recorded, in order of their sequence, while the stream may
 * still grow: what is made before it is recorded waits. Recorded frames that are not made here, such as market data, are
 * passed over. Cold; owned by one thread.
 */
final class RecordCheck implements FrameSink {
    /** A record that is this far behind is not a record of this run. */
    private static final int PENDING_MAX = 1_000_000;

    private final String stream;
    private final FrameCursor recorded;
    private final ArrayDeque<byte[]> pending = new ArrayDeque<>();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private boolean standing;

    /**
     * @param stream its name in the sentence that tells of a difference
     * @param recorded stands before the first frame that will be made again; this check's own
     */
    RecordCheck(String stream, FrameCursor recorded) {
        this.stream = stream;
        this.recorded = recorded;
    }

    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        for (int i = 0; i < frameCount; i++) {
            byte[] frame = new byte[Event.frameLength(buffer, at)];
            buffer.getBytes(at, frame);
            at += frame.length;
            pending.add(frame);
        }
        if (pending.size() > PENDING_MAX) {
            throw new IllegalStateException("more than " + PENDING_MAX + " frames were made that " + stream
                    + " does not have; the first is " + print(pending.getFirst()));
        }
    }

    /**
     * Compares what waits with what is recorded by now.
     *
     * @return the first difference in one sentence, null when there is none
     */
    String compare() {
        while (!pending.isEmpty()) {
            byte[] made = pending.getFirst();
            view.wrap(made);
            long seq = Event.seq(view, 0);
            if (!standOn(seq)) {
                return null;
            }
            if (recorded.seq() != seq || !same(made)) {
                return "at sequence " + seq + " of " + stream + " the journal has "
                        + FramePrinter.json(recorded.buffer(), recorded.offset()) + ", made again it is " + print(made);
            }
            standing = false;
            pending.removeFirst();
        }
        return null;
    }

    /** Moves to the first recorded frame with this sequence or a later one; false while there is none. */
    private boolean standOn(long seq) {
        while (!standing || recorded.seq() < seq) {
            if (!recorded.advance()) {
                standing = false;
                return false;
            }
            standing = true;
        }
        return true;
    }

    private boolean same(byte[] made) {
        byte[] had = new byte[recorded.length()];
        recorded.buffer().getBytes(recorded.offset(), had);
        return Arrays.equals(made, had);
    }

    private String print(byte[] frame) {
        view.wrap(frame);
        return FramePrinter.json(view, 0);
    }

    /** Whether all that was made is recorded and equal. */
    boolean isEven() {
        return pending.isEmpty();
    }

    /** Hands on, in documents of the usual size, what was made and is not recorded. */
    void release(FrameSink to) {
        FrameBatch documents = new FrameBatch(Backtest.DOCUMENT_BYTES, to);
        UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        for (byte[] made : pending) {
            frame.wrap(made);
            documents.add(frame, 0, made.length, Event.seq(frame, 0));
        }
        documents.flush();
        pending.clear();
    }
}
