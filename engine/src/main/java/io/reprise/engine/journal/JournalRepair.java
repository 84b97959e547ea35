package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a damaged journal whole again: takes the invalid tail off streams that were not closed, or copies what is valid
 * into a new journal. A closed stream is never changed. Used by one thread.
 */
public final class JournalRepair {
    /** Manifest property of a copy: the folder that it was made from. */
    public static final String REPAIRED_FROM = "repairedFrom";
    /** Manifest property of a copy, with a number from 1 behind it: a finding in the journal it was made from. */
    public static final String REPAIRED = "repaired.";

    private static final int SENTENCES_MAX = 100;

    private JournalRepair() {}

    /**
     * What taking the tail off a stream came to.
     *
     * @param stream its name
     * @param cut null when there was nothing to take off
     * @param documents what the stream holds now
     * @param frames frames in them
     * @param documentsBehind valid documents that lay behind the damage and went with the tail
     */
    public record Tail(String stream, StreamCut cut, long documents, long frames, long documentsBehind) {}

    /**
     * What a copy holds of a stream.
     *
     * @param stream its name
     * @param documents documents copied
     * @param frames frames in them
     * @param findings what was wrong with the original
     */
    public record Copied(String stream, long documents, long frames, List<Finding> findings) {
        public Copied {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Takes the invalid tail off every stream that was not closed.
     *
     * @throws JournalException when somebody writes the journal, or when damage lies where cutting does not help
     */
    public static List<Tail> cutTails(Path journal) {
        requireJournal(journal);
        List<Tail> tails = new ArrayList<>();
        try (JournalLock _ = JournalLock.acquire(journal)) {
            JournalManifest manifest = JournalManifest.read(journal);
            for (String stream : JournalCheck.streams(journal, manifest)) {
                Path folder = journal.resolve(stream);
                if (Files.isDirectory(folder)) {
                    Tail tail = cutTail(folder, manifest.stream(stream));
                    if (tail != null) {
                        tails.add(tail);
                    }
                } else if (manifest.stream(stream).documents() > 0) {
                    throw new JournalException(
                            folder + " is not there: 'journal repair --to' copies what is left of the journal");
                }
            }
        }
        return tails;
    }

    /** Null for a closed stream without damage. */
    private static Tail cutTail(Path folder, StreamTotals recorded) {
        String stream = folder.getFileName().toString();
        try (JournalLock _ = JournalLock.acquire(folder)) {
            StreamCheck.Report report = StreamCheck.run(folder, false, scan -> {});
            Map<Integer, Path> segments = Segments.list(folder);
            String last = segments.isEmpty()
                    ? ""
                    : Segments.name(Segments.list(folder).lastKey());
            for (Finding finding : report.findings()) {
                if (recorded.closed() || !finding.damage().segment().equals(last)) {
                    throw new JournalException(stream + " cannot be repaired where it is: "
                            + finding.damage().sentence() + "; 'journal repair --to' copies what is valid");
                }
            }
            if (recorded.closed()) {
                return null;
            }
            StreamRecovery recovery = StreamRecovery.run(folder, recorded);
            JournalManifest.update(folder.getParent(), stream, recovery.totals());
            StreamTotals kept = recovery.totals();
            long behind = report.totals().documents() - kept.documents();
            return new Tail(stream, recovery.cut(), kept.documents(), kept.frames(), behind);
        }
    }

    /**
     * Copies every valid document into a new journal, chained anew; sequences and frames stay as they are.
     *
     * @param to a folder that is not there yet or is empty
     * @throws JournalException when there is something already, or the disk refuses
     */
    public static List<Copied> copy(Path journal, Path to) {
        requireJournal(journal);
        requireEmpty(to);
        DocumentSizes sizes = new DocumentSizes();
        JournalCheck.Report found = JournalCheck.run(journal, sizes::see);
        List<Copied> copies = new ArrayList<>();
        try (JournalLock _ = JournalLock.acquire(to)) {
            for (StreamCheck.Report report : found.streams()) {
                boolean digest = report.stream().equals(JournalFolder.INBOUND);
                copies.add(copyStream(
                        journal.resolve(report.stream()),
                        to.resolve(report.stream()),
                        sizes.settings().withContentDigest(digest),
                        report.findings()));
            }
            writeProperties(journal, to, found);
        } catch (RuntimeException e) {
            markOpen(to);
            throw e;
        }
        return copies;
    }

    /** A copy that did not come to its end must not look as if it had. */
    private static void markOpen(Path to) {
        JournalManifest begun = JournalManifest.read(to);
        for (String stream : begun.streams().keySet()) {
            JournalManifest.update(to, stream, begun.stream(stream).open());
        }
    }

    private static Copied copyStream(Path from, Path to, JournalSettings settings, List<Finding> findings) {
        try (StreamScan scan = StreamScan.open(from);
                StreamAppender appender = StreamAppender.open(to, settings)) {
            while (scan.next()) {
                appender.append(
                        scan.buffer(), scan.offset(), scan.limit() - scan.offset(), scan.frameCount(), scan.firstSeq());
            }
            return new Copied(from.getFileName().toString(), appender.documents(), appender.frames(), findings);
        }
    }

    private static void writeProperties(Path journal, Path to, JournalCheck.Report found) {
        Map<String, String> properties = new LinkedHashMap<>(found.manifest().properties());
        properties.put(
                REPAIRED_FROM,
                journal.toAbsolutePath().normalize().getFileName().toString());
        int number = 0;
        for (Finding finding : found.allFindings()) {
            if (++number <= SENTENCES_MAX) {
                properties.put(REPAIRED + number, finding.stream() + ": " + finding.sentence());
            }
        }
        new JournalManifest(JournalManifest.read(to).streams(), properties).write(to);
    }

    /** The settings that hold the largest document of a journal. */
    private static final class DocumentSizes {
        private long bytesMax;

        void see(StreamScan scan) {
            bytesMax = Math.max(bytesMax, DocumentHeader.LENGTH + (long) scan.limit() - scan.offset());
        }

        JournalSettings settings() {
            JournalSettings settings = JournalSettings.defaults();
            if (bytesMax <= settings.documentBytesMax()) {
                return settings;
            }
            int block = (int) Long.highestOneBit(4 * bytesMax - 1) << 1;
            return settings.withBlockBytes(Math.max(block, settings.blockBytes()))
                    .withDocumentBytesMax((int) bytesMax);
        }
    }

    private static void requireJournal(Path journal) {
        boolean isThere = Files.exists(JournalFolder.manifestFile(journal))
                || Files.isDirectory(JournalFolder.inbound(journal))
                || Files.isDirectory(JournalFolder.outbound(journal));
        if (!isThere) {
            throw new JournalException(journal + " is no journal: it has neither a stream nor a manifest");
        }
    }

    private static void requireEmpty(Path to) {
        if (!Files.exists(to)) {
            return;
        }
        try (Stream<Path> entries = Files.list(to)) {
            if (entries.findAny().isPresent()) {
                throw new JournalException(to + " is not empty; the copy needs a folder of its own");
            }
        } catch (IOException e) {
            throw new JournalException("cannot look into " + to + ": " + e.getMessage(), e);
        }
    }
}
