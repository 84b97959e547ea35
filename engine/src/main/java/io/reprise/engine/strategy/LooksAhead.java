package io.reprise.engine.strategy;

/**
 * A strategy that can say, of bars that come one behind the other, how many it would let pass: these are then taken in one
 * step, which is many times as fast. Optional, and never a difference to what is decided: a strategy without it is given each
 * bar, and so is this one wherever features cannot be known ahead.
 */
public interface LooksAhead extends Strategy {
    /** On how many of these bars, from the first on, {@link #onBar} would call nothing that acts. Changes nothing. */
    int quietBars(BarsAhead bars);

    /** Takes so many of them: left as if each had been given to {@link #onBar}. */
    void onQuietBars(BarsAhead bars, int count);
}
