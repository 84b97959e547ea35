package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * The exact sum of the last n whole numbers with weights 1 (oldest) to n (newest): a new value enters with weight n
 * while all others lose one, that is the plain sum.
 */
@HotPath
public final class WeightedSum implements Part {
    private final int period;
    private final RollingSum values;
    /** Sum of 2 i x, so that deviations of the weights from their mean stay whole. */
    private final Sum128 twice = new Sum128();

    public WeightedSum(int period) {
        this.period = period;
        values = new RollingSum(period);
    }

    public void add(long value) {
        boolean wasFull = values.isFull();
        long before = values.sum();
        values.add(value);
        if (wasFull) {
            twice.subtractProduct(2, before);
        }
        twice.addProduct(2L * values.values().size(), value);
    }

    public boolean isFull() {
        return values.isFull();
    }

    /** The weighted mean; only when full. */
    public double mean() {
        return twice.toDouble() / (period * (period + 1.0));
    }

    /** The plain sum. */
    public long sum() {
        return values.sum();
    }

    /** The sum of (i - mean i) x, the numerator of a regression on time; only when full. */
    public double codeviation() {
        return twice.lessProduct(period + 1, values.sum()) / 2;
    }

    @Override
    public void scale(long by, long dividedBy) {
        values.scale(by, dividedBy);
        twice.clear();
        for (int i = 0; i < values.values().size(); i++) {
            twice.addProduct(2L * (i + 1), values.values().get(i));
        }
    }

    @Override
    public void saveState(StateOutput out) {
        values.saveState(out);
        twice.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        values.loadState(in);
        twice.loadState(in);
    }
}
