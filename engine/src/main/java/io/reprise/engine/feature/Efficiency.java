package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Kaufman's efficiency ratio: the net change of the last n closes by the sum of their single changes, 0 to 1, and 0
 * without any change (P. J. Kaufman, Smarter Trading, 1995). Sums are exact.
 */
@HotPath
public final class Efficiency implements Part {
    private final LongRing closes;
    private final RollingSum moves;

    public Efficiency(int period) {
        closes = new LongRing(period + 1);
        moves = new RollingSum(period);
    }

    public void add(long closePx) {
        if (closes.size() > 0) {
            moves.add(Math.abs(Math.subtractExact(closePx, closes.get(closes.size() - 1))));
        }
        closes.add(closePx);
    }

    /** After n + 1 closes. */
    public boolean isFull() {
        return closes.isFull();
    }

    /** Only when full. */
    public double ratio() {
        long net = Math.abs(closes.get(closes.size() - 1) - closes.oldest());
        return moves.sum() == 0 ? 0 : (double) net / moves.sum();
    }

    @Override
    public void scale(long by, long dividedBy) {
        closes.scale(by, dividedBy);
        moves.scale(by, dividedBy);
    }

    @Override
    public void saveState(StateOutput out) {
        closes.saveState(out);
        moves.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        closes.loadState(in);
        moves.loadState(in);
    }
}
