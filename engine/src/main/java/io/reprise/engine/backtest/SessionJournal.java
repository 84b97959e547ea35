package io.reprise.engine.backtest;

import io.reprise.engine.journal.JournalFolder;
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

/**
 * The journal of a session that records all it sees, begun or gone on with after whatever ended the last one. When open it
 * is recovered, and its {@link #follower} stands at its end. Owned by one thread; its appenders may be handed to another.
 */
public final class SessionJournal implements AutoCloseable {
    private static final int CATCH_UP_INPUTS = 1 << 16;
    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private final Path path;
    private final StrategyCatalog catalog;
    private final JournalFolder folder;
    private final StreamAppender inbound;
    private final StreamAppender outbound;
    private final SnapshotFolder snapshots;
    private final Consumer<String> notes;
    private Follower follower;
    private Snapshot begun;

    private SessionJournal(
            Path path,
            JournalSettings settings,
            StrategyCatalog catalog,
            SnapshotFolder snapshots,
            Consumer<String> notes) {
        this.path = path;
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
        SessionJournal session = new SessionJournal(path, settings, catalog, snapshots, notes);
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
            return;
        }
        FrameBatch header = new FrameBatch(Backtest.DOCUMENT_BYTES, inbound::append);
        RunHeaders.write(
                header,
                RunHeaders.Kind.PAPER,
                Backtest.headerTexts(plan, plan.provenance()),
                sources,
                plan.spec().instruments(),
                market.firstTsInitNs());
        header.flush();
        Backtest.Data data = Backtest.Data.of(market);
        folder.property(Backtest.DATASET, data.name());
        folder.property(Backtest.REJECTED_ROWS, Long.toString(data.rejectedRows()));
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
        if (had.kind() != RunHeaders.Kind.PAPER || !had.sources().equals(sources)) {
            throw new IllegalArgumentException("the session in " + path
                    + " was begun on other data and cannot go on with these: name another journal, or its data");
        }
        String change = plan.provenance().changeSince(Provenance.of(had.configuration()));
        if (change != null) {
            notes.accept(change);
        }
    }

    private void catchUp() {
        String configSha256 = RunHeaders.read(path).configSha256();
        begun = snapshots.newest(configSha256, inbound.lastSeq(), notes);
        follower = Follower.open(path, catalog, begun);
        while (follower.poll(CATCH_UP_INPUTS) > 0) {
            // until all that is recorded has been taken
        }
        if (follower.difference() != null) {
            throw new IllegalStateException(
                    "the session in " + path + " cannot go on: " + follower.difference() + "; it is left as it is");
        }
    }

    /** Stands where the session stands; its stages, sequencer and egress queue are the live session's. */
    public Follower follower() {
        return follower;
    }

    /** Another follower, from the snapshot that this one began with: for a thread of its own. */
    public Follower newFollower() {
        return Follower.open(path, catalog, begun);
    }

    /**
     * Lets the session append from now on.
     *
     * @param toInbound wraps what appends to the inbound stream
     * @param toOutbound wraps what appends to the outbound stream
     * @return where the pipeline records what was sequenced
     */
    public FrameSink goLive(Wrapping toInbound, Wrapping toOutbound) {
        long inboundLastSeq = inbound.lastSeq();
        long outboundLastSeq = outbound.lastSeq();
        return follower.goLive(
                toInbound.around(inbound::append),
                inboundLastSeq,
                toOutbound.around(outbound::append),
                outboundLastSeq);
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

    /** Writes down what a replay of the ended session is verified by. */
    public void finish(String stateDigest) {
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
