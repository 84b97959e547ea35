package io.reprise.engine.sim;

import io.reprise.engine.gateway.OwnReason;

/** Why the simulated venue said no, or ended an order. Codes go to journals: they are never changed or used again. */
public enum VenueReason {
    /** The report needs none. */
    NONE(0),
    /** REJECTED, CANCEL_REJECTED: no instrument has this id. */
    UNKNOWN_INSTRUMENT(1),
    /** REJECTED: the quantity is not above 0. */
    BAD_QTY(2),
    /** REJECTED: the quantity is not a whole number of lots. */
    OFF_LOT(3),
    /** REJECTED: a limit or stop price is missing, or not above 0 where the instrument needs that. */
    BAD_PX(4),
    /** REJECTED: side, order type or time in force is missing. */
    MALFORMED(5),
    /** REJECTED: an order with this id is working. */
    DUPLICATE_ORDER(6),
    /** REJECTED: as many orders are working as the venue holds. */
    VENUE_FULL(7),
    /** CANCEL_REJECTED: no order with this id is working: never known, or ended. */
    UNKNOWN_ORDER(8),
    /** CANCEL_REJECTED: this venue does not know the action (REPLACE); the order works on. */
    UNSUPPORTED(9),
    /** CANCELED: it was asked for. */
    REQUESTED(10),
    /** CANCELED: the rest of an IOC order after the first event in time. */
    IOC_REST(11),
    /** CANCELED: the first event in time could not fill the whole of a FOK order. */
    FOK_UNFILLED(12),
    /** EXPIRED: the data ended. */
    END_OF_DATA(13),
    /** REJECTED, CANCEL_REJECTED: the venue is not connected, or owes answers on the instrument; the command did not leave. */
    NOT_SENT(OwnReason.NOT_SENT),
    /** REJECTED, CANCEL_REJECTED: a venue that is not ours does not know the command, and it is not sent again. */
    ABANDONED(OwnReason.ABANDONED),
    /** REPLACED, CANCELED, REJECTED: the instrument was split; an order of which no lot is left ends. */
    SPLIT(16),
    /** CANCELED, REJECTED: the instrument is no longer listed. */
    DELISTED(30);

    private final int code;

    VenueReason(int code) {
        this.code = code;
    }

    /** The number in an execution report's {@code reason}. */
    public int code() {
        return code;
    }
}
