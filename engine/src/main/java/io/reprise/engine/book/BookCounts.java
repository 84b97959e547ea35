package io.reprise.engine.book;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/** What was seen in the updates of one book, and what did not fit it. Owned by the thread that drives the book. */
@HotPath
public final class BookCounts implements Stateful {
    long frames;
    long updates;
    long snapshots;
    long crossed;
    long gaps;
    long ghosts;
    long duplicates;
    long old;
    long unusable;
    long dropped;

    BookCounts() {}

    /** Frames of levels or orders, whatever became of them. */
    public long frames() {
        return frames;
    }

    /** Updates that were whole, snapshots among them. */
    public long updates() {
        return updates;
    }

    /** Snapshots that were whole. */
    public long snapshots() {
        return snapshots;
    }

    /** Updates that left the book crossed. */
    public long crossed() {
        return crossed;
    }

    /** Breaks in the venue's numbers of updates, or of the connection. */
    public long gaps() {
        return gaps;
    }

    /** Changes and deletions of a level or order that is not there. */
    public long ghosts() {
        return ghosts;
    }

    /** Additions of an order that is there. */
    public long duplicates() {
        return duplicates;
    }

    /** Frames of updates older than the book, passed over. */
    public long old() {
        return old;
    }

    /** Frames between a gap and the next snapshot, or with values that no book has; passed over. */
    public long unusable() {
        return unusable;
    }

    /** Levels or orders that fell out for want of room. */
    public long dropped() {
        return dropped;
    }

    /** Whether anything did not fit. */
    public boolean isClean() {
        return crossed + gaps + ghosts + duplicates + unusable + dropped == 0;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(frames);
        out.putLong(updates);
        out.putLong(snapshots);
        out.putLong(crossed);
        out.putLong(gaps);
        out.putLong(ghosts);
        out.putLong(duplicates);
        out.putLong(old);
        out.putLong(unusable);
        out.putLong(dropped);
    }

    @Override
    public void loadState(StateInput in) {
        frames = in.getLong();
        updates = in.getLong();
        snapshots = in.getLong();
        crossed = in.getLong();
        gaps = in.getLong();
        ghosts = in.getLong();
        duplicates = in.getLong();
        old = in.getLong();
        unusable = in.getLong();
        dropped = in.getLong();
    }
}
