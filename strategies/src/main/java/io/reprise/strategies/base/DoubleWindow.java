package io.reprise.strategies.base;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/** The last n numbers, n fixed; state is written oldest first. Owned by its strategy. */
public final class DoubleWindow implements Stateful {
    private final double[] values;
    private int size;
    private int next;

    public DoubleWindow(int capacity) {
        values = new double[capacity];
    }

    /** Takes a value; the oldest of n goes. */
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

    /** The value that was added this many before the newest, from 0 to size - 1. */
    public double back(int count) {
        int index = next - 1 - count;
        return values[index < 0 ? index + values.length : index];
    }

    /** The oldest value kept. */
    public double oldest() {
        return back(size - 1);
    }

    /** Mean of the values kept, summed anew from the oldest on, so that it does not drift. */
    public double mean() {
        double sum = 0;
        for (int count = size - 1; count >= 0; count--) {
            sum += back(count);
        }
        return sum / size;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(size);
        for (int count = size - 1; count >= 0; count--) {
            out.putDouble(back(count));
        }
    }

    @Override
    public void loadState(StateInput in) {
        int saved = in.getInt();
        size = 0;
        next = 0;
        for (int i = 0; i < saved; i++) {
            add(in.getDouble());
        }
    }
}
