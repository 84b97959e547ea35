package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks through a whole stream: every document, the chain, the manifest's totals and content digest, and that each segment
 * file ends as it was ended. Read-only; used once, by one thread.
 */
public final class StreamCheck {
    private static final Comparator<Finding> BY_PLACE = Comparator.<Finding, String>comparing(
                    finding -> finding.damage().segment())
            .thenComparing(finding -> finding.damage().position());

    private final Path folder;
    private final String stream;
    private final boolean beingWritten;
    private final List<Finding> findings = new ArrayList<>();
    private final BitSet segmentsRead = new BitSet();
    private final ContentDigest digest = new ContentDigest();

    private int segment = -1;
    private long lastPosition;
    private long endPosition;
    private long documents;
    private long documentNext;
    private long seqNext;

    private StreamCheck(Path folder, boolean beingWritten) {
        this.folder = folder;
        this.stream = folder.getFileName().toString();
        this.beingWritten = beingWritten;
    }

    /**
     * What a look through a stream found.
     *
     * @param stream its name
     * @param closed whether the manifest says that it was closed
     * @param totals of what could be read, with the SHA-256 of its frames
     * @param fileBytes bytes of the segment files
     * @param findings what is wrong, in order
     */
    public record Report(String stream, boolean closed, StreamTotals totals, long fileBytes, List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        /** Whether nothing is wrong. */
        public boolean verified() {
            return findings.isEmpty();
        }
    }

    /**
     * Looks through a stream.
     *
     * @param beingWritten whether somebody may be appending, so that unfinished bytes at the end say nothing
     * @param onDocument sees every valid document as it is read
     * @throws JournalException when there is no such folder
     */
    public static Report run(Path streamFolder, boolean beingWritten, Consumer<StreamScan> onDocument) {
        Path folder = streamFolder.toAbsolutePath().normalize();
        StreamCheck check = new StreamCheck(folder, beingWritten);
        try (StreamScan scan = StreamScan.open(folder)) {
            return check.run(scan, onDocument);
        } catch (IOException e) {
            throw new JournalException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private Report run(StreamScan scan, Consumer<StreamScan> onDocument) throws IOException {
        TreeMap<Integer, Path> files = Segments.list(folder);
        StreamTotals recorded = scan.tailer().totals();
        long firstSeq = 0;
        long firstTsInitNs = 0;
        long lastTsInitNs = 0;
        long frames = 0;
        long bytes = 0;
        while (scan.next()) {
            StreamTailer tailer = scan.tailer();
            if (beingWritten && (files.isEmpty() || tailer.segment() > files.lastKey())) {
                break; // never chases a writer further than the segment that it was in
            }
            if (tailer.segment() != segment) {
                leaveSegment(scan, files, recorded.closed());
                segment = tailer.segment();
                segmentsRead.set(segment);
            }
            if (documents == 0) {
                firstSeq = tailer.firstSeq();
                firstTsInitNs = tailer.firstTsInitNs();
            }
            lastTsInitNs = tailer.lastTsInitNs();
            lastPosition = tailer.documentPosition();
            endPosition = tailer.segmentPosition();
            documentNext = tailer.documentNext();
            seqNext = tailer.lastSeq() + 1;
            documents++;
            frames += tailer.frameCount();
            bytes += tailer.limit() - tailer.offset();
            digest.update(tailer.buffer(), tailer.offset(), tailer.limit() - tailer.offset());
            onDocument.accept(scan);
        }
        leaveSegment(scan, files, recorded.closed());
        findings.addAll(scan.findings());
        findings.sort(BY_PLACE);
        checkEmptySegments(scan.tailer(), files, recorded.closed());
        StreamTotals totals = new StreamTotals(
                recorded.closed(),
                documents,
                frames,
                bytes,
                firstSeq,
                documents == 0 ? 0 : seqNext - 1,
                firstTsInitNs,
                lastTsInitNs,
                documents == 0 ? 0 : scan.tailer().crc() & 0xFFFFFFFFL,
                files.size(),
                digest.hex());
        checkTotals(recorded, totals);
        return new Report(stream, recorded.closed(), totals, size(files), findings);
    }

    /** Looks at the head of the segment that was read last, and at its end if that is where reading it ended. */
    private void leaveSegment(StreamScan scan, TreeMap<Integer, Path> files, boolean closed) throws IOException {
        Path file = files.get(segment);
        if (segment < 0 || file == null) {
            return;
        }
        boolean isEnded = closed || segment != files.lastKey();
        boolean isWhole = scan.findings().stream()
                .map(Finding::damage)
                .noneMatch(
                        damage -> damage.segment().equals(Segments.name(segment)) && damage.position() >= endPosition);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!ChronicleHead.isWhole(channel)) {
                add(0, "Chronicle's own header is not as it was written; reading does not need it, appending does");
            } else if (isEnded && isWhole && ChronicleHead.writePosition(channel) != lastPosition) {
                add(
                        0,
                        "Chronicle's own header does not point to the last document; reading does not need it,"
                                + " appending does");
            }
            if (isEnded && isWhole) {
                checkEnd(channel, file);
            } else if (isWhole && !beingWritten) {
                checkTail(file);
            }
        }
    }

