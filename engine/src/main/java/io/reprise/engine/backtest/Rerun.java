package io.reprise.engine.backtest;

import io.reprise.engine.backtest.Explanation.FrameText;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.Snapshot;
import io.reprise.engine.journal.SnapshotFolder;
import io.reprise.engine.journal.StateBytes;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A recorded run through the pipeline again, standing at whatever sequence is asked for: the state is what the engine had
 * then, to the event. It goes forward over the recorded sequence, reports included, so that nothing is simulated; it goes
 * back to a position that it kept in memory on the way, or to a snapshot of the session. A journal that grows is followed.
 * Cold; owned by one thread.
 */
public final class Rerun implements AutoCloseable {
    /** Positions that are kept; when there are more, every other one is dropped and they are kept half as often. */
    static final int POSITIONS_MAX = 64;
    /** Events between two kept positions, at first. */
    static final int POSITION_EVENTS = 4_096;
    /** One is kept this long before where it was last asked to go, so that steps back from there are short. */
    private static final int NEAR_EVENTS = 1_024;
    /** A snapshot is opened only when that saves this many events. */
    private static final int SNAPSHOT_EVENTS = 50_000;

    private static final long UNKNOWN = -1;

    private final Path journal;
    private final StrategyCatalog catalog;
    private final RunTape tape;
    private final Stages stages;
    private final InlinePipeline pipeline;
    private final List<UnsafeBuffer> decisions = new ArrayList<>();
    private final TreeMap<Long, Position> positions = new TreeMap<>();
    /** By series, the sequence of the event that closed its newest bar; 0 for none yet. */
    private final long[] barSeqs;

    private Position near;
    private long positionEvents = POSITION_EVENTS;

    /** All that is needed to go on from a sequence. */
    private record Position(RunTape.Mark mark, long[] barSeqs, byte[] state) {}

    private Rerun(Path journal, RunTape tape, StrategyCatalog catalog) {
        this.journal = journal;
        this.catalog = catalog;
        this.tape = tape;
        RunPlan plan = RunPlan.of(tape.config(), tape.instruments(), catalog);
        stages = new Stages(
                plan.spec(), (buffer, at) -> {}, (buffer, at) -> {}, this::onDecisions, Backtest.DOCUMENT_BYTES);
        pipeline = new InlinePipeline(stages);
        barSeqs = new long[stages.series().size()];
        keep();
    }

    /**
     * Opens a run's journal.
     *
     * @param sources where a backtest's market journals are, empty for where they were when it ran
     * @throws IllegalArgumentException when the journal is no run's, or a market journal that it refers to is not there
     * @throws IllegalStateException when a market journal is not the one that was run on
     */
    public static Rerun open(Path journal, List<Path> sources, StrategyCatalog catalog) throws IOException {
        RunTape tape = RunTape.open(journal, sources);
        Rerun rerun = null;
        try {
            rerun = new Rerun(journal, tape, catalog);
            return rerun;
        } finally {
            if (rerun == null) {
                tape.close();
            }
        }
    }

    private boolean advance() {
        if (!tape.advance()) {
            return false;
        }
        decisions.clear();
        long outboundSeq = stages.outboundSeqNext();
        pipeline.onEvent(tape.event());
        if (stages.outboundSeqNext() != outboundSeq) {
            pipeline.finish();
        }
        for (int i = 0; i < pipeline.slot().deliveryCount(); i++) {
            int series = pipeline.slot().deliveredSeries(i);
            if (series < barSeqs.length) {
                barSeqs[series] = seq();
            }
        }
        return true;
    }

    private void onDecisions(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        for (int i = 0; i < frameCount; i++) {
            decisions.add(Decision.copy(buffer, at));
            at += Event.frameLength(buffer, at);
        }
    }

    /**
     * Goes to where the event of a sequence is the last that was taken, or to the end where there are no more.
     *
     * @return the sequence where it stands
     */
    public long goTo(long target) {
        long from = Math.max(target, tape.headerSeq());
        goBackFor(from);
        if (!tape.refersToMarket() && from - seq() > SNAPSHOT_EVENTS) {
            useSnapshot(from);
        }
        go(from);
        return seq();
    }

    /** As {@link #goTo}, and takes the event anew, so that {@link #decisions} are those on it. */
    public long goOnto(long target) {
        goTo(target - 1);
        if (seq() < target) {
            advance();
        }
        return seq();
    }

    private void go(long target) {
        while (seq() < target && advance()) {
            if (seq() - positions.floorKey(seq()) >= positionEvents) {
                keep();
            }
            if (seq() == target - NEAR_EVENTS) {
                near = position();
            }
        }
    }

    /** Stands at or before a sequence, as near to it as is known. */
    private void goBackFor(long target) {
        Position best = positions.floorEntry(target).getValue();
        if (near != null && near.mark.seq() <= target && near.mark.seq() > best.mark.seq()) {
            best = near;
        }
        if (seq() > target || best.mark.seq() > seq()) {
            load(best);
        }
    }

