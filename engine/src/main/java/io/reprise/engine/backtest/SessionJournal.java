package io.reprise.engine.backtest;

import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.Snapshot;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.pipeline.DigestSink;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.strategy.StrategyCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal of a session that records all it sees, begun or gone on with after whatever ended the last one. When open it
 * is recovered, and its {@link #follower} stands at its end. Owned by one thread; its appenders may be handed to another.
 */
public final class SessionJournal implements AutoCloseable {
    private static final int CATCH_UP_INPUTS = 1 << 16;
    /** Bytes of frames in the document of the run header, which is one so that no crash leaves half of it. */
    private static final int HEADER_BYTES_MAX = 1 << 20;

    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private final RunHeaders.Kind kind;
    private final Path path;
    private final JournalSettings settings;
    private final StrategyCatalog catalog;
    private final JournalFolder folder;
    private final StreamAppender inbound;
    private final StreamAppender outbound;
    private final SnapshotFolder snapshots;
    private final Consumer<String> notes;
    private Follower follower;
    private Snapshot begun;
    private long snapshotSeq;
    private long recordedSeq;
    private long recordedTsInitNs;

    private SessionJournal(
            RunHeaders.Kind kind,
            Path path,
            JournalSettings settings,
            StrategyCatalog catalog,
            SnapshotFolder snapshots,
            Consumer<String> notes) {
        this.kind = kind;
        this.path = path;
        this.settings = settings;
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.notes = notes;
        folder = JournalFolder.open(path, settings);
        StreamAppender openedInbound = null;
        try {
            openedInbound = folder.inbound();
            inbound = openedInbound;
            outbound = folder.outbound();
        } finally {
            if (openedInbound == null) {
                folder.close();
            }
        }
    }

    /**
     * Opens a session's journal, making it if it is not there, and catches up with what it holds.
     *
     * @param config of the session; one that goes on must be asked for as it was begun
     * @param market where the session's events come from, standing before the first
     * @param snapshots of the journal
     * @param notes told in one sentence of what was cut, passed over or changed
     * @throws IllegalArgumentException if the journal is of another session
     * @throws IllegalStateException if what it holds cannot be made again
     */
    public static SessionJournal open(
            Path path,
            JournalSettings settings,
            RunConfig config,
            MarketMerge market,
            StrategyCatalog catalog,
            SnapshotFolder snapshots,
            Consumer<String> notes) {
        return open(RunHeaders.Kind.PAPER, path, settings, config, market, catalog, snapshots, notes);
    }

    /** As {@link #open}, of a session with a venue that is not ours, whose reports are inputs. */
    public static SessionJournal openLive(
            Path path,
            JournalSettings settings,
            RunConfig config,
            MarketMerge market,
            StrategyCatalog catalog,
            SnapshotFolder snapshots,
            Consumer<String> notes) {
        return open(RunHeaders.Kind.LIVE, path, settings, config, market, catalog, snapshots, notes);
    }

    private static SessionJournal open(
            RunHeaders.Kind kind,
            Path path,
            JournalSettings settings,
            RunConfig config,
            MarketMerge market,
            StrategyCatalog catalog,
            SnapshotFolder snapshots,
            Consumer<String> notes) {
        SessionJournal session = new SessionJournal(kind, path, settings, catalog, snapshots, notes);
        boolean opened = false;
        try {
            session.begin(RunPlan.of(config, market, catalog), market);
            session.catchUp();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private void begin(RunPlan plan, MarketMerge market) {
        if (inbound.cut() != null) {
            notes.accept("inbound: " + inbound.cut().sentence());
        }
        if (outbound.cut() != null) {
            notes.accept("outbound: " + outbound.cut().sentence());
        }
        List<RunHeaders.Source> sources =
                market.sources().stream().map(MarketSource::reference).toList();
        if (inbound.frames() > 0) {
            requireSame(plan, sources);
        } else {
            writeHeader(plan, sources, market.firstTsInitNs());
        }
        Backtest.Data data = Backtest.Data.of(market);
        Map<String, String> properties = RunManifest.of(RunHeaders.read(path));
        properties.put(Backtest.DATASET, data.name());
        properties.put(Backtest.REJECTED_ROWS, Long.toString(data.rejectedRows()));
        JournalManifest manifest = folder.manifest();
        if (!manifest.properties().keySet().containsAll(properties.keySet())) {
            manifest.withProperties(properties).write(folder.folder());
        }
    }

    private void writeHeader(RunPlan plan, List<RunHeaders.Source> sources, long firstTsInitNs) {
        FrameBatch header = new FrameBatch(HEADER_BYTES_MAX, this::appendHeader);
        RunHeaders.write(
                header,
                kind,
                Backtest.headerTexts(plan, plan.provenance()),
                sources,
                plan.spec().instruments(),
                firstTsInitNs);
        header.flush();
    }

    private void appendHeader(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        if (length > settings.frameBytesMax()) {
            throw new IllegalArgumentException("the settings and instruments of the session take " + length
                    + " bytes, which must be one document: raise journal.documentBytesMax");
        }
        inbound.append(buffer, offset, length, frameCount, firstSeq);
    }

    private void requireSame(RunPlan plan, List<RunHeaders.Source> sources) {
        RunHeaders.Content had = RunHeaders.read(path);
        for (Map.Entry<String, String> setting : plan.config().texts().entrySet()) {
            String was = had.configuration().get(setting.getKey());
            if (!setting.getValue().equals(was)) {
                throw new IllegalArgumentException(
                        "the session in " + path + " was begun with " + setting.getKey() + "="
                                + was + " and cannot go on with " + setting.getKey() + "=" + setting.getValue()
                                + ": name another journal, or the settings it was begun with");
            }
        }
        if (had.kind() != kind || !had.sources().equals(sources)) {
            throw new IllegalArgumentException("the session in " + path
                    + " was begun on other data and cannot go on with these: name another journal, or its data");
        }
        String change = plan.provenance().changeSince(Provenance.of(had.configuration()));
        if (change != null) {
            notes.accept(change);
        }
    }

    /** Follows the journal to its end, from the newest snapshot that leads there. */
    private void catchUp() {
        String configSha256 = RunHeaders.read(path).configSha256();
        begun = snapshots.newest(configSha256, inbound.lastSeq(), notes);
        String difference = follow(begun);
        while (difference != null && begun != null) {
            snapshots.passOver(begun, difference, notes);
            begun = snapshots.newest(configSha256, inbound.lastSeq(), notes);
            difference = follow(begun);
        }
        if (difference != null) {
            throw new IllegalStateException(
                    "the session in " + path + " cannot go on: " + difference + "; it is left as it is");
        }
        recordedSeq = inbound.lastSeq();
        recordedTsInitNs = inbound.lastTsInitNs();
        snapshotSeq = begun == null ? 0 : begun.seq();
        Snapshot here = follower.snapshot();
        if (here != null) {
            begun = here;
        }
    }

    /** What is wrong with going on from a snapshot, null when nothing is and the follower stands at the journal's end. */
    private String follow(Snapshot from) {
        if (follower != null) {
            follower.close();
        }
        try {
            follower = Follower.open(path, catalog, from, settings.frameBytesMax());
        } catch (Follower.UnfitSnapshotException e) {
            return e.getMessage();
        }
        long outboundLastSeq = outbound.frames() == 0 ? 0 : outbound.lastSeq();
        if (follower.stages().outboundSeqNext() - 1 > outboundLastSeq) {
            return "is ahead of the journal, whose outbound stream ends at sequence " + outboundLastSeq + ",";
        }
        while (follower.poll(CATCH_UP_INPUTS) > 0) {
            // until all that is recorded has been taken
        }
        return follower.difference() == null || from == null
                ? follower.difference()
                : "does not lead to what the journal holds (" + follower.difference() + ")";
    }

    /** Stands where the session stands; its stages, sequencer and egress queue are the live session's. */
    public Follower follower() {
        return follower;
    }

    /**
     * Another follower, for a thread of its own: from where this one stood when the session was opened, or, where that was
     * between an event and the record of what followed from it, from the snapshot that it began with.
     */
    public Follower newFollower() {
        return Follower.open(path, catalog, begun);
    }

    /** Sequence of the snapshot that the session went on from, 0 when there was none. */
    public long snapshotSeq() {
        return snapshotSeq;
    }

    /**
     * Last sequence that the inbound stream held when the session was opened. Up to it the same must come again: nothing
     * new may be sequenced before the sequence has passed it.
     */
    public long recordedSeq() {
        return recordedSeq;
    }

    /** tsInit of the last frame that the inbound stream held when the session was opened, epoch ns. */
    public long recordedTsInitNs() {
        return recordedTsInitNs;
    }

    /**
     * Lets the session append from now on.
     *
     * @param toInbound wraps what appends to the inbound stream
     * @param toOutbound wraps what appends to the outbound stream
     * @return where the pipeline records what was sequenced
     */
    public FrameSink goLive(Wrapping toInbound, Wrapping toOutbound) {
        return follower.goLive(
                toInbound.around(inbound::append),
                inbound.lastSeq(),
                toOutbound.around(outbound::append),
                outbound.lastSeq());
    }

    /** Puts something around a sink. */
    public interface Wrapping {
        FrameSink around(FrameSink sink);
    }

    /** Frames in the inbound stream. */
    public long frames() {
        return inbound.frames();
    }

    public SnapshotFolder snapshots() {
        return snapshots;
    }

    /** Writes down what a replay of the ended session is verified by, unless it was written down before. */
    public void finish(String stateDigest) {
        if (folder.manifest().properties().containsKey(RunJournal.OUTBOUND_DIGEST)) {
            return;
        }
        DigestSink digest = new DigestSink(NOTHING);
        try (FrameCursor cursor = new FrameCursor(path.resolve(RunJournal.OUTBOUND))) {
            while (cursor.advance()) {
                digest.onFrames(cursor.buffer(), cursor.offset(), cursor.length(), 1, cursor.seq());
            }
        }
        folder.property(RunJournal.STATE_DIGEST, stateDigest);
        folder.property(RunJournal.OUTBOUND_DIGEST, digest.hex());
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
        }
        folder.close();
    }
}
