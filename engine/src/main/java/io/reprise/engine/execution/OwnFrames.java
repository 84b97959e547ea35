package io.reprise.engine.execution;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StatusKind;
import io.reprise.codecs.VenueStatusEncoder;
import io.reprise.engine.event.Event;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames that are ours to say of a venue. Owned by the thread that drives the sequence. */
final class OwnFrames {
    /** Of the venue's connection, as in every journal. */
    static final int VENUE_SOURCE = 1;

    private static final int NONE = -1;
    /** Body of a report of version 1, which says all that there is to say here. */
    private static final int REPORT_BYTES_V1 = 104;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueStatusEncoder status = new VenueStatusEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();

    /** @param instrumentId -1 for all */
    UnsafeBuffer status(StatusKind kind, int instrumentId, long nowNs) {
        frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        status.wrapAndApplyHeader(frame, 0, header)
                .seq(0)
                .tsEventNs(nowNs)
                .tsInitNs(nowNs)
                .instrumentId(instrumentId)
                .sourceId(VENUE_SOURCE);
        status.flags().clear();
        status.statusKind(kind).untilNs(VenueStatusEncoder.untilNsNullValue()).venueId(NONE);
        return frame;
    }

    /** Ends an order, or answers its cancel, in the venue's place. */
    UnsafeBuffer report(
            ExecType execType,
            long orderId,
            int instrumentId,
            int strategyId,
            Side side,
            long causeSeq,
            int reason,
            long nowNs) {
        frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        report.wrapAndApplyHeader(frame, 0, header)
                .seq(0)
                .tsEventNs(nowNs)
                .tsInitNs(nowNs)
                .instrumentId(instrumentId)
                .sourceId(VENUE_SOURCE);
        report.flags().clear();
        report.execType(execType)
                .orderId(orderId)
                .lastPx(ExecutionReportEncoder.lastPxNullValue())
                .lastQty(0)
                .leavesQty(0)
                .fee(0)
                .causeSeq(causeSeq)
                .marketEvent(0)
                .venueOrderId(NONE)
                .strategyId(strategyId)
                .side(side)
                .liquidity(Liquidity.NONE)
                .reason(reason);
        Event.asVersionOne(frame, 0, REPORT_BYTES_V1);
        return frame;
    }
}
