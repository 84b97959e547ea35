package io.reprise.engine.backtest;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of an operator's command whose last one, which carries its id, is not recorded: what a crash in the midst of
 * it leaves behind. Such a command is taken from its queue again, and these frames of it are not to be recorded twice.
 * Owned by the follower's thread.
 */
public final class CutCommand implements Stateful {
    private final UnsafeBuffer frames = new UnsafeBuffer(new byte[CommandQueue.COMMAND_BYTES_MAX]);
    private int length;

    /** A frame that comes before a command's last. */
    void add(UnsafeBuffer buffer, int offset) {
        int frameLength = Event.frameLength(buffer, offset);
        if (length + frameLength <= frames.capacity()) {
            frames.putBytes(length, buffer, offset, frameLength);
            length += frameLength;
        }
    }

    /** A command's last frame. */
    void end() {
        length = 0;
    }

    /**
     * How much of a command is recorded already.
     *
     * @param size bytes of its frames, from 0 on
     * @return bytes of its first frames; 0 when what is recorded is the beginning of another
     */
    public int recorded(UnsafeBuffer command, int size) {
        if (length >= size) {
            return 0;
        }
        for (int at = 0; at < length; at += Event.frameLength(frames, at)) {
            if (!Event.saysTheSame(command, at, frames, at)) {
                return 0;
            }
        }
        return length;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(length);
        for (int at = 0; at < length; at += Long.BYTES) {
            out.putLong(frames.getLong(at));
        }
    }

    @Override
    public void loadState(StateInput in) {
        length = in.getInt();
        for (int at = 0; at < length; at += Long.BYTES) {
            frames.putLong(at, in.getLong());
        }
    }
}
