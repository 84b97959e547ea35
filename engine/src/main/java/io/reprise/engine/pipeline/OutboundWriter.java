package io.reprise.engine.pipeline;

import io.reprise.codecs.DenialEncoder;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandEncoder;
import io.reprise.codecs.OrderIntentEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.RiskVerdictEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StrategySignalEncoder;
import io.reprise.codecs.TimeInForce;
import io.reprise.codecs.Verdict;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.order.ExecFlags;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.risk.Reason;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes what the engine decided into outbound frames. They are numbered from 1, carry their cause's times and sequence,
 * and hold no clock of their own, so the same inbound gives the same bytes. Owned by the orders stage.
 */
@HotPath
final class OutboundWriter implements Stateful {
    private static final long NO_ORDER = -1;
    private static final int NO_STRATEGY = -1;
    /** Bodies of version 1. */
    private static final int INTENT_BYTES_V1 = 88;

    private static final int COMMAND_BYTES_V1 = 80;

    private final FrameBatch batch;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StrategySignalEncoder signal = new StrategySignalEncoder();
    private final OrderIntentEncoder intent = new OrderIntentEncoder();
    private final RiskVerdictEncoder verdict = new RiskVerdictEncoder();
    private final OrderCommandEncoder command = new OrderCommandEncoder();

