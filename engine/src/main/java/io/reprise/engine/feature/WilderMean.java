package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** Wilder's mean: the plain mean of the first n values, then x += (v - x) / n. */
@HotPath
public final class WilderMean implements Part {
    private final int period;
    /** Values seen, at most n. */
    private int count;
    /** The sum of the first values, then the mean. */
    private double mean;

    public WilderMean(int period) {
        this.period = period;
    }

    public void add(double value) {
        if (count == period) {
            mean += (value - mean) / period;
            return;
        }
        mean += value;
        count++;
        if (count == period) {
            mean /= period;
        }
    }

    public boolean isFull() {
        return count == period;
    }

    /** Only when full. */
    public double mean() {
        return mean;
    }

    @Override
    public void scale(long by, long dividedBy) {
        mean *= (double) by / dividedBy;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(count);
        out.putDouble(mean);
    }

    @Override
    public void loadState(StateInput in) {
        count = in.getInt();
        mean = in.getDouble();
    }
}
