package io.reprise.research.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.*;
import java.util.*;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** PLACEHOLDER until engine.journal lands. */
final class MarketJournal {
    private MarketJournal() {}

    record Manifest(boolean isClosed, String contentDigest, SequencedMap<String, String> properties) {}

    static Manifest manifest(Path folder) throws IOException {
        Properties p = new Properties();
        try (java.io.Reader r = Files.newBufferedReader(folder.resolve("manifest.json"))) {
            p.load(r);
        }
        SequencedMap<String, String> m = new LinkedHashMap<>();
        new TreeSet<>(p.stringPropertyNames()).forEach(k -> m.put(k, p.getProperty(k)));
        return new Manifest(true, m.remove("digest"), m);
    }

    static Writer create(Path folder) throws IOException {
        return new Writer(folder);
    }

    static final class Writer implements FrameSink, AutoCloseable {
        private final Path folder;
        private final OutputStream out;
        private final java.security.MessageDigest sha = SourceFile.sha256();

        Writer(Path folder) throws IOException {
            this.folder = folder;
            Files.createDirectories(folder.resolve("inbound"));
            out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("inbound/frames.bin")));
        }

        @Override
        public void append(DirectBuffer frames, int offset, int length, int frameCount, long firstSeq) {
            try {
                byte[] b = new byte[length];
                frames.getBytes(offset, b);
                sha.update(b);
                out.write(b);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String finish(SequencedMap<String, String> properties) throws IOException {
            out.close();
            Properties p = new Properties();
            p.putAll(properties);
            String digest = HexFormat.of().formatHex(sha.digest());
            p.put("digest", digest);
            try (Writer2 w = new Writer2(folder)) {
                p.store(w.w, null);
            }
            return digest;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private record Writer2(java.io.Writer w) implements AutoCloseable {
        Writer2(Path folder) throws IOException {
            this(Files.newBufferedWriter(folder.resolve("manifest.json")));
        }

        @Override
        public void close() throws IOException {
            w.close();
        }
    }

    static Reader read(Path folder) throws IOException {
        return new Reader(Files.readAllBytes(folder.resolve("inbound/frames.bin")));
    }

    static final class Reader implements AutoCloseable {
        private final UnsafeBuffer buffer;
        private int at;
        private int next;

        Reader(byte[] b) {
            buffer = new UnsafeBuffer(b);
        }

        boolean next() {
            at = next;
            if (at >= buffer.capacity()) {
                return false;
            }
            next = at + io.reprise.engine.event.Event.frameLength(buffer, at);
            return true;
        }

        UnsafeBuffer buffer() {
            return buffer;
        }

        int offset() {
            return at;
        }

        @Override
        public void close() {}
    }
}
