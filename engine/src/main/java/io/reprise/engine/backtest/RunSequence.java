package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;

/**
 * A run's whole sequence: the frames that the run added, and at every other sequence the next event of its market journals.
 * Owned by one thread.
 */
final class RunSequence {
    private final FrameCursor own;
    private final MarketMerge market;
    private long seq;
    private boolean hasOwn;
    private boolean ownIsTaken = true;

    /** @param firstSeq sequence of the next frame of {@code own} */
    RunSequence(FrameCursor own, MarketMerge market, long firstSeq) {
        this.own = own;
        this.market = market;
        this.seq = firstSeq;
    }

    /** Points the event at the next frame of the sequence, until the next call; false at the end. */
    boolean advance(Event event) {
        if (ownIsTaken) {
            hasOwn = own.advance();
            ownIsTaken = false;
        }
        if (hasOwn && own.seq() == seq) {
            event.wrap(own.buffer(), own.offset());
            ownIsTaken = true;
            seq++;
            return true;
        }
        MarketSource source = market.next();
        if (source == null) {
            if (hasOwn) {
                throw new IllegalStateException(
                        "the journal continues at sequence " + own.seq() + ", where its market journals have ended");
            }
            ownIsTaken = true; // a journal that grows may have more when asked again
            return false;
        }
        event.wrap(source.buffer(), source.offset(), seq++, source.instrumentId());
        return true;
    }
}
