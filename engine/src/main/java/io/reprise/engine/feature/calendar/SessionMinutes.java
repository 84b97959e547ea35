package io.reprise.engine.feature.calendar;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.feature.ValueFeature;

/** Minutes from the opening of the session to the end of the bar; a day after it they start anew. */
@HotPath
final class SessionMinutes extends ValueFeature {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 1_440 * MINUTE_NS;

    private final long openNs;

    /** @param openMinute minute of the day of the opening, UTC */
    SessionMinutes(long openMinute) {
        openNs = openMinute * MINUTE_NS;
    }

    @Override
    public void onBar(Bar bar) {
        say((double) Math.floorMod(bar.endNs() - openNs, DAY_NS) / MINUTE_NS);
    }
}
