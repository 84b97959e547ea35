package io.reprise.engine.feature.pattern;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.ValueFeature;

/** What a bar is to the one before. */
@HotPath
final class TwoBars extends ValueFeature {
    enum Kind {
        GAP,
        INSIDE,
        OUTSIDE,
        ENGULFING
    }

    private final Kind kind;
    private final LongCell open = price(new LongCell());
    private final LongCell high = price(new LongCell());
    private final LongCell low = price(new LongCell());
    private final LongCell close = price(new LongCell());

    TwoBars(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            say(
                    switch (kind) {
                        case GAP -> close.get() > 0 ? (double) (bar.openPx() - close.get()) / close.get() : Double.NaN;
                        case INSIDE -> bar.highPx() <= high.get() && bar.lowPx() >= low.get() ? 1 : 0;
                        case OUTSIDE -> bar.highPx() > high.get() && bar.lowPx() < low.get() ? 1 : 0;
                        case ENGULFING -> engulfing(bar);
                    });
        }
        open.set(bar.openPx());
        high.set(bar.highPx());
        low.set(bar.lowPx());
        close.set(bar.closePx());
    }

    /** 1 when a rising body covers a falling one, -1 the other way round. */
    private double engulfing(Bar bar) {
        boolean rises = bar.closePx() > bar.openPx() && close.get() < open.get();
        boolean falls = bar.closePx() < bar.openPx() && close.get() > open.get();
        if (rises && bar.openPx() <= close.get() && bar.closePx() >= open.get()) {
            return 1;
        }
        return falls && bar.openPx() >= close.get() && bar.closePx() <= open.get() ? -1 : 0;
    }
}