    private final DenialEncoder denial = new DenialEncoder();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);

    private long seqNext = 1;

    OutboundWriter(FrameBatch batch) {
        this.batch = batch;
    }

    UnsafeBuffer buffer() {
        return batch.buffer();
    }

    long seqNext() {
        return seqNext;
    }

    void flush() {
        batch.flush();
    }

    void signal(Event cause, Slot.Signal change) {
        int offset = batch.claim();
        signal.wrapAndApplyHeader(batch.buffer(), offset, header)
                .seq(seqNext)
                .tsEventNs(cause.tsEventNs())
                .tsInitNs(cause.tsInitNs())
                .instrumentId(change.instrumentId)
                .sourceId(0);
        signal.flags().clear();
        signal.signal((byte) change.state)
                .strategyId(change.strategyId)
                .previous(change.previous)
                .causeSeq(cause.seq())
                .px(change.px)
                .equity(change.equity)
                .position(change.position);
        commit();
    }

    void intent(Event cause, OrderIntent wanted) {
        int offset = batch.claim();
        intent.wrapAndApplyHeader(batch.buffer(), offset, header)
                .seq(seqNext)
                .tsEventNs(cause.tsEventNs())
                .tsInitNs(cause.tsInitNs())
                .instrumentId(wanted.instrumentId)
                .sourceId(0);
        intent.flags().clear();
        intent.side(Side.get(wanted.side))
                .orderId(wanted.orderId)
                .orderQty(wanted.orderQty)
                .limitPx(wanted.limitPx)
                .stopPx(wanted.stopPx)
                .estimatePx(wanted.estimatePx)
                .causeSeq(cause.seq())
                .strategyId(wanted.strategyId)
                .orderType(OrderType.get(wanted.type))
                .timeInForce(TimeInForce.get(wanted.timeInForce))
                .closing((short) (wanted.closing ? 1 : 0))
                .orderAction(OrderAction.get(wanted.action))
                .expireTimeNs(wanted.expireTimeNs)
                .trailOffset(wanted.trailOffset)
                .displayQty(wanted.displayQty)
                .listBack(wanted.listBack())
                .linkKind(LinkKind.get(wanted.linkKind));
        ExecFlags.put(intent.execInst(), wanted.execFlags);
        if (!wanted.hasTerms()) {
            Event.asVersionOne(batch.buffer(), offset, INTENT_BYTES_V1);
        }
        commit();
    }

    void verdict(Event cause, OrderIntent judged, Reason reason, long actual, long limit) {
        verdict(cause, judged.orderId, judged.strategyId, judged.instrumentId, reason, actual, limit);
    }

    /** The answer to a command, such as a strategy's new parameter set. */
    void verdict(Event cause, int strategyId, Reason reason) {
        verdict(cause, NO_ORDER, strategyId, cause.instrumentId(), reason, 0, 0);
    }

    /** The answer to a command on one order. */
    void verdict(Event cause, long orderId, Reason reason) {
        verdict(cause, orderId, NO_STRATEGY, cause.instrumentId(), reason, 0, 0);
    }

    /** Something that a stage had to say beside its verdicts. */
    void notice(Event cause, Notices notices, int index) {
        verdict(
                cause,
                notices.orderId(index),
                notices.strategyId(index),
                notices.instrumentId(index),
                notices.reason(index),
                notices.actual(index),
                notices.limit(index));
    }

    /** A verdict on the account as a whole. */
    void verdict(Event cause, Reason reason, long actual, long limit) {
        verdict(cause, NO_ORDER, NO_STRATEGY, cause.instrumentId(), reason, actual, limit);
    }

    private void verdict(
            Event cause, long orderId, int strategyId, int instrumentId, Reason reason, long actual, long limit) {
        int offset = batch.claim();
        verdict.wrapAndApplyHeader(batch.buffer(), offset, header)
                .seq(seqNext)
                .tsEventNs(cause.tsEventNs())
                .tsInitNs(cause.tsInitNs())
                .instrumentId(instrumentId)
                .sourceId(0);
        verdict.flags().clear();
        verdict.verdict(reason == Reason.NONE || reason.isNews() ? Verdict.APPROVED : Verdict.DENIED)
                .orderId(orderId)
                .causeSeq(cause.seq())
                .actualValue(actual)
                .limitValue(limit)
                .strategyId(strategyId)
                .reason(reason.code());
        commit();
    }

    /** Writes the command and says where its frame begins in {@link #buffer}. */
    int command(Event cause, OrderIntent approved) {
        int offset = batch.claim();
        command.wrapAndApplyHeader(batch.buffer(), offset, header)
                .seq(seqNext)
                .tsEventNs(cause.tsEventNs())
                .tsInitNs(cause.tsInitNs())
                .instrumentId(approved.instrumentId)
                .sourceId(0);
        command.flags().clear();
        command.orderAction(OrderAction.get(approved.action))
                .orderId(approved.orderId)
                .orderQty(approved.orderQty)
                .limitPx(approved.limitPx)
                .stopPx(approved.stopPx)
                .causeSeq(cause.seq())
                .strategyId(approved.strategyId)
                .side(Side.get(approved.side))
                .orderType(OrderType.get(approved.type))
                .timeInForce(TimeInForce.get(approved.timeInForce))
                .closing((short) (approved.closing ? 1 : 0))
                .expireTimeNs(approved.expireTimeNs)
                .trailOffset(approved.trailOffset)
                .displayQty(approved.displayQty)
                .listBack(approved.listBack())
                .linkKind(LinkKind.get(approved.linkKind));
        ExecFlags.put(command.execInst(), approved.execFlags);
        if (!approved.hasTerms()) {
            Event.asVersionOne(batch.buffer(), offset, COMMAND_BYTES_V1);
        }
        commit();
        return offset;
    }

    /** Encodes a denial into {@link #scratch}: it is not an outbound frame but one to be sequenced, with a number given then. */
    void denial(Event cause, OrderIntent refused, Reason reason, long actual, long limit) {
        scratch.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
        denial.wrapAndApplyHeader(scratch, 0, header)
                .seq(0)
                .tsEventNs(cause.tsInitNs())
                .tsInitNs(cause.tsInitNs())
                .instrumentId(refused.instrumentId)
                .sourceId(0);
        denial.flags().clear();
        denial.side(Side.get(refused.side))
                .orderId(refused.orderId)
                .causeSeq(cause.seq())
                .orderQty(refused.orderQty)
                .actualValue(actual)
                .limitValue(limit)
                .strategyId(refused.strategyId)
                .reason(reason.code());
    }

    /** The denial encoded last, at offset 0. */
    UnsafeBuffer scratch() {
        return scratch;
    }

    private void commit() {
        batch.commit(seqNext);
        seqNext++;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(seqNext);
    }

    @Override
    public void loadState(StateInput in) {
        seqNext = in.getLong();
    }
}
