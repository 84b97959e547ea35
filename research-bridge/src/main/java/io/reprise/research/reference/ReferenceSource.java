package io.reprise.research.reference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The reference data that a server answers from: those of the collection that {@code REPRISE_DATA} names when the server
 * starts, else of its workspace's folder {@code market-data}, else the project's own tables alone. Opened when first asked. Thread-safe.
 */
public final class ReferenceSource {
    /** The environment variable that names a collection of market data. */
    public static final String VARIABLE = "REPRISE_DATA";

    /** A collection in a workspace. */
    public static final String FOLDER = "market-data";

    private final Path folder;
    private ReferenceData data;

    /** @param folder of a collection; null = own tables alone */
    public ReferenceSource(Path folder) {
        this.folder = folder;
    }

    /**
     * Of the collection that the environment names, else of the workspace's folder {@link #FOLDER}, if any.
     *
     * @param root of the workspace
     */
    public static ReferenceSource of(Path root) {
        Path named = named();
        Path own = root.resolve(FOLDER);
        return new ReferenceSource(named != null ? named : Files.isDirectory(own) ? own : null);
    }

    /** The folder that the environment names; null for none. */
    public static Path named() {
        String named = System.getenv(VARIABLE);
        return named == null || named.isBlank() ? null : Path.of(named);
    }

    /**
     * The data.
     *
     * @throws IllegalArgumentException in one sentence, when they cannot be read
     */
    public synchronized ReferenceData data() {
        if (data == null) {
            data = ReferenceData.of(folder);
        }
        return data;
    }

    /**
     * A day as asked.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static LocalDate day(String name, String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new IllegalArgumentException(name + " must be a day such as 2008-09-15, not '" + text + "'", notADay);
        }
    }
}
