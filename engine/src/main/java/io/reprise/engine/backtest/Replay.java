package io.reprise.engine.backtest;

import io.reprise.codecs.SourceReferenceDecoder;
import io.reprise.engine.backtest.Explanation.FrameText;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.gateway.DenialSink;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.pipeline.DigestSink;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run's journal through the pipeline again: the frames that the run added, merged by their sequence with the market
 * journals that it refers to. Nothing is simulated the second time.
 */
public final class Replay {
    private static final OrderGateway NOWHERE = (buffer, offset) -> {};
    /** The record has the denials. */
    private static final DenialSink UNSEQUENCED = (buffer, offset) -> {};

    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private static final int NO_STRATEGY = -1;
    private static final int FOLLOWED_INPUTS = 1 << 16;

    private final Path journal;
    private final List<Path> sources;
    private final StrategyCatalog catalog;

    /**
     * @param journal the run's journal
     * @param sources where its market journals are
     */
    public Replay(Path journal, List<Path> sources, StrategyCatalog catalog) {
        this.journal = journal;
        this.sources = List.copyOf(sources);
        this.catalog = catalog;
    }

    /** Finds a backtest's market journals where the run's manifest says that they were; a session's journal needs none. */
    public static Replay of(Path journal, StrategyCatalog catalog) throws IOException {
        boolean needsMarket = RunHeaders.read(journal).kind() == RunHeaders.Kind.BACKTEST;
        return new Replay(journal, needsMarket ? RunJournal.sources(journal) : List.of(), catalog);
    }

    /**
     * What came of a replay.
     *
     * @param result as of a backtest; null when a damaged journal gave none
     * @param difference the first difference in one sentence, null when there is none
     * @param codeChange how the code that replayed differs from the code that ran, null when it does not
     * @param unfinished how far a session's journal goes that has not come to its end, null when it has
     */
    public record Outcome(RunResult result, String difference, String codeChange, String unfinished) {
        public boolean verified() {
            return difference == null;
        }
    }

    /** Runs the journal in a topology. */
    public RunResult run(Topology topology, RingSettings ring) throws IOException {
        return run(topology, ring, NOTHING);
    }

    /**
     * Runs the journal and compares, byte for byte: first what the venue and the driver said, simulated once more, with the
     * recorded inbound; then what the pipeline decides on the recorded inbound with the recorded outbound; then the state.
     * It ends at the first difference: what comes after one is no longer what was run. A session that has not come to its
     * end is verified up to where both streams stand: what was journaled last may not have been decided on yet.
     */
    public Outcome verify(Topology topology, RingSettings ring) throws IOException {
        RunHeaders.Content header = RunHeaders.read(journal);
        String codeChange = codeChange(header);
        boolean isBacktest = header.kind() == RunHeaders.Kind.BACKTEST;
        Outcome again = isBacktest ? resimulate(header, codeChange) : follow(codeChange);
        if (!again.verified()) {
            return again;
        }
        try (FrameCursor recorded = new FrameCursor(journal.resolve(RunJournal.OUTBOUND))) {
            FrameComparison comparison = new FrameComparison(RunJournal.OUTBOUND, recorded);
            if (again.unfinished() != null) {
                comparison.mayEndEarly();
            }
            RunResult result = again.result();
            try {
                result = run(topology, ring, comparison);
                comparison.end();
                if (again.unfinished() == null) {
                    comparison.otherwise(digestDifference(result));
                }
            } catch (IllegalStateException damage) {
                comparison.otherwise(damage.getMessage());
            }
            return new Outcome(result, comparison.difference(), codeChange, again.unfinished());
        }
    }

    private String codeChange(RunHeaders.Content header) {
        return RunPlan.of(RunConfig.of(header.configuration()), header.instruments(), catalog)
                .provenance()
                .changeSince(Provenance.of(header.configuration()));
    }

    private String digestDifference(RunResult result) {
        JournalManifest manifest = JournalManifest.read(journal);
        String state = digestDifference("state digest", manifest, RunJournal.STATE_DIGEST, result.stateDigest());
        return state != null
                ? state
                : digestDifference("outbound digest", manifest, RunJournal.OUTBOUND_DIGEST, result.outboundDigest());
    }

    private static String digestDifference(String what, JournalManifest manifest, String property, String now) {
        String recorded = manifest.properties().getOrDefault(property, "");
        return recorded.equals(now) ? null : "the " + what + " was " + recorded + " and is now " + now;
    }

