package io.reprise.engine.journal;

/**
 * What the documents of one segment are, for its seal. Only documents count: Chronicle's own head, index pages, end mark and
 * padding may be made anew without changing it.
 *
 * @param segment number of the segment in its stream
 * @param firstDocument 0-based number of its first document in the stream
 * @param documents number of documents, at least 1
 * @param frames frames in them
 * @param bytes bytes of documents, their headers included
 * @param firstSeq sequence of the first frame
 * @param lastSeq sequence of the last frame
 * @param firstTsInitNs tsInit of the first frame
 * @param lastTsInitNs tsInit of the last frame
 * @param prevCrc CRC of the document before the first, as an unsigned number
 * @param lastCrc CRC of the last document, as an unsigned number
 * @param sha256 SHA-256 over all documents in order, header and frames of each as they lie, lower-case hex
 */
public record SegmentContent(
        int segment,
        long firstDocument,
        long documents,
        long frames,
        long bytes,
        long firstSeq,
        long lastSeq,
        long firstTsInitNs,
        long lastTsInitNs,
        long prevCrc,
        long lastCrc,
        String sha256) {}
