package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** One number; NaN, unless it starts otherwise, before it is set. */
@HotPath
public final class DoubleCell implements Part {
    private double value;

    public DoubleCell() {
        this(Double.NaN);
    }

    public DoubleCell(double start) {
        value = start;
    }

    public boolean isSet() {
        return !Double.isNaN(value);
    }

    public double get() {
        return value;
    }

    public void set(double newValue) {
        value = newValue;
    }

    @Override
    public void scale(long by, long dividedBy) {
        value *= (double) by / dividedBy;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putDouble(value);
    }

    @Override
    public void loadState(StateInput in) {
        value = in.getDouble();
    }
}
