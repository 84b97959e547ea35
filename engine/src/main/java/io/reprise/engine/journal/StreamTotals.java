package io.reprise.engine.journal;

/**
 * What a whole stream holds, as the manifest keeps it once the stream is closed.
 *
 * @param closed whether the appender closed the stream; the other figures bind a reader only then
 * @param documents number of documents
 * @param frames number of frames
 * @param bytes bytes of frames, headers of documents not counted
 * @param firstSeq sequence of the first frame, 0 when empty
 * @param lastSeq sequence of the last frame, 0 when empty
 * @param firstTsInitNs tsInit of the first frame, 0 when empty
 * @param lastTsInitNs tsInit of the last frame, 0 when empty
 * @param chainCrc CRC of the last document, as an unsigned number; 0 when empty
 * @param segments number of segment files
 * @param contentSha256 SHA-256 over all frame bytes in order, lower-case hex, or empty when it was not asked for
 */
public record StreamTotals(
        boolean closed,
        long documents,
        long frames,
        long bytes,
        long firstSeq,
        long lastSeq,
        long firstTsInitNs,
        long lastTsInitNs,
        long chainCrc,
        int segments,
        String contentSha256) {
    /** Totals of a stream that nothing was appended to. */
    public static final StreamTotals EMPTY = new StreamTotals(false, 0, 0, 0, 0, 0, 0, 0, 0, 0, "");

    /** The same figures, marked open: no reader is bound by them. */
    public StreamTotals open() {
        return new StreamTotals(
                false,
                documents,
                frames,
                bytes,
                firstSeq,
                lastSeq,
                firstTsInitNs,
                lastTsInitNs,
                chainCrc,
                segments,
                contentSha256);
    }
}
