package io.reprise.engine.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.StateTape;
import io.reprise.engine.fixed.Fixed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final long PX = 100 * Fixed.ONE;
    private static final int CAPACITY = 8;
    private static final int STRATEGIES = 2;
    private static final int INSTRUMENTS = 3;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ExecutionReportEncoder.BLOCK_LENGTH]);
    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder().wrap(buffer, 0);
    private final ExecutionReportDecoder decoder = new ExecutionReportDecoder()
            .wrap(buffer, 0, ExecutionReportEncoder.BLOCK_LENGTH, ExecutionReportEncoder.SCHEMA_VERSION);
    private final Orders orders = new Orders(CAPACITY, STRATEGIES, INSTRUMENTS);

    @Test
    void followsAnOrderFromSubmissionToItsLastFill() {
        int slot = buy(1, 10);
        assertEquals(OrderStatus.PENDING, orders.status(slot));
        assertEquals(10, orders.workingLeaves(0, 1));
        assertEquals(Fixed.NULL_PX, orders.avgPx(slot));
        apply(1, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
        assertEquals(OrderStatus.OPEN, orders.status(slot));
        apply(1, Side.BUY, ExecType.TRADE, PX, 4, 6);
        assertEquals(OrderStatus.PARTIALLY_FILLED, orders.status(slot));
        assertEquals(6, orders.workingLeaves(0, 1));
        assertEquals(slot, apply(1, Side.BUY, ExecType.TRADE, 2 * PX, 6, 0));
        assertEquals(OrderStatus.FILLED, orders.status(slot), "readable until the next order");
        assertEquals(10, orders.cumQty(slot));
        assertEquals(160 * Fixed.ONE, orders.avgPx(slot));
        assertEquals(Orders.NO_SLOT, orders.slotOf(1));
        assertEquals(0, orders.workingLeaves(0, 1));
        assertEquals(2, orders.fills());
        assertEquals(0, orders.size());
    }

    @Test
    void decrementsWithoutFillAndEndsAtNothing() {
        int slot = buy(1, 10);
        apply(1, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
        apply(1, Side.BUY, ExecType.DECREMENTED, Fixed.NULL_PX, 3, 7);
        assertEquals(OrderStatus.OPEN, orders.status(slot));
        assertEquals(7, orders.leavesQty(slot));
        apply(1, Side.BUY, ExecType.DECREMENTED, Fixed.NULL_PX, 7, 0);
        assertEquals(OrderStatus.CANCELED, orders.status(slot));
        assertEquals(0, orders.cumQty(slot));
        assertEquals(0, orders.fills());
    }

    @Test
    void replacesWhatIsLeftAndThePrice() {
        int limit = orders.add(1, -1, 0, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 10, PX, Fixed.NULL_PX, true, 9);
        int stop = orders.add(2, 1, 0, Side.BUY, OrderType.STOP, TimeInForce.GTC, 10, Fixed.NULL_PX, PX, false, 9);
        apply(1, Side.SELL, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
        apply(2, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
        apply(1, Side.SELL, ExecType.TRADE, PX, 4, 6);
        apply(1, Side.SELL, ExecType.REPLACED, PX + 5, 0, 9);
        assertEquals(
                List.of(13L, 9L, 4L, PX + 5),
                List.of(orders.orderQty(limit), orders.leavesQty(limit), orders.cumQty(limit), orders.limitPx(limit)));
        assertEquals(OrderStatus.PARTIALLY_FILLED, orders.status(limit));
        assertEquals(-9, orders.workingLeaves(-1, 0));
        apply(2, Side.BUY, ExecType.REPLACED, PX - 1, 0, 10);
        assertEquals(PX - 1, orders.stopPx(stop));
        apply(2, Side.BUY, ExecType.TRIGGERED, Fixed.NULL_PX, 0, 10);
        assertEquals(OrderStatus.OPEN, orders.status(stop));
        refuses(1, Side.SELL, ExecType.REPLACED, PX, 0, 0);
    }

    @Test
    void refusesWhatContradictsTheOrder() {
        buy(1, 10);
        refuses(1, Side.BUY, ExecType.DECREMENTED, Fixed.NULL_PX, 1, 9); // not accepted yet
        refuses(1, Side.BUY, ExecType.TRIGGERED, Fixed.NULL_PX, 0, 10);
        apply(1, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
        refuses(1, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10); // twice
        refuses(1, Side.BUY, ExecType.REJECTED, Fixed.NULL_PX, 0, 0);
        refuses(1, Side.BUY, ExecType.TRADE, PX, 4, 5); // other leaves
        refuses(1, Side.BUY, ExecType.TRADE, PX, 11, -1); // more than is left
        refuses(1, Side.BUY, ExecType.TRADE, PX, 0, 10);
        refuses(1, Side.BUY, ExecType.TRADE, PX, -1, 11);
        refuses(1, Side.BUY, ExecType.CANCELED, Fixed.NULL_PX, 0, 10);
        refuses(1, Side.SELL, ExecType.TRADE, PX, 1, 9);
        refuses(2, Side.BUY, ExecType.TRADE, PX, 1, 9);
        refuses(1, Side.BUY, ExecType.NULL_VAL, PX, 0, 10);
        assertThrows(IllegalStateException.class, () -> orders.deny(1));
        assertThrows(IllegalStateException.class, () -> orders.deny(2));
        assertThrows(IllegalStateException.class, () -> buy(1, 10));
        assertThrows(IllegalArgumentException.class, () -> buy(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> orders.workingLeaves(STRATEGIES, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> orders.workingLeaves(0, INSTRUMENTS));
        assertEquals(1, orders.submitted());
    }

    @Test
    void saysWhatTheVenueContradicts() {
        buy(1, 10);
        String message = assertThrows(IllegalStateException.class, () -> apply(1, Side.BUY, ExecType.TRADE, PX, 4, 5))
                .getMessage();
        assertEquals("order 1 has 10 left, but the venue reports TRADE of 4 leaving 5", message);
    }

    @Test
    void takesARefusedCancelAtAnyTime() {
        int slot = buy(1, 10);
        assertEquals(slot, apply(1, Side.BUY, ExecType.CANCEL_REJECTED, Fixed.NULL_PX, 0, 0));
        assertEquals(Orders.NO_SLOT, apply(7, Side.BUY, ExecType.CANCEL_REJECTED, Fixed.NULL_PX, 0, 0));
        assertEquals(10, orders.leavesQty(slot));
    }

    @Test
    void answersFullWithACode() {
        for (int id = 1; id <= CAPACITY; id++) {
            assertTrue(buy(id, 1) >= 0);
        }
        assertEquals(Orders.FULL, buy(99, 1));
        assertEquals(CAPACITY, orders.workingLeaves(0, 1));
        assertEquals(Orders.NO_SLOT, orders.deny(99));
        assertThrows(IllegalStateException.class, () -> orders.deny(99));
        assertEquals(1, orders.denied());
        assertEquals(CAPACITY + 1, orders.submitted());
        apply(3, Side.BUY, ExecType.REJECTED, Fixed.NULL_PX, 0, 0);
        assertEquals(1, orders.rejected());
        assertTrue(buy(100, 1) >= 0);
        assertEquals(List.of(1L, 2L, 4L, 5L, 6L, 7L, 8L, 100L), idsInOrder(orders));
    }

    @Test
    void keepsItsIdentitiesUnderAnyReports() {
        for (long seed = 1; seed <= 20; seed++) {
            new Walk(seed).run(1_000);
        }
    }

    @Test
    void allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long id = 0;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                id++;
                buy(id, 10);
                apply(id, Side.BUY, ExecType.ACCEPTED, Fixed.NULL_PX, 0, 10);
                apply(id, Side.BUY, ExecType.TRADE, PX, 4, 6);
                apply(id, Side.BUY, ExecType.CANCELED, Fixed.NULL_PX, 0, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    private int buy(long id, long qty) {
        return orders.add(
                id, 0, 1, Side.BUY, OrderType.MARKET, TimeInForce.GTC, qty, Fixed.NULL_PX, Fixed.NULL_PX, false, 5);
    }

    private int apply(long id, Side side, ExecType type, long px, long qty, long leaves) {
        encoder.orderId(id)
                .side(side)
                .execType(type)
                .lastPx(px)
                .lastQty(qty)
                .leavesQty(leaves)
                .limitPx(Fixed.NULL_PX);
        return orders.apply(decoder);
    }

    private void refuses(long id, Side side, ExecType type, long px, long qty, long leaves) {
        long[] before = StateTape.of(orders).values();
        assertThrows(IllegalStateException.class, () -> apply(id, side, type, px, qty, leaves));
        assertArrayEquals(before, StateTape.of(orders).values());
    }

    private static List<Long> idsInOrder(Orders orders) {
        List<Long> ids = new ArrayList<>();
        for (int slot = orders.first(); slot != Orders.NO_SLOT; slot = orders.next(slot)) {
            ids.add(orders.orderId(slot));
        }
        return ids;
    }

    /** Random submissions, denials and reports, right and wrong ones, beside a plain model. */
    private final class Walk {
        private final long seed;
        private final SplittableRandom random;
        private final Map<Long, Model> models = new LinkedHashMap<>();
        private Orders pool = new Orders(CAPACITY, STRATEGIES, INSTRUMENTS);
        private long lastId;
        private long fills;

        Walk(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                String at = "seed " + seed + " step " + step;
                if (random.nextInt(4) == 0) {
                    submit();
                } else {
                    report(at);
                }
                check(at);
            }
        }

        private void submit() {
            lastId += random.nextLong(1, 1L << 40);
            Model model = new Model();
            model.strategyId = random.nextInt(-1, STRATEGIES);
            model.instrumentId = random.nextInt(INSTRUMENTS);
            model.side = random.nextBoolean() ? Side.BUY : Side.SELL;
            model.leaves = random.nextLong(1, 20);
            model.orderQty = model.leaves;
            int slot = pool.add(
                    lastId,
                    model.strategyId,
                    model.instrumentId,
                    model.side,
                    OrderType.MARKET,
                    TimeInForce.GTC,
                    model.leaves,
                    Fixed.NULL_PX,
                    Fixed.NULL_PX,
                    random.nextBoolean(),
                    lastId);
            if (slot == Orders.FULL) {
                assertEquals(CAPACITY, models.size());
                assertEquals(Orders.NO_SLOT, pool.deny(lastId));
            } else {
                models.put(lastId, model);
            }
        }

        private void report(String at) {
            List<Long> ids = new ArrayList<>(models.keySet());
            ids.add(lastId + 1);
            long id = ids.get(random.nextInt(ids.size()));
            Model model = models.get(id);
            if (random.nextInt(10) == 0) {
                boolean legal = model != null && model.status == OrderStatus.PENDING;
                if (attempt(at, legal, () -> pool.deny(id))) {
                    models.remove(id);
                }
                return;
            }
            ExecType type = ExecType.values()[random.nextInt(8)];
            long qty = random.nextLong(0, 12);
            Model after = model == null ? null : model.after(type, qty, random.nextLong(0, 15));
            long leaves = after == null || random.nextInt(10) == 0 ? random.nextLong(-1, 20) : after.leaves;
            boolean legal = after != null && leaves == after.leaves;
            encoder.orderId(id)
                    .side(model == null ? Side.BUY : model.side)
                    .execType(type)
                    .lastPx(PX)
                    .lastQty(qty)
                    .leavesQty(leaves);
            // A replacement's leaves are the venue's to say.
            if (type == ExecType.REPLACED && model != null && leaves > 0) {
                legal = true;
                after = model.after(type, qty, leaves);
            }
            if (attempt(at + " " + type, legal, () -> pool.apply(decoder))) {
                fills += type == ExecType.TRADE ? 1 : 0;
                models.put(id, after);
                if (after.status.isClosed()) {
                    models.remove(id);
                }
            }
        }

        private boolean attempt(String at, boolean legal, Runnable action) {
            if (legal) {
                action.run();
                return true;
            }
            long[] before = StateTape.of(pool).values();
            assertThrows(IllegalStateException.class, action::run, at);
            assertArrayEquals(before, StateTape.of(pool).values(), at);
            return false;
        }

        private void check(String at) {
            assertEquals(new ArrayList<>(models.keySet()), idsInOrder(pool), at);
            assertEquals(models.size(), pool.size(), at);
            assertEquals(fills, pool.fills(), at);
            long[] leaves = new long[(STRATEGIES + 1) * INSTRUMENTS];
            models.forEach((id, model) -> {
                int slot = pool.slotOf(id);
                assertEquals(model.status, pool.status(slot), at);
                assertEquals(model.leaves, pool.leavesQty(slot), at);
                assertEquals(model.cum, pool.cumQty(slot), at);
                assertEquals(model.orderQty, pool.orderQty(slot), at);
                assertEquals(pool.orderQty(slot), pool.cumQty(slot) + pool.leavesQty(slot) + model.decremented, at);
                assertEquals(model.cum == 0 ? Fixed.NULL_PX : PX, pool.avgPx(slot), at);
                assertFalse(pool.status(slot).isClosed(), at);
                leaves[(model.strategyId + 1) * INSTRUMENTS + model.instrumentId] +=
                        model.side == Side.BUY ? model.leaves : -model.leaves;
            });
            for (int i = 0; i < leaves.length; i++) {
                assertEquals(leaves[i], pool.workingLeaves(i / INSTRUMENTS - 1, i % INSTRUMENTS), at);
            }
            if (random.nextInt(10) == 0) {
                reload(at);
            }
        }

        /** Goes on with what was saved: slots and hash layout differ from then on, results must not. */
        private void reload(String at) {
            StateTape tape = StateTape.of(pool);
            Orders loaded = new Orders(CAPACITY, STRATEGIES, INSTRUMENTS);
            loaded.loadState(tape);
            assertTrue(tape.isReadToTheEnd(), at);
            assertArrayEquals(tape.values(), StateTape.of(loaded).values(), at);
            pool = loaded;
        }
    }

    private static final class Model {
        int strategyId;
        int instrumentId;
        Side side;
        OrderStatus status = OrderStatus.PENDING;
        long orderQty;
        long leaves;
        long cum;
        long decremented;

        /** What a right report makes of it; null if it cannot be. */
        Model after(ExecType type, long qty, long newLeaves) {
            Model next = new Model();
            next.strategyId = strategyId;
            next.instrumentId = instrumentId;
            next.side = side;
            next.status = status;
            next.orderQty = orderQty;
            next.leaves = leaves;
            next.cum = cum;
            next.decremented = decremented;
            boolean pending = status == OrderStatus.PENDING;
            boolean enough = qty > 0 && qty <= leaves;
            return switch (type) {
                case ACCEPTED -> pending ? next.become(OrderStatus.OPEN, leaves) : null;
                case REJECTED -> pending ? next.become(OrderStatus.REJECTED, 0) : null;
                case CANCELED -> next.become(OrderStatus.CANCELED, 0);
                case EXPIRED -> next.become(OrderStatus.EXPIRED, 0);
                case TRIGGERED -> pending ? null : next;
                case TRADE -> {
                    next.cum += qty;
                    OrderStatus filled = qty == leaves ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
                    yield enough ? next.become(filled, leaves - qty) : null;
                }
                case DECREMENTED -> {
                    next.decremented += qty;
                    OrderStatus left = qty == leaves ? OrderStatus.CANCELED : status;
                    yield enough && !pending ? next.become(left, leaves - qty) : null;
                }
                case REPLACED -> {
                    next.orderQty += newLeaves - leaves;
                    yield newLeaves > 0 ? next.become(status, newLeaves) : null;
                }
                default -> throw new AssertionError(type + " of " + Arrays.toString(ExecType.values()));
            };
        }

        private Model become(OrderStatus newStatus, long newLeaves) {
            status = newStatus;
            leaves = newLeaves;
            return this;
        }
    }
}
