package io.reprise.engine.backtest;

import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.codecs.StrategySignalDecoder;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A run's recorded decisions, one after the other, each with the event that caused it. Owned by one thread. */
final class RecordedDecisions implements AutoCloseable {
    private final RecordedRun.Reader reader;
    private final FrameCursor outbound;
    private final Event event = new Event();
    private long marketEvents;
    private boolean hasFrame;

    private RecordedDecisions(RecordedRun.Reader reader, FrameCursor outbound) {
        this.reader = reader;
        this.outbound = outbound;
        hasFrame = outbound.advance();
    }

    static RecordedDecisions of(RecordedRun run) throws IOException {
        RecordedRun.Reader reader = run.open();
        RecordedDecisions decisions = null;
        try {
            decisions =
                    new RecordedDecisions(reader, new FrameCursor(run.journal().resolve(RunJournal.OUTBOUND)));
            return decisions;
        } finally {
            if (decisions == null) {
                reader.close();
            }
        }
    }

    /** The next decision, null at the end. */
    Decision next() {
        if (!hasFrame) {
            return null;
        }
        long causeSeq = causeSeq(outbound.buffer(), outbound.offset());
        List<UnsafeBuffer> frames = new ArrayList<>();
        while (hasFrame && causeSeq(outbound.buffer(), outbound.offset()) == causeSeq) {
            frames.add(Decision.copy(outbound.buffer(), outbound.offset()));
            hasFrame = outbound.advance();
        }
        do {
            if (!reader.advance(event)) {
                throw new IllegalStateException("the journal has a decision on sequence " + causeSeq
                        + ", where its events have ended at " + event.seq());
            }
            marketEvents += EventKind.of(event) == EventKind.MARKET ? 1 : 0;
        } while (event.seq() < causeSeq);
        return new Decision(Place.of(event, marketEvents), causeSeq, frames);
    }

    private static long causeSeq(UnsafeBuffer buffer, int offset) {
        int field = switch (Event.templateId(buffer, offset)) {
            case StrategySignalDecoder.TEMPLATE_ID -> StrategySignalDecoder.causeSeqEncodingOffset();
            case OrderIntentDecoder.TEMPLATE_ID -> OrderIntentDecoder.causeSeqEncodingOffset();
            case RiskVerdictDecoder.TEMPLATE_ID -> RiskVerdictDecoder.causeSeqEncodingOffset();
            case OrderCommandDecoder.TEMPLATE_ID -> OrderCommandDecoder.causeSeqEncodingOffset();
            default ->
                throw new IllegalStateException(
                        "an outbound frame of template " + Event.templateId(buffer, offset) + " is no decision");
        };
        return buffer.getLong(offset + Event.HEADER_BYTES + field, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        reader.close();
        outbound.close();
    }
}
