package io.reprise.research.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Counts rejected rows, remembers the first few, and keeps them all in a file. Owned by the thread that reads. */
final class Rejects implements AutoCloseable {
    static final String FILE_NAME = "rejects.csv";
    static final int SHOWN_MAX = 10;

    private static final int TEXT_SHOWN_MAX = 120;

    private final Path file;
    private final List<IngestResult.Reject> first = new ArrayList<>();
    private BufferedWriter writer;
    private long count;

    /** @param file is created with the first reject; one that is there is added to */
    Rejects(Path file) {
        this.file = file;
    }

    long count() {
        return count;
    }

    /** The first {@value #SHOWN_MAX}. */
    List<IngestResult.Reject> first() {
        return List.copyOf(first);
    }

    void add(String source, Cells cells, String reason) throws IOException {
        count++;
        if (first.size() < SHOWN_MAX) {
            first.add(reject(source, cells, reason));
        }
        if (writer == null) {
            boolean isNew = !Files.exists(file);
            writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (isNew) {
                writer.write("line,reason,text,source\n");
            }
        }
        writer.append(Long.toString(cells.line)).append(',');
        quote(reason);
        writer.append(',');
        quote(cells.rowText());
        writer.append(',');
        quote(source);
        writer.append('\n');
    }

    static IngestResult.Reject reject(String source, Cells cells, String reason) {
        String text = printable(cells.rowText());
        String shown = text.length() > TEXT_SHOWN_MAX ? text.substring(0, TEXT_SHOWN_MAX) + "..." : text;
        return new IngestResult.Reject(source, cells.line, printable(reason), shown);
    }

    /** The same text with a question mark for each control character. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }

    private void quote(String text) throws IOException {
        writer.append('"').append(printable(text).replace("\"", "\"\"")).append('"');
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
