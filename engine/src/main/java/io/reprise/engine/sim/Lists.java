package io.reprise.engine.sim;

import io.reprise.codecs.ExecType;
import io.reprise.codecs.LinkKind;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.gateway.ReportSink;
import io.reprise.engine.order.OrderRules;

/**
 * What orders of one list do to each other. A child (OTO) trades as much as its parent has filled; when the parent ends, what
 * it did not fill is taken from its children. A fill of one cancels the others (OCO) or takes as much from them (OUO); where one
 * ends without a fill, the others end. Stateless but for the pass that a fill happened in. Owned by the thread that drives the
 * venue.
 */
@HotPath
final class Lists {
    private final WorkingOrders working;
    private final long latencyNs;

    /** @param releaseNs from a parent's fill to its child's arrival; below 0 where the venue looks after lists itself */
    Lists(WorkingOrders newWorking, long releaseNs) {
        working = newWorking;
        latencyNs = releaseNs;
    }

    /**
     * After the report of a fill.
     *
     * @param pass the part of the event that it happened in
     * @param atOpen whether it was at that part's opening price
     */
    void traded(VenueOrder order, long qty, Offer event, long pass, boolean atOpen, ReportSink out) {
        VenueOrder other = working.first(order.instrumentId);
        while (other != null) {
            if (other != order && other.leavesQty > 0 && other.isLinked() && other.listId == order.listId) {
                if (other.isChild() && other.listId == order.orderId) {
                    release(other, order, qty, event, pass, atOpen);
                } else if (areMembers(order, other) && OrderRules.cancelsOthers(order.linkKind)) {
                    end(other, event, VenueReason.LIST, out);
                } else if (areMembers(order, other)) {
                    reduce(other, Math.min(qty, other.leavesQty), event, VenueReason.LIST, out);
                }
            }
            other = other.nextOfInstrument;
        }
        if (order.leavesQty == 0) {
            ended(order, event, out);
        }
    }

    private static boolean areMembers(VenueOrder order, VenueOrder other) {
        return OrderRules.isMember(order.linkKind) && OrderRules.isMember(other.linkKind);
    }

    private void release(VenueOrder child, VenueOrder parent, long qty, Offer event, long pass, boolean atOpen) {
        if (child.releasedQty == 0) {
            child.passReleased = pass;
            child.releasedAtOpen = atOpen;
            if (latencyNs >= 0) {
                child.arrivalNs = Math.max(event.startNs, parent.arrivalNs) + latencyNs;
            }
        }
        child.releasedQty += qty;
    }

    /** After the last report on an order: what hangs on it follows. */
    void ended(VenueOrder order, Offer when, ReportSink out) {
        ended(order, when, true, out);
    }

    /** @param tellsList whether the others of its list follow, which they do not where one of them ended it */
    private void ended(VenueOrder order, Offer when, boolean tellsList, ReportSink out) {
        working.ended();
        if (working.linkedCount() == 0) {
            return;
        }
        VenueOrder other = working.first(order.instrumentId);
        while (other != null) {
            if (other != order && other.leavesQty > 0 && other.isLinked() && other.listId == order.listId) {
                if (other.isChild() && other.listId == order.orderId) {
                    free(other, when, out);
                } else if (tellsList && areMembers(order, other)) {
                    end(other, when, VenueReason.LIST, out);
                }
            }
            other = other.nextOfInstrument;
        }
    }

    /** The parent has ended: the child goes on with what was released. */
    private void free(VenueOrder child, Offer when, ReportSink out) {
        long openQty = child.openQty();
        if (openQty <= 0) {
            end(child, when, VenueReason.PARENT, out);
            return;
        }
        if (openQty < child.leavesQty) {
            reduce(child, child.leavesQty - openQty, when, VenueReason.PARENT, out);
        }
        working.link(child, withoutParent(child.linkKind));
    }

    private static LinkKind withoutParent(LinkKind kind) {
        return switch (kind) {
            case OTO_OCO -> LinkKind.OCO;
            case OTO_OUO -> LinkKind.OUO;
            default -> LinkKind.NONE;
        };
    }

    private void end(VenueOrder order, Offer when, VenueReason reason, ReportSink out) {
        order.leavesQty = 0;
        Reports.change(out, order, when, ExecType.CANCELED, 0, reason);
        ended(order, when, false, out);
    }

    private void reduce(VenueOrder order, long qty, Offer when, VenueReason reason, ReportSink out) {
        order.leavesQty -= qty;
        Reports.decrement(out, order, when, qty, reason);
        if (order.leavesQty == 0) {
            ended(order, when, false, out);
        }
    }
}
