package io.reprise.engine.backtest;

import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.event.Event;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * All that a run decided on one event.
 *
 * @param place of the event
 * @param seq of the event, in this run
 * @param frames the outbound frames, each at the start of a buffer of its own
 */
record Decision(Place place, long seq, List<UnsafeBuffer> frames) {
    private static final int SEQ = StrategySignalDecoder.seqEncodingOffset();

    Decision {
        frames = List.copyOf(frames);
    }

    /** A frame of its own, copied. */
    static UnsafeBuffer copy(UnsafeBuffer buffer, int offset) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[Event.frameLength(buffer, offset)]);
        copy.putBytes(0, buffer, offset, copy.capacity());
        return copy;
    }

    /** Whether the same was decided, whatever the numbers that it rests on. */
    boolean isSame(Decision other) {
        return isSame(other, false);
    }

    /** Whether two frames decide the same, whatever the numbers that they rest on. */
    static boolean isSame(UnsafeBuffer a, UnsafeBuffer b) {
        return comparable(a, false).equals(comparable(b, false));
    }

    /** Whether the same was decided on the same numbers, such as equity and estimated price. */
    boolean isSameWithNumbers(Decision other) {
        return isSame(other, true);
    }

    private boolean isSame(Decision other, boolean withNumbers) {
        if (frames.size() != other.frames.size()) {
            return false;
        }
        for (int i = 0; i < frames.size(); i++) {
            if (!comparable(frames.get(i), withNumbers).equals(comparable(other.frames.get(i), withNumbers))) {
                return false;
            }
        }
        return true;
    }

    /** The frame without what differs between runs that decide alike: its sequences, and the numbers unless wanted. */
    private static UnsafeBuffer comparable(UnsafeBuffer frame, boolean withNumbers) {
        UnsafeBuffer copy = copy(frame, 0);
        clear(copy, SEQ);
        switch (Event.templateId(frame, 0)) {
            case StrategySignalDecoder.TEMPLATE_ID -> {
                clear(copy, StrategySignalDecoder.causeSeqEncodingOffset());
                clear(
                        copy,
                        withNumbers,
                        StrategySignalDecoder.pxEncodingOffset(),
                        StrategySignalDecoder.equityEncodingOffset(),
                        StrategySignalDecoder.positionEncodingOffset());
            }
            case OrderIntentDecoder.TEMPLATE_ID -> {
                clear(copy, OrderIntentDecoder.causeSeqEncodingOffset());
                clear(copy, withNumbers, OrderIntentDecoder.estimatePxEncodingOffset());
            }
            case RiskVerdictDecoder.TEMPLATE_ID -> {
                clear(copy, RiskVerdictDecoder.causeSeqEncodingOffset());
                clear(
                        copy,
                        withNumbers,
                        RiskVerdictDecoder.actualValueEncodingOffset(),
                        RiskVerdictDecoder.limitValueEncodingOffset());
            }
            case OrderCommandDecoder.TEMPLATE_ID -> clear(copy, OrderCommandDecoder.causeSeqEncodingOffset());
            default -> {}
        }
        return copy;
    }

    private static void clear(UnsafeBuffer frame, boolean keep, int... fields) {
        for (int field : fields) {
            if (!keep) {
                clear(frame, field);
            }
        }
    }

    private static void clear(UnsafeBuffer frame, int field) {
        frame.putLong(Event.HEADER_BYTES + field, 0);
    }
}
