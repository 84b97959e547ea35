package io.reprise.research.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a file as market events, by rules 1, 4, 6 and 10 of docs/semantics.md, in the plainest way.
 *
 * @param periodNs period of the file's bars; 0 when it holds trades
 * @param rejectedRows rows that are no events
 */
record TwinData(List<TwinEvent> events, long periodNs, long rejectedRows) {
    /** Rows {@code time, price, quantity}, times in ns. */
    static TwinData trades(List<String[]> rows) {
        List<TwinEvent> events = new ArrayList<>();
        for (String[] row : rows) {
            TwinEvent trade = tradeOf(row);
            boolean inOrder = trade != null
                    && (events.isEmpty() || trade.tsNs() >= events.getLast().tsNs());
            if (inOrder && trade.close().signum() > 0 && trade.qty().signum() > 0) {
                events.add(trade);
            }
        }
        return new TwinData(events, 0, rows.size() - events.size());
    }

    /** Rows {@code end, open, high, low, close, volume}, times in ns; a source without volume has none in any row. */
    static TwinData bars(List<String[]> rows, long periodNs) {
        List<TwinEvent> events = new ArrayList<>();
        for (String[] row : rows) {
            TwinEvent bar = barOf(row);
            boolean inOrder = bar != null
                    && (events.isEmpty() || bar.tsNs() > events.getLast().tsNs());
            if (inOrder && isSound(bar)) {
                events.add(bar);
            }
        }
        return new TwinData(events, periodNs, rows.size() - events.size());
    }

    private static boolean isSound(TwinEvent bar) {
        return bar.low().signum() > 0
                && bar.low().compareTo(bar.open().min(bar.close())) <= 0
                && bar.high().compareTo(bar.open().max(bar.close())) >= 0
                && (bar.qty() == null || bar.qty().signum() >= 0);
    }

    private static TwinEvent tradeOf(String[] row) {
        try {
            return TwinEvent.trade(Long.parseLong(row[0]), decimal(row[1]), decimal(row[2]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static TwinEvent barOf(String[] row) {
        try {
            return new TwinEvent(
                    Long.parseLong(row[0]),
                    decimal(row[1]),
                    decimal(row[2]),
                    decimal(row[3]),
                    decimal(row[4]),
                    row.length > 5 ? decimal(row[5]) : null);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Rule 1. */
    static BigDecimal decimal(String text) {
        return new BigDecimal(text.strip()).setScale(8, RoundingMode.HALF_EVEN);
    }
}
