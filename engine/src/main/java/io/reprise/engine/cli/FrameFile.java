package io.reprise.engine.cli;

import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameCells;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Where exported frames go. A file or folder appears under its name only when it is finished. Owned by one thread.
 */
abstract class FrameFile implements AutoCloseable {
    private static final String PART = ".part";

    private final StringBuilder line = new StringBuilder();

    private FrameFile() {}

    /** JSON lines to a file, or to standard output when there is none. */
    static FrameFile json(Path file, PrintWriter out, JournalNames names) throws IOException {
        return new Single(file, out) {
            @Override
            void append(StringBuilder text, JournalView view) {
                JournalLines.appendJson(text, view, names);
            }
        };
    }

    /** One table to a file, or to standard output when there is none. */
    static FrameFile csv(Path file, PrintWriter out, JournalNames names) throws IOException {
        return new Single(file, out) {
            private boolean hasHeader;

            @Override
            void append(StringBuilder text, JournalView view) {
                if (!hasHeader) {
                    appendHeader(text, view, names);
                    text.append('\n');
                    hasHeader = true;
                }
                appendRow(text, view, names);
            }
        };
    }

    /** A folder with a table for each type of frame. */
    static FrameFile csvFolder(Path folder, JournalNames names) throws IOException {
        return new Folder(folder, names);
    }

    /** Writes a frame; false when nobody reads any more. */
    abstract boolean write(JournalView view) throws IOException;

    /** Call when all is written. */
    abstract void finish() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** The line of a frame, without its end. */
    StringBuilder cleared() {
        line.setLength(0);
        return line;
    }

    static void appendHeader(StringBuilder text, JournalView view, JournalNames names) {
        FrameTemplate template = FrameCells.template(view.buffer(), view.offset());
        text.append("stream");
        FrameCells.columns(template, names).forEach(column -> text.append(',').append(column));
    }

    static void appendRow(StringBuilder text, JournalView view, JournalNames names) {
        FrameTemplate template = FrameCells.template(view.buffer(), view.offset());
        text.append(view.stream());
        for (FrameCells.Cell cell : FrameCells.cells(template, view.buffer(), view.offset(), names)) {
            text.append(',');
            appendCell(text, cell.text());
        }
    }

    /** By RFC 4180; none is empty. */
    private static void appendCell(StringBuilder text, String cell) {
        if (cell == null) {
            return;
        }
        boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        text.append(isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }

    /** One file or the standard output. */
    private abstract static class Single extends FrameFile {
        private final Path file;
        private final Path part;
        private final PrintWriter out;
        private final Writer writer;
        private long count;

        Single(Path file, PrintWriter out) throws IOException {
            this.file = file;
            this.out = out;
            part = file == null ? null : file.resolveSibling(file.getFileName() + PART);
            writer = file == null ? out : Files.newBufferedWriter(part, StandardCharsets.UTF_8);
        }

        abstract void append(StringBuilder text, JournalView view);

        @Override
        boolean write(JournalView view) throws IOException {
            StringBuilder text = cleared();
            append(text, view);
            writer.append(text.append('\n'));
            return file != null || ++count % JournalLines.LOOK_EVERY != 0 || !out.checkError();
        }

        @Override
        void finish() throws IOException {
            writer.flush();
            if (file != null) {
                writer.close();
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }

        @Override
        public void close() throws IOException {
            if (file == null) {
                out.flush();
            } else {
                writer.close();
                Files.deleteIfExists(part);
            }
        }
    }

    /** A file for each type. */
    private static final class Folder extends FrameFile {
        private final JournalNames names;
        private final Path folder;
        private final Path part;
        private final Map<Integer, BufferedWriter> tables = new HashMap<>();

        Folder(Path folder, JournalNames names) throws IOException {
            this.names = names;
            this.folder = folder;
            part = folder.resolveSibling(folder.getFileName() + PART);
            Files.createDirectories(part);
        }

        @Override
        boolean write(JournalView view) throws IOException {
            int templateId = Event.templateId(view.buffer(), view.offset());
            FrameTemplate template = FrameCells.template(view.buffer(), view.offset());
            if (template == null) {
                throw new IOException("a frame of type " + templateId + " at sequence "
                        + Event.seq(view.buffer(), view.offset())
                        + " is of a newer version; --format json can export it");
            }
            StringBuilder text = cleared();
            BufferedWriter table = tables.get(templateId);
            if (table == null) {
                table = Files.newBufferedWriter(part.resolve(template.name() + ".csv"), StandardCharsets.UTF_8);
                tables.put(templateId, table);
                appendHeader(text, view, names);
                text.append('\n');
            }
            appendRow(text, view, names);
            table.append(text.append('\n'));
            return true;
        }

        @Override
        void finish() throws IOException {
            for (BufferedWriter table : tables.values()) {
                table.close();
            }
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            for (BufferedWriter table : tables.values()) {
                table.close();
            }
            if (Files.isDirectory(part)) {
                try (var files = Files.list(part)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(part);
            }
        }
    }
}
