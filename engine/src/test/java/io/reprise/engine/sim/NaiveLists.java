package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.LinkKind;
import io.reprise.codecs.Liquidity;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The orders of the {@link NaiveVenue}, their reports, and what those of one list do to each other. */
class NaiveLists {
    final List<Report> reports = new ArrayList<>();
    final List<NaiveOrder> book = new ArrayList<>();
    final VenueSettings settings;
    Market current;
    int pass;

    NaiveLists(VenueSettings settings) {
        this.settings = settings;
    }

    /** A trade ({@code bar} false: one price, {@code startNs} its time) or a bar. */
    record Market(
            boolean bar,
            int instrumentId,
            long startNs,
            long endNs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal qty,
            long eventNo,
            boolean opens,
            boolean closes) {
        Market leg(BigDecimal from, BigDecimal to, boolean first, boolean last) {
            return new Market(
                    bar, instrumentId, startNs, endNs, from, from.max(to), from.min(to), to, qty, eventNo, first, last);
        }

        Market at(long ns) {
            return new Market(bar, instrumentId, ns, endNs, open, high, low, close, qty, eventNo, opens, closes);
        }
    }

    void end(NaiveOrder order, long ns, long eventNo, ExecType execType, VenueReason reason, boolean tells) {
        order.leaves = at8(BigDecimal.ZERO);
        report(order, ns, execType, BigDecimal.ZERO, order.leaves, eventNo, reason);
        ended(order, ns, eventNo, tells);
    }

    void less(NaiveOrder order, long ns, long eventNo, BigDecimal qty, VenueReason reason) {
        order.leaves = order.leaves.subtract(qty);
        report(order, ns, ExecType.DECREMENTED, qty, order.leaves, eventNo, reason);
        if (!order.isLive()) {
            ended(order, ns, eventNo, false);
        }
    }

    List<NaiveOrder> list(NaiveOrder order) {
        long listId = order.listId();
        return book.stream()
                .filter(other -> other != order
                        && other.link != LinkKind.NONE
                        && other.command.instrumentId() == order.command.instrumentId()
                        && other.command.terms().listId() == listId)
                .toList();
    }

    void ended(NaiveOrder order, long ns, long eventNo, boolean tells) {
        for (NaiveOrder other : list(order)) {
            long at = eventNo == 0 ? ns : when(current, other);
            if (!other.isLive()) {
                continue;
            }
            if (other.isChild() && other.command.terms().listId() == order.command.orderId()) {
                BigDecimal open = other.open();
                if (open.signum() <= 0) {
                    end(other, at, eventNo, ExecType.CANCELED, VenueReason.PARENT, false);
                } else {
                    if (open.compareTo(other.leaves) < 0) {
                        less(other, at, eventNo, other.leaves.subtract(open), VenueReason.PARENT);
                    }
                    String kind = other.link.name().replace("OTO", "").replace("_", "");
                    other.link = kind.isEmpty() ? LinkKind.NONE : LinkKind.valueOf(kind);
                }
            } else if (tells && order.isMember() && other.isMember()) {
                end(other, at, eventNo, ExecType.CANCELED, VenueReason.LIST, false);
            }
        }
    }

    void traded(NaiveOrder order, Market market, BigDecimal qty, boolean atOpen) {
        for (NaiveOrder other : list(order)) {
            long at = when(market, other);
            if (!other.isLive()) {
                continue;
            }
            if (other.isChild() && other.command.terms().listId() == order.command.orderId()) {
                if (other.released.signum() == 0) {
                    other.passReleased = pass;
                    other.releasedAtOpen = atOpen;
                    if (settings.rules().emulatesLists()) {
                        other.arrivalNs = Math.max(market.startNs(), order.arrivalNs) + settings.latencyNs();
                    }
                }
                other.released = other.released.add(qty);
            } else if (order.isMember() && other.isMember() && order.link.name().endsWith("OCO")) {
                end(other, at, market.eventNo(), ExecType.CANCELED, VenueReason.LIST, false);
            } else if (order.isMember() && other.isMember()) {
                less(other, at, market.eventNo(), qty.min(other.leaves), VenueReason.LIST);
            }
        }
        if (!order.isLive()) {
            ended(order, market.startNs(), market.eventNo(), true);
        }
    }

    static long when(Market market, NaiveOrder order) {
        boolean arrived = market.bar() ? order.arrivalNs < market.endNs() : order.arrivalNs <= market.startNs();
        return arrived ? Math.max(market.startNs(), order.arrivalNs) : market.startNs();
    }

    void report(
            NaiveOrder order,
            long ns,
            ExecType execType,
            BigDecimal lastQty,
            BigDecimal leaves,
            long eventNo,
            VenueReason reason) {
        reports.add(new Report(
                execType,
                ns,
                order.command.instrumentId(),
                Command.STRATEGY_ID,
                order.command.orderId(),
                order.venueOrderId,
                order.command.side(),
                px(order, execType),
                at8(lastQty),
                at8(leaves),
                at8(BigDecimal.ZERO),
                Liquidity.NONE,
                Command.causeSeq(order.command.orderId(), OrderAction.NEW),
                eventNo,
                reason,
                hasPrices(order, execType) && waits(order.type) ? order.limitPx : null));
    }

    static boolean hasPrices(NaiveOrder order, ExecType execType) {
        return execType == ExecType.REPLACED || execType == ExecType.TRIGGERED && order.type != OrderType.STOP;
    }

    static BigDecimal px(NaiveOrder order, ExecType execType) {
        return hasPrices(order, execType) ? (waits(order.type) ? order.stopPx : order.limitPx) : null;
    }

    void answer(Command command, long ns, ExecType execType, VenueReason reason) {
        BigDecimal zero = at8(BigDecimal.ZERO);
        reports.add(new Report(
                execType,
                ns,
                command.instrumentId(),
                Command.STRATEGY_ID,
                command.orderId(),
                -1,
                command.side(),
                null,
                zero,
                zero,
                zero,
                Liquidity.NONE,
                Command.causeSeq(command.orderId(), command.action()),
                0,
                reason,
                null));
    }

    static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value, 8);
    }

    static BigDecimal at8(BigDecimal value) {
        return value.setScale(8);
    }

    static boolean waits(OrderType type) {
        return type.name().contains("STOP") || type.name().contains("TOUCHED");
    }
}
