package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.fixed.Decimals;

/** Fills as {@code trades.csv}: one line each, decimals as text with eight places, lines ended by a line feed. */
public final class FillsCsv {
    /** The first line of the file. */
    public static final String HEADER = "orderId,event,tsEventNs,side,px,qty,fee,causeSeq";

    /** The first line of the file of a run of many strategies: whose fill it is stands at the end. */
    public static final String HEADER_OF_MANY = HEADER + ",strategy,instrument";

    private FillsCsv() {}

    /** One fill, without the line feed. */
    public static String line(Fill fill) {
        return fill.orderId() + "," + fill.event() + "," + fill.tsEventNs() + "," + (fill.buy() ? "BUY" : "SELL") + ","
                + Decimals.format(fill.px()) + "," + Decimals.format(fill.qty()) + "," + Decimals.format(fill.fee())
                + ","
                + fill.causeSeq()
                + (fill.strategy() == null ? "" : "," + fill.strategy() + "," + fill.instrument());
    }
}
