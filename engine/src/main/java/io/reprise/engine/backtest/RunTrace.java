package io.reprise.engine.backtest;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a backtest on the data up to an instant saw and decided: each bar that closed with its features, and each outbound
 * frame, both with the instant at which they were known. In memory, about 100 bytes a bar and 16 a feature of it. Takes
 * every event by itself. Owned by one thread.
 */
final class RunTrace implements EventTarget, FrameSink {
    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private final List<Seen> bars = new ArrayList<>();
    private final List<UnsafeBuffer> decisions = new ArrayList<>();
    private Stages stages;
    private InlinePipeline pipeline;
    private long[] barCounts;
    private long lastTsInitNs;
    private boolean hasEnded;

    /**
     * A closed bar with its features.
     *
     * @param tsInitNs when it was known
     * @param seriesId the series that it belongs to
     * @param bar time, prices and volume
     * @param values of the features by index: readiness, bits, exact value
     */
    record Seen(long tsInitNs, int seriesId, long[] bar, long[] values) {
        static final int NUMBERS = 3;
    }

    private RunTrace() {}

    /** @param untilNs last instant, epoch ns, whose events are taken */
    static RunTrace of(Backtest.Request request, StrategyCatalog catalog, long untilNs) throws IOException {
        RunTrace trace = new RunTrace();
        try (MarketMerge market = MarketMerge.open(request.sources())) {
            RunPlan plan = RunPlan.of(request.config(), market, catalog);
            List<Instrument> instruments = plan.spec().instruments();
            SimulatedVenue venue = new SimulatedVenue(instruments.toArray(new Instrument[0]), plan.venue());
            EgressQueue egress = new EgressQueue();
            trace.start(new Stages(plan.spec(), egress, egress, trace, Backtest.DOCUMENT_BYTES));
            FrameBatch inbound = new FrameBatch(Backtest.DOCUMENT_BYTES, NOTHING);
            long firstSeq = Backtest.writeHeader(plan, market, plan.provenance(), inbound);
            EventSequencer sequencer =
                    new EventSequencer(trace.stages, venue, egress, inbound, firstSeq, market.firstTsInitNs());
            sequencer.drive(trace);
            trace.drive(market, sequencer, untilNs);
            inbound.flush();
        }
        return trace;
    }

    private void start(Stages made) {
        stages = made;
        pipeline = new InlinePipeline(made);
        barCounts = new long[made.series().size()];
    }

    private void drive(MarketMerge market, EventSequencer sequencer, long untilNs) {
        MarketSource source = market.next();
        while (source != null && source.tsInitNs() <= untilNs) {
            lastTsInitNs = source.tsInitNs();
            sequencer.market(source.buffer(), source.offset(), source.instrumentId());
            source = market.next();
        }
        pipeline.finish();
        hasEnded = true;
        sequencer.finish();
        pipeline.finish();
    }

    @Override
    public void onEvent(Event event) {
        pipeline.onEvent(event);
        for (int id = 0; id < barCounts.length; id++) {
            BarSeries one = stages.series().get(id);
            if (one.barCount() > barCounts[id]) {
                barCounts[id] = one.barCount();
                bars.add(seen(event.tsInitNs(), id, one));
            }
        }
    }

    private static Seen seen(long tsInitNs, int id, BarSeries series) {
        Bar bar = series.bar();
        long[] values = new long[Seen.NUMBERS * series.featureCount()];
        for (int i = 0; i < series.featureCount(); i++) {
            values[Seen.NUMBERS * i] = series.ready(i) ? 1 : 0;
            values[Seen.NUMBERS * i + 1] = Double.doubleToLongBits(series.value(i));
            values[Seen.NUMBERS * i + 2] = series.raw(i);
        }
        long[] fields = {
            bar.endNs(), bar.openPx(), bar.highPx(), bar.lowPx(), bar.closePx(), bar.volume(), bar.tradeCount()
        };
        return new Seen(tsInitNs, id, fields, values);
    }

    @Override
    public void settle() {
        // an INLINE pipeline has decided when it returns
    }

    /** What the data's end causes is no decision of the strategy. */
    @Override
    public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
        int at = offset;
        for (int i = 0; i < frameCount && !hasEnded; i++) {
            decisions.add(Decision.copy(buffer, at));
            at += Event.frameLength(buffer, at);
        }
    }

    List<Seen> bars() {
        return bars;
    }

    /** Outbound frames in their order. */
    List<UnsafeBuffer> decisions() {
        return decisions;
    }

    List<BarSeries> series() {
        return stages.series();
    }

    /** When the last event that was taken was known. */
    long lastTsInitNs() {
        return lastTsInitNs;
    }
}
