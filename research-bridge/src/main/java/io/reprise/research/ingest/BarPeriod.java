package io.reprise.research.ingest;

import java.util.HashMap;
import java.util.Map;

/**
 * Spacing of the bars of a source.
 *
 * @param commonNs the most common; of equals the smallest; 0 when there are not two bars
 * @param acceptedRows rows with a time and prices among those looked at
 */
record BarPeriod(long commonNs, long acceptedRows) {
    /** The first so many rows are looked at. */
    static final int ROWS_MAX = 100_000;

    static BarPeriod of(SourceFile source, Format format, IngestRequest request) {
        Format timesOnly = SourceRows.withoutVolume(format);
        Map<Long, Integer> counts = new HashMap<>();
        long accepted = 0;
        try (SourceRows rows = new SourceRows(source, timesOnly, 0, request, null)) {
            Row row = new Row();
            long last = IngestResult.NO_TIME;
            for (int i = 0; i < ROWS_MAX && rows.next(row); i++) {
                if (last != IngestResult.NO_TIME) {
                    counts.merge(row.tsEventNs - last, 1, Integer::sum);
                }
                last = row.tsEventNs;
                accepted++;
            }
        }
        long common = 0;
        int most = 0;
        for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
            long ns = entry.getKey();
            int count = entry.getValue();
            if (count > most || count == most && ns < common) {
                most = count;
                common = ns;
            }
        }
        return new BarPeriod(common, accepted);
    }
}