    /** A session's journal holds all that it saw: what followed from it is made again from that alone. */
    private Outcome follow(String codeChange) {
        try (Follower follower = Follower.open(journal, catalog, null)) {
            while (follower.poll(FOLLOWED_INPUTS) > 0) {
                // until the journal's end
            }
            return new Outcome(null, follower.difference(), codeChange, unfinished(follower));
        } catch (IllegalStateException damage) {
            return new Outcome(null, damage.getMessage(), codeChange, null);
        }
    }

    /** A session that has come to its end has written down its digests. */
    private String unfinished(Follower follower) {
        JournalManifest manifest = JournalManifest.read(journal);
        if (manifest.properties().containsKey(RunJournal.STATE_DIGEST)) {
            return null;
        }
        boolean runs = JournalLock.isHeld(journal);
        String how = runs ? "runs" : manifest.closed() ? "was stopped" : "was killed";
        return "the session " + how + (runs ? "" : " before its end") + ": what it had recorded up to sequence "
                + follower.seq() + " was made again and is the same"
                + (runs ? "" : "; started again, paper goes on with it");
    }

    private Outcome resimulate(RunHeaders.Content header, String codeChange) throws IOException {
        String otherMarket = otherMarket(header.sources());
        try (FrameCursor inbound = new FrameCursor(journal.resolve(RunJournal.INBOUND));
                FrameCursor outbound = new FrameCursor(journal.resolve(RunJournal.OUTBOUND))) {
            FrameComparison reports = new FrameComparison(RunJournal.INBOUND, inbound);
            FrameComparison decisions = new FrameComparison(RunJournal.OUTBOUND, outbound);
            if (otherMarket != null) {
                reports.leaveOut(SourceReferenceDecoder.TEMPLATE_ID);
            }
            RunResult result = null;
            try {
                Backtest.Request request = Backtest.Request.unrecorded(sources, RunConfig.of(header.configuration()));
                Provenance code = Provenance.of(header.configuration());
                result = Backtest.run(request, catalog, fill -> {}, events -> {}, reports, decisions, code);
                reports.end();
            } catch (IllegalStateException damage) {
                reports.otherwise(damage.getMessage());
            }
            if (otherMarket == null) {
                return new Outcome(result, reports.difference(), codeChange, null);
            }
            reports.otherwise(decisions.difference());
            String consequence = reports.difference() == null ? "" : "; " + reports.difference();
            return new Outcome(result, otherMarket + consequence, codeChange, null);
        }
    }

    private String otherMarket(List<RunHeaders.Source> recorded) throws IOException {
        try (MarketMerge market = MarketMerge.open(sources)) {
            return otherMarket(recorded, market);
        }
    }

    private RunResult run(Topology topology, RingSettings ring, FrameSink outboundSink) throws IOException {
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        try (FrameCursor own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
                MarketMerge market = MarketMerge.open(sources)) {
            RunHeaders.Content header = RunHeaders.read(own);
            requireSame(header, market);
            RunPlan plan = RunPlan.of(RunConfig.of(header.configuration()), header.instruments(), catalog);
            List<Instrument> instruments = plan.spec().instruments();
            DigestSink outbound = new DigestSink(outboundSink);
            Stages stages = new Stages(plan.spec(), NOWHERE, UNSEQUENCED, outbound, Backtest.DOCUMENT_BYTES);
            RunObserver observer = new RunObserver(plan, fill -> {});
            try (Pipeline pipeline = pipeline(topology, ring, stages)) {
                feed(own, market, header.frames() + 1, event -> {
                    observer.onEvent(event);
                    pipeline.onEvent(event);
                    return true;
                });
                pipeline.finish();
            }
            market.requireComplete();
            observer.finish();
            Backtest.Data data =
                    header.kind() == RunHeaders.Kind.BACKTEST ? Backtest.Data.of(market) : Backtest.Data.of(journal);
            return Backtest.result(plan, data, stages, observer, outbound.hex(), clock.monoNs() - startNs);
        }
    }

    private static Pipeline pipeline(Topology topology, RingSettings ring, Stages stages) {
        return switch (topology) {
            case INLINE -> new InlinePipeline(stages);
            case FUSED -> new FusedPipeline(stages, null, ring);
            case STAGED -> new StagedPipeline(stages, null, ring);
        };
    }

    /** Takes the sequence, event by event; false when it has seen enough. */
    private interface Visitor {
        boolean onEvent(Event event);
    }

