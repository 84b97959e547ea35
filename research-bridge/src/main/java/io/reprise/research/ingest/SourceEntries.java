package io.reprise.research.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The entries of a zip with several. */
public final class SourceEntries {
    private SourceEntries() {}

    /**
     * Their names, in the order of the zip.
     *
     * @throws IngestException in one sentence, when it is no zip
     */
    public static List<String> of(Path zip) {
        try {
            return ZipEntries.names(zip);
        } catch (IOException failed) {
            throw new IngestException(
                    zip + " is no zip that can be read: " + Rejects.printable("" + failed.getMessage()), failed);
        }
    }
}