    private void checkEnd(FileChannel channel, Path file) throws IOException {
        long whole = SegmentFinish.pageEnd(endPosition);
        if (channel.size() < whole) {
            add(channel.size(), "the file is cut here, " + (whole - channel.size()) + " bytes before its end");
            return;
        }
        if (SegmentFinish.readWord(channel, endPosition) != Excerpt.END_OF_SEGMENT) {
            add(endPosition, "the segment's end mark is not there");
        }
        long used = StreamRecovery.usedBytes(file, endPosition);
        if (used > 0) {
            add(endPosition, "bytes follow the segment's end mark, up to byte " + used);
        }
    }

    private void checkTail(Path file) throws IOException {
        long used = StreamRecovery.usedBytes(file, endPosition);
        if (used > 0) {
            add(
                    endPosition,
                    (used - endPosition) + " bytes after the last valid document are none: an append that was"
                            + " not finished");
        }
    }

    /** Segments without any valid document, where nothing was said of them yet. */
    private void checkEmptySegments(StreamTailer tailer, TreeMap<Integer, Path> files, boolean closed)
            throws IOException {
        for (Map.Entry<Integer, Path> file : files.entrySet()) {
            String name = Segments.name(file.getKey());
            boolean isKnown = segmentsRead.get(file.getKey())
                    || findings.stream()
                            .anyMatch(finding -> finding.damage().segment().equals(name));
            if (isKnown || beingWritten) {
                continue;
            }
            segment = file.getKey();
            // a writer that was killed before its first append leaves a segment with nothing but Chronicle's own pages
            boolean isReached = tailer.segment() == segment && tailer.damage() == null;
            long position = isReached ? tailer.segmentPosition() : 0;
            if (closed || !StreamRecovery.holdsNothing(file.getValue(), position)) {
                add(position, "no valid document is in the file");
            }
        }
    }

    /** What the walk itself does not hold against the manifest. */
    private void checkTotals(StreamTotals recorded, StreamTotals found) {
        if (!recorded.closed() || !findings.isEmpty()) {
            return;
        }
        String reason = null;
        if (recorded.documents() != found.documents()) {
            reason = "it says " + recorded.documents() + " documents, there are " + found.documents();
        } else if (recorded.segments() != found.segments()) {
            reason = "it says " + recorded.segments() + " segments, there are " + found.segments();
        } else if (recorded.firstSeq() != found.firstSeq()
                || recorded.firstTsInitNs() != found.firstTsInitNs()
                || recorded.lastTsInitNs() != found.lastTsInitNs()) {
            reason = "its first sequence or its times are not those of the frames";
        } else if (!recorded.contentSha256().isEmpty()
                && !recorded.contentSha256().equals(found.contentSha256())) {
            reason = "the SHA-256 of the frames is " + found.contentSha256() + ", it says " + recorded.contentSha256();
        }
        if (reason != null) {
            Damage damage = new Damage(JournalFolder.MANIFEST, 0, documentNext, seqNext, reason);
            findings.add(new Finding(stream, damage, 0, 0));
        }
    }

    private void add(long position, String reason) {
        Damage damage = new Damage(Segments.name(segment), position, documentNext, seqNext, reason);
        findings.add(new Finding(stream, damage, 0, 0));
    }

    private static long size(TreeMap<Integer, Path> files) throws IOException {
        long size = 0;
        for (Path file : files.values()) {
            size += Files.size(file);
        }
        return size;
    }
}
