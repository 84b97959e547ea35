package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** The last n numbers, for formulas over a short window that have no exact rolling form. */
@HotPath
public final class DoubleRing implements Part {
    private final double[] values;
    private int size;
    private int next;

    public DoubleRing(int capacity) {
        values = new double[capacity];
    }

    public void add(double value) {
        values[next] = value;
        next = next + 1 == values.length ? 0 : next + 1;
        size = Math.min(size + 1, values.length);
    }

    public boolean isFull() {
        return size == values.length;
    }

    public int size() {
        return size;
    }

    /** The value at a place, 0 being the oldest; only below {@link #size}. */
    public double get(int place) {
        int index = next - size + place;
        return values[index < 0 ? index + values.length : index];
    }

    /** The value added last; only when not empty. */
    public double newest() {
        return get(size - 1);
    }

    /** The mean, added up from the oldest; only when not empty. Takes a step a value. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += get(i);
        }
        return sum / size;
    }

    /** The sample deviation (n - 1), in two passes from the oldest; NaN for one. Takes two steps a value. */
    public double deviation() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = get(i) - mean;
            sum += distance * distance;
        }
        return Math.sqrt(sum / (size - 1));
    }

    @Override
    public void scale(long by, long dividedBy) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (double) by / dividedBy;
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putDouble(get(i));
        }
    }

    @Override
    public void loadState(StateInput in) {
        size = FeatureState.size(in, values.length);
        for (int i = 0; i < size; i++) {
            values[i] = in.getDouble();
        }
        next = size == values.length ? 0 : size;
    }
}
