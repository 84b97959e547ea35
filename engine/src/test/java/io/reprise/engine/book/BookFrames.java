package io.reprise.engine.book;

import io.reprise.codecs.BookAction;
import io.reprise.codecs.BookDeltaEncoder;
import io.reprise.codecs.BookSnapshotEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.engine.event.Event;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes one frame of a book at a time and points an event at it. Prices and quantities as they are given. */
public final class BookFrames {
    public static final int FIRST = 1;
    public static final int LAST = 2;
    public static final int WHOLE = FIRST | LAST;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BookDeltaEncoder delta = new BookDeltaEncoder();
    private final BookSnapshotEncoder snapshot = new BookSnapshotEncoder();
    private final Event event = new Event();
    private long tsNs;
    private long updateId = BookFeed.NO_UPDATE;

    public BookFrames at(long newTsNs) {
        tsNs = newTsNs;
        return this;
    }

    public BookFrames update(long id) {
        updateId = id;
        return this;
    }

    public Event delta(int flags, BookAction action, Side side, long px, long qty) {
        return delta(flags, action, BookFeed.NO_KEY, side, px, qty);
    }

    public Event delta(int flags, BookAction action, long key, Side side, long px, long qty) {
        delta.wrapAndApplyHeader(buffer, 0, header)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(0)
                .side(side)
                .px(px)
                .qty(qty)
                .orderKey(key)
                .updateId(updateId)
                .action(action);
        delta.flags().clear().first((flags & FIRST) != 0).last((flags & LAST) != 0);
        return event.wrap(buffer, 0);
    }

    public Event snapshot(int flags, Side side, long px, long qty) {
        return snapshot(flags, BookFeed.NO_KEY, side, px, qty);
    }

    public Event snapshot(int flags, long key, Side side, long px, long qty) {
        snapshot.wrapAndApplyHeader(buffer, 0, header)
                .tsEventNs(tsNs)
                .tsInitNs(tsNs)
                .instrumentId(0)
                .side(side)
                .px(px)
                .qty(qty)
                .orderKey(key)
                .updateId(updateId)
                .level(0);
        snapshot.flags().clear().snapshot(true).first((flags & FIRST) != 0).last((flags & LAST) != 0);
        return event.wrap(buffer, 0);
    }
}
