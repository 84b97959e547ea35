package io.reprise.engine.backtest;

import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.StreamCheck;
import io.reprise.engine.seal.PublicKeys;
import io.reprise.engine.seal.SealCheck;
import io.reprise.engine.seal.Tampering;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a run against all that vouches for it: the seals of its journal, the run header that these cover, the manifest, and the
 * market journals that a backtest refers to by content. Read-only; used by one thread.
 */
public final class RunEvidence {
    private RunEvidence() {}

    /**
     * Checks a run's journal.
     *
     * @param sources where its market journals are; empty for where they were
     * @param withData whether the market journals are looked at
     * @param keys whose seals are believed
     * @param listener called after every megabyte or so
     */
    public static SealCheck.Report check(
            Path journal, List<Path> sources, boolean withData, PublicKeys keys, Runnable listener) {
        SealCheck.Report seals = SealCheck.run(journal, keys, listener);
        List<Tampering> findings = new ArrayList<>(seals.findings());
        RunHeaders.Content header = header(journal, findings);
        if (header != null) {
            checkManifest(journal, header, findings);
            if (withData && header.kind() == RunHeaders.Kind.BACKTEST) {
                checkData(journal, sources, header, listener, findings);
            }
        }
        return new SealCheck.Report(seals.streams(), seals.keyIds(), findings);
    }

    private static RunHeaders.Content header(Path journal, List<Tampering> findings) {
        try {
            return RunHeaders.read(journal);
        } catch (IllegalArgumentException | IllegalStateException e) {
            findings.add(new Tampering(RunJournal.INBOUND, "the run header cannot be read: " + e.getMessage()));
            return null;
        }
    }

    private static void checkManifest(Path journal, RunHeaders.Content header, List<Tampering> findings) {
        JournalManifest manifest;
        try {
            manifest = JournalManifest.read(journal);
        } catch (JournalException e) {
            return; // said by the seals' check
        }
        for (Map.Entry<String, String> property : RunManifest.of(header).entrySet()) {
            String found = manifest.properties().get(property.getKey());
            if (!property.getValue().equals(found)) {
                findings.add(new Tampering(
                        JournalFolder.MANIFEST,
                        property.getKey() + " is " + (found == null ? "missing" : found) + " there and "
                                + property.getValue() + " in the run header"));
            }
        }
    }

    private static void checkData(
            Path journal, List<Path> sources, RunHeaders.Content header, Runnable listener, List<Tampering> findings) {
        List<Path> folders = sources;
        if (sources.isEmpty()) {
            try {
                folders = RunJournal.sources(journal);
            } catch (IllegalArgumentException | IllegalStateException e) {
                findings.add(new Tampering(JournalFolder.MANIFEST, e.getMessage()));
                return;
            }
        }
        if (folders.size() != header.sources().size()) {
            findings.add(new Tampering(
                    "market journals",
                    "the run was made on " + header.sources().size() + " of them, not on " + folders.size()));
            return;
        }
        for (int i = 0; i < folders.size(); i++) {
            checkSource(folders.get(i), header.sources().get(i), listener, findings);
        }
    }

    private static void checkSource(
            Path folder, RunHeaders.Source recorded, Runnable listener, List<Tampering> findings) {
        try {
            JournalCheck.Report report = JournalCheck.run(folder, scan -> listener.run());
            report.allFindings().forEach(finding -> findings.add(new Tampering(folder.toString(), finding.sentence())));
            String found = report.streams().stream()
                    .filter(stream -> stream.stream().equals(MarketSource.STREAM))
                    .map(StreamCheck.Report::totals)
                    .map(totals -> totals.contentSha256())
                    .findFirst()
                    .orElse("none");
            if (!found.equals(recorded.contentSha256())) {
                findings.add(new Tampering(
                        folder.toString(),
                        "it is not the market journal that was run on: the SHA-256 of its frames is " + found
                                + ", the run's was " + recorded.contentSha256()));
            }
        } catch (JournalException e) {
            findings.add(new Tampering(
                    folder.toString(),
                    "the market journal cannot be read (" + e.getMessage() + "); --source DIR says where it is"));
        }
    }
}
