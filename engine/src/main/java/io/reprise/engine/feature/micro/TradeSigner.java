package io.reprise.engine.feature.micro;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.Part;

/**
 * Who took: the source's word where it has one; else above or below the middle of the quote before; else, at the middle or
 * without quotes, the side of the last different price (C. Lee, M. Ready, Inferring Trade Direction from Intraday Data,
 * 1991; the last step alone is the tick rule). 0 before prices differ.
 */
@HotPath
final class TradeSigner implements Part {
    private final boolean isTickRule;
    /** Bid + ask. */
    private final LongCell twiceMiddle = new LongCell();

    private final LongCell px = new LongCell();
    private final LongCell tick = new LongCell();

    /** @param isTickRule whether only trade prices are looked at */
    TradeSigner(boolean isTickRule) {
        this.isTickRule = isTickRule;
    }

    void onQuote(long bidPx, long askPx) {
        if (bidPx > 0 && askPx >= bidPx) {
            twiceMiddle.set(Math.addExact(bidPx, askPx));
        }
    }

    /** Takes a trade and answers 1 for a buyer, -1 for a seller, 0 if it cannot be told. */
    int sign(long tradePx, int aggressor) {
        if (px.isSet() && tradePx != px.get()) {
            tick.set(tradePx > px.get() ? 1 : -1);
        }
        px.set(tradePx);
        if (isTickRule) {
            return (int) tick.get();
        }
        if (aggressor != 0) {
            return aggressor;
        }
        int side = twiceMiddle.isSet() ? Long.compare(Math.multiplyExact(2, tradePx), twiceMiddle.get()) : 0;
        return side != 0 ? side : (int) tick.get();
    }

    @Override
    public void scale(long by, long dividedBy) {
        twiceMiddle.scale(by, dividedBy);
        px.scale(by, dividedBy);
    }

    @Override
    public void saveState(StateOutput out) {
        twiceMiddle.saveState(out);
        px.saveState(out);
        tick.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        twiceMiddle.loadState(in);
        px.loadState(in);
        tick.loadState(in);
    }
}
