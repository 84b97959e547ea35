package io.reprise.engine.sim;

import io.reprise.engine.gateway.OwnReason;

/** Why the simulated venue said no, or ended an order. Codes go to journals: they are never changed or used again. */
public enum VenueReason {
    NONE(0, "the report needs none"),
    UNKNOWN_INSTRUMENT(1, "REJECTED, CANCEL_REJECTED: no instrument has this id"),
    BAD_QTY(2, "REJECTED: the quantity is not above 0"),
    OFF_LOT(3, "REJECTED: the quantity is not a whole number of lots"),
    BAD_PX(4, "REJECTED: a limit or stop price is missing, or not above 0 where the instrument needs that"),
    MALFORMED(5, "REJECTED: side, order type or time in force is missing"),
    DUPLICATE_ORDER(6, "REJECTED: an order with this id is working"),
    VENUE_FULL(7, "REJECTED: as many orders are working as the venue holds"),
    UNKNOWN_ORDER(8, "CANCEL_REJECTED: no order with this id is working: never known, or ended"),
    UNSUPPORTED(9, "CANCEL_REJECTED: the action is none that it knows; the order works on"),
    REQUESTED(10, "CANCELED: it was asked for"),
    IOC_REST(11, "CANCELED: the rest of an IOC order after the first event in time"),
    FOK_UNFILLED(12, "CANCELED: the first event in time could not fill the whole of a FOK order"),
    END_OF_DATA(13, "EXPIRED: the data ended"),
    NOT_SENT(
            OwnReason.NOT_SENT,
            "REJECTED, CANCEL_REJECTED: the venue is not connected, or owes answers on the instrument; the command did not leave"),
    ABANDONED(
            OwnReason.ABANDONED,
            "REJECTED, CANCEL_REJECTED: a venue that is not ours does not know the command, and it is not sent again"),
    SPLIT(16, "REPLACED, CANCELED, REJECTED: the instrument was split; an order of which no lot is left ends"),
    TIME_UP(17, "EXPIRED: its time was up, or its session has ended"),
    POST_ONLY(18, "CANCELED: it may only rest, and the first event in time found it beyond its limit"),
    REDUCE_ONLY(19, "REJECTED, CANCELED: it may only reduce, and there is no position that it would make smaller"),
    AUCTION_REST(20, "CANCELED: what the open or the close left of an order for it"),
    BAD_TIME(21, "REJECTED: a GTD order whose end is missing or past"),
    BAD_TRAIL(22, "REJECTED: a trailing order without an offset above 0, or a fraction of 1 and more"),
    BAD_DISPLAY(23, "REJECTED: an iceberg shows no whole lots, as much as it has, or less than a thousandth"),
    NOT_COMBINABLE(24, "REJECTED: type, time in force, instructions and links do not go together"),
    LIST(25, "CANCELED, DECREMENTED: another order of its list traded or ended"),
    PARENT(26, "CANCELED, DECREMENTED: its parent ended with less filled than it has"),
    BAD_LIST(27, "REJECTED: the list's first order does not work, is of another instrument, or is linked otherwise"),
    TOO_LATE(28, "CANCEL_REJECTED: a replace of an order that has ended, or filled as much as the replace asks for"),
    SELF_TRADE(29, "CANCELED: it would have traded with another of our orders"),
    DELISTED(30, "CANCELED, REJECTED: the instrument is no longer listed"),
    BOOK_TAKEN(31, "TRADE: it took what the book showed"),
    BOOK_CAME(32, "TRADE: the other side of the book came to its price"),
    QUEUE(33, "TRADE: a trade at its price came to its place in the line"),
    THROUGH(34, "TRADE: a trade went through its price");

    private final int code;
    private final String text;

    VenueReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number in an execution report's {@code reason}. */
    public int code() {
        return code;
    }

    /** Which reports say it, and when. */
    public String text() {
        return text;
    }
}
