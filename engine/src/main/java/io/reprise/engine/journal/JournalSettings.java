package io.reprise.engine.journal;

/**
 * How a stream is appended to. Readers need none of it.
 *
 * @param segmentBytes bytes of documents after which a new segment file starts; 64 KiB to 64 GiB
 * @param blockBytes bytes Chronicle maps at a time, a power of two; 1 MiB to 1 GiB
 * @param preTouch whether a daemon thread touches fresh pages ahead of the appender: for live and paper, where the tail
 *     of the latency counts
 * @param watermarkBytes appends are refused when less than this is usable on the disk; 0 or more
 * @param documentBytesMax largest document, header included; 4 KiB up to a quarter of a block
 * @param contentDigest whether a SHA-256 over all frame bytes is kept and written to the manifest when closing (about
 *     36 ns per 64 bytes)
 * @param durability what an appended document survives
 */
public record JournalSettings(
        long segmentBytes,
        int blockBytes,
        boolean preTouch,
        long watermarkBytes,
        int documentBytesMax,
        boolean contentDigest,
        Durability durability) {
    public static final long SEGMENT_BYTES_MIN = 64L << 10;
    public static final long SEGMENT_BYTES_MAX = 64L << 30;
    public static final int BLOCK_BYTES_MIN = 1 << 20;
    public static final int BLOCK_BYTES_MAX = 1 << 30;
    public static final int DOCUMENT_BYTES_MIN = 4 << 10;

    private static final JournalSettings DEFAULTS =
            new JournalSettings(256L << 20, 16 << 20, false, 64L << 20, 1 << 20, false, Durability.PROCESS);

    public JournalSettings {
        require("segmentBytes", segmentBytes, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
        require("blockBytes", blockBytes, BLOCK_BYTES_MIN, BLOCK_BYTES_MAX);
        require("watermarkBytes", watermarkBytes, 0, Long.MAX_VALUE);
        require("documentBytesMax", documentBytesMax, DOCUMENT_BYTES_MIN, blockBytes / 4L);
        if (Integer.bitCount(blockBytes) != 1) {
            throw new IllegalArgumentException("blockBytes " + blockBytes + " is not a power of two");
        }
    }

    /** Segments of 256 MiB, blocks of 16 MiB, documents up to 1 MiB, 64 MiB kept free, no pre-toucher, no digest, no fsync. */
    public static JournalSettings defaults() {
        return DEFAULTS;
    }

    public JournalSettings withSegmentBytes(long bytes) {
        return new JournalSettings(
                bytes, blockBytes, preTouch, watermarkBytes, documentBytesMax, contentDigest, durability);
    }

    public JournalSettings withBlockBytes(int bytes) {
        return new JournalSettings(
                segmentBytes, bytes, preTouch, watermarkBytes, documentBytesMax, contentDigest, durability);
    }

    public JournalSettings withPreTouch(boolean on) {
        return new JournalSettings(
                segmentBytes, blockBytes, on, watermarkBytes, documentBytesMax, contentDigest, durability);
    }

    public JournalSettings withWatermarkBytes(long bytes) {
        return new JournalSettings(
                segmentBytes, blockBytes, preTouch, bytes, documentBytesMax, contentDigest, durability);
    }

    public JournalSettings withDocumentBytesMax(int bytes) {
        return new JournalSettings(
                segmentBytes, blockBytes, preTouch, watermarkBytes, bytes, contentDigest, durability);
    }

    public JournalSettings withContentDigest(boolean on) {
        return new JournalSettings(
                segmentBytes, blockBytes, preTouch, watermarkBytes, documentBytesMax, on, durability);
    }

    public JournalSettings withDurability(Durability newDurability) {
        return new JournalSettings(
                segmentBytes, blockBytes, preTouch, watermarkBytes, documentBytesMax, contentDigest, newDurability);
    }

    /** Bytes of frames that the largest document holds. */
    public int frameBytesMax() {
        return (documentBytesMax - DocumentHeader.LENGTH) & -Long.BYTES;
    }

    private static void require(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " " + value + " is outside " + min + " to " + max);
        }
    }
}
