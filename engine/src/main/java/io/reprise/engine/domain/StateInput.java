package io.reprise.engine.domain;

/** Reads back what {@link StateOutput} wrote, in the same order. */
public interface StateInput {
    long getLong();

    default int getInt() {
        return Math.toIntExact(getLong());
    }

    default boolean getBoolean() {
        return getLong() != 0;
    }

    default double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    /** Reads {@code length} values into the start of the array. */
    default void getLongs(long[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = getLong();
        }
    }

    /** Reads {@code length} values into the start of the array. */
    default void getDoubles(double[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = getDouble();
        }
    }
}
