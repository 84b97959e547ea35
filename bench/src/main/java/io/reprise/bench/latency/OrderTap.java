package io.reprise.bench.latency;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.time.SystemClock;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands where orders leave and looks at the clock. A trade's planned time comes in its own frame, and nothing that the
 * driver writes during the run lies here: what is measured must not wait for the other core on account of being measured.
 * Owned by the threads of journal and orders, in FUSED one.
 */
final class OrderTap implements OrderGateway {
    private static final SystemClock CLOCK = new SystemClock();

    private final Recording journaled = new Recording();
    private final Recording ordered = new Recording();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderCommandDecoder sent = new OrderCommandDecoder();
    private final EgressQueue egress;
    private final boolean isOneThread;
    private long journaledPlannedNs;
    private long journaledNs;

    /** @param isOneThread whether journal and orders are one thread's, as in FUSED */
    OrderTap(EgressQueue egress, boolean isOneThread) {
        this.egress = egress;
        this.isOneThread = isOneThread;
    }

    /** Trades planned for this time or later count; called by the driver before the first of all. */
    void measureFrom(long plannedNs) {
        journaled.measureFrom(plannedNs);
        ordered.measureFrom(plannedNs);
    }

    @Override
    public void send(UnsafeBuffer buffer, int offset) {
        sent.wrapAndApplyHeader(buffer, offset, header);
        long plannedNs = sent.tsInitNs();
        ordered.record(plannedNs);
        if (plannedNs == journaledPlannedNs) {
            journaled.record(plannedNs, journaledNs);
        }
        egress.send(buffer, offset);
    }

    /** The oldest trade of each document that was appended stands for it. */
    FrameSink timed(FrameSink sink) {
        return (buffer, offset, length, frameCount, firstSeq) -> {
            sink.onFrames(buffer, offset, length, frameCount, firstSeq);
            if (Event.templateId(buffer, offset) == TradeDecoder.TEMPLATE_ID) {
                onJournaled(Event.tsInitNs(buffer, offset), CLOCK.monoNs());
            }
        };
    }

    /** Where the order is still to come on this thread, it goes first: a histogram takes its time. */
    private void onJournaled(long plannedNs, long nowNs) {
        if (isOneThread) {
            journaledPlannedNs = plannedNs;
            journaledNs = nowNs;
        } else {
            journaled.record(plannedNs, nowNs);
        }
    }

    Histogram journaled() {
        return journaled.measured();
    }

    Histogram ordered() {
        return ordered.measured();
    }
}
