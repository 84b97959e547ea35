package io.reprise.bench.run;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills in order, as numbers: what two implementations must agree on. It lies beside the heap, so that what is measured
 * there is not its own. Owned by one thread.
 */
public final class FillLog {
    private static final int FIELDS = 6;
    private static final int CHUNK_FILLS = 1 << 13;

    private final List<LongBuffer> chunks = new ArrayList<>();
    private int count;

    /**
     * @param event 1-based number of the market event that filled
     * @param tsEventNs its time
     * @param px 1e-8
     * @param qty 1e-8
     * @param fee 1e-8
     */
    public void add(long event, long tsEventNs, boolean buy, long px, long qty, long fee) {
        if (count == chunks.size() * CHUNK_FILLS) {
            chunks.add(
                    ByteBuffer.allocateDirect(CHUNK_FILLS * FIELDS * Long.BYTES).asLongBuffer());
        }
        chunks.get(count / CHUNK_FILLS)
                .put(event)
                .put(tsEventNs)
                .put(buy ? 1 : -1)
                .put(px)
                .put(qty)
                .put(fee);
        count++;
    }

    /** Number of fills. */
    public int count() {
        return count;
    }

    /** Where this log and another part, in one sentence; null when they are equal. */
    public String difference(FillLog other) {
        int fill = 0;
        while (fill < Math.min(count, other.count) && isSame(other, fill)) {
            fill++;
        }
        return fill == count && fill == other.count
                ? null
                : "fill " + (fill + 1) + " is " + text(fill) + " and " + other.text(fill);
    }

    private boolean isSame(FillLog other, int fill) {
        for (int field = 0; field < FIELDS; field++) {
            if (value(fill, field) != other.value(fill, field)) {
                return false;
            }
        }
        return true;
    }

    private long value(int fill, int field) {
        return chunks.get(fill / CHUNK_FILLS).get(fill % CHUNK_FILLS * FIELDS + field);
    }

    private String text(int fill) {
        if (fill >= count) {
            return "missing";
        }
        return (value(fill, 2) > 0 ? "a buy" : "a sale") + " of " + value(fill, 4) + "e-8 at " + value(fill, 3)
                + "e-8, fee " + value(fill, 5) + "e-8, by event " + value(fill, 0) + " at " + value(fill, 1);
    }
}
