package io.reprise.engine.sim;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import java.math.BigDecimal;
import java.util.List;

/** An order at the {@link NaiveVenue}. */
final class NaiveOrder {
    Command command;
    OrderType type;
    BigDecimal limitPx;
    BigDecimal stopPx;
    long arrivalNs;
    long dueNs;
    long venueOrderId;
    BigDecimal qty;
    BigDecimal leaves;
    BigDecimal cum = BigDecimal.ZERO;
    BigDecimal shown;
    BigDecimal released = BigDecimal.ZERO;
    LinkKind link;
    int passReleased;
    int passSeen;
    boolean releasedAtOpen;
    boolean resting;

    boolean isBuy() {
        return command.side() == Side.BUY;
    }

    boolean has(int flag) {
        return (command.terms().flags() & flag) != 0;
    }

    long listId() {
        return link == LinkKind.NONE ? command.orderId() : command.terms().listId();
    }

    boolean isMember() {
        return link != LinkKind.NONE && link != LinkKind.OTO;
    }

    boolean isLive() {
        return leaves.signum() > 0;
    }

    boolean isChild() {
        return link.name().startsWith("OTO");
    }

    BigDecimal open() {
        return isChild() ? leaves.min(released.subtract(qty.subtract(leaves))) : leaves;
    }

    boolean isAuction() {
        return command.timeInForce().name().startsWith("AT_THE");
    }

    boolean isInBook() {
        return List.of(OrderType.MARKET, OrderType.LIMIT, OrderType.MARKET_TO_LIMIT)
                        .contains(type)
                && !isAuction()
                && open().signum() > 0;
    }

    boolean stays() {
        return !isAuction() && command.timeInForce() != TimeInForce.IOC && command.timeInForce() != TimeInForce.FOK;
    }

    boolean isStop() {
        return type.name().contains("STOP");
    }
}
