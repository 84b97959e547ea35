package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.Segments;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.journal.TestFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal of several segments and its seals, and what a forger who knows the format does to it. */
final class SealedJournal {
    static final String INBOUND = JournalFolder.INBOUND;
    static final String OUTBOUND = JournalFolder.OUTBOUND;
    static final JournalSettings SMALL = JournalSettings.defaults()
            .withSegmentBytes(64 << 10)
            .withDocumentBytesMax(64 << 10)
            .withBlockBytes(1 << 20);

    private static final int FRAMES_MAX = 60;

    final Path folder;

    SealedJournal(Path folder) {
        this.folder = folder;
    }

    /** Makes a closed journal, of some five segments and two. */
    static SealedJournal make(Path folder, SealKeys keys, long seed) {
        TestFrames.write(JournalFolder.inbound(folder), SMALL, seed, 110, FRAMES_MAX);
        TestFrames.write(JournalFolder.outbound(folder), SMALL, seed + 1, 40, FRAMES_MAX);
        if (keys != null) {
            Sealer.seal(folder, keys, false);
        }
        return new SealedJournal(folder);
    }

    SealCheck.Report check(PublicKeys keys) {
        return SealCheck.run(folder, keys, () -> {});
    }

    Path segment(String stream, int number) {
        return Segments.file(folder.resolve(stream), number);
    }

    Path seal(String stream, int number) {
        return new SealFolder(folder).segmentSeal(stream, number);
    }

    Path journalSeal() {
        return new SealFolder(folder).journalSeal();
    }

    int segments(String stream) {
        return Segments.list(folder.resolve(stream)).size();
    }

    long documents(String stream) {
        return JournalManifest.read(folder).stream(stream).documents();
    }

    SealedJournal copyTo(Path target) throws IOException {
        delete(target);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path to = target.resolve(folder.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
        return new SealedJournal(target);
    }

    /** Leaves what a bundle has of a journal. */
    void removeLocksAndTables() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.endsWith("writer.lock") || file.endsWith("metadata.cq4t"))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Which bytes of a document's frames to change. */
    interface Forgery {
        void apply(UnsafeBuffer frames, int length);
    }

    /** Writes a stream again with a change to one document: every checksum, the chain and the manifest are made to fit. */
    void rewrite(String stream, long document, Forgery forgery) throws IOException {
        Path forged = folder.resolveSibling(folder.getFileName() + ".forged");
        delete(forged);
        try (StreamTailer tailer = StreamTailer.open(folder.resolve(stream));
                StreamAppender appender = StreamAppender.open(forged.resolve(stream), SMALL)) {
            while (tailer.next()) {
                int length = tailer.limit() - tailer.offset();
                UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                copy.putBytes(0, tailer.buffer(), tailer.offset(), length);
                if (tailer.position() == document) {
                    forgery.apply(copy, length);
                }
                appender.append(copy, 0, length, tailer.frameCount(), tailer.firstSeq());
            }
        }
        JournalManifest.read(folder)
                .withStream(stream, JournalManifest.read(forged).stream(stream))
                .write(folder);
        delete(folder.resolve(stream));
        Files.move(forged.resolve(stream), folder.resolve(stream));
        delete(forged);
    }

    static void swap(Path one, Path other) throws IOException {
        Path aside = one.resolveSibling("aside");
        Files.move(one, aside);
        Files.move(other, one);
        Files.move(aside, other);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
