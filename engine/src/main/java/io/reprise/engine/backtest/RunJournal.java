package io.reprise.engine.backtest;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.pipeline.FrameSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal that a run leaves: {@code inbound} with what the run added to its market journals, {@code outbound} with what
 * the pipeline decided, and a manifest with the digests to verify by. Owned by the driver's thread.
 */
public final class RunJournal implements AutoCloseable {
    public static final String INBOUND = "inbound";
    public static final String OUTBOUND = "outbound";
    /** Manifest property: SHA-256 of the stages' state after the last event. */
    public static final String STATE_DIGEST = "stateDigest";
    /** Manifest property: SHA-256 of all outbound frames. */
    public static final String OUTBOUND_DIGEST = "outboundDigest";
    /** Manifest property, with a number behind it: where a market journal was, relative to the run's. */
    private static final String SOURCE = "source.";

    private final Path path;
    private final JournalFolder folder;

    private RunJournal(Path path, JournalFolder folder) {
        this.path = path;
        this.folder = folder;
    }

    /** Makes a new journal; a folder that holds anything is refused. */
    static RunJournal create(Path path, JournalSettings settings) {
        if (Files.exists(path.resolve(INBOUND))) {
            throw new IllegalArgumentException("the folder " + path + " holds a journal already");
        }
        return new RunJournal(path, JournalFolder.open(path, settings));
    }

    FrameSink inbound() {
        return folder.inbound()::append;
    }

    FrameSink outbound() {
        return folder.outbound()::append;
    }

    /** Closes the streams and writes down what a replay is verified by. */
    void finish(RunResult result, List<Path> sources) {
        folder.close();
        JournalManifest manifest = JournalManifest.read(path)
                .withProperties(RunManifest.of(RunHeaders.read(path)))
                .withProperty(STATE_DIGEST, result.stateDigest())
                .withProperty(OUTBOUND_DIGEST, result.outboundDigest());
        Path here = path.toAbsolutePath().normalize();
        for (int i = 0; i < sources.size(); i++) {
            Path there = sources.get(i).toAbsolutePath().normalize();
            manifest = manifest.withProperty(SOURCE + i, here.relativize(there).toString());
        }
        manifest.write(path);
    }

    /** Lets a copy of a run's journal, which may lie elsewhere, refer to the same market journals. */
    public static void copySources(Path from, Path to) {
        JournalManifest manifest = JournalManifest.read(to);
        Path here = to.toAbsolutePath().normalize();
        for (int i = 0; manifest.properties().containsKey(SOURCE + i); i++) {
            Path there = from.toAbsolutePath().resolve(manifest.properties().get(SOURCE + i));
            manifest = manifest.withProperty(
                    SOURCE + i, here.relativize(there.normalize()).toString());
        }
        manifest.write(to);
    }

    /** Where a run's market journals were when it ran. */
    static List<Path> sources(Path path) {
        JournalManifest manifest = JournalManifest.read(path);
        List<Path> sources = new ArrayList<>();
        String there = manifest.properties().get(SOURCE + 0);
        while (there != null) {
            sources.add(path.resolve(there).normalize());
            there = manifest.properties().get(SOURCE + sources.size());
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    path + " is not the journal of a finished run, such as the folder journal/ of a report");
        }
        return sources;
    }

    @Override
    public void close() {
        folder.close();
    }
}
