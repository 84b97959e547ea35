package io.reprise.strategies.base;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.strategy.Context;

/** Where a strategy turns to, and the parameters that many share. */
public final class Turn {
    /** Most bars that a parameter may ask for. */
    public static final int PERIOD_MAX = 100_000;

    private Turn() {}

    /** Down: short, or flat where shorts are not wanted. */
    public static void down(Context context, boolean shorts) {
        if (shorts) {
            context.goShort();
        } else {
            context.goFlat();
        }
    }

    /** Whether to be short, off unless set. */
    public static Parameter shorts(String when) {
        return Parameter.flag("shorts", false, "whether to be short, not flat, " + when);
    }

    /** A number of bars. */
    public static Parameter bars(String name, long bars, long min, String description) {
        return Parameter.integer(name, bars, min, PERIOD_MAX, description);
    }
}
