package io.reprise.research.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a small text file, plain or packed; blank ones and those that begin with # are left out. */
public final class TextLines {
    private static final int LINES_MAX = 1 << 21;

    private TextLines() {}

    /**
     * All lines.
     *
     * @param file plain, gzip, a zip with one entry, or an entry as {@code zip!entry}
     * @throws IngestException in one sentence, when it cannot be read or has more lines than are held in memory
     */
    public static List<String> of(String file) {
        SourceFile source = SourceFile.parse(file);
        List<String> lines = new ArrayList<>();
        try (SourceFile.Text text = source.open();
                BufferedReader in = new BufferedReader(new InputStreamReader(text.stream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line);
                }
                if (lines.size() > LINES_MAX) {
                    throw new IngestException(file + " has more than " + LINES_MAX + " lines");
                }
            }
            return lines;
        } catch (IOException failed) {
            throw new IngestException(file + " cannot be read: " + Rejects.printable("" + failed.getMessage()), failed);
        }
    }
}
