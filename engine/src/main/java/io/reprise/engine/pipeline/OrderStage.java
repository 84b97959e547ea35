package io.reprise.engine.pipeline;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.DenialSink;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.risk.Reason;

/**
 * Last stage: writes every signal, intent, verdict and command to the outbound journal, sends what was approved,
 * and lets the driver know what was denied. Behind
 * the journaler in every topology, so an order leaves only after its cause is journaled.
 */
@HotPath
final class OrderStage implements Stage {
    private final Orders orders;
    private final OutboundWriter outbound;
    private final OrderGateway gateway;
    private final DenialSink denials;
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final OrderIntent cancel = new OrderIntent();

    private long sentCount;

    OrderStage(Orders orders, OutboundWriter outbound, OrderGateway gateway, DenialSink denials) {
        this.orders = orders;
        this.outbound = outbound;
        this.gateway = gateway;
        this.denials = denials;
    }

    /** New orders sent to the venue. */
    long sentCount() {
        return sentCount;
    }

    @Override
    public void onEvent(Event event, Slot slot) {
        switch (event.templateId()) {
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                report.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
                orders.apply(report);
            }
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(event);
            default -> {}
        }
        egress(event, slot);
        if (event.templateId() == OperatorCommandDecoder.TEMPLATE_ID && command.commandKind() == CommandKind.KILL) {
            cancelAll(event); // behind what closes: it cancels out what still works when it arrives
        }
    }

    /** Writes what was decided on this event and sends what was approved. */
    void egress(Event event, Slot slot) {
        int notices = slot.riskNotices.count() + slot.strategyNotices.count();
        if (slot.signalCount + slot.intentCount + notices == 0 && slot.answer == null) {
            return;
        }
        for (int i = 0; i < slot.riskNotices.count(); i++) {
            outbound.notice(event, slot.riskNotices, i);
        }
        if (slot.answer != null) {
            outbound.verdict(event, slot.answerStrategyId, slot.answer);
        }
        for (int i = 0; i < slot.signalCount; i++) {
            outbound.signal(event, slot.signals[i]);
        }
        for (int i = 0; i < slot.strategyNotices.count(); i++) {
            outbound.notice(event, slot.strategyNotices, i);
        }
        for (int i = 0; i < slot.intentCount; i++) {
            OrderIntent intent = slot.intents[i];
            outbound.intent(event, intent);
            outbound.verdict(event, intent, slot.verdicts[i], slot.verdictActual[i], slot.verdictLimit[i]);
            if (slot.verdicts[i] == Reason.NONE) {
                send(event, intent);
            } else if (intent.action == OrderAction.NEW.value()) {
                outbound.denial(event, intent, slot.verdicts[i], slot.verdictActual[i], slot.verdictLimit[i]);
                denials.deny(outbound.scratch(), 0);
            }
        }
        if (slot.intentOverflowCount > 0) {
            outbound.verdict(event, Reason.INTENTS_FULL, slot.intentOverflowCount, slot.intentsMax());
        }
    }

    private void send(Event event, OrderIntent intent) {
        if (intent.action == OrderAction.NEW.value()) {
            if (orders.add(intent, event.seq()) == Orders.FULL) {
                throw new IllegalStateException(
                        "risk approved order " + intent.orderId + ", for which there is no room");
            }
            sentCount++;
        }
        gateway.send(outbound.buffer(), outbound.command(event, intent));
    }

    private void onCommand(Event event) {
        command.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        switch (command.commandKind()) {
            case CANCEL_ALL -> cancelAll(event);
            case CANCEL_ORDER -> cancelOne(event, command.orderId());
            default -> {}
        }
    }

    private void cancelAll(Event event) {
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            if (orders.causeSeq(slot) != event.seq()) {
                cancel(event, slot);
            }
        }
    }

    private void cancelOne(Event event, long orderId) {
        int slot = orders.slotOf(orderId);
        outbound.verdict(event, orderId, slot == Orders.NO_SLOT ? Reason.ORDER_NOT_WORKING : Reason.NONE);
        if (slot != Orders.NO_SLOT) {
            cancel(event, slot);
        }
    }

    private void cancel(Event event, int slot) {
        cancel.toCancel(orders.orderId(slot), orders.strategyId(slot), orders.instrumentId(slot));
        gateway.send(outbound.buffer(), outbound.command(event, cancel));
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(sentCount);
        orders.saveState(out);
        outbound.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        sentCount = in.getLong();
        orders.loadState(in);
        outbound.loadState(in);
    }
}
