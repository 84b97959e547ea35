package io.reprise.engine.risk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Whatever strategies want and however the venue fills it, the account does not get past a hard limit by more than the
 * market's own move: at each fill what is held stays within what the limits allow at the prices of the order's approval, and
 * while no price moves, within the limits themselves. The venue is adversarial, but keeps rule 15: what arrives cancels out
 * with what works against it.
 */
final class HardLimitsTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 400;
    private static final Costs COSTS = new Costs(1_000_000_000L, 1_000_000_000L, 2_000_000_000L);
    private static final String LIMITS = "gross=1500, net=900, leverage=1.4, instrument=80%, class.CRYPTO=100%,"
            + " sector.X=60%, sector-of.ETH=X, concentration=1.3";

    private static final long POSITION_MAX = RiskRig.fixed("30");
    private static final RiskLimits BASIC = new RiskLimits(
            RiskLimits.NO_LIMIT, RiskLimits.NO_LIMIT, POSITION_MAX, RiskLimits.NO_LIMIT, Integer.MAX_VALUE, 1, 1.0);

    @Test
    void noSequenceOfSignalsAndFillsGetsPastThem() {
        int approvals = 0;
        int denials = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(seed);
            for (int step = 0; step < STEPS; step++) {
                run.step(step, seed % 2 == 0);
            }
            approvals += run.approved;
            denials += run.denied;
        }
        assertTrue(approvals > SEEDS * STEPS / 20, "approved " + approvals);
        assertTrue(denials > SEEDS * STEPS / 40, "denied " + denials);
    }

    /** One sequence. */
    private static final class Run {
        private final RiskRig rig = new RiskRig(BASIC, RiskRig.policy(LIMITS), COSTS);
        private final Random random;
        private final boolean closes;
        private final Pricing pricing = new Pricing();
        private final UnsafeBuffer frame = new UnsafeBuffer(new byte[128]);
        private final String where;
        /** Strategies' own positions, by strategy and instrument. */
        private final long[][] held = new long[2][RiskRig.INSTRUMENTS.size()];

        /** By instrument, the most that its own limit allowed at the prices of any approval. */
        private final long[] allowedQty = new long[RiskRig.INSTRUMENTS.size()];

        private int approved;
        private int denied;
        private boolean moved;
        /** A closing order is never refused for what it does to the net of the rest. */
        private boolean closed;

        Run(long seed) {
            random = new Random(seed);
            closes = seed % 3 != 0;
            where = "seed " + seed;
        }

        private void step(int step, boolean pricesMove) {
            switch (random.nextInt(pricesMove ? 6 : 5)) {
                case 0, 1 -> want(step);
                case 2, 3 -> fill(step);
                case 4 -> cancel();
                default -> move();
            }
        }

        private void move() {
            int id = random.nextInt(RiskRig.INSTRUMENTS.size());
            long px = rig.account.lastPx(id);
            rig.account.mark(id, Math.max(RiskRig.fixed("1"), px + (random.nextInt(201) - 100) * px / 1000));
            moved = true;
        }

        /** A signal: any side, any size, any kind, sent as closing by whoever thinks that it closes. */
        private void want(int step) {
            int strategy = random.nextInt(2);
            int id = random.nextInt(RiskRig.INSTRUMENTS.size());
            long last = rig.account.lastPx(id);
            long lots = 1 + random.nextInt(200_000);
            OrderType type =
                    random.nextInt(3) == 0 ? OrderType.STOP : random.nextBoolean() ? OrderType.LIMIT : OrderType.MARKET;
            boolean buy = random.nextBoolean();
            OrderIntent intent = rig.intent(strategy, id, buy ? "1" : "-1", type, false);
            intent.orderQty = random.nextInt(4) == 0 ? lots * 10_000 : lots * 1_000;
            long expected = held[strategy][id] + rig.orders.workingLeaves(strategy, id);
            if (closes && random.nextInt(3) == 0 && expected != 0) {
                intent.side = (byte) (expected > 0 ? Side.SELL : Side.BUY).value();
                intent.orderQty = Math.abs(expected);
                intent.closing = true;
            }
            buy = intent.side == Side.BUY.value();
            intent.estimatePx = type == OrderType.LIMIT
                    ? last
                    : pricing.takePx(last, buy, RiskRig.INSTRUMENTS.get(id).tickPx(), COSTS.slippageE12());
            if (rig.preTrade.check(intent, rig.nowNs + step) != Reason.NONE) {
                denied++;
                return;
            }
            approved++;
            long share = Fixed.multiply(rig.account.equity(), RiskRig.fixed("0.8"));
            allowedQty[id] = Math.max(allowedQty[id], Fixed.mulDivFloor(share, Fixed.ONE, last));
            int slot = rig.orders.add(intent, step);
            if (slot == Orders.FULL) {
                rig.orders.deny(intent.orderId);
                return;
            }
            report(slot, ExecType.ACCEPTED, 0, 0, rig.orders.leavesQty(slot));
            if (intent.type != OrderType.STOP.value()) {
                cancelOut(slot);
            }
            requireWithin(step, true);
        }

        /** Rule 15: an order that arrives cancels out with what works against it, oldest first. */
        private void cancelOut(int arriving) {
            for (int other : slots()) {
                if (rig.orders.slotOf(rig.orders.orderId(arriving)) == Orders.NO_SLOT) {
                    return;
                }
                boolean against = rig.orders.instrumentId(other) == rig.orders.instrumentId(arriving)
                        && rig.orders.side(other) != rig.orders.side(arriving)
                        && rig.orders.type(other) != OrderType.STOP;
                if (against) {
                    long qty = Math.min(rig.orders.leavesQty(other), rig.orders.leavesQty(arriving));
                    long otherLeaves = rig.orders.leavesQty(other) - qty;
                    long leaves = rig.orders.leavesQty(arriving) - qty;
                    report(other, ExecType.DECREMENTED, 0, qty, otherLeaves);
                    report(arriving, ExecType.DECREMENTED, 0, qty, leaves);
                }
            }
        }

        private List<Integer> slots() {
            List<Integer> slots = new ArrayList<>();
            for (int slot = rig.orders.first(); slot != Orders.NO_SLOT; slot = rig.orders.next(slot)) {
                slots.add(slot);
            }
            return slots;
        }

        /** Any order fills, whole or in part, at the worst price it may have. */
        private void fill(int step) {
            List<Integer> slots = slots();
            if (slots.isEmpty()) {
                return;
            }
            int slot = slots.get(random.nextInt(slots.size()));
            int id = rig.orders.instrumentId(slot);
            int strategy = rig.orders.strategyId(slot);
            boolean buy = rig.orders.side(slot) == Side.BUY;
            long leaves = rig.orders.leavesQty(slot);
            boolean isClosing = rig.orders.closing(slot);
            long qty = random.nextBoolean() ? leaves : 1 + (long) (random.nextDouble() * (leaves - 1));
            long px = pricing.takePx(
                    rig.account.lastPx(id), buy, RiskRig.INSTRUMENTS.get(id).tickPx(), COSTS.slippageE12());
            if (rig.orders.type(slot) == OrderType.LIMIT) {
                px = rig.account.lastPx(id);
            }
            long fee = Fixed.mulDivHalfEven(Fixed.multiply(px, qty), COSTS.takerFeeE12(), Costs.ONE_E12);
            report(slot, ExecType.TRADE, px, qty, leaves - qty);
            rig.account.fill(id, buy, px, qty, fee);
            held[strategy][id] += buy ? qty : -qty;
            closed |= isClosing;
            requireWithin(step, false);
        }

        private void cancel() {
            List<Integer> slots = slots();
            if (!slots.isEmpty()) {
                report(slots.get(random.nextInt(slots.size())), ExecType.CANCELED, 0, 0, 0);
            }
        }

        private void report(int slot, ExecType type, long px, long qty, long leaves) {
            new ExecutionReportEncoder()
                    .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                    .execType(type)
                    .orderId(rig.orders.orderId(slot))
                    .lastPx(px)
                    .lastQty(qty)
                    .leavesQty(leaves)
                    .side(rig.orders.side(slot))
                    .liquidity(Liquidity.TAKER);
            rig.orders.apply(new ExecutionReportDecoder().wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder()));
        }

        /** What is held is within the limits; after a price has moved, within what they were when orders were approved. */
        private void requireWithin(int step, boolean onApproval) {
            String at = where + ", step " + step + (onApproval ? ", approved" : ", filled");
            for (int id = 0; id < RiskRig.INSTRUMENTS.size(); id++) {
                long position = Math.abs(rig.account.position(id));
                require(at, "position", position, POSITION_MAX);
                require(at, "position by its share", position, allowedQty[id]);
            }
            if (moved) {
                return;
            }
            long equity = rig.account.equity();
            long btc = value(RiskRig.BTC);
            long eth = value(RiskRig.ETH);
            long aapl = value(RiskRig.AAPL);
            long gross = Math.abs(btc) + Math.abs(eth) + Math.abs(aapl);
            require(at, "gross", gross, RiskRig.fixed("1500"));
            require(at, "net", closed ? 0 : Math.abs(btc + eth + aapl), RiskRig.fixed("900"));
            require(at, "leverage", gross, Fixed.multiply(equity, RiskRig.fixed("1.4")));
            long most = Math.max(Math.abs(btc), Math.max(Math.abs(eth), Math.abs(aapl)));
            require(at, "instrument", most, Fixed.multiply(equity, RiskRig.fixed("0.8")));
            require(at, "class", Math.abs(btc) + Math.abs(eth), equity);
            require(at, "sector", Math.abs(eth), Fixed.multiply(equity, RiskRig.fixed("0.6")));
            require(at, "concentration", gross, Fixed.multiply(equity, RiskRig.fixed("1.3")));
        }

        private long value(int id) {
            return Fixed.multiply(rig.account.position(id), rig.account.lastPx(id));
        }

        static void require(String at, String what, long value, long limit) {
            assertTrue(
                    value <= limit,
                    at + ": " + what + " of " + RiskRig.plain(value) + " above " + RiskRig.plain(limit));
        }
    }
}
