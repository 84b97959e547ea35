package io.reprise.engine.risk;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.fixed.Fixed;

/**
 * Limits on every order before it leaves; {@link #NO_LIMIT} switches a rule off. Quantities and money at 1e-8.
 *
 * @param orderQtyMax largest quantity of one order
 * @param orderNotionalMax largest notional of one order
 * @param positionQtyMax largest position, working orders included, long or short
 * @param collarE8 largest distance of a limit or stop price from the last price, as a fraction at 1e-8
 * @param ordersPerWindowMax most orders in one window
 * @param orderWindowNs length of that window
 * @param drawdownMax drawdown beyond which only closing orders pass, as a fraction; at most 1
 */
public record RiskLimits(
        long orderQtyMax,
        long orderNotionalMax,
        long positionQtyMax,
        long collarE8,
        int ordersPerWindowMax,
        long orderWindowNs,
        double drawdownMax) {
    public static final long NO_LIMIT = Long.MAX_VALUE;
    /** No rule but the funds of an opening order. */
    public static final RiskLimits NONE =
            new RiskLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, Integer.MAX_VALUE, 1_000_000_000L, 1.0);

    public RiskLimits {
        if (orderQtyMax <= 0 || orderNotionalMax <= 0 || positionQtyMax <= 0 || collarE8 <= 0) {
            throw new IllegalArgumentException("risk limits must be above 0");
        }
        if (ordersPerWindowMax <= 0 || orderWindowNs <= 0) {
            throw new IllegalArgumentException("the order rate limit and its window must be above 0");
        }
        if (!(drawdownMax > 0 && drawdownMax <= 1)) {
            throw new IllegalArgumentException("the drawdown limit " + drawdownMax + " must be above 0 and at most 1");
        }
    }

    static RiskLimits load(StateInput in) {
        return new RiskLimits(
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getDouble());
    }

    void saveState(StateOutput out) {
        out.putLong(orderQtyMax);
        out.putLong(orderNotionalMax);
        out.putLong(positionQtyMax);
        out.putLong(collarE8);
        out.putInt(ordersPerWindowMax);
        out.putLong(orderWindowNs);
        out.putDouble(drawdownMax);
    }

    /** The same limits but for one, of those that {@link Limit#isBasic}. */
    RiskLimits with(Limit limit, long value) {
        return new RiskLimits(
                limit == Limit.ORDER_QTY ? value : orderQtyMax,
                limit == Limit.ORDER_NOTIONAL ? value : orderNotionalMax,
                limit == Limit.POSITION_QTY ? value : positionQtyMax,
                limit == Limit.PRICE_COLLAR ? value : collarE8,
                limit == Limit.ORDER_RATE ? (int) Math.min(value, Integer.MAX_VALUE) : ordersPerWindowMax,
                orderWindowNs,
                limit == Limit.DRAWDOWN ? drawdownOf(value) : drawdownMax);
    }

    private static double drawdownOf(long value) {
        return value == NO_LIMIT ? 1.0 : value / (double) Fixed.ONE;
    }

    /** A limit of those that {@link Limit#isBasic}, as a command gives it. */
    long value(Limit limit) {
        return switch (limit) {
            case ORDER_QTY -> orderQtyMax;
            case ORDER_NOTIONAL -> orderNotionalMax;
            case POSITION_QTY -> positionQtyMax;
            case PRICE_COLLAR -> collarE8;
            case ORDER_RATE -> ordersPerWindowMax == Integer.MAX_VALUE ? NO_LIMIT : ordersPerWindowMax;
            case DRAWDOWN -> drawdownMax >= 1 ? NO_LIMIT : Math.round(drawdownMax * Fixed.ONE);
            default -> throw new IllegalArgumentException(limit + " is no basic limit");
        };
    }
}
