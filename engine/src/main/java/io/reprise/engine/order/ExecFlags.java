package io.reprise.engine.order;

import io.reprise.codecs.ExecInstDecoder;
import io.reprise.codecs.ExecInstEncoder;
import io.reprise.engine.domain.HotPath;

/** The instructions on how an order may trade, as bits; they lie in frames as {@code ExecInst} has them. */
@HotPath
public final class ExecFlags {
    public static final int NONE = 0;
    /** It only rests: what would take is canceled. */
    public static final int POST_ONLY = 1;
    /** It only makes the account's position smaller, and ends when there is none. */
    public static final int REDUCE_ONLY = 2;
    /** A trailing stop's offset is a fraction of the price. */
    public static final int TRAIL_PERCENT = 4;

    private ExecFlags() {}

    /** Reads a frame's set; null, of a frame that has none, is {@link #NONE}. */
    public static int of(ExecInstDecoder set) {
        if (set == null) {
            return NONE;
        }
        return (set.postOnly() ? POST_ONLY : 0)
                | (set.reduceOnly() ? REDUCE_ONLY : 0)
                | (set.trailPercent() ? TRAIL_PERCENT : 0);
    }

    /** Writes a frame's set. */
    public static void put(ExecInstEncoder set, int flags) {
        set.clear();
        set.postOnly((flags & POST_ONLY) != 0)
                .reduceOnly((flags & REDUCE_ONLY) != 0)
                .trailPercent((flags & TRAIL_PERCENT) != 0);
    }
}
