package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.fixed.Decimals;
import java.util.List;

/** Fills as {@code trades.csv}: one line each, decimals as text with eight places, lines ended by a line feed. */
public final class FillsCsv {
    /** The first line of the file. */
    public static final String HEADER = "orderId,event,tsEventNs,side,px,qty,fee,causeSeq";

    private static final int LINE_CHARS = 96;

    private FillsCsv() {}

    /** The whole file: the header, then every fill in order. */
    public static String text(List<Fill> fills) {
        StringBuilder text = new StringBuilder(LINE_CHARS * (fills.size() + 1));
        text.append(HEADER).append('\n');
        for (Fill fill : fills) {
            text.append(fill.orderId()).append(',').append(fill.event()).append(',');
            text.append(fill.tsEventNs()).append(',').append(fill.buy() ? "BUY" : "SELL");
            text.append(',').append(Decimals.format(fill.px()));
            text.append(',').append(Decimals.format(fill.qty()));
            text.append(',').append(Decimals.format(fill.fee()));
            text.append(',').append(fill.causeSeq()).append('\n');
        }
        return text.toString();
    }
}
