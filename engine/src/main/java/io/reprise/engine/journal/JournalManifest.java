package io.reprise.engine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A journal's {@code manifest.json}: what each closed stream holds, and properties that whoever made the journal adds.
 * Immutable; replaced as a whole by an atomic rename.
 *
 * @param streams by name, {@code inbound} and {@code outbound}, in this order whichever was closed first
 * @param properties free text by key, kept in order
 */
public record JournalManifest(Map<String, StreamTotals> streams, Map<String, String> properties) {
    /** Largest manifest that is read. */
    public static final int BYTES_MAX = 4 << 20;

    /** Manifest of a journal that nothing is known about yet. */
    public static final JournalManifest EMPTY = new JournalManifest(Map.of(), Map.of());

    public JournalManifest {
        streams = Collections.unmodifiableMap(new TreeMap<>(streams));
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Whether there are streams and all are closed. */
    public boolean closed() {
        return !streams.isEmpty() && streams.values().stream().allMatch(StreamTotals::closed);
    }

    /** Totals of a stream; open and empty when the manifest does not name it. */
    public StreamTotals stream(String name) {
        return streams.getOrDefault(name, StreamTotals.EMPTY);
    }

    public JournalManifest withStream(String name, StreamTotals totals) {
        Map<String, StreamTotals> next = new LinkedHashMap<>(streams);
        next.put(name, totals);
        return new JournalManifest(next, properties);
    }

    public JournalManifest withProperty(String key, String value) {
        return withProperties(Map.of(key, value));
    }

    public JournalManifest withProperties(Map<String, String> added) {
        Map<String, String> next = new LinkedHashMap<>(properties);
        next.putAll(added);
        return new JournalManifest(streams, next);
    }

    /**
     * Reads the manifest of a journal folder; {@link #EMPTY} when there is none.
     *
     * @throws JournalException when the file is not readable or not whole
     */
    public static JournalManifest read(Path journalFolder) {
        Path file = JournalFolder.manifestFile(journalFolder);
        try {
            if (!Files.exists(file)) {
                return EMPTY;
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new JournalException(file + " is larger than " + BYTES_MAX + " bytes and is not read");
            }
            return ManifestJson.parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new JournalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes this manifest in place of the one before it; a reader sees the one or the other, never a part. */
    public void write(Path journalFolder) {
        Path file = JournalFolder.manifestFile(journalFolder);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(journalFolder);
            Files.write(next, ManifestJson.text(this).getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new JournalException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Replaces one stream's totals in the file, leaving the rest as it is there. */
    static synchronized void update(Path journalFolder, String stream, StreamTotals totals) {
        read(journalFolder).withStream(stream, totals).write(journalFolder);
    }
}
