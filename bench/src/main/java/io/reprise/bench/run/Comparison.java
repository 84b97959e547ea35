package io.reprise.bench.run;

import io.reprise.engine.backtest.RunResult;

/** Two implementations of one backtest must agree, or what was measured means nothing. */
public final class Comparison {
    private Comparison() {}

    /** @throws IllegalStateException naming the first fill that differs */
    public static void requireSameFills(String other, FillLog theirs, EngineRun run) {
        String difference = theirs.difference(run.fills());
        if (difference != null) {
            throw new IllegalStateException(other + " and the engine differ: " + difference);
        }
    }

    /** @throws IllegalStateException naming the figure that differs */
    public static void requireSameAccount(String other, long orders, long cash, long position, EngineRun run) {
        RunResult ours = run.result();
        requireEqual(other, "orders", orders, ours.orders());
        requireEqual(other, "cash", cash, ours.cash());
        requireEqual(other, "position", position, ours.position());
    }

    private static void requireEqual(String other, String what, long theirs, long ours) {
        if (theirs != ours) {
            throw new IllegalStateException(other + " and the engine differ: " + what + " " + theirs + " and " + ours);
        }
    }
}
