package io.reprise.engine.live;

import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.EventTarget;
import io.reprise.engine.backtest.Follower;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.SessionJournal;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.execution.ReconcileCounts;
import io.reprise.engine.execution.ReconcileRules;
import io.reprise.engine.execution.Reconciler;
import io.reprise.engine.gateway.FeedSink;
import io.reprise.engine.gateway.VenueConnection;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.journal.StateBytes;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.order.Orders;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A session with a venue that is not ours: what it says is an input, journaled like any other, and a restart begins with
 * asking it for all that works. Feeds drive it through {@link #feed}. It can be killed anywhere and opened again. Owned by
 * the driver's thread.
 */
public final class LiveSession implements AutoCloseable {
    private final SessionJournal journal;
    private final EventSequencer sequencer;
    private final Pipeline pipeline;
    private final Reconciler reconciler;
    private final VenueConnection venue;
    private final Snapshotter snapshotter;
    private final OperatorInput commands;
    /** Sequence of the newest event, for those who watch. */
    private final AtomicLong driverSeq = new AtomicLong();

    /**
     * What to run.
     *
     * @param journal folder of the session's journal, new or of a session begun with the same configuration
     * @param topology FUSED or STAGED
     * @param snapshotEvents events between two snapshots at most
     * @param snapshotNs engine time between two snapshots at most, ns
     * @param rules of reconciling with the venue
     */
    public record Request(
            RunConfig config,
            Path journal,
            JournalSettings settings,
            Topology topology,
            RingSettings ring,
            long snapshotEvents,
            long snapshotNs,
            ReconcileRules rules) {}

    private LiveSession(
            Request request,
            SessionJournal journal,
            VenueConnection venue,
            Consumer<String> notes,
            CrashPoint.Listener crash,
            long timeNs) {
        this.journal = journal;
        this.venue = venue;
        Follower follower = journal.follower();
        sequencer = follower.sequencer();
        commands = new OperatorInput(request.journal(), follower.lastCommandId(), follower.cutCommand(), sequencer);
        FrameSink inbound = journal.goLive(
                sink -> PaperSession.around(sink, crash, CrashPoint.BEFORE_APPEND, CrashPoint.AFTER_APPEND),
                sink -> PaperSession.around(sink, crash, CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND));
        reconciler = reconciler(request, follower, notes);
        FrameBatch record = new FrameBatch(request.settings().frameBytesMax(), inbound);
        PipelineMeter meter = new PipelineMeter(request.ring().slots());
        pipeline = request.topology() == Topology.FUSED
                ? new FusedPipeline(follower.stages(), record, request.ring(), meter)
                : new StagedPipeline(follower.stages(), record, request.ring(), meter);
        sequencer.drive(new Published(pipeline, crash));
        sequencer.sendTo(reconciler);
        SideCarWatch sideCar = SideCarWatch.open(request.journal(), new SystemClock()::monoNs, notes);
        snapshotter = new Snapshotter(
                journal::newFollower,
                request.journal(),
                new LiveGauges(pipeline, driverSeq, request.ring().slots(), meter, sideCar),
                journal.snapshots(),
                journal.snapshotSeq(),
                request.snapshotEvents(),
                request.snapshotNs(),
                notes);
        boolean begun = false;
        try {
            reconciler.begin(Math.max(timeNs, journal.recordedTsInitNs()));
            snapshotter.start();
            begun = true;
        } finally {
            if (!begun) {
                pipeline.close();
                commands.close();
            }
        }
    }

    /**
     * Opens a session, new or to be gone on with.
     *
     * @param market of the instruments that are traded
     * @param venue where orders go, connected or not
     * @param notes told in one sentence of what was cut, passed over, changed, went wrong or is halted
     * @param crash told of each point at which a test may end the process
     * @param timeNs our clock, epoch ns
     */
    public static LiveSession open(
            Request request,
            MarketMerge market,
            VenueConnection venue,
            StrategyCatalog catalog,
            Consumer<String> notes,
            CrashPoint.Listener crash,
            long timeNs)
            throws IOException {
        SnapshotFolder snapshots = new SnapshotFolder(
                JournalFolder.snapshots(request.journal()), step -> crash.at(PaperSession.pointOf(step)));
        SessionJournal journal = SessionJournal.openLive(
                request.journal(), request.settings(), request.config(), market, catalog, snapshots, notes);
        LiveSession session = null;
        try {
            session = new LiveSession(request, journal, venue, notes, crash, timeNs);
            return session;
        } finally {
            if (session == null) {
                journal.close();
            }
        }
    }

    /** The reconciler goes on with the orders and positions that the journal leads to. */
    private Reconciler reconciler(Request request, Follower follower, Consumer<String> notes) {
        List<Instrument> instruments = follower.instruments();
        Orders orders = new Orders(follower.ordersMax(), follower.strategyCount(), instruments.size());
        StateBytes state = new StateBytes();
        follower.stages().orders().saveState(state);
        orders.loadState(StateBytes.of(state.toArray()));
        long[] positions = new long[instruments.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = follower.stages().account().position(i);
        }
        List<String> names = instruments.stream().map(Instrument::name).toList();
        Reconciler made = new Reconciler(request.rules(), orders, positions, names, venue, sequencer, notes);
        if (orders.size() > 0 && request.rules().resendAgeNsMax() >= 0) {
            restore(made, request);
        }
        return made;
    }

    /** Orders that are young enough to be sent again stand in the outbound stream, those that never left among them. */
    private void restore(Reconciler made, Request request) {
        try (StreamTailer outbound = StreamTailer.open(JournalFolder.outbound(request.journal()))) {
            outbound.seekTime(sequencer.nowNs() - request.rules().resendAgeNsMax());
            while (outbound.next()) {
                for (int at = outbound.offset(); at < outbound.limit(); ) {
                    made.restore(outbound.buffer(), at);
                    at += Event.frameLength(outbound.buffer(), at);
                }
            }
        }
    }

    /** Hands events to the pipeline's threads, and waits for them where something may have been decided. */
    private record Published(Pipeline pipeline, CrashPoint.Listener crash) implements EventTarget {
        @Override
        public void onEvent(Event event) {
            crash.at(CrashPoint.BEFORE_PUBLISH);
            pipeline.onEvent(event);
        }

        @Override
        public void settle() {
            pipeline.await();
        }
    }

    /** Where a feed's events enter. */
    public FeedSink feed() {
        return sequencer;
    }

    /** Takes what the venue and operators say, and asks the venue where it owes an answer. */
    public void poll(long timeNs) {
        reconciler.poll(Math.max(timeNs, sequencer.nowNs()));
        commands.poll();
        driverSeq.lazySet(sequencer.seqNext() - 1);
    }

    /** Whether the venue owes nothing. */
    public boolean isWhole() {
        return reconciler.isWhole();
    }

    public ReconcileCounts counts() {
        return reconciler.counts();
    }

    /** What the follower found wrong, in one sentence; null when nothing. */
    public String divergence() {
        return snapshotter.failure();
    }

    /** Ends the session for good: writes down what a replay is verified by. Orders that work go on working. */
    public void finish() {
        sequencer.finish();
        driverSeq.lazySet(sequencer.seqNext() - 1);
        pipeline.finish();
        journal.finish(journal.follower().stages().stateDigest());
    }

    /** Waits until all is decided and recorded, so that nothing is left to be made again when the session goes on. */
    public void stop() {
        pipeline.finish();
    }

    @Override
    public void close() {
        try {
            pipeline.close();
            snapshotter.close();
        } finally {
            commands.close();
            journal.close();
        }
    }
}
