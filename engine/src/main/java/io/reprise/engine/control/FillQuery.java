package io.reprise.engine.control;

/**
 * Which fills are wanted, in their order.
 *
 * @param orderId of this order only, null for all
 * @param instrument its name, null for all
 * @param fromNs known at this time or later
 * @param toNs known before this time
 * @param newestFirst whether the order is turned round
 * @param cursor where to go on, {@link Page#END} for the beginning
 * @param limit most items of a page
 */
public record FillQuery(
        Long orderId, String instrument, long fromNs, long toNs, boolean newestFirst, long cursor, int limit) {
    public FillQuery {
        Page.requireLimit(limit);
    }

    /** The first page of all fills. */
    public static FillQuery all(int limit) {
        return new FillQuery(null, null, Long.MIN_VALUE, Long.MAX_VALUE, false, Page.END, limit);
    }

    /** The same fills from a page's {@link Page#next} on. */
    public FillQuery from(long next) {
        return new FillQuery(orderId, instrument, fromNs, toNs, newestFirst, next, limit);
    }

    boolean wants(FillRecord fill) {
        return (orderId == null || orderId == fill.orderId())
                && (instrument == null || instrument.equals(fill.instrument()))
                && fill.timeNs() >= fromNs
                && fill.timeNs() < toNs;
    }
}
