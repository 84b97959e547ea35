package io.reprise.engine.backtest;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarBoundaryDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BookDeltaDecoder;
import io.reprise.codecs.BookSnapshotDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorOrderDecoder;
import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.codecs.QuoteDecoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.OwnReason;
import io.reprise.engine.journal.Snapshot;
import io.reprise.engine.journal.StateBytes;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.strategy.StrategyCatalog;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Drives a self-contained journal again while it grows: what came from outside is given to a sequencer and an INLINE
 * pipeline of its own, and what follows from it is held against the record, both streams, byte for byte. So it stands at
 * any time where the engine stood, venue included: it takes the snapshots, finds a divergence while it happens, and is what
 * a restart begins with. Cold; owned by one thread.
 */
public final class Follower implements AutoCloseable {
    private final Path journal;
    private final RunPlan plan;
    private final String configSha256;
    private final Stages stages;
    private final EgressQueue egress;
    private final EventSequencer sequencer;
    private final InlinePipeline pipeline;
    private final FrameBatch own;
    private final FrameCursor inputs;
    private final FrameCursor inboundRecord;
    private final FrameCursor outboundRecord;
    private final RecordCheck inboundCheck;
    private final RecordCheck outboundCheck;
    private final SwitchedSink ownSink = new SwitchedSink();
    private final SwitchedSink outboundSink = new SwitchedSink();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OperatorOrderDecoder order = new OperatorOrderDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    /** Reports are what a venue said, and not made again. */
    private final boolean isVenueOutside;

    private final EventCounts counts = new EventCounts();
    private final CutCommand cutCommand = new CutCommand();

    private String difference;
    private boolean ended;
    private long lastCommandId = -1;

    private Follower(
            Path journal, RunHeaders.Content content, RunPlan plan, Snapshot snapshot, int documentFrameBytes) {
        this.journal = journal;
        this.plan = plan;
        configSha256 = content.configSha256();
        isVenueOutside = content.kind() == RunHeaders.Kind.LIVE;
        egress = new EgressQueue();
        stages = new Stages(plan.spec(), egress, egress, outboundSink, documentFrameBytes);
        SimulatedVenue venue = new SimulatedVenue(plan.spec().instruments().toArray(new Instrument[0]), plan.venue());
        own = new FrameBatch(Backtest.DOCUMENT_BYTES, ownSink);
        sequencer = new EventSequencer(stages, venue, egress, own, content.frames() + 1, content.tsInitNs());
        pipeline = new InlinePipeline(stages);
        if (isVenueOutside) {
            sequencer.sendTo((buffer, offset) -> {}); // what the venue made of it stands in the journal
        }
        sequencer.drive(new Inline(pipeline, counts));
        if (snapshot != null) {
            load(snapshot);
        }
        inputs = new FrameCursor(journal.resolve(RunJournal.INBOUND));
        inboundRecord = new FrameCursor(journal.resolve(RunJournal.INBOUND));
        outboundRecord = new FrameCursor(journal.resolve(RunJournal.OUTBOUND));
        inputs.seek(sequencer.seqNext());
        inboundRecord.seek(sequencer.seqNext());
        outboundRecord.seek(stages.outboundSeqNext());
        inboundCheck = new RecordCheck(RunJournal.INBOUND, inboundRecord);
        outboundCheck = new RecordCheck(RunJournal.OUTBOUND, outboundRecord);
        ownSink.to(inboundCheck);
        outboundSink.to(outboundCheck);
    }

