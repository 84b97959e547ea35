package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.time.Times;
import java.util.Arrays;

/**
 * How many orders, and how fast: orders that work, each strategy's token bucket, the order that is like the one before it,
 * and the notional of a day. Only orders that pass every rule count. Owned by the risk stage.
 */
@HotPath
final class Paces implements Stateful {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long NS_PER_MS = 1_000_000L;
    /** A bucket's tokens are told at 1e-8. */
    private static final long ONE_TOKEN = Fixed.ONE;

    private final LimitTable limits;
    private final Orders orders;
    private final Finding finding;

    /** By strategy, operators' own orders first: what the bucket held, in ns of filling, and when. */
    private final long[] tokensNs;

    private final long[] filledNs;

    /** By strategy, its last order. */
    private final long[] lastNs;

    private final long[] lastQtys;
    private final long[] lastLimitPxs;
    private final long[] lastStopPxs;
    /** Instrument, side and type in one number. */
    private final long[] lastKinds;

    private long day = NEVER;
    private long dayNotional;

    Paces(LimitTable limits, Orders orders, Finding finding, int strategies) {
        this.limits = limits;
        this.orders = orders;
        this.finding = finding;
        tokensNs = new long[strategies + 1];
        filledNs = new long[strategies + 1];
        lastNs = new long[strategies + 1];
        lastQtys = new long[strategies + 1];
        lastLimitPxs = new long[strategies + 1];
        lastStopPxs = new long[strategies + 1];
        lastKinds = new long[strategies + 1];
        Arrays.fill(filledNs, NEVER);
        Arrays.fill(lastNs, NEVER);
    }

    Reason checkTurnover(OrderIntent intent, long timeNs, long equity) {
        long allowed = limits.value(Limit.TURNOVER);
        if (allowed == RiskLimits.NO_LIMIT) {
            return Reason.NONE;
        }
        long notional = Math.addExact(notionalOf(timeNs), Fixed.multiply(intent.estimatePx, intent.orderQty));
        return finding.aboveMultiple(notional, equity, allowed) ? Reason.TURNOVER : Reason.NONE;
    }

    private long notionalOf(long timeNs) {
        return Math.floorDiv(timeNs, Times.DAY_NS) == day ? dayNotional : 0;
    }

    Reason check(OrderIntent intent, long timeNs) {
        if (finding.above(orders.size() + 1L, limits.value(Limit.OPEN_ORDERS))) {
            return Reason.OPEN_ORDERS;
        }
        if (isDuplicate(intent, timeNs)) {
            return Reason.DUPLICATE_ORDER;
        }
        long rate = limits.value(Limit.STRATEGY_RATE);
        if (rate != RiskLimits.NO_LIMIT) {
            long tokenNs = tokenNs(rate);
            long held = heldNs(intent.strategyId, timeNs, tokenNs);
            if (held < tokenNs) {
                finding.set(Fixed.mulDivFloor(held, ONE_TOKEN, tokenNs), ONE_TOKEN);
                return Reason.STRATEGY_RATE;
            }
        }
        return Reason.NONE;
    }

    /** How long a token takes to come. */
    private static long tokenNs(long rate) {
        return Math.max(1, Fixed.mulDivCeil(Times.SECOND_NS, Fixed.ONE, rate));
    }

    private long heldNs(int strategyId, long timeNs, long tokenNs) {
        int at = strategyId + 1;
        long burst = limits.value(Limit.STRATEGY_BURST);
        long tokens = burst == RiskLimits.NO_LIMIT ? 1 : burst;
        long full = tokens > Long.MAX_VALUE / tokenNs ? Long.MAX_VALUE : tokens * tokenNs;
        if (filledNs[at] == NEVER || timeNs - filledNs[at] >= full) {
            return full;
        }
        return Math.min(full, tokensNs[at] + (timeNs - filledNs[at]));
    }

    private boolean isDuplicate(OrderIntent intent, long timeNs) {
        long windowMs = limits.value(Limit.DUPLICATE);
        int at = intent.strategyId + 1;
        if (windowMs == RiskLimits.NO_LIMIT || lastNs[at] == NEVER) {
            return false;
        }
        long ageNs = timeNs - lastNs[at];
        boolean isLike = lastKinds[at] == kind(intent)
                && lastQtys[at] == intent.orderQty
                && lastLimitPxs[at] == intent.limitPx
                && lastStopPxs[at] == intent.stopPx;
        if (!isLike || ageNs >= windowMs * NS_PER_MS) {
            return false;
        }
        finding.set(ageNs, windowMs * NS_PER_MS);
        return true;
    }

    private static long kind(OrderIntent intent) {
        return (long) intent.instrumentId << 16 | intent.side << 8 | intent.type;
    }

    /** The order was approved. */
    void approved(OrderIntent intent, long timeNs) {
        long today = Math.floorDiv(timeNs, Times.DAY_NS);
        long sum = notionalOf(timeNs);
        day = today;
        dayNotional = Math.addExact(sum, Fixed.multiply(Math.absExact(intent.estimatePx), intent.orderQty));
        if (intent.closing) {
            return;
        }
        int at = intent.strategyId + 1;
        long rate = limits.value(Limit.STRATEGY_RATE);
        if (rate != RiskLimits.NO_LIMIT) {
            long tokenNs = tokenNs(rate);
            tokensNs[at] = heldNs(intent.strategyId, timeNs, tokenNs) - tokenNs;
            filledNs[at] = timeNs;
        }
        lastNs[at] = timeNs;
        lastKinds[at] = kind(intent);
        lastQtys[at] = intent.orderQty;
        lastLimitPxs[at] = intent.limitPx;
        lastStopPxs[at] = intent.stopPx;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(tokensNs, tokensNs.length);
        out.putLongs(filledNs, filledNs.length);
        out.putLongs(lastNs, lastNs.length);
        out.putLongs(lastQtys, lastQtys.length);
        out.putLongs(lastLimitPxs, lastLimitPxs.length);
        out.putLongs(lastStopPxs, lastStopPxs.length);
        out.putLongs(lastKinds, lastKinds.length);
        out.putLong(day);
        out.putLong(dayNotional);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(tokensNs, tokensNs.length);
        in.getLongs(filledNs, filledNs.length);
        in.getLongs(lastNs, lastNs.length);
        in.getLongs(lastQtys, lastQtys.length);
        in.getLongs(lastLimitPxs, lastLimitPxs.length);
        in.getLongs(lastStopPxs, lastStopPxs.length);
        in.getLongs(lastKinds, lastKinds.length);
        day = in.getLong();
        dayNotional = in.getLong();
    }
}
