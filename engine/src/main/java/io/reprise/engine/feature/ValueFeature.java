package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import java.util.Arrays;

/**
 * A feature that sets its value at each bar and keeps all its state in {@link Part}s, each of which says at construction
 * what it holds ({@link #price}, {@link #quantity}, {@link #free}): saving, loading and splits then need no code in the
 * feature, and none can be forgotten. NaN is no value.
 */
@HotPath
public abstract class ValueFeature implements Feature {
    private enum Holds {
        FREE,
        PRICE,
        QUANTITY,
        OTHER_PRICE
    }

    private final FeatureUnit unit;
    private Part[] parts = {};
    private Holds[] holds = {};
    private double value = Double.NaN;

    /** A scale-free feature. */
    protected ValueFeature() {
        this(FeatureUnit.NONE);
    }

    protected ValueFeature(FeatureUnit unit) {
        this.unit = unit;
    }

    /** Keeps a part whose values are prices. */
    protected final <T extends Part> T price(T part) {
        return keep(part, Holds.PRICE);
    }

    /** Keeps a part whose values are quantities. */
    protected final <T extends Part> T quantity(T part) {
        return keep(part, Holds.QUANTITY);
    }

    /** Keeps a part whose values are prices of the other instrument. */
    protected final <T extends Part> T otherPrice(T part) {
        return keep(part, Holds.OTHER_PRICE);
    }

    /** Keeps a part that no split changes: ratios, money, counts. */
    protected final <T extends Part> T free(T part) {
        return keep(part, Holds.FREE);
    }

    private <T extends Part> T keep(T part, Holds what) {
        parts = Arrays.copyOf(parts, parts.length + 1);
        parts[parts.length - 1] = part;
        holds = Arrays.copyOf(holds, parts.length);
        holds[parts.length - 1] = what;
        return part;
    }

    /** Sets the value after this bar. */
    protected final void say(double newValue) {
        value = newValue;
    }

    /** Has no value after this bar. */
    protected final void sayNothing() {
        value = Double.NaN;
    }

    @Override
    public final boolean ready() {
        return !Double.isNaN(value);
    }

    @Override
    public final double value() {
        return value;
    }

    @Override
    public void rescale(long numerator, long denominator) {
        value *= unit.factor((double) denominator / numerator);
        for (int i = 0; i < parts.length; i++) {
            if (holds[i] == Holds.PRICE) {
                parts[i].scale(denominator, numerator);
            } else if (holds[i] == Holds.QUANTITY) {
                parts[i].scale(numerator, denominator);
            }
        }
    }

    @Override
    public void rescaleOther(long numerator, long denominator) {
        for (int i = 0; i < parts.length; i++) {
            if (holds[i] == Holds.OTHER_PRICE) {
                parts[i].scale(denominator, numerator);
            }
        }
    }

    @Override
    public final void saveState(StateOutput out) {
        out.putDouble(value);
        for (int i = 0; i < parts.length; i++) {
            parts[i].saveState(out);
        }
    }

    @Override
    public final void loadState(StateInput in) {
        value = in.getDouble();
        for (int i = 0; i < parts.length; i++) {
            parts[i].loadState(in);
        }
    }
}
