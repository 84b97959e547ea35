package io.reprise.engine.control;

import java.util.Set;

/**
 * Which frames are wanted, in their order. Bounds are inclusive.
 *
 * @param stream inbound (a backtest's market frames left out), outbound, or both with all market frames merged in
 * @param fromSeq smallest sequence: the stream's own, for ALL the run's; the cursor of a page goes here
 * @param types names of templates such as {@code Trade}; empty for all
 * @param limit most items of a page
 */
public record FrameQuery(
        Stream stream, long fromSeq, long toSeq, long fromNs, long toNs, Set<String> types, int limit) {
    /** Where to look. */
    public enum Stream {
        INBOUND,
        OUTBOUND,
        ALL
    }

    public FrameQuery {
        types = Set.copyOf(types);
        Page.requireLimit(limit);
    }

    /** A stream's frames from a sequence on. */
    public static FrameQuery from(Stream stream, long fromSeq, int limit) {
        return new FrameQuery(stream, fromSeq, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), limit);
    }
}
