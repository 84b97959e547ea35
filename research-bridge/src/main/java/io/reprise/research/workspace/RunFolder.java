package io.reprise.research.workspace;

import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A finished run.
 *
 * @param id of its report folder
 * @param folder of its report
 * @param hasJournal whether its journal is there, so that it can be asked about
 * @param endedNs when its result was written, epoch ns
 */
public record RunFolder(String id, Path folder, boolean hasJournal, long endedNs) {
    public static final String RESULT = "result.json";
    public static final String REPORT = "report.html";
    public static final String JOURNAL = "journal";
    private static final long RESULT_BYTES_MAX = 16 << 20;

    /** The run's figures, by the keys of {@code --json}; money is exact decimals. */
    public Map<String, Object> result() {
        Path file = folder.resolve(RESULT);
        try {
            if (Files.size(file) > RESULT_BYTES_MAX) {
                throw new IllegalStateException(file + " is too large to be a result");
            }
            return Json.map(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    public Path report() {
        return folder.resolve(REPORT);
    }

    public Path journal() {
        return folder.resolve(JOURNAL);
    }
}
