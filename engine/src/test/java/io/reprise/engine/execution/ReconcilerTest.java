package io.reprise.engine.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderCommandEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.VenueConnection;
import io.reprise.engine.gateway.VenueListener;
import io.reprise.engine.gateway.VenueSink;
import io.reprise.engine.order.Orders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What goes to the venue and into the sequence, word by word, for a venue that the test speaks for. */
class ReconcilerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long QTY = 5_00000000L;
    private static final int A = 0;
    private static final int B = 1;

    /** {@code >} to the venue, {@code |} into the sequence. */
    private final List<String> log = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();
    private final ArrayDeque<Consumer<VenueListener>> said = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long now = 1_000 * SECOND;
    private Reconciler reconciler = reconciler(ReconcileRules.NEVER);

    private Reconciler reconciler(long resendAgeNs) {
        ReconcileRules rules = new ReconcileRules(10 * SECOND, resendAgeNs);
        return new Reconciler(
                rules, new Orders(16, 1, 2), new long[2], List.of("A", "B"), new Venue(), new Sequence(), notes::add);
    }

    private final class Venue implements VenueConnection {
        private final OrderCommandDecoder command = new OrderCommandDecoder();

        @Override
        public void send(UnsafeBuffer buffer, int offset) {
            command.wrapAndApplyHeader(buffer, offset, header);
            log.add("> " + command.orderAction() + " " + command.orderId());
        }

        @Override
        public void poll(VenueListener to) {
            while (!said.isEmpty()) {
                said.poll().accept(to);
            }
        }

        @Override
        public void queryOrder(long orderId, int instrumentId) {
            log.add("> order " + orderId + "?");
        }

        @Override
        public void queryPosition(int instrumentId) {
            log.add("> position " + instrumentId + "?");
        }

        @Override
        public int cancelWorking() {
            throw new AssertionError("nobody asked for it");
        }
    }

    private final class Sequence implements VenueSink {
        private final ExecutionReportDecoder report = new ExecutionReportDecoder();
        private final VenueStatusDecoder status = new VenueStatusDecoder();

        @Override
        public void report(UnsafeBuffer buffer, int offset) {
            report.wrapAndApplyHeader(buffer, offset, header);
            assertEquals(now, report.tsInitNs());
            log.add("| " + report.execType() + " " + report.orderId() + " reason " + report.reason());
        }

        @Override
        public void status(UnsafeBuffer buffer, int offset) {
            status.wrapAndApplyHeader(buffer, offset, header);
            log.add("| " + status.statusKind() + " " + status.instrumentId());
        }
    }

    private void expect(String... lines) {
        assertEquals(List.of(lines), log);
        log.clear();
    }

    private void poll(long afterSeconds) {
        now += afterSeconds * SECOND;
        reconciler.poll(now);
    }

    @SafeVarargs
    private void hear(Consumer<VenueListener>... words) {
        for (Consumer<VenueListener> word : words) {
            said.add(word);
        }
        poll(0);
    }

    /** Brings it to where orders can go out. */
    private void connected() {
        reconciler.begin(now);
        hear(VenueListener::onConnected);
        hear(to -> to.onPosition(A, 0), to -> to.onPosition(B, 0));
        expect("| DISCONNECTED -1", "> position 0?", "> position 1?", "| CONNECTED -1");
        assertTrue(reconciler.isWhole());
    }

    private void send(OrderAction action, long orderId, int instrumentId) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        new OrderCommandEncoder()
                .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .tsEventNs(now)
                .tsInitNs(now)
                .instrumentId(instrumentId)
                .orderAction(action)
                .orderId(orderId)
                .orderQty(QTY)
                .limitPx(OrderCommandEncoder.limitPxNullValue())
                .stopPx(OrderCommandEncoder.stopPxNullValue())
                .side(Side.BUY)
                .orderType(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC);
        reconciler.send(frame, 0);
    }

    private Consumer<VenueListener> report(ExecType type, long orderId, long lastQty, long leavesQty, boolean answers) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        new ExecutionReportEncoder()
                .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .tsEventNs(now)
                .instrumentId(A)
                .execType(type)
                .orderId(orderId)
                .lastPx(1_00000000L)
                .lastQty(lastQty)
                .leavesQty(leavesQty)
                .side(Side.BUY)
                .liquidity(Liquidity.NONE);
        return to -> to.onReport(frame, 0, answers);
    }

    @Test
    void asksBeforeAnythingNewAndAbandonsWhatTheVenueDoesNotKnow() {
        connected();
        send(OrderAction.NEW, 1, A);
        poll(9);
        expect("> NEW 1");
        assertFalse(reconciler.isWhole());
        poll(1);
        expect("| GAP 0", "> order 1?");
        poll(9);
        expect();
        poll(1);
        expect("> order 1?");
        hear(to -> to.onOrder(1, false, 0), to -> to.onOrder(1, false, 0));
        expect("| REJECTED 1 reason 15", "> position 0?");
        hear(to -> to.onPosition(A, 0));
        expect("| CONNECTED 0");
        assertTrue(reconciler.isWhole());
        assertEquals(1, reconciler.counts().abandoned());
        assertEquals(1, reconciler.counts().silences());
        assertEquals(2, reconciler.counts().questions());
    }

    @Test
    void sendsAgainUpToAnAge() {
        reconciler = reconciler(25 * SECOND);
        connected();
        send(OrderAction.NEW, 1, A);
        poll(10);
        hear(to -> to.onOrder(1, false, 0));
        expect("> NEW 1", "| GAP 0", "> order 1?", "> NEW 1", "> position 0?");
        hear(to -> to.onPosition(A, 0));
        expect("| CONNECTED 0");
        poll(10);
        hear(to -> to.onOrder(1, false, 0));
        expect("| GAP 0", "> order 1?", "> NEW 1", "> position 0?");
        poll(10);
        hear(to -> to.onOrder(1, false, 0));
        expect("> order 1?", "> position 0?", "| REJECTED 1 reason 15");
        assertEquals(2, reconciler.counts().resent());
        assertEquals(1, reconciler.counts().abandoned());
    }

    @Test
    void hearsEachReportOnceAndInOrder() {
        connected();
        send(OrderAction.NEW, 1, A);
        hear(report(ExecType.ACCEPTED, 1, 0, QTY, false), report(ExecType.ACCEPTED, 1, 0, QTY, false));
        expect("> NEW 1", "| ACCEPTED 1 reason 0");
        hear(report(ExecType.TRADE, 1, QTY / 5, 3 * QTY / 5, false)); // the one before it is missing
        expect("| GAP 0", "> order 1?");
        hear(
                report(ExecType.ACCEPTED, 1, 0, QTY, true),
                report(ExecType.TRADE, 1, QTY / 5, 4 * QTY / 5, true),
                report(ExecType.TRADE, 1, QTY / 5, 3 * QTY / 5, true),
                to -> to.onOrder(1, true, 3 * QTY / 5));
        expect("| TRADE 1 reason 0", "| TRADE 1 reason 0", "> position 0?");
        hear(to -> to.onPosition(A, 2 * QTY / 5));
        expect("| CONNECTED 0");
        assertEquals(6, reconciler.counts().reports());
        assertEquals(3, reconciler.counts().sequenced());
        assertEquals(2, reconciler.counts().repeated());
        assertEquals(1, reconciler.counts().early());
        assertEquals(List.of(), notes);
    }

    /** A cancel says that an order has ended, but not how much of it had been filled. */
    @Test
    void asksForTheFillsBeforeAnEnd() {
        connected();
        send(OrderAction.NEW, 1, A);
        hear(report(ExecType.ACCEPTED, 1, 0, QTY, false));
        send(OrderAction.CANCEL, 1, A);
        hear(report(ExecType.CANCELED, 1, 0, 0, false));
        expect("> NEW 1", "| ACCEPTED 1 reason 0", "> CANCEL 1", "> order 1?");
        hear(
                report(ExecType.TRADE, 1, QTY / 5, 4 * QTY / 5, true),
                report(ExecType.CANCELED, 1, 0, 0, true),
                to -> to.onOrder(1, true, 0));
        expect("| TRADE 1 reason 0", "| CANCELED 1 reason 0", "> position 0?");
        hear(to -> to.onPosition(A, QTY / 5));
        assertTrue(reconciler.isWhole());
        assertEquals(List.of(), notes);
    }

    @Test
    void aLostCancelIsAnswered() {
        connected();
        send(OrderAction.NEW, 1, A);
        hear(report(ExecType.ACCEPTED, 1, 0, QTY, false));
        send(OrderAction.CANCEL, 1, A);
        poll(10);
        hear(to -> to.onOrder(1, true, QTY));
        hear(to -> to.onPosition(A, 0));
        expect(
                "> NEW 1",
                "| ACCEPTED 1 reason 0",
                "> CANCEL 1",
                "| GAP 0",
                "> order 1?",
                "| CANCEL_REJECTED 1 reason 15",
                "> position 0?",
                "| CONNECTED 0");
    }

    @Test
    void aDifferenceThatNoAnswerExplainsHaltsTheInstrument() {
        connected();
        send(OrderAction.NEW, 1, A);
        hear(report(ExecType.ACCEPTED, 1, 0, QTY, false));
        log.clear();
        hear(VenueListener::onDisconnected, VenueListener::onConnected);
        expect("| DISCONNECTED -1", "> order 1?");
        for (int round = 0; round < 4; round++) {
            hear(to -> to.onOrder(1, true, QTY));
            expect("> position 0?", "> position 1?");
            hear(to -> to.onPosition(B, 0), to -> to.onPosition(A, 7));
            expect(round < 3 ? new String[] {"> order 1?"} : new String[] {"| HALTED 0", "| CONNECTED -1"});
        }
        assertEquals(
                List.of(
                        "trading in A is halted until an operator resumes: the position is 0, but at the venue 0.00000007"),
                notes);
        hear(VenueListener::onDisconnected, VenueListener::onConnected);
        hear(to -> to.onOrder(1, true, QTY));
        hear(to -> to.onPosition(A, 7), to -> to.onPosition(B, 0));
        assertEquals(1, notes.size(), "a difference that was told is told again");
        assertTrue(reconciler.isWhole());
    }

    @Test
    void aReportThatCannotBeHaltsTheInstrument() {
        connected();
        send(OrderAction.NEW, 1, A);
        hear(report(ExecType.TRADE, 1, QTY, QTY / 5, false));
        expect("> NEW 1", "| HALTED 0");
        assertEquals(
                List.of("trading in A is halted until an operator resumes: the venue says TRADE of order 1 for 5 with 1"
                        + " left, which cannot follow from what it said before"),
                notes);
    }

    @Test
    void anOrderThatWorksAtTheVenueAloneHaltsTheInstrument() {
        connected();
        hear(report(ExecType.ACCEPTED, 9, 0, QTY, false));
        expect("> order 9?");
        hear(to -> to.onOrder(9, true, QTY));
        expect("| HALTED 0", "> position 0?");
        assertEquals(
                List.of(
                        "trading in A is halted until an operator resumes: 5 of order 9 work at the venue, which has ended or"
                                + " was never sent"),
                notes);
    }
}
