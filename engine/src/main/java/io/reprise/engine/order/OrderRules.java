package io.reprise.engine.order;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.HotPath;

/** Which order types, times in force, instructions and links go together; docs/orders.md is made from it. Stateless. */
@HotPath
public final class OrderRules {
    private OrderRules() {}

    /** Whether a type knows a time in force. */
    public static boolean combines(OrderType type, TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC, GTD, DAY -> type != OrderType.NULL_VAL;
            case IOC, FOK -> type != OrderType.NULL_VAL && type != OrderType.MARKET_TO_LIMIT;
            case AT_THE_OPEN, AT_THE_CLOSE -> type == OrderType.MARKET || type == OrderType.LIMIT;
            case NULL_VAL -> false;
        };
    }

    /** Whether it rests for as long as it is good: only then it can be hidden in part, or refuse to take. */
    public static boolean rests(OrderType type, TimeInForce timeInForce) {
        return type == OrderType.LIMIT
                && (timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.GTD || timeInForce == TimeInForce.DAY);
    }

    /** Whether an order with these terms can be. */
    public static boolean combines(
            OrderType type, TimeInForce timeInForce, int execFlags, boolean isIceberg, LinkKind linkKind) {
        boolean needsRest = isIceberg || (execFlags & ExecFlags.POST_ONLY) != 0;
        boolean isAuction = timeInForce == TimeInForce.AT_THE_OPEN || timeInForce == TimeInForce.AT_THE_CLOSE;
        return combines(type, timeInForce)
                && !(needsRest && !rests(type, timeInForce))
                && ((execFlags & ExecFlags.TRAIL_PERCENT) == 0 || trails(type))
                && !(isAuction && linkKind != LinkKind.NONE);
    }

    /** Whether it waits for a price before it is an order in the book. */
    public static boolean waits(OrderType type) {
        return switch (type) {
            case STOP, STOP_LIMIT, MARKET_IF_TOUCHED, LIMIT_IF_TOUCHED, TRAILING_STOP, TRAILING_STOP_LIMIT -> true;
            default -> false;
        };
    }

    /** Whether it waits for a price against it. */
    public static boolean isStop(OrderType type) {
        return waits(type) && !touches(type);
    }

    public static boolean trails(OrderType type) {
        return type == OrderType.TRAILING_STOP || type == OrderType.TRAILING_STOP_LIMIT;
    }

    /** Whether it needs a limit price. */
    public static boolean hasLimit(OrderType type) {
        return switch (type) {
            case LIMIT, STOP_LIMIT, LIMIT_IF_TOUCHED, TRAILING_STOP_LIMIT -> true;
            default -> false;
        };
    }

    /** Whether it needs a stop or touch price; a plain trailing stop finds its own. */
    public static boolean hasStop(OrderType type) {
        return waits(type) && type != OrderType.TRAILING_STOP;
    }

    /** Whether it triggers on a price in its favor, not against it. */
    public static boolean touches(OrderType type) {
        return type == OrderType.MARKET_IF_TOUCHED || type == OrderType.LIMIT_IF_TOUCHED;
    }

    /** Whether it hangs on the fills of a parent, the list's first order. */
    public static boolean isChild(LinkKind kind) {
        return kind == LinkKind.OTO || kind == LinkKind.OTO_OCO || kind == LinkKind.OTO_OUO;
    }

    /** Whether the fills and ends of one reach the others of its list. */
    public static boolean isMember(LinkKind kind) {
        return cancelsOthers(kind) || reducesOthers(kind);
    }

    /** Whether a fill of one cancels the others of its list. */
    public static boolean cancelsOthers(LinkKind kind) {
        return kind == LinkKind.OCO || kind == LinkKind.OTO_OCO;
    }

    /** Whether a fill of one takes as much from the others of its list. */
    public static boolean reducesOthers(LinkKind kind) {
        return kind == LinkKind.OUO || kind == LinkKind.OTO_OUO;
    }
}
