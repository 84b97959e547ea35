package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/** One whole number, or none yet. */
@HotPath
public final class LongCell implements Part {
    private long value;
    private boolean isSet;

    public boolean isSet() {
        return isSet;
    }

    /** 0 before one was set. */
    public long get() {
        return value;
    }

    public void set(long newValue) {
        value = newValue;
        isSet = true;
    }

    @Override
    public void scale(long by, long dividedBy) {
        value = Fixed.mulDivHalfEven(value, by, dividedBy);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(value);
        out.putBoolean(isSet);
    }

    @Override
    public void loadState(StateInput in) {
        value = in.getLong();
        isSet = in.getBoolean();
    }
}
