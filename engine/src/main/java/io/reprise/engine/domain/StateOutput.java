package io.reprise.engine.domain;

/**
 * Where a component writes its state, field by field in a fixed order: a snapshot, or the digest that hashes the very
 * bytes a snapshot would hold. Doubles are written as {@link Double#doubleToLongBits}.
 */
public interface StateOutput {
    void putLong(long value);

    default void putInt(int value) {
        putLong(value);
    }

    default void putBoolean(boolean value) {
        putLong(value ? 1 : 0);
    }

    default void putDouble(double value) {
        putLong(Double.doubleToLongBits(value));
    }

    /** Writes the first {@code length} values. */
    default void putLongs(long[] values, int length) {
        for (int i = 0; i < length; i++) {
            putLong(values[i]);
        }
    }

    /** Writes the first {@code length} values. */
    default void putDoubles(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            putDouble(values[i]);
        }
    }
}
