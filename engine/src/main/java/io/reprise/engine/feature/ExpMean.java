package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** Exponential mean x += w (v - x), started with the first value; w is 2 / (n + 1) unless given. */
@HotPath
public final class ExpMean implements Part {
    private final int period;
    private final double weight;
    /** Values seen, at most n. */
    private int count;

    private double mean;

    public ExpMean(int period) {
        this.period = period;
        weight = 2.0 / (period + 1);
    }

    /** Takes a value and answers the mean. */
    public double add(double value) {
        mean = count == 0 ? value : mean + weight * (value - mean);
        count = Math.min(count + 1, period);
        return mean;
    }

    /** Whether n values were seen. */
    public boolean isFull() {
        return count == period;
    }

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
