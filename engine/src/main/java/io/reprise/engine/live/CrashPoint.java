package io.reprise.engine.live;

/** Where a test of recovery may end the process: just before or after something becomes visible to others. */
public enum CrashPoint {
    /** Before frames are appended to the inbound stream. */
    BEFORE_APPEND,
    /** After frames were appended to the inbound stream, before the stages see them. */
    AFTER_APPEND,
    /** Before an event is handed to the pipeline. */
    BEFORE_PUBLISH,
    /** Before outbound frames, orders among them, are appended. */
    BEFORE_SEND,
    /** After outbound frames were appended. */
    AFTER_SEND,
    /** A snapshot is written aside, not yet renamed. */
    SNAPSHOT_WRITTEN,
    /** A snapshot has its name. */
    SNAPSHOT_RENAMED,
    /** An old snapshot was removed. */
    SNAPSHOT_PRUNED;

    /** Told of each point that the session passes; whoever calls it owns the thread. */
    public interface Listener {
        /** Nobody is told. */
        Listener NONE = point -> {};

        void at(CrashPoint point);
    }
}
