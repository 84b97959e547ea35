package io.reprise.engine.feature.pattern;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.LongCell;
import io.reprise.engine.feature.RollingSum;
import io.reprise.engine.feature.ValueFeature;

/**
 * Bars in a row: how many closes rose (above 0) or fell (below 0) up to this one, or how many of the last n highs were higher
 * than the high before, less the lows that were lower.
 */
@HotPath
final class Runs extends ValueFeature {
    private final boolean isLength;
    private final LongCell close = price(new LongCell());
    private final LongCell high = price(new LongCell());
    private final LongCell low = price(new LongCell());
    private final LongCell length = free(new LongCell());
    private final RollingSum marks;

    private Runs(boolean isLength, int period) {
        this.isLength = isLength;
        marks = free(new RollingSum(period));
    }

    static Runs length() {
        return new Runs(true, 1);
    }

    static Runs higherHighs(int period) {
        return new Runs(false, period);
    }

    @Override
    public void onBar(Bar bar) {
        if (close.isSet()) {
            long sign = Long.compare(bar.closePx(), close.get());
            boolean goesOn = sign != 0 && Long.signum(length.get()) == sign;
            length.set(goesOn ? Math.addExact(length.get(), sign) : sign);
            marks.add((bar.highPx() > high.get() ? 1 : 0) - (bar.lowPx() < low.get() ? 1 : 0));
            if (isLength) {
                say(length.get());
            } else if (marks.isFull()) {
                say(marks.sum());
            }
        }
        close.set(bar.closePx());
        high.set(bar.highPx());
        low.set(bar.lowPx());
    }
}
