package io.reprise.engine.book;

import io.reprise.codecs.Side;

/** Is told of each change of a book, on the thread that drives it, while an update is not yet whole. */
public interface BookListener {
    /** Wants nothing. */
    BookListener NONE = new BookListener() {
        @Override
        public void onLevel(Book book, Side side, long px, long oldQty, long newQty) {
            // nobody listens
        }

        @Override
        public void onCleared(Book book, Side side) {
            // nobody listens
        }
    };

    /**
     * The quantity at a price has changed.
     *
     * @param px 1e-8
     * @param oldQty 1e-8, 0 where the price is new
     * @param newQty 1e-8, 0 where it is gone
     */
    void onLevel(Book book, Side side, long px, long oldQty, long newQty);

    /** A side, or both for {@link Side#NONE}, is empty now and will be filled anew: a snapshot, or a gap. */
    void onCleared(Book book, Side side);
}