    /** A snapshot holds other state than this code does. */
    static final class UnfitSnapshotException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private UnfitSnapshotException(Throwable cause) {
            super("does not fit this code" + (cause == null ? "" : " (" + cause.getMessage() + ")"), cause);
        }
    }

    /**
     * Opens a journal from its beginning or from a snapshot.
     *
     * @param snapshot of this journal, or null
     * @throws UnfitSnapshotException when the snapshot cannot be read into what this code makes of the journal's header
     */
    public static Follower open(Path journal, StrategyCatalog catalog, Snapshot snapshot) {
        return open(journal, catalog, snapshot, Backtest.DOCUMENT_BYTES);
    }

    /** @param documentFrameBytes of one outbound document at most, where the stages go over into a live run */
    static Follower open(Path journal, StrategyCatalog catalog, Snapshot snapshot, int documentFrameBytes) {
        RunHeaders.Content content = RunHeaders.read(journal);
        RunPlan plan = RunPlan.of(RunConfig.of(content.configuration()), content.instruments(), catalog);
        return new Follower(journal, content, plan, snapshot, documentFrameBytes);
    }

    private record Inline(InlinePipeline pipeline, EventCounts counts) implements EventTarget {
        @Override
        public void onEvent(Event event) {
            counts.onEvent(event);
            pipeline.onEvent(event);
        }

        @Override
        public void onTrade(Event event) {
            counts.onTrade();
            pipeline.onTrade(event);
        }

        @Override
        public void settle() {
            // an INLINE pipeline has decided when it returns
        }
    }

    /** A sink whose target changes once, when a restart goes over into the live run. */
    static final class SwitchedSink implements FrameSink {
        private FrameSink target;

        void to(FrameSink newTarget) {
            target = newTarget;
        }

        @Override
        public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
            target.onFrames(buffer, offset, length, frameCount, firstSeq);
        }
    }

    /**
     * Takes what has been recorded since the last call, at most so many inputs.
     *
     * @return how many inputs were taken
     */
    public int poll(int inputsMax) {
        int taken = 0;
        while (taken < inputsMax && difference == null && !ended && inputs.advance()) {
            if (take(inputs.buffer(), inputs.offset())) {
                taken++;
            }
        }
        own.flush();
        pipeline.finish();
        compare();
        return taken;
    }

    private boolean take(UnsafeBuffer buffer, int offset) {
        switch (Event.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID,
                    BarDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookDeltaDecoder.TEMPLATE_ID,
                    BookSnapshotDecoder.TEMPLATE_ID,
                    CorporateActionDecoder.TEMPLATE_ID,
                    FundingRateDecoder.TEMPLATE_ID,
                    BorrowRateDecoder.TEMPLATE_ID,
                    CashRateDecoder.TEMPLATE_ID,
                    AllocationShareDecoder.TEMPLATE_ID ->
                sequencer.market(buffer, offset, Event.instrumentId(buffer, offset));
            case BarBoundaryDecoder.TEMPLATE_ID, DenialDecoder.TEMPLATE_ID -> {
                return false;
            }
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                if (!isVenueOutside || isNotSent(buffer, offset)) {
                    return false;
                }
                sequencer.report(buffer, offset);
            }
            case OperatorCommandDecoder.TEMPLATE_ID -> takeCommand(buffer, offset);
            case OperatorOrderDecoder.TEMPLATE_ID -> {
                order.wrapAndApplyHeader(buffer, offset, header);
                endCommand(order.commandId());
                sequencer.external(buffer, offset);
            }
            case VenueStatusDecoder.TEMPLATE_ID -> sequencer.status(buffer, offset);
            case ParameterValueDecoder.TEMPLATE_ID, RunTextDecoder.TEMPLATE_ID -> {
                cutCommand.add(buffer, offset);
                sequencer.external(buffer, offset);
            }
            default -> sequencer.external(buffer, offset);
        }
        if (sequencer.lastExternalSeq() != Event.seq(buffer, offset)) {
            difference = "at sequence " + Event.seq(buffer, offset) + " of " + RunJournal.INBOUND
                    + " the journal has an input that comes at sequence " + sequencer.lastExternalSeq()
                    + " when made again";
        }
        return true;
    }

    /** Whether it is the sequencer's own answer to a command that was not to leave. */
    private boolean isNotSent(UnsafeBuffer buffer, int offset) {
        return report.wrapAndApplyHeader(buffer, offset, header).reason() == OwnReason.NOT_SENT;
    }

    private void takeCommand(UnsafeBuffer buffer, int offset) {
        command.wrapAndApplyHeader(buffer, offset, header);
        if (command.commandKind() == CommandKind.STOP && command.sourceId() == EventSequencer.DRIVER_SOURCE) {
            sequencer.finish();
            ended = true;
        } else {
            endCommand(command.commandId());
            sequencer.external(buffer, offset);
        }
    }

    /** @param commandId below 0 where the command is the session's own */
    private void endCommand(long commandId) {
        if (commandId >= 0) {
            lastCommandId = Math.max(lastCommandId, commandId);
            cutCommand.end();
        }
    }

    private void compare() {
        if (difference == null) {
            difference = inboundCheck.compare();
        }
        if (difference == null) {
            difference = outboundCheck.compare();
        }
    }

    /** Where what is made again and the record part, in one sentence; null while they do not. */
    public String difference() {
        return difference;
    }

    /** Whether the run that is followed has come to its end. */
    public boolean ended() {
        return ended;
    }

    /** Sequence of the newest event that was taken. */
    public long seq() {
        return sequencer.seqNext() - 1;
    }

    /** The highest id of a command in the journal, -1 when there is none. */
    public long lastCommandId() {
        return lastCommandId;
    }

    /** What is recorded of a command that is not recorded to its end. */
    public CutCommand cutCommand() {
        return cutCommand;
    }

    /** What was taken or made, from the first event of the run on. */
    public EventCounts counts() {
        return counts;
    }

    /** What is traded, by id. */
    public List<Instrument> instruments() {
        return plan.spec().instruments();
    }

    public EventSequencer sequencer() {
        return sequencer;
    }

    public Stages stages() {
        return stages;
    }

    public EgressQueue egress() {
        return egress;
    }

    public String configSha256() {
        return configSha256;
    }

    /** Most orders that work at once. */
    public int ordersMax() {
        return plan.spec().ordersMax();
    }

    /** How many strategies there are. */
    public int strategyCount() {
        return plan.spec().strategies().size();
    }

    RunPlan plan() {
        return plan;
    }

    /** All state as of {@link #seq}; null while something that was made again is not recorded yet. */
    public Snapshot snapshot() {
        if (difference != null || !inboundCheck.isEven() || !outboundCheck.isEven()) {
            return null;
        }
        StateBytes state = new StateBytes();
        state.putLong(lastCommandId);
        state.putBoolean(ended);
        cutCommand.saveState(state);
        counts.saveState(state);
        sequencer.saveState(state);
        stages.saveState(state);
        return new Snapshot(seq(), configSha256, state.toArray());
    }

    private void load(Snapshot snapshot) {
        StateBytes state = StateBytes.of(snapshot.state());
        try {
            lastCommandId = state.getLong();
            ended = state.getBoolean();
            cutCommand.loadState(state);
            counts.loadState(state);
            sequencer.loadState(state);
            stages.loadState(state);
        } catch (RuntimeException e) { // a strategy of the user's may throw anything
            throw new UnfitSnapshotException(e);
        }
        if (!state.isReadToTheEnd() || seq() != snapshot.seq()) {
            throw new UnfitSnapshotException(null);
        }
    }

    /**
     * Ends the following and begins the live run: what was made and is not recorded goes to the appenders now; what is
     * recorded and not made yet will be made again by the live run and must not be appended twice, so from now on frames go
     * through sinks that compare up to the record's end and append beyond.
     *
     * @return the sink of inbound frames; that of outbound frames is behind the stages already
     */
    public FrameSink goLive(
            FrameSink inboundAppender, long inboundLastSeq, FrameSink outboundAppender, long outboundLastSeq) {
        inboundCheck.release(inboundAppender);
        outboundCheck.release(outboundAppender);
        outboundSink.to(new ResumingSink(RunJournal.OUTBOUND, outboundRecord, outboundLastSeq, outboundAppender));
        ownSink.to((buffer, offset, length, frameCount, firstSeq) -> {}); // the live pipeline records them
        return new ResumingSink(RunJournal.INBOUND, inboundRecord, inboundLastSeq, inboundAppender);
    }

    @Override
    public void close() {
        inputs.close();
        inboundRecord.close();
        outboundRecord.close();
    }

    @Override
    public String toString() {
        return "follower of " + journal + " at sequence " + seq();
    }
}
