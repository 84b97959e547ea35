package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/** The highest or the lowest of the last n whole numbers, exactly, in amortised constant time. */
@HotPath
public final class Extreme implements Part {
    private final MonotoneWindow window;
    private final long sign;

    private Extreme(int period, long sign) {
        window = new MonotoneWindow(period);
        this.sign = sign;
    }

    public static Extreme highest(int period) {
        return new Extreme(period, 1);
    }

    public static Extreme lowest(int period) {
        return new Extreme(period, -1);
    }

    public void add(long value) {
        window.add(sign * value);
    }

    public boolean isFull() {
        return window.isFull();
    }

    /** Only after a value was added. */
    public long get() {
        return sign * window.max();
    }

    /** How many values came after it, the newest of equal ones. */
    public int age() {
        return window.age();
    }

    @Override
    public void scale(long by, long dividedBy) {
        window.scale(by, dividedBy);
    }

    @Override
    public void saveState(StateOutput out) {
        window.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        window.loadState(in);
    }
}
