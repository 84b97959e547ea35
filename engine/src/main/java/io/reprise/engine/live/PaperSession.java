package io.reprise.engine.live;

import io.reprise.codecs.CommandKind;
import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.EventTarget;
import io.reprise.engine.backtest.Follower;
import io.reprise.engine.backtest.MarketMerge;
import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.SessionJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.SnapshotFolder;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A paper session over recorded data: the sequence of a backtest through a pipeline with threads, paced, every event
 * journaled before anything follows from it. It can be killed anywhere; opened again on its journal it goes on as if it had
 * not been. {@link #run} belongs to the driver's thread, {@link #stop} to any.
 */
public final class PaperSession implements AutoCloseable {
    /** Id of a command that did not come through the queue, whose ids start from 0. */
    private static final long NO_COMMAND_ID = -1;

    /** A session looks for commands this often, and every millisecond while it waits for its next event. */
    private static final int EVENTS_BETWEEN_LOOKS = 64;

    private final MarketMerge market;
    private final SessionJournal journal;
    private final EventSequencer sequencer;
    private final Pipeline pipeline;
    private final Snapshotter snapshotter;
    private final OperatorInput commands;
    private final Pace pace;
    private final SideCarWatch sideCar;
    private final boolean cancelsOnStop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile long progress;
    /** Sequence of the newest event, for those who watch. */
    private final AtomicLong driverSeq = new AtomicLong();

    private boolean ended;
    private boolean failed;
    private volatile boolean closedWell;
    private long askedAt = -1;

    /**
     * What to run.
     *
     * @param sources market journals, in merge order
     * @param journal folder of the session's journal, new or of a session begun with the same sources and configuration
     * @param topology FUSED or STAGED
     * @param speed 1 for real time, N for N times as fast, 0 for no waiting
     * @param snapshotEvents events between two snapshots at most
     * @param snapshotNs engine time between two snapshots at most, ns
     * @param cancelsOnStop whether stopping cancels what works at the venue
     */
    public record Request(
            List<Path> sources,
            RunConfig config,
            Path journal,
            JournalSettings settings,
            Topology topology,
            RingSettings ring,
            double speed,
            long snapshotEvents,
            long snapshotNs,
            boolean cancelsOnStop) {
        public Request {
            sources = List.copyOf(sources);
            if (topology == Topology.INLINE) {
                throw new IllegalArgumentException("a session runs fused or staged, not inline");
            }
            if (snapshotEvents <= 0 || snapshotNs <= 0) {
                throw new IllegalArgumentException("snapshots must be at least 1 event and 1 ns apart, not "
                        + snapshotEvents + " and " + snapshotNs);
            }
        }
    }

    private PaperSession(
            Request request,
            MarketMerge market,
            SessionJournal journal,
            Consumer<String> notes,
            CrashPoint.Listener crash) {
        this.market = market;
        this.journal = journal;
        cancelsOnStop = request.cancelsOnStop();
        pace = new Pace(request.speed(), new SystemClock()::monoNs);
        Follower follower = journal.follower();
        ended = follower.ended();
        sequencer = follower.sequencer();
        progress = sequencer.marketEvents();
        driverSeq.set(seq());
        market.skip(progress, sequencer.nowNs());
        commands = new OperatorInput(request.journal(), follower.lastCommandId(), follower.cutCommand(), sequencer);
        FrameSink inbound = journal.goLive(
                sink -> around(sink, crash, CrashPoint.BEFORE_APPEND, CrashPoint.AFTER_APPEND),
                sink -> around(sink, crash, CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND));
        FrameBatch record = new FrameBatch(request.settings().frameBytesMax(), inbound);
        PipelineMeter meter = new PipelineMeter(request.ring().slots());
        pipeline = request.topology() == Topology.FUSED
                ? new FusedPipeline(follower.stages(), record, request.ring(), meter)
                : new StagedPipeline(follower.stages(), record, request.ring(), meter);
        sequencer.drive(new Published(pipeline, crash));
        sideCar = SideCarWatch.open(request.journal(), new SystemClock()::monoNs, notes);
        snapshotter = new Snapshotter(
                journal::newFollower,
                request.journal(),
                new LiveGauges(pipeline, driverSeq, request.ring().slots(), meter, sideCar),
                journal.snapshots(),
                journal.snapshotSeq(),
                request.snapshotEvents(),
                request.snapshotNs(),
                notes);
        snapshotter.start();
    }

    /**
     * Opens a session, new or to be gone on with.
     *
     * @param notes told in one sentence of what was cut, passed over, changed or went wrong
     * @param crash told of each point at which a test may end the process
     */
    public static PaperSession open(
            Request request, StrategyCatalog catalog, Consumer<String> notes, CrashPoint.Listener crash)
            throws IOException {
        JournalFolder.prepare();
        MarketMerge market = MarketMerge.open(request.sources());
        SessionJournal journal = null;
        PaperSession session = null;
        try {
            SnapshotFolder snapshots =
                    new SnapshotFolder(JournalFolder.snapshots(request.journal()), step -> crash.at(pointOf(step)));
            journal = SessionJournal.open(
                    request.journal(), request.settings(), request.config(), market, catalog, snapshots, notes);
            session = new PaperSession(request, market, journal, notes, crash);
            return session;
        } finally {
            if (session == null) {
                if (journal != null) {
                    journal.close();
                }
                market.close();
            }
        }
    }

    static CrashPoint pointOf(SnapshotFolder.Step step) {
        return switch (step) {
            case WRITTEN -> CrashPoint.SNAPSHOT_WRITTEN;
            case RENAMED -> CrashPoint.SNAPSHOT_RENAMED;
            case PRUNED -> CrashPoint.SNAPSHOT_PRUNED;
        };
    }

    static FrameSink around(FrameSink sink, CrashPoint.Listener crash, CrashPoint before, CrashPoint after) {
        return (buffer, offset, length, frameCount, firstSeq) -> {
            crash.at(before);
            sink.onFrames(buffer, offset, length, frameCount, firstSeq);
            crash.at(after);
        };
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

    /** Has the session halt itself when the side-car that served it has not been heard of for so long. */
    public void haltWithoutSideCar(long afterNs) {
        sideCar.deadMan(afterNs);
    }

    /** Runs until the data end or somebody stops it; returns whether the session has come to its end. */
    public boolean run() {
        failed = true;
        try {
            drive();
            pipeline.finish();
        } catch (IllegalStateException broken) {
            throw new IllegalStateException(haltedBy(broken), broken);
        } catch (RuntimeException broken) {
            sequencer.cancelWorking();
            throw broken;
        }
        failed = false;
        return ended;
    }

    /** Takes back what works, since nothing more can be journaled and so nothing more may leave, and says what happened. */
    private String haltedBy(IllegalStateException broken) {
        int canceled = sequencer.cancelWorking();
        boolean isJournal = broken.getCause() instanceof JournalException;
        return "trading is halted after " + sequencer.marketEvents() + " market events: "
                + (isJournal ? broken.getCause() : broken).getMessage() + "; " + canceled
                + (canceled == 1 ? " working order was" : " working orders were") + " taken back at the simulated venue"
                + (isJournal
                        ? "; started again with room on the disk, the session goes on where its journal ends"
                        : "");
    }

    private void drive() {
        MarketSource source = ended ? null : market.next();
        while (source != null && (isComingAgain() || pace.await(source.tsInitNs(), this::goesOn))) {
            sequencer.market(source.buffer(), source.offset(), source.instrumentId());
            progress = sequencer.marketEvents();
            driverSeq.lazySet(seq());
            source = market.next();
        }
        if (!ended && source == null) {
            sequencer.finish();
            driverSeq.lazySet(seq());
            ended = true;
        } else if (!ended && cancelsOnStop) {
            sequencer.command(CommandKind.CANCEL_ALL, OperatorInput.SOURCE, NO_COMMAND_ID, 0);
        }
    }

    /**
     * Whether the journal holds what the next event will bring with it, a bar's boundary say, though not yet the event: it
     * was due before the last session ended, and neither a command nor a stop can come before it any more.
     */
    private boolean isComingAgain() {
        return sequencer.seqNext() <= journal.recordedSeq();
    }

    /** Looks for commands every so many events, and each time that the pace asks while it waits. */
    private boolean goesOn() {
        long events = sequencer.marketEvents();
        if (events == askedAt) {
            pipeline.await(); // nothing is pending, but what stopped the pipeline is told
        }
        if (events == askedAt || events % EVENTS_BETWEEN_LOOKS == 0) {
            commands.poll();
            if (sideCar.takeHalt()) {
                sequencer.command(CommandKind.HALT, OperatorInput.SOURCE, NO_COMMAND_ID, 0);
            }
        }
        askedAt = events;
        return !stopping;
    }

    /**
     * Asks the session to stop after the event it is at, from any thread; returns when it is closed.
     *
     * @return whether all went well to the last: nothing failed, nothing diverged
     */
    public boolean stop() {
        stopping = true;
        boolean interrupted = false;
        while (closed.getCount() > 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return closedWell;
    }

    /** Whether it was asked to stop. */
    public boolean isStopping() {
        return stopping;
    }

    /** Market events sequenced so far, from any thread. */
    public long progress() {
        return progress;
    }

    /** Events sequenced so far; for the driver's thread. */
    public long seq() {
        return sequencer.seqNext() - 1;
    }

    /** Sequence up to which the follower has gone, from any thread. */
    public long followedSeq() {
        return snapshotter.followedSeq();
    }

    /** What the follower found wrong, in one sentence; null when nothing. */
    public String divergence() {
        return snapshotter.failure();
    }

    /** SHA-256 of the state; for the driver's thread when {@link #run} has returned. */
    public String stateDigest() {
        return journal.follower().stages().stateDigest();
    }

    @Override
    public void close() {
        try {
            end();
            closedWell = !failed && divergence() == null;
        } finally {
            closed.countDown();
        }
    }

    private void end() {
        try {
            pipeline.close();
            snapshotter.close();
            if (ended && !failed) {
                journal.finish(stateDigest());
            }
        } finally {
            commands.close();
            market.close();
            journal.close();
        }
    }
}
