package io.reprise.engine.backtest;

import io.reprise.codecs.StatusKind;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The order connection between the sequence and the venue, which can fail: what the venue says of an instrument while
 * nothing is heard is held here, as the venue would know it when asked, and comes when it is heard again. A function of the
 * sequenced statuses of the venue, so a replay or a follower has the same faults. Owned by the sequencer's thread.
 */
final class VenueLink implements Stateful {
    /** More reports than this are not held. */
    private static final int REPORTS_MAX = 1 << 16;

    private static final int REPORTS_AT_FIRST = 64;

    private final boolean[] silent;
    private boolean disconnected;
    private int silentCount;
    private UnsafeBuffer frames = new UnsafeBuffer(0, 0);
    private int count;

    VenueLink(int instruments) {
        silent = new boolean[instruments];
    }

    /** Whether all is heard, which is so in every backtest. */
    boolean isWhole() {
        return silentCount == 0;
    }

    /** Whether reports on an instrument are not heard. */
    boolean isSilent(int instrumentId) {
        return silent[instrumentId];
    }

    /** Applies a venue's status: DISCONNECTED and CONNECTED, or GAP of one instrument whose answers do not come. */
    void onStatus(StatusKind kind, int instrumentId) {
        switch (kind) {
            case DISCONNECTED -> {
                disconnected = true;
                set(-1, true);
            }
            case GAP -> set(instrumentId, true);
            case CONNECTED -> {
                disconnected &= instrumentId >= 0;
                set(instrumentId, disconnected);
            }
            default -> {}
        }
    }

    private void set(int instrumentId, boolean value) {
        int first = Math.max(0, instrumentId);
        int last = instrumentId < 0 ? silent.length - 1 : instrumentId;
        for (int i = first; i <= last; i++) {
            silentCount += value == silent[i] ? 0 : value ? 1 : -1;
            silent[i] = value;
        }
    }

    /** Where the next report to be held goes. */
    int claim() {
        int offset = count * Event.FRAME_BYTES_MAX;
        if (offset == frames.capacity()) {
            grow();
        }
        frames.setMemory(offset, Event.FRAME_BYTES_MAX, (byte) 0);
        return offset;
    }

    private void grow() {
        if (count == REPORTS_MAX) {
            throw new IllegalStateException("the venue has more than " + REPORTS_MAX + " reports that were not heard");
        }
        UnsafeBuffer larger = new UnsafeBuffer(new byte[Math.max(REPORTS_AT_FIRST, 2 * count) * Event.FRAME_BYTES_MAX]);
        larger.putBytes(0, frames, 0, frames.capacity());
        frames = larger;
    }

    void commit() {
        count++;
    }

    UnsafeBuffer frames() {
        return frames;
    }

    int count() {
        return count;
    }

    /** Takes out the oldest report that is heard now, into a buffer; false when there is none. */
    boolean takeHeard(UnsafeBuffer to, int toOffset) {
        for (int i = 0; i < count; i++) {
            int at = i * Event.FRAME_BYTES_MAX;
            if (!silent[Event.instrumentId(frames, at)]) {
                to.putBytes(toOffset, frames, at, Event.FRAME_BYTES_MAX);
                int after = at + Event.FRAME_BYTES_MAX;
                frames.putBytes(at, frames, after, count * Event.FRAME_BYTES_MAX - after);
                count--;
                return true;
            }
        }
        return false;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(disconnected);
        for (boolean one : silent) {
            out.putBoolean(one);
        }
        out.putInt(count);
        for (int at = 0; at < count * Event.FRAME_BYTES_MAX; at += Long.BYTES) {
            out.putLong(frames.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
    }

    @Override
    public void loadState(StateInput in) {
        disconnected = in.getBoolean();
        silentCount = 0;
        for (int i = 0; i < silent.length; i++) {
            silent[i] = in.getBoolean();
            silentCount += silent[i] ? 1 : 0;
        }
        int held = in.getInt();
        if (held < 0 || held > REPORTS_MAX) {
            throw new IllegalStateException("a state with " + held + " reports that were not heard cannot be");
        }
        for (count = 0; count < held; count++) {
            int offset = claim();
            for (int at = 0; at < Event.FRAME_BYTES_MAX; at += Long.BYTES) {
                frames.putLong(offset + at, in.getLong(), ByteOrder.LITTLE_ENDIAN);
            }
        }
    }
}
