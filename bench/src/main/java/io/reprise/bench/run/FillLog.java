package io.reprise.bench.run;

import java.util.Arrays;

/**
 * Fills in order, as numbers: what two implementations must agree on. Grows, so that a long run's memory is that of its
 * fills. Owned by one thread.
 */
public final class FillLog {
    private static final int FIELDS = 6;
    private static final int FIRST_FILLS = 1 << 14;

    private long[] values = new long[FIRST_FILLS * FIELDS];
    private int count;

    /**
     * @param event 1-based number of the market event that filled
     * @param tsEventNs its time
     * @param px 1e-8
     * @param qty 1e-8
     * @param fee 1e-8
     */
    public void add(long event, long tsEventNs, boolean buy, long px, long qty, long fee) {
        int at = count * FIELDS;
        if (at == values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[at] = event;
        values[at + 1] = tsEventNs;
        values[at + 2] = buy ? 1 : -1;
        values[at + 3] = px;
        values[at + 4] = qty;
        values[at + 5] = fee;
        count++;
    }

    /** Number of fills. */
    public int count() {
        return count;
    }

    /** Where this log and another part, in one sentence; null when they are equal. */
    public String difference(FillLog other) {
        int at = Arrays.mismatch(values, 0, count * FIELDS, other.values, 0, other.count * FIELDS);
        if (at < 0) {
            return null;
        }
        int fill = at / FIELDS;
        return "fill " + (fill + 1) + " is " + text(fill) + " and " + other.text(fill);
    }

    private String text(int fill) {
        if (fill >= count) {
            return "missing";
        }
        int at = fill * FIELDS;
        return (values[at + 2] > 0 ? "a buy" : "a sale") + " of " + values[at + 4] + "e-8 at " + values[at + 3]
                + "e-8, fee " + values[at + 5] + "e-8, by event " + values[at] + " at " + values[at + 1];
    }
}
