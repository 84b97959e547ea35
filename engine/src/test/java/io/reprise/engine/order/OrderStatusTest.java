package io.reprise.engine.order;

import static io.reprise.engine.order.OrderStatus.CANCELED;
import static io.reprise.engine.order.OrderStatus.DENIED;
import static io.reprise.engine.order.OrderStatus.EXPIRED;
import static io.reprise.engine.order.OrderStatus.FILLED;
import static io.reprise.engine.order.OrderStatus.OPEN;
import static io.reprise.engine.order.OrderStatus.PARTIALLY_FILLED;
import static io.reprise.engine.order.OrderStatus.PENDING;
import static io.reprise.engine.order.OrderStatus.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderStatusTest {
    private static final Map<OrderStatus, Set<OrderStatus>> LEGAL = Map.of(
            PENDING, EnumSet.of(OPEN, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, DENIED, EXPIRED),
            OPEN, EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED),
            PARTIALLY_FILLED, EnumSet.of(PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED));

    @Test
    void allowsExactlyTheTable() {
        for (OrderStatus from : OrderStatus.values()) {
            Set<OrderStatus> legal = LEGAL.getOrDefault(from, Set.of());
            assertEquals(legal.isEmpty(), from.isClosed(), from.name());
            for (OrderStatus to : OrderStatus.values()) {
                if (legal.contains(to)) {
                    assertEquals(to, from.to(to));
                } else {
                    String message = assertThrows(IllegalStateException.class, () -> from.to(to))
                            .getMessage();
                    assertEquals("an order that is " + from + " cannot become " + to, message);
                }
            }
        }
    }
}
