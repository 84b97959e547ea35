package io.reprise.engine.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A journal's files and documents in memory, to damage copies of it and tell what must come of it. */
final class Stored {
    /** One document: where its excerpt lies and the bytes of its frames. */
    record Document(String segment, long position, int length, long firstSeq, long lastSeq, byte[] frames) {
        /** Position after the excerpt. */
        long end() {
            return Excerpt.next(position, length);
        }
    }

    /** A file, zeros at its end left out. */
    record Content(byte[] used, long size) {}

    final Map<String, Content> files = new TreeMap<>();
    final List<Document> documents = new ArrayList<>();

    private Stored() {}

    /** Takes a journal with one stream, which may be open for appending. */
    static Stored of(Path journal) throws IOException {
        Stored stored = new Stored();
        try (Stream<Path> paths = Files.walk(journal)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                byte[] all = Files.readAllBytes(path);
                int used = all.length;
                while (used > 0 && all[used - 1] == 0) {
                    used--;
                }
                stored.files.put(
                        journal.relativize(path).toString(), new Content(Arrays.copyOf(all, used), all.length));
            }
        }
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            while (tailer.next()) {
                byte[] frames = new byte[tailer.limit() - tailer.offset()];
                tailer.buffer().getBytes(tailer.offset(), frames);
                stored.documents.add(new Document(
                        Segments.name(tailer.segment()),
                        tailer.documentPosition(),
                        DocumentHeader.LENGTH + frames.length,
                        tailer.firstSeq(),
                        tailer.lastSeq(),
                        frames));
            }
            if (tailer.damage() != null) {
                throw new AssertionError(tailer.damage().sentence());
            }
        }
        return stored;
    }

    /** The names of the files, in order. */
    List<String> names() {
        return List.copyOf(files.keySet());
    }

    static boolean isSegment(String file) {
        return file.endsWith(Segments.SUFFIX);
    }

    /** Puts every file back as it was and removes all others. */
    void restore(Path journal) throws IOException {
        if (Files.exists(journal)) {
            try (Stream<Path> paths = Files.walk(journal)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    if (!files.containsKey(journal.relativize(path).toString())) {
                        Files.delete(path);
                    }
                }
            }
        }
        for (String file : files.keySet()) {
            restore(journal, file);
        }
    }

    void restore(Path journal, String file) throws IOException {
        Path path = journal.resolve(file);
        Content content = files.get(file);
        Files.createDirectories(path.getParent());
        // not truncated to nothing, which ext4 answers with a flush
        try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
            out.write(content.used());
            out.setLength(content.used().length);
            out.setLength(content.size());
        }
    }

    /** Number of the first document with a byte of [from, to) of a file in it; the number of documents when none has. */
    int firstTouched(String file, long from, long to) {
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            boolean isHere = file.endsWith(document.segment());
            if (isHere
                    && from < document.position() + Excerpt.WORD_BYTES + document.length()
                    && to > document.position()) {
                return i;
            }
        }
        return documents.size();
    }
}
