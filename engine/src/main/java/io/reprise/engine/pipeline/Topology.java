package io.reprise.engine.pipeline;

import java.util.Locale;

/** Which threads run the stages. */
public enum Topology {
    /** The caller's thread runs every stage: backtests and replays. */
    INLINE,
    /** One consumer journals the available batch, then runs all stages over it: right for two cores. */
    FUSED,
    /** A thread a stage and one that journals, for four cores or more. */
    STAGED;

    /** Reads a name in any case, or says which there are. */
    public static Topology parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "topology '" + text + "' does not exist; there are inline, fused, staged", e);
        }
    }
}
