package io.reprise.engine.feature;

import io.reprise.engine.domain.BarColumns;
import io.reprise.engine.domain.HotPath;

/**
 * A feature that can say what it will be after each of the bars that come next, before it takes them. Optional: bars of a
 * series where one cannot are taken one by one.
 */
@HotPath
interface LooksAhead extends Feature {
    /**
     * Works out {@link #raw} after each bar, its own state staying as it is.
     *
     * @param from index of the bar that comes next
     * @param raws by index of the bar, filled from there to the end
     */
    void lookAhead(BarColumns bars, int from, long[] raws);

    /** Takes the bars from one index to another, exclusive: left as if each had come by itself. */
    void onBars(BarColumns bars, int from, int to);
}
