package io.reprise.engine.backtest;

import java.util.Set;

/**
 * Which frames of a journal are wanted. Bounds are inclusive.
 *
 * @param seqFrom smallest sequence
 * @param seqTo largest sequence
 * @param tsInitFromNs earliest tsInit, epoch ns
 * @param tsInitToNs latest tsInit, epoch ns
 * @param templateIds kinds of frames; empty for all
 */
public record FrameFilter(long seqFrom, long seqTo, long tsInitFromNs, long tsInitToNs, Set<Integer> templateIds) {
    /** Wants everything. */
    public static final FrameFilter ALL =
            new FrameFilter(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of());

    public FrameFilter {
        templateIds = Set.copyOf(templateIds);
    }

    boolean wants(long seq, long tsInitNs, int templateId) {
        return seq >= seqFrom
                && seq <= seqTo
                && tsInitNs >= tsInitFromNs
                && tsInitNs <= tsInitToNs
                && (templateIds.isEmpty() || templateIds.contains(templateId));
    }

    /** Whether nothing from here on is wanted, sequences and times never decreasing. */
    boolean isOver(long seq, long tsInitNs) {
        return seq > seqTo || tsInitNs > tsInitToNs;
    }
}
