package io.reprise.research.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What an ingest did. Times are ns since 1970 UTC and {@link #NO_TIME} where there is none.
 *
 * @param journal folder of the market journal
 * @param dataset name of the data set
 * @param instrument symbol and venue
 * @param format name of the layout
 * @param kind trades or bars
 * @param bar period of the bars, such as 1m; null for trades
 * @param rows read from the files of this call that were new, accepted and rejected
 * @param acceptedRows of those
 * @param rejectedRows of those
 * @param otherRows what else was in those files: messages of other kinds, rows of other symbols
 * @param rejects the first ten
 * @param firstTsNs tsEvent of the first row accepted by this call
 * @param lastTsNs tsEvent of the last
 * @param alreadyIngested none of the files was new: the journal is as it was
 * @param journalEvents market events in the journal
 * @param journalRejectedRows rows rejected on the way into it
 * @param journalFirstTsNs tsEvent of its first market event
 * @param journalLastTsNs tsEvent of its last
 * @param contentDigest SHA-256 of the journal's frames
 * @param seconds taken, by the machine's clock
 */
public record IngestResult(
        Path journal,
        String dataset,
        String instrument,
        String format,
        Format.Kind kind,
        String bar,
        long rows,
        long acceptedRows,
        long rejectedRows,
        long otherRows,
        List<Reject> rejects,
        long firstTsNs,
        long lastTsNs,
        boolean alreadyIngested,
        long journalEvents,
        long journalRejectedRows,
        long journalFirstTsNs,
        long journalLastTsNs,
        String contentDigest,
        double seconds) {
    /** Stands for a time that does not exist. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /**
     * A row that is no event.
     *
     * @param source file, or {@code zip!entry}
     * @param line 1-based line, or element of a JSON array
     * @param reason why
     * @param text beginning of the row
     */
    public record Reject(String source, long line, String reason, String text) {}

    /** Rows read a second. */
    public double rowsPerSecond() {
        return seconds > 0 ? rows / seconds : 0;
    }
}
