package io.reprise.engine.backtest;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyNotes;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The features of each bar that closes, as the pipeline has them: on market journals by a run that trades nothing, or of a run
 * that was recorded, made again from its journal. Takes every event by itself. Without state.
 */
public final class FeatureTape {
    /** As of the last event that there is. */
    public static final long ALL = Long.MAX_VALUE;

    private static final String READER = "feature-reader";
    private static final FrameSink NOTHING = (buffer, offset, length, frameCount, firstSeq) -> {};

    private FeatureTape() {}

    /**
     * What to work out.
     *
     * @param sources market journals in merge order; the features are of the first instrument, across two where one reads another
     * @param bar bars to build, null for those that come from the file
     * @param features at most 64 and no one twice
     * @param asOfNs what was known later, epoch ns, is not looked at; {@link #ALL} for the time of the last event
     * @param strategies whose signals may be asked for
     */
    public record Request(
            List<Path> sources, BarSpec bar, List<FeatureSpec> features, long asOfNs, StrategyCatalog strategies) {
        public Request {
            sources = List.copyOf(sources);
            features = List.copyOf(features);
        }
    }

    /**
     * Runs the pipeline over what was known by then. A bar that ends at that instant is closed, as the live engine's timer
     * would.
     *
     * @param bars told each bar that closes
     * @throws IllegalArgumentException in one sentence, when the data lack what a feature reads
     */
    public static void compute(Request request, Consumer<ClosedBar> bars) throws IOException {
        List<StrategyProvider> providers = new ArrayList<>(request.strategies().all());
        providers.add(new ReaderProvider(request.features()));
        StrategyCatalog catalog = StrategyCatalog.of(providers);
        try (MarketMerge market = MarketMerge.open(request.sources())) {
            RunPlan plan = RunPlan.of(config(request.bar()), market, catalog);
            List<Instrument> instruments = plan.spec().instruments();
            SimulatedVenue venue = new SimulatedVenue(instruments.toArray(new Instrument[0]), plan.venue());
            EgressQueue egress = new EgressQueue();
            Stages stages = new Stages(plan.spec(), egress, egress, NOTHING, Backtest.DOCUMENT_BYTES);
            FrameBatch inbound = new FrameBatch(Backtest.DOCUMENT_BYTES, NOTHING);
            long firstSeq = Backtest.writeHeader(plan, market, plan.provenance(), inbound);
            EventSequencer sequencer =
                    new EventSequencer(stages, venue, egress, inbound, firstSeq, market.firstTsInitNs());
            sequencer.drive(new Watch(new InlinePipeline(stages), instruments, bars));
            MarketSource source = market.next();
            while (source != null && source.tsInitNs() <= request.asOfNs()) {
                sequencer.market(source.buffer(), source.offset(), source.instrumentId());
                source = market.next();
            }
            if (source == null) {
                market.requireComplete();
            }
            if (request.asOfNs() != ALL && request.asOfNs() >= market.firstTsInitNs()) {
                sequencer.advanceTo(request.asOfNs(), request.asOfNs(), -1);
            }
            inbound.flush();
        }
    }

