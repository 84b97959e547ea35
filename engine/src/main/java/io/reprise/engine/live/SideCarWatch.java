package io.reprise.engine.live;

import io.reprise.engine.journal.Heartbeat;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that the side-car that served a session is gone: its heartbeat, a word in shared memory, has stopped. Says so once,
 * and again when one is back; a dead man's timer, if there is one, then asks the driver for a halt. Looked at by the
 * follower's thread; what others read is volatile, and nobody waits.
 */
public final class SideCarWatch {
    /** A side-car beats every second; one that has not for so long is lost. */
    public static final long LOST_NS = 5_000_000_000L;

    /** Whether one serves the session. */
    public enum State {
        /** None has, since the engine started, or it ended in order. */
        NONE,
        SERVED,
        LOST
    }

    private static final long NO_TIMER = Long.MAX_VALUE;
    private static final double NS_PER_SECOND = 1e9;

    private final Heartbeat beat;
    private final LongSupplier monoNs;
    private final Consumer<String> notes;
    private long seen;
    private long changedNs;
    private boolean timerRan;
    private volatile long deadManNs = NO_TIMER;
    private volatile State state = State.NONE;
    private volatile long losses;
    private volatile boolean haltDue;

    SideCarWatch(Heartbeat beat, LongSupplier monoNs, Consumer<String> notes) {
        this.beat = beat;
        this.monoNs = monoNs;
        this.notes = notes;
        seen = beat.count(); // an old one's last says nothing
    }

    static SideCarWatch open(Path journal, LongSupplier monoNs, Consumer<String> notes) {
        return new SideCarWatch(Heartbeat.open(journal), monoNs, notes);
    }

    /** Halts a session that no side-car has served for so long, once one did. */
    void deadMan(long afterNs) {
        deadManNs = afterNs;
    }

    /** Looks once. */
    void look() {
        long now = beat.count();
        long nowNs = monoNs.getAsLong();
        if (now != seen) {
            seen = now;
            changedNs = nowNs;
            timerRan = false;
            if (state == State.LOST) {
                notes.accept("a side-car serves this session again");
            }
            state = now == Heartbeat.NONE ? State.NONE : State.SERVED;
        } else if (state != State.NONE) {
            missing(nowNs - changedNs);
        }
    }

    private void missing(long forNs) {
        if (state == State.SERVED && forNs >= LOST_NS) {
            losses++;
            state = State.LOST;
            notes.accept("ALERT the side-car that served this session is gone: it has not been heard of for "
                    + Math.round(forNs / NS_PER_SECOND)
                    + " s; the session goes on, and takes ./run.sh halt, resume, flatten and cancel-all");
        }
        if (forNs >= deadManNs && !timerRan) {
            timerRan = true;
            haltDue = true;
            notes.accept("ALERT no side-car for " + Math.round(forNs / NS_PER_SECOND)
                    + " s: the dead man's timer halts this session; ./run.sh resume lifts it");
        }
    }

    /** Whether the timer asks for a halt, told once; for the driver's thread. */
    boolean takeHalt() {
        if (!haltDue) {
            return false;
        }
        haltDue = false;
        return true;
    }

    State state() {
        return state;
    }

    /** How often one was lost since the engine started. */
    long losses() {
        return losses;
    }
}
