package io.reprise.engine.execution;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.StatusKind;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.gateway.OwnReason;
import io.reprise.engine.gateway.VenueConnection;
import io.reprise.engine.gateway.VenueListener;
import io.reprise.engine.gateway.VenueSink;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.order.Orders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands between our orders and a venue that is not ours. Sends what is to be sent, lets each report into the sequence once
 * and in order, and knows which answers the venue owes: one that does not come in time makes its order unresolved, the
 * instrument is said to have a gap, and the venue is asked, before anything new is sent there. What the venue does not know
 * is sent again or abandoned, by age. What no rule explains halts the instrument.
 *
 * <p>All that it decides enters the sequence as a report or a status, so that a replay needs neither it nor the venue. It
 * begins unconnected, also after a restart, and asks for all orders that work. Owned by the thread that drives the sequence.
 */
public final class Reconciler implements OrderGateway, VenueListener {
    private static final int ALL_INSTRUMENTS = -1;
    /** Rounds of questions in which a difference in position must stay the same before it halts the instrument. */
    private static final int DOUBTS_MAX = 3;

    private final ReconcileRules rules;
    private final Orders orders;
    private final long[] positions;
    private final List<String> names;
    private final VenueConnection venue;
    private final VenueSink sink;
    private final Consumer<String> notes;
    private final ReconcileCounts counts = new ReconcileCounts();
    private final OwnFrames own = new OwnFrames();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderCommandDecoder command = new OrderCommandDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer heard = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);

    /** By order, what the venue owes an answer on. */
    private final Map<Long, Owed> owed = new TreeMap<>();

    private final boolean[] gap;
    /** By instrument, how often in a row the venue's position was not ours, and how far it was from it last. */
    private final int[] doubts;

    private final long[] doubtedApart;
    /** By instrument, when the position is asked for again; {@link Long#MAX_VALUE} where it is not asked for. */
    private final long[] positionDueNs;
    /** By instrument, how far the venue's position was from ours when that halted it. */
    private final long[] difference;

    private boolean connected;
    private boolean lost = true;
    private long nowNs;

    /** An answer that the venue owes. */
    private static final class Owed {
        final int instrumentId;
        /** The order as it was sent, null where it is not known. */
        UnsafeBuffer order;

        boolean cancels;
        boolean asked;
        long dueNs;

        Owed(int instrumentId) {
            this.instrumentId = instrumentId;
        }
    }

    /**
     * @param orders that work, of the reconciler's own from now on
     * @param positions by instrument, likewise
     * @param names of the instruments
     * @param notes told in one sentence of what halts an instrument
     */
    public Reconciler(
            ReconcileRules rules,
            Orders orders,
            long[] positions,
            List<String> names,
            VenueConnection venue,
            VenueSink sink,
            Consumer<String> notes) {
        this.rules = rules;
        this.orders = orders;
        this.positions = positions.clone();
        this.names = List.copyOf(names);
        this.venue = venue;
        this.sink = sink;
        this.notes = notes;
        gap = new boolean[positions.length];
        doubts = new int[positions.length];
        doubtedApart = new long[positions.length];
        difference = new long[positions.length];
        positionDueNs = new long[positions.length];
        Arrays.fill(positionDueNs, Long.MAX_VALUE);
    }

    public ReconcileCounts counts() {
        return counts;
    }

    /** Whether the venue owes nothing: connected, no gap, every command answered. */
    public boolean isWhole() {
        boolean whole = !lost && owed.isEmpty();
        for (int i = 0; i < gap.length; i++) {
            whole &= !gap[i] && positionDueNs[i] == Long.MAX_VALUE;
        }
        return whole;
    }

    /** Says that the venue is not connected yet; call first, at the time at which the session begins or goes on. */
    public void begin(long timeNs) {
        nowNs = timeNs;
        sink.status(own.status(StatusKind.DISCONNECTED, ALL_INSTRUMENTS, nowNs), 0);
    }

    /** Gives back a frame of the outbound stream: an order that still has no answer can be sent again by it. */
    public void restore(UnsafeBuffer buffer, int offset) {
        if (Event.templateId(buffer, offset) != OrderCommandDecoder.TEMPLATE_ID) {
            return;
        }
        command.wrapAndApplyHeader(buffer, offset, header);
        int slot = orders.slotOf(command.orderId());
        if (command.orderAction() == OrderAction.NEW
                && slot != Orders.NO_SLOT
                && orders.status(slot) == OrderStatus.PENDING) {
            owe(command.orderId(), command.instrumentId()).order = copy(buffer, offset);
        }
    }

    /** Hears the venue out, and asks where an answer is due. */
    public void poll(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        venue.poll(this);
        if (!connected) {
            return;
        }
        for (Map.Entry<Long, Owed> one : new ArrayList<>(owed.entrySet())) {
            if (one.getValue().dueNs <= nowNs) {
                counts.silences += one.getValue().asked ? 0 : 1;
                fallSilent(one.getValue().instrumentId);
                ask(one.getKey(), one.getValue().instrumentId);
            }
        }
        for (int i = 0; i < positionDueNs.length; i++) {
            if (positionDueNs[i] <= nowNs) {
                askPosition(i);
            }
        }
    }

    @Override
    public void send(UnsafeBuffer buffer, int offset) {
        nowNs = Math.max(nowNs, Event.tsInitNs(buffer, offset));
        command.wrapAndApplyHeader(buffer, offset, header);
        Owed answer = owe(command.orderId(), command.instrumentId());
        if (command.orderAction() == OrderAction.NEW) {
            orders.add(
                    command.orderId(),
                    command.strategyId(),
                    command.instrumentId(),
                    command.side(),
                    command.orderType(),
                    command.timeInForce(),
                    command.orderQty(),
                    command.limitPx(),
                    command.stopPx(),
                    command.closing() != 0,
                    command.causeSeq());
            answer.order = copy(buffer, offset);
        } else {
            answer.cancels = true;
        }
        venue.send(buffer, offset);
    }

    private Owed owe(long orderId, int instrumentId) {
        Owed answer = owed.computeIfAbsent(orderId, id -> new Owed(instrumentId));
        answer.dueNs = Math.addExact(nowNs, rules.answerNsMax());
        return answer;
    }

    private static UnsafeBuffer copy(UnsafeBuffer buffer, int offset) {
        byte[] frame = new byte[Event.frameLength(buffer, offset)];
        buffer.getBytes(offset, frame);
        return new UnsafeBuffer(frame);
    }

    private void ask(long orderId, int instrumentId) {
        owe(orderId, instrumentId).asked = true;
        counts.questions++;
        venue.queryOrder(orderId, instrumentId);
    }

    private void askWorking(int instrumentId) {
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            if (instrumentId == ALL_INSTRUMENTS || orders.instrumentId(slot) == instrumentId) {
                ask(orders.orderId(slot), orders.instrumentId(slot));
            }
        }
    }

    private void askPosition(int instrumentId) {
        positionDueNs[instrumentId] = Math.addExact(nowNs, rules.answerNsMax());
        venue.queryPosition(instrumentId);
    }

    private void fallSilent(int instrumentId) {
        if (!lost && !gap[instrumentId]) {
            gap[instrumentId] = true;
            sink.status(own.status(StatusKind.GAP, instrumentId, nowNs), 0);
        }
    }

    @Override
    public void onConnected() {
        connected = true;
        askWorking(ALL_INSTRUMENTS);
        settle(ALL_INSTRUMENTS);
    }

    @Override
    public void onDisconnected() {
        connected = false;
        owed.values().forEach(answer -> answer.asked = false);
        Arrays.fill(positionDueNs, Long.MAX_VALUE);
        if (!lost) {
            lost = true;
            sink.status(own.status(StatusKind.DISCONNECTED, ALL_INSTRUMENTS, nowNs), 0);
        }
    }

    @Override
    public void onReport(UnsafeBuffer buffer, int offset, boolean answers) {
        counts.reports++;
        heard.putBytes(0, buffer, offset, Event.frameLength(buffer, offset));
        report.wrapAndApplyHeader(heard, 0, header);
        long orderId = report.orderId();
        int instrumentId = report.instrumentId();
        int slot = orders.slotOf(orderId);
        if (report.execType() == ExecType.CANCEL_REJECTED) {
            onCancelRejected(orderId);
        } else if (slot == Orders.NO_SLOT) {
            counts.repeated++;
            if (!answers && !owed.containsKey(orderId)) {
                ask(orderId, instrumentId); // it has ended, or was never ours: the answer and the position tell
            }
        } else if (ReportSense.isBareEnd(report.execType()) && !answers) {
            counts.early++;
            ask(orderId, instrumentId); // with all fills that came before the end
        } else {
            onSense(ReportSense.of(report, orders, slot), orderId, instrumentId);
        }
    }

    private void onSense(ReportSense sense, long orderId, int instrumentId) {
        switch (sense) {
            case NEXT -> onNext(orderId);
            case REPEATED -> counts.repeated++;
            case EARLY -> {
                counts.early++;
                fallSilent(instrumentId);
                ask(orderId, instrumentId);
            }
            case WRONG -> {
                counts.wrong++;
                halt(
                        instrumentId,
                        "the venue says " + report.execType() + " of order " + orderId + " for "
                                + Decimals.plain(report.lastQty()) + " with " + Decimals.plain(report.leavesQty())
                                + " left, which cannot follow from what it said before");
            }
        }
    }

    private void onNext(long orderId) {
        sequence(heard);
        Owed answer = owed.get(orderId);
        boolean ended = orders.slotOf(orderId) == Orders.NO_SLOT;
        if (answer != null && !answer.asked && (!answer.cancels || ended)) {
            owed.remove(orderId);
        }
    }

    /** Lets the report in {@link #report} into the sequence, known now. */
    private void sequence(UnsafeBuffer frame) {
        counts.sequenced++;
        Event.known(frame, 0, Math.max(nowNs, Event.tsEventNs(frame, 0)));
        report.wrapAndApplyHeader(frame, 0, header);
        if (report.execType() == ExecType.TRADE) {
            int instrumentId = report.instrumentId();
            long qty = report.side() == Side.BUY ? report.lastQty() : -report.lastQty();
            positions[instrumentId] = Math.addExact(positions[instrumentId], qty);
        }
        orders.apply(report);
        sink.report(frame, 0);
    }

    private void onCancelRejected(long orderId) {
        Owed answer = owed.get(orderId);
        if (answer == null || !answer.cancels) {
            counts.repeated++;
            return;
        }
        answer.cancels = false;
        sequence(heard);
        if (!answer.asked) {
            owed.remove(orderId);
        }
    }

    @Override
    public void onOrder(long orderId, boolean known, long leavesQty) {
        Owed answer = owed.get(orderId);
        if (answer == null || !answer.asked) {
            return; // to a question that was asked twice
        }
        owed.remove(orderId);
        int slot = orders.slotOf(orderId);
        if (slot == Orders.NO_SLOT) {
            onEnded(orderId, answer, leavesQty);
        } else if (known && orders.status(slot) != OrderStatus.PENDING) {
            onKnown(orderId, slot, answer, leavesQty);
        } else if (!known && orders.status(slot) == OrderStatus.PENDING) {
            onUnknown(orderId, slot, answer);
        } else {
            halt(
                    answer.instrumentId,
                    "order " + orderId + " has " + Decimals.plain(orders.leavesQty(slot)) + " left, but the venue "
                            + (known ? "has it without having said so" : "does not know it"));
        }
        settle(answer.instrumentId);
    }

    private void onEnded(long orderId, Owed answer, long leavesQty) {
        if (leavesQty != 0) {
            halt(
                    answer.instrumentId,
                    Decimals.plain(leavesQty) + " of order " + orderId
                            + " work at the venue, which has ended or was never sent");
        }
        askPosition(answer.instrumentId);
    }

    private void onKnown(long orderId, int slot, Owed answer, long leavesQty) {
        if (orders.leavesQty(slot) != leavesQty) {
            halt(
                    answer.instrumentId,
                    "order " + orderId + " has " + Decimals.plain(orders.leavesQty(slot)) + " left, but at the venue "
                            + Decimals.plain(leavesQty));
        } else if (answer.cancels) {
            say(ExecType.CANCEL_REJECTED, orderId, slot, OwnReason.ABANDONED);
        }
    }

    /** The order never arrived. */
    private void onUnknown(long orderId, int slot, Owed answer) {
        boolean canBeSent = answer.order != null && !answer.cancels && rules.resendAgeNsMax() >= 0;
        if (canBeSent && nowNs - Event.tsInitNs(answer.order, 0) <= rules.resendAgeNsMax()) {
            counts.resent++;
            owe(orderId, answer.instrumentId).order = answer.order;
            venue.send(answer.order, 0);
            return;
        }
        counts.abandoned++;
        say(ExecType.REJECTED, orderId, slot, OwnReason.ABANDONED);
    }

    private void say(ExecType execType, long orderId, int slot, int reason) {
        sequence(own.report(
                execType,
                orderId,
                orders.instrumentId(slot),
                orders.strategyId(slot),
                orders.side(slot),
                orders.causeSeq(slot),
                reason,
                nowNs));
    }

    /** When no question is open any more, the position is asked for, and then the instrument is whole. */
    private void settle(int instrumentId) {
        for (Owed answer : owed.values()) {
            if (answer.asked && (lost || answer.instrumentId == instrumentId)) {
                return;
            }
        }
        int first = lost ? 0 : instrumentId;
        int last = lost ? positions.length - 1 : instrumentId;
        for (int i = first; i <= last; i++) {
            if ((lost || gap[i]) && positionDueNs[i] == Long.MAX_VALUE) {
                askPosition(i);
            }
        }
    }

    @Override
    public void onPosition(int instrumentId, long position) {
        if (positionDueNs[instrumentId] == Long.MAX_VALUE) {
            return;
        }
        positionDueNs[instrumentId] = Long.MAX_VALUE;
        long apart = Math.subtractExact(position, positions[instrumentId]);
        if (isDoubtful(instrumentId, apart)) {
            fallSilent(instrumentId);
            askWorking(instrumentId); // fills that were not heard would explain it
            settle(instrumentId);
            return;
        }
        doubts[instrumentId] = 0;
        if (apart != 0 && apart != difference[instrumentId]) {
            halt(
                    instrumentId,
                    "the position is " + Decimals.plain(positions[instrumentId]) + ", but at the venue "
                            + Decimals.plain(position));
        }
        difference[instrumentId] = apart;
        becomeWhole(instrumentId);
    }

    /** A difference counts only when it stays the same through rounds of questions: while we ask, orders fill. */
    private boolean isDoubtful(int instrumentId, long apart) {
        if (apart == difference[instrumentId]) {
            return false;
        }
        doubts[instrumentId] = apart == doubtedApart[instrumentId] ? doubts[instrumentId] + 1 : 1;
        doubtedApart[instrumentId] = apart;
        return apart != 0 && doubts[instrumentId] <= DOUBTS_MAX;
    }

    private void becomeWhole(int instrumentId) {
        if (!lost && gap[instrumentId]) {
            gap[instrumentId] = false;
            sink.status(own.status(StatusKind.CONNECTED, instrumentId, nowNs), 0);
        }
        if (lost) {
            for (int i = 0; i < positionDueNs.length; i++) {
                if (positionDueNs[i] != Long.MAX_VALUE || doubts[i] > 0) {
                    return;
                }
            }
            lost = false;
            Arrays.fill(gap, false);
            sink.status(own.status(StatusKind.CONNECTED, ALL_INSTRUMENTS, nowNs), 0);
        }
    }

    private void halt(int instrumentId, String why) {
        counts.halts++;
        sink.status(own.status(StatusKind.HALTED, instrumentId, nowNs), 0);
        notes.accept("trading in " + names.get(instrumentId) + " is halted until an operator resumes: " + why);
    }
}
