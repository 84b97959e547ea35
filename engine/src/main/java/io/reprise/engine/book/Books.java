package io.reprise.engine.book;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;

/** The books of all instruments of a run; one is made when its first frame comes. Owned by the thread that drives it. */
@HotPath
public final class Books implements Stateful {
    private final BookFeed[] feeds;

    /** For instruments with ids 0 to {@code instrumentCount} - 1. */
    public Books(int instrumentCount) {
        feeds = new BookFeed[instrumentCount];
    }

    /** An instrument's feed, null where no frame has come. */
    public BookFeed feed(int instrumentId) {
        return feeds[instrumentId];
    }

    /** An instrument's feed, made where there was none. */
    public BookFeed feedOrNew(int instrumentId) {
        if (feeds[instrumentId] == null) {
            feeds[instrumentId] = new BookFeed(instrumentId);
        }
        return feeds[instrumentId];
    }

    /**
     * Takes a BookDelta or BookSnapshot frame.
     *
     * @return whether it completes an update
     */
    public boolean onFrame(Event event) {
        return feedOrNew(event.instrumentId()).onFrame(event);
    }

    /** Updates are missing, of one instrument or, where the id is negative, of all. */
    public void onGap(int instrumentId) {
        if (instrumentId >= 0) {
            gap(instrumentId);
            return;
        }
        for (int id = 0; id < feeds.length; id++) {
            gap(id);
        }
    }

    private void gap(int instrumentId) {
        if (feeds[instrumentId] != null) {
            feeds[instrumentId].onGap();
        }
    }

    @Override
    public void saveState(StateOutput out) {
        for (BookFeed feed : feeds) {
            out.putBoolean(feed != null);
            if (feed != null) {
                feed.saveState(out);
            }
        }
    }

    @Override
    public void loadState(StateInput in) {
        for (int id = 0; id < feeds.length; id++) {
            if (in.getBoolean()) {
                feedOrNew(id).loadState(in);
            } else {
                feeds[id] = null;
            }
        }
    }
}
