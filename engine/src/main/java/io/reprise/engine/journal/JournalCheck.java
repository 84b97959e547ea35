package io.reprise.engine.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Looks through all streams of a journal. Read-only; used by one thread. */
public final class JournalCheck {
    private JournalCheck() {}

    /**
     * What was found.
     *
     * @param manifest as it is on disk; {@link JournalManifest#EMPTY} when there is none that can be read
     * @param beingWritten whether somebody was writing meanwhile
     * @param streams in order: inbound, outbound
     * @param findings what is wrong with the journal as a whole
     */
    public record Report(
            JournalManifest manifest, boolean beingWritten, List<StreamCheck.Report> streams, List<Finding> findings) {
        public Report {
            streams = List.copyOf(streams);
            findings = List.copyOf(findings);
        }

        /** Whether nothing is wrong. */
        public boolean verified() {
            return allFindings().isEmpty();
        }

        /** What is wrong, the journal's own findings first. */
        public List<Finding> allFindings() {
            List<Finding> all = new ArrayList<>(findings);
            streams.forEach(stream -> all.addAll(stream.findings()));
            return all;
        }
    }

    /** Names of the streams that a journal's manifest or folder has, in order. */
    public static List<String> streams(Path journal, JournalManifest manifest) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND)) {
            if (manifest.streams().containsKey(name) || Files.isDirectory(journal.resolve(name))) {
                names.add(name);
            }
        }
        names.addAll(manifest.streams().keySet());
        return List.copyOf(names);
    }

    /**
     * Looks through a journal.
     *
     * @param onDocument sees every valid document as it is read
     * @throws JournalException when the folder is no journal
     */
    public static Report run(Path journal, Consumer<StreamScan> onDocument) {
        List<Finding> findings = new ArrayList<>();
        JournalManifest manifest = JournalManifest.EMPTY;
        try {
            manifest = JournalManifest.read(journal);
        } catch (JournalException e) {
            findings.add(finding("", JournalFolder.MANIFEST, e.getMessage()));
        }
        List<String> names = streams(journal, manifest);
        if (names.isEmpty()) {
            throw new JournalException(journal + " is no journal: it has neither a stream nor a manifest");
        }
        boolean beingWritten = false;
        List<StreamCheck.Report> reports = new ArrayList<>();
        for (String name : names) {
            Path folder = journal.resolve(name);
            if (Files.isDirectory(folder)) {
                boolean isLocked = JournalLock.isHeld(folder);
                beingWritten |= isLocked;
                reports.add(StreamCheck.run(folder, isLocked, onDocument));
            } else if (manifest.stream(name).documents() > 0) {
                findings.add(finding(name, name, "the stream's folder is not there"));
            }
        }
        return new Report(manifest, beingWritten, reports, findings);
    }

    private static Finding finding(String stream, String file, String reason) {
        return new Finding(stream, new Damage(file, 0, 0, 0, reason), Finding.UNKNOWN, Finding.UNKNOWN);
    }
}
