package io.reprise.engine.backtest;

import io.reprise.codecs.AllocationShareDecoder;
import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.codecs.VenueStatusDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.DigestSink;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Simulates a scenario: what came from outside is given to a pipeline and a venue of its own, and all that follows from it
 * is made anew. Nothing is taken in one step, and each event may be watched. Cold; owned by one thread.
 */
final class Resimulation implements EventTarget {
    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private final Scenario scenario;
    private final RunPlan plan;
    private final Watcher watcher;
    private final DigestSink outbound;
    private final Stages stages;
    private final InlinePipeline pipeline;
    private final RunObserver observer;
    private final FrameBatch own = new FrameBatch(Backtest.DOCUMENT_BYTES, NOTHING);
    private final EventSequencer sequencer;
    private boolean stopped;

    /** Looks at a simulation around each of its events. */
    interface Watcher extends FrameSink {
        /** Sees nothing. */
        Watcher NONE = new Watcher() {};

        /** The event is next. */
        default void before(Event event, Resimulation run) {}

        /** The event has been taken, and what was decided on it is in the pipeline. */
        default void after(Event event, Resimulation run) {}

        /** What was decided, as frames. */
        @Override
        default void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {}
    }

    Resimulation(Scenario scenario, StrategyCatalog catalog, Watcher watcher) {
        this.scenario = scenario;
        this.watcher = watcher;
        RunHeaders.Content header = scenario.market().header();
        plan = scenario.plan(catalog);
        EgressQueue egress = new EgressQueue();
        outbound = new DigestSink(watcher);
        stages = new Stages(plan.spec(), egress, egress, outbound, Backtest.DOCUMENT_BYTES);
        pipeline = new InlinePipeline(stages);
        observer = new RunObserver(plan, fill -> {});
        SimulatedVenue venue = new SimulatedVenue(plan.spec().instruments().toArray(new Instrument[0]), plan.venue());
        long firstSeq = RunHeaders.write(
                own,
                header.kind(),
                Backtest.headerTexts(plan, Provenance.of(header.configuration())),
                header.sources(),
                plan.spec().instruments(),
                header.tsInitNs());
        sequencer = new EventSequencer(stages, venue, egress, own, firstSeq, header.tsInitNs());
        sequencer.drive(this);
    }

    /** Runs it to its end; call once. */
    RunResult run() throws IOException {
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        try (RunInputs inputs = scenario.inputs()) {
            while (!stopped && inputs.advance()) {
                take(inputs.event());
            }
            if (!stopped && inputs.hasEnded()) {
                sequencer.finish();
            }
            own.flush();
            pipeline.finish();
            observer.finish();
            return Backtest.result(plan, inputs.data(), stages, observer, outbound.hex(), clock.monoNs() - startNs);
        }
    }

    private void take(Event input) {
        switch (input.templateId()) {
            case TradeDecoder.TEMPLATE_ID,
                    BarDecoder.TEMPLATE_ID,
                    CorporateActionDecoder.TEMPLATE_ID,
                    FundingRateDecoder.TEMPLATE_ID,
                    BorrowRateDecoder.TEMPLATE_ID,
                    CashRateDecoder.TEMPLATE_ID,
                    AllocationShareDecoder.TEMPLATE_ID ->
                sequencer.market(input.buffer(), input.offset(), input.instrumentId());
            case VenueStatusDecoder.TEMPLATE_ID -> sequencer.status(input.buffer(), input.offset());
            default -> sequencer.external(input.buffer(), input.offset());
        }
    }

    @Override
    public void onEvent(Event event) {
        watcher.before(event, this);
        observer.onEvent(event);
        pipeline.onEvent(event);
        watcher.after(event, this);
    }

    @Override
    public void settle() {
        // an INLINE pipeline has decided when it returns
    }

    /** Ends the simulation after what this input leads to; its result is then of no use. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Market events so far, the one that is being taken included. */
    long marketEvents() {
        return sequencer.marketEvents();
    }

    Stages stages() {
        return stages;
    }

    InlinePipeline pipeline() {
        return pipeline;
    }

    RunObserver observer() {
        return observer;
    }
}