    /** The run's own frames carry their sequence; every other sequence is the market's next event. */
    private static void feed(FrameCursor own, MarketMerge market, long firstSeq, Visitor visitor) {
        RunSequence sequence = new RunSequence(own, market, firstSeq);
        Event event = new Event();
        while (sequence.advance(event)) {
            if (!visitor.onEvent(event)) {
                return;
            }
        }
    }

    /** Says why an order was sent: runs the journal up to its cause and looks at what the stages saw. */
    public Explanation explain(long orderId) throws IOException {
        JournalNames names = new JournalNames(RunHeaders.read(journal).instruments());
        OrderHistory history = OrderHistory.read(journal, orderId, names);
        try (FrameCursor own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
                MarketMerge market = MarketMerge.open(sources)) {
            RunHeaders.Content header = RunHeaders.read(own);
            requireSame(header, market);
            RunPlan plan = RunPlan.of(RunConfig.of(header.configuration()), header.instruments(), catalog);
            InlinePipeline pipeline =
                    new InlinePipeline(new Stages(plan.spec(), NOWHERE, UNSEQUENCED, NOTHING, Backtest.DOCUMENT_BYTES));
            FrameText[] cause = new FrameText[1];
            feed(own, market, header.frames() + 1, event -> {
                pipeline.onEvent(event);
                if (event.seq() == history.causeSeq()) {
                    cause[0] = FrameText.of(event.buffer(), event.offset(), names);
                }
                return event.seq() < history.causeSeq();
            });
            return new Explanation(
                    orderId,
                    history.causeSeq(),
                    cause[0],
                    bar(pipeline, seriesOf(pipeline, history.strategyId())),
                    features(seriesOf(pipeline, history.strategyId())),
                    history.decisions(),
                    history.reports());
        }
    }

    /** The last closed bar, which is the cause's when the cause closed one. */
    static String bar(InlinePipeline pipeline) {
        return bar(pipeline, seriesOf(pipeline, NO_STRATEGY));
    }

    private static String bar(InlinePipeline pipeline, BarSeries series) {
        if (pipeline.slot().deliveryCount() == 0) {
            return null;
        }
        Bar bar = series.bar();
        return "open " + Decimals.plain(bar.openPx()) + " high " + Decimals.plain(bar.highPx()) + " low "
                + Decimals.plain(bar.lowPx()) + " close " + Decimals.plain(bar.closePx()) + " volume "
                + Decimals.plain(bar.volume());
    }

    static List<Explanation.FeatureValue> features(InlinePipeline pipeline) {
        return features(seriesOf(pipeline, NO_STRATEGY));
    }

    /** The bars of a strategy; of none in particular, those that the event closed, or the first. */
    private static BarSeries seriesOf(InlinePipeline pipeline, int strategyId) {
        List<BarSeries> series = pipeline.stages().series();
        if (strategyId >= 0) {
            return series.get(pipeline.stages().strategies().get(strategyId).seriesId());
        }
        int delivered =
                pipeline.slot().deliveryCount() == 0 ? 0 : pipeline.slot().deliveredSeries(0);
        return series.get(Math.min(delivered, series.size() - 1));
    }

    private static List<Explanation.FeatureValue> features(BarSeries series) {
        return IntStream.range(0, series.featureCount())
                .mapToObj(
                        i -> new Explanation.FeatureValue(series.featureSpec(i).text(), series.value(i)))
                .toList();
    }

    /** Refuses market journals that are not those that a run was on. */
    static void requireSame(RunHeaders.Content header, MarketMerge market) {
        String other = header.kind() == RunHeaders.Kind.BACKTEST ? otherMarket(header.sources(), market) : null;
        if (other != null) {
            throw new IllegalStateException(other);
        }
    }

    /** Which market journal is not the one that the run header refers to, in one sentence; null when all are. */
    private static String otherMarket(List<RunHeaders.Source> recorded, MarketMerge market) {
        if (recorded.size() != market.sources().size()) {
            throw new IllegalArgumentException("the run was made on " + recorded.size() + " market journals, not on "
                    + market.sources().size());
        }
        for (int i = 0; i < recorded.size(); i++) {
            RunHeaders.Source now = market.sources().get(i).reference();
            if (!now.equals(recorded.get(i))) {
                return "the market journal " + market.sources().get(i).folder()
                        + " is not the one that was run on: its content is " + now.text() + ", the run's was "
                        + recorded.get(i).text();
            }
        }
        return null;
    }
}