    private static RunConfig config(BarSpec bar) {
        return new RunConfig(
                READER,
                Map.of(),
                bar,
                Fixed.ONE,
                Sizing.fractionOfEquity(Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                true,
                false,
                RiskLimits.NONE);
    }

    /**
     * Makes a recorded run again: a backtest on the market journals that its manifest names, or a session.
     *
     * @param journal the run's
     * @param bars told each bar that closed
     */
    public static void recorded(Path journal, StrategyCatalog catalog, Consumer<ClosedBar> bars) throws IOException {
        boolean needsMarket = RunHeaders.read(journal).kind() == RunHeaders.Kind.BACKTEST;
        List<Path> sources = needsMarket ? RunJournal.sources(journal) : List.of();
        try (FrameCursor own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
                MarketMerge market = MarketMerge.open(sources)) {
            RunHeaders.Content header = RunHeaders.read(own);
            Replay.requireSame(header, market);
            RunPlan plan = RunPlan.of(RunConfig.of(header.configuration()), header.instruments(), catalog);
            Stages stages = new Stages(
                    plan.spec(), (buffer, offset) -> {}, (buffer, offset) -> {}, NOTHING, Backtest.DOCUMENT_BYTES);
            Watch watch = new Watch(new InlinePipeline(stages), plan.spec().instruments(), bars);
            Event event = new Event();
            RunSequence sequence = new RunSequence(own, market, header.frames() + 1);
            while (sequence.advance(event)) {
                watch.onEvent(event);
            }
        }
    }

    /**
     * What market journals are.
     *
     * @param assets names of the instruments, the first being whose features are worked out
     * @param identity tells them from others: the content of each, in their order
     * @param bar the bars that features stand on
     * @param lastTsInitNs when the last event was known, epoch ns
     */
    public record Market(List<String> assets, List<String> identity, BarSpec bar, long lastTsInitNs) {}

    /**
     * Looks at market journals.
     *
     * @param bar bars to build, null for those that come from the file
     * @throws IllegalArgumentException in one sentence, when such bars cannot be had
     */
    public static Market market(List<Path> sources, BarSpec bar) throws IOException {
        try (MarketMerge market = MarketMerge.open(sources)) {
            String journal = "the journal " + market.firstWithPrices().folder();
            return new Market(
                    market.instruments().stream().map(Instrument::name).toList(),
                    market.sources().stream()
                            .map(source -> source.reference().text())
                            .toList(),
                    RunPlan.barOf(bar, market.filePeriodNs(0), journal),
                    market.lastTsInitNs());
        }
    }

    /** What tells a run that was recorded from others. */
    public static String runId(Path journal) {
        return Long.toHexString(RunHeaders.read(journal).runId());
    }

    /** Looks at the pipeline after each event. */
    private static final class Watch implements EventTarget {
        private final InlinePipeline pipeline;
        private final Consumer<ClosedBar> bars;
        private final ClosedBar closed;

        Watch(InlinePipeline pipeline, List<Instrument> instruments, Consumer<ClosedBar> bars) {
            this.pipeline = pipeline;
            this.bars = bars;
            closed = new ClosedBar(instruments);
        }

        @Override
        public void onEvent(Event event) {
            pipeline.onEvent(event);
            Stages stages = pipeline.stages();
            int seriesCount = stages.series().size();
            for (int i = 0; i < pipeline.slot().deliveryCount(); i++) {
                int id = pipeline.slot().deliveredSeries(i);
                bars.accept(
                        id < seriesCount
                                ? closed.of(event.tsInitNs(), stages.series().get(id))
                                : closed.of(event.tsInitNs(), stages.joined().get(id - seriesCount)));
            }
        }

        @Override
        public void settle() {
            // an INLINE pipeline has decided when it returns
        }
    }

    /** Asks for features, and does nothing. */
    private record ReaderProvider(List<FeatureSpec> features) implements StrategyProvider {
        @Override
        public String name() {
            return READER;
        }

        @Override
        public String summary() {
            return "reads features and does nothing";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public StrategyNotes notes() {
            return features.stream().anyMatch(ReaderProvider::isCross)
                    ? StrategyNotes.NONE.and(Input.OTHER_BAR)
                    : StrategyNotes.NONE;
        }

        private static boolean isCross(FeatureSpec feature) {
            return feature.definition().inputs().contains(Input.OTHER_BAR);
        }

        @Override
        public Strategy create(Parameters parameters) {
            return new Reader(features);
        }
    }

    private record Reader(List<FeatureSpec> features) implements Strategy {
        @Override
        public void onStart(Setup setup) {
            for (FeatureSpec feature : features) {
                if (ReaderProvider.isCross(feature)) {
                    setup.cross(0, 1, feature);
                } else {
                    setup.feature(feature);
                }
            }
        }

        @Override
        public void onBar(Bar bar, Context context) {
            // what it asked for is read beside it
        }
    }
}
