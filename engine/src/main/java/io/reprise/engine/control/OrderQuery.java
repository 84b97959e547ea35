package io.reprise.engine.control;

import io.reprise.codecs.Side;
import io.reprise.engine.order.OrderStatus;
import java.util.Set;

/**
 * Which orders are wanted, in order of their decision.
 *
 * @param statuses empty for all
 * @param instrument its name, null for all
 * @param side null for both
 * @param strategyId null for all
 * @param newestFirst whether the order is turned round
 * @param cursor where to go on, {@link Page#END} for the beginning
 * @param limit most items of a page
 */
public record OrderQuery(
        Set<OrderStatus> statuses,
        String instrument,
        Side side,
        Integer strategyId,
        boolean newestFirst,
        long cursor,
        int limit) {
    public OrderQuery {
        statuses = Set.copyOf(statuses);
        Page.requireLimit(limit);
    }

    /** The first page of all orders. */
    public static OrderQuery all(int limit) {
        return new OrderQuery(Set.of(), null, null, null, false, Page.END, limit);
    }

    boolean wants(OrderRecord order) {
        return (statuses.isEmpty() || statuses.contains(order.status()))
                && (instrument == null || instrument.equals(order.instrument()))
                && (side == null || side == order.side())
                && (strategyId == null || strategyId == order.strategyId());
    }
}
