package io.reprise.engine.seal;

import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.SegmentContent;
import io.reprise.engine.journal.SegmentReader;
import io.reprise.engine.journal.Segments;
import io.reprise.engine.journal.StreamTotals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Seals a journal: each segment once its end mark stands, in order, and the whole when it is closed. It only reads the
 * streams, so it may run while they are written; what it had not come to when it was killed, the next one does. It holds the
 * right to write seals. Owned by one thread.
 */
public final class Sealer implements AutoCloseable {
    /** Where a process may be killed on purpose by a test of recovery. */
    public enum Step {
        HASHED,
        WRITTEN
    }

    private static final List<String> STREAMS = List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND);

    private final Path journal;
    private final SealKeys keys;
    private final boolean forced;
    private final Consumer<Step> listener;
    private final SealFolder seals;
    private final JournalLock lock;
    private final Map<String, StreamSeals> streams = new LinkedHashMap<>();

    /** A stream's last seal, null before the first. */
    private static final class StreamSeals {
        private SegmentSeal last;

        int next() {
            return last == null ? 0 : last.content().segment() + 1;
        }
    }

    private Sealer(Path journal, SealKeys keys, boolean forced, Consumer<Step> listener, JournalLock lock) {
        this.journal = journal;
        this.keys = keys;
        this.forced = forced;
        this.listener = listener;
        this.seals = new SealFolder(journal);
        this.lock = lock;
        for (String stream : STREAMS) {
            streams.put(stream, new StreamSeals());
            streams.get(stream).last = newest(stream);
        }
    }

    /**
     * Begins to seal a journal, or goes on where sealing ended.
     *
     * @param forced whether a segment and its seal are forced to disk, so that a seal that survives a loss of power never
     *     speaks of a segment that did not
     * @throws JournalException when somebody else seals it, or its last seal cannot be read
     */
    public static Sealer open(Path journal, SealKeys keys, boolean forced) {
        return open(journal, keys, forced, step -> {});
    }

    /** @param listener told of each step */
    static Sealer open(Path journal, SealKeys keys, boolean forced, Consumer<Step> listener) {
        Path folder = journal.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new JournalException("there is no journal " + journal);
        }
        JournalLock lock = JournalLock.acquire(folder.resolve(SealFolder.FOLDER));
        Sealer sealer = null;
        try {
            sealer = new Sealer(folder, keys, forced, listener, lock);
            return sealer;
        } finally {
            if (sealer == null) {
                lock.close();
            }
        }
    }

    private SegmentSeal newest(String stream) {
        Map.Entry<Integer, Path> file = seals.list(stream).lastEntry();
        if (file == null) {
            return null;
        }
        try {
            SegmentSeal seal = SegmentSeal.parse(SealFolder.read(file.getValue()));
            if (seal.content().segment() != file.getKey() || !seal.stream().equals(stream)) {
                throw new JournalException("it is the seal of another segment");
            }
            return seal;
        } catch (IOException | JournalException e) {
            throw new JournalException(
                    "sealing cannot go on after " + file.getValue() + ": " + e.getMessage()
                            + "; a seal is never replaced",
                    e);
        }
    }

    /**
     * Seals the segments that other segments follow and that have no seal yet.
     *
     * @param breath called after every megabyte that was read
     * @return how many were sealed
     */
    public int sealFollowed(Runnable breath) {
        int sealed = 0;
        for (String stream : STREAMS) {
            while (isDue(stream) && sealNext(stream, breath)) {
                sealed++;
            }
        }
        return sealed;
    }

    /** Seals every segment whose end mark stands, a stream's last one too; returns how many were sealed. */
    public int sealAll() {
        int sealed = 0;
        for (String stream : STREAMS) {
            while (sealNext(stream, () -> {})) {
                sealed++;
            }
        }
        return sealed;
    }

    private boolean isDue(String stream) {
        Path folder = journal.resolve(stream);
        int next = streams.get(stream).next();
        return Files.exists(Segments.file(folder, next)) && Files.exists(Segments.file(folder, next + 1));
    }

    private boolean sealNext(String stream, Runnable breath) {
        StreamSeals state = streams.get(stream);
        Path folder = journal.resolve(stream);
        Path file = Segments.file(folder, state.next());
        if (!Files.exists(file)) {
            return false;
        }
        SegmentReader reader = new SegmentReader(folder, breath);
        SegmentContent content = reader.read(state.next());
        if (reader.damage() != null) {
            throw new JournalException(
                    stream + " cannot be sealed: " + reader.damage().sentence());
        }
        if (content == null) {
            return false;
        }
        requireContinues(stream, content, state.last);
        listener.accept(Step.HASHED);
        if (forced) {
            force(file);
        }
        SegmentSeal seal = SegmentSeal.make(stream, content, state.last, keys);
        seals.write(seals.segmentSeal(stream, content.segment()), seal.object().file(), forced);
        state.last = seal;
        listener.accept(Step.WRITTEN);
        return true;
    }

    private static void requireContinues(String stream, SegmentContent content, SegmentSeal last) {
        long document = last == null ? 0 : last.documentAfter();
        long crc = last == null ? 0 : last.content().lastCrc();
        if (content.firstDocument() != document || content.prevCrc() != crc) {
            throw new JournalException(stream + " cannot be sealed: " + Segments.name(content.segment())
                    + " does not continue the segment that was sealed before it");
        }
    }

    private static void force(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new JournalException("cannot force " + file + " to disk: " + e.getMessage(), e);
        }
    }

    /**
     * Seals the journal as a whole, if all its streams are closed and all their segments sealed.
     *
     * @return whether it is sealed now
     */
    public boolean sealJournal() {
        JournalManifest manifest = JournalManifest.read(journal);
        if (!manifest.closed()) {
            return false;
        }
        SequencedMap<String, JournalSeal.StreamEnd> ends = new LinkedHashMap<>();
        for (Map.Entry<String, StreamTotals> stream : manifest.streams().entrySet()) {
            StreamSeals state = streams.get(stream.getKey());
            if (state == null) {
                throw new JournalException("the journal has a stream " + stream.getKey() + ", which is not known");
            }
            long documents = state.last == null ? 0 : state.last.documentAfter();
            if (state.next() != stream.getValue().segments()
                    || documents != stream.getValue().documents()) {
                throw new JournalException(stream.getKey() + " was closed with "
                        + stream.getValue().documents() + " documents, of which " + documents + " are sealed");
            }
            ends.put(stream.getKey(), end(state.last));
        }
        if (forced) {
            force(JournalFolder.manifestFile(journal));
        }
        try {
            String manifestSha256 = Digests.sha256(Files.readAllBytes(JournalFolder.manifestFile(journal)));
            byte[] seal = JournalSeal.make(manifestSha256, ends, keys).object().file();
            Path file = seals.journalSeal();
            if (!Files.exists(file) || !Arrays.equals(SealFolder.read(file), seal)) {
                seals.write(file, seal, forced);
            }
            return true;
        } catch (IOException e) {
            throw new JournalException("cannot seal " + journal + ": " + e.getMessage(), e);
        }
    }

    static JournalSeal.StreamEnd end(SegmentSeal last) {
        return last == null
                ? new JournalSeal.StreamEnd(0, 0, SegmentSeal.NO_SEAL)
                : new JournalSeal.StreamEnd(last.content().segment() + 1L, last.documentAfter(), last.sha256());
    }

    /** Seals all of a closed journal. */
    public static void seal(Path journal, SealKeys keys, boolean forced) {
        try (Sealer sealer = open(journal, keys, forced)) {
            sealer.sealAll();
            if (!sealer.sealJournal()) {
                throw new JournalException(journal + " is not closed, so it cannot be sealed as a whole");
            }
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
