package io.reprise.engine.strategy;

/** Bars that come one behind the other, with the features after each of them: for a strategy that {@link LooksAhead}. */
public interface BarsAhead {
    /** Index of the first. */
    int from();

    /** Index after the last. */
    int to();

    /** {@link Context#raw} after each bar, by its index; to be read only. */
    long[] raws(int feature);

    /** {@link Context#state}, the same for all of them. */
    int state();
}