    private void useSnapshot(long target) {
        SnapshotFolder folder = new SnapshotFolder(JournalFolder.snapshots(journal));
        Snapshot snapshot = folder.atOrBefore(tape.header().configSha256(), target);
        if (snapshot == null || snapshot.seq() - seq() < SNAPSHOT_EVENTS) {
            return;
        }
        try (Follower follower = Follower.open(journal, catalog, snapshot)) {
            StateBytes state = new StateBytes();
            follower.stages().saveState(state);
            long[] unknown = new long[barSeqs.length];
            Arrays.fill(unknown, UNKNOWN);
            long nowNs = follower.sequencer().nowNs();
            RunTape.Mark mark =
                    new RunTape.Mark(follower.seq(), nowNs, follower.sequencer().marketEvents(), nowNs);
            load(new Position(mark, unknown, state.toArray()));
            keep();
        } catch (Follower.UnfitSnapshotException ofOtherCode) {
            return; // the events tell the same, if later
        }
    }

    /** Goes to the last event that was known at a time (epoch ns) or before; returns its sequence. */
    public long goToTime(long tsInitNs) {
        if (!tape.refersToMarket()) {
            return goTo(seqAt(tsInitNs));
        }
        Position from = positions.firstEntry().getValue();
        for (Position kept : positions.values()) {
            if (kept.mark.nowNs() <= tsInitNs) {
                from = kept;
            }
        }
        if (tape.nowNs() > tsInitNs || seq() < from.mark.seq()) {
            load(from);
        }
        long last = seq();
        while (advance() && tape.nowNs() <= tsInitNs) {
            last = seq();
            if (last - positions.floorKey(last) >= positionEvents) {
                keep();
            }
        }
        return goTo(last);
    }

    /** Times never decrease along the sequence, and a session's journal holds all of it. */
    private long seqAt(long tsInitNs) {
        try (FrameCursor cursor = new FrameCursor(journal.resolve(RunJournal.INBOUND))) {
            cursor.seekTime(tsInitNs + 1);
            while (cursor.advance()) {
                if (Event.tsInitNs(cursor.buffer(), cursor.offset()) > tsInitNs) {
                    return cursor.seq() - 1;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * Goes onto the event that closed the newest bar of a series, at or before where it stands; false when there is none.
     */
    public boolean goBackToBar(int seriesId) {
        if (barSeqs[seriesId] == UNKNOWN) { // it began at a snapshot, which does not say
            long target = seq();
            load(positions.firstEntry().getValue());
            go(target);
        }
        long bar = barSeqs[seriesId];
        if (bar == 0) {
            return false;
        }
        goBackFor(bar - 1);
        go(bar - 1);
        advance();
        return true;
    }

    /** Why an order was sent and what became of it. */
    public Explanation explain(long orderId) {
        JournalNames names = new JournalNames(tape.instruments());
        OrderHistory history = OrderHistory.read(journal, orderId, names);
        if (goOnto(history.causeSeq()) != history.causeSeq()) {
            throw new IllegalStateException("the inbound stream of " + journal + " ends before sequence "
                    + history.causeSeq() + ", at which order " + orderId + " was decided");
        }
        return new Explanation(
                orderId,
                history.causeSeq(),
                FrameText.of(frame(), 0, names),
                Replay.bar(pipeline),
                Replay.features(pipeline),
                history.decisions(),
                history.reports());
    }

    /** A copy of the newest event's frame, with its sequence and instrument in the run. */
    public UnsafeBuffer frame() {
        Event event = tape.event();
        UnsafeBuffer copy = Decision.copy(event.buffer(), event.offset());
        Event.renumber(copy, 0, event.seq(), event.instrumentId());
        return copy;
    }

    private void load(Position from) {
        stages.loadState(StateBytes.of(from.state));
        System.arraycopy(from.barSeqs, 0, barSeqs, 0, barSeqs.length);
        tape.goTo(from.mark);
        decisions.clear();
    }

    private Position position() {
        StateBytes state = new StateBytes();
        stages.saveState(state);
        return new Position(tape.mark(), barSeqs.clone(), state.toArray());
    }

    private void keep() {
        positions.put(seq(), position());
        if (positions.size() > POSITIONS_MAX) {
            positionEvents *= 2;
            int[] index = {0};
            positions.keySet().removeIf(key -> index[0]++ % 2 == 1);
        }
    }

    /** Sequence of the newest event that was taken. */
    public long seq() {
        return tape.seq();
    }

    /** Epoch ns of the newest event that was taken. */
    public long nowNs() {
        return tape.nowNs();
    }

    /** Trades and bars so far. */
    public long marketEvents() {
        return tape.marketEvents();
    }

    /** What was decided on the newest event, as outbound frames; nothing where it stands without having taken it. */
    public List<UnsafeBuffer> decisions() {
        return List.copyOf(decisions);
    }

    public Stages stages() {
        return stages;
    }

    @Override
    public void close() {
        tape.close();
    }
}
