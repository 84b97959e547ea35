package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** A backtest from beginning to end: market journals in, a result and a journal of its own out. */
public final class Backtest {
    /** Bytes of frames in one document of a run's journal. */
    static final int DOCUMENT_BYTES = 16 * 1024;
    /** Manifest property of a market journal: rows that were no events. */
    static final String REJECTED_ROWS = "rejectedRows";
    /** Manifest property of a market journal: its name for people. */
    static final String DATASET = "dataset";
    /** Of a journal of funding: whose it is, where its prices are of another venue. */
    static final String PROXY = "proxy";

    private Backtest() {}

    /** The version of the engine that runs, as run headers and reports name it. */
    public static String codeVersion() {
        return Provenance.version();
    }

    /**
     * What to run.
     *
     * @param sources market journals, in merge order
     * @param config everything else
     * @param journal folder to leave the run's journal in, or null to leave none
     * @param settings of that journal
     */
    public record Request(List<Path> sources, RunConfig config, Path journal, JournalSettings settings) {
        public Request {
            sources = List.copyOf(sources);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("a backtest needs a market journal");
            }
        }

        /** A request that leaves no journal. */
        public static Request unrecorded(List<Path> sources, RunConfig config) {
            return new Request(sources, config, null, JournalSettings.defaults());
        }

        /** The same run, recorded there. */
        public Request recordedIn(Path folder) {
            return new Request(sources, config, folder, settings);
        }
    }

    /** Runs it; each fill is given to the listener as it happens. */
    public static RunResult run(Request request, StrategyCatalog catalog, Consumer<RunResult.Fill> fills)
            throws IOException {
        return run(request, catalog, fills, events -> {});
    }

    /** Runs it, telling now and then how many market events it has seen. */
    public static RunResult run(
            Request request, StrategyCatalog catalog, Consumer<RunResult.Fill> fills, LongConsumer progress)
            throws IOException {
        if (request.journal() == null) {
            return run(request, catalog, fills, progress, nothing(), nothing(), null);
        }
        try (BacktestJournal journal = new BacktestJournal(request)) {
            RunResult result = run(request, catalog, fills, progress, journal::open, null);
            journal.finish(result);
            return result;
        }
    }

    /**
     * Where a run's frames go.
     *
     * @param outboundDigest asked once, after the last frame
     */
    record Recording(FrameSink inbound, FrameSink outbound, Supplier<String> outboundDigest) {}

    /**
     * Runs it with the frames going where a replay wants them.
     *
     * @param recorded what the header says of the code, null for the code that runs now
     */
    static RunResult run(
            Request request,
            StrategyCatalog catalog,
            Consumer<RunResult.Fill> fills,
            LongConsumer progress,
            FrameSink inboundSink,
            FrameSink outboundSink,
            Provenance recorded)
            throws IOException {
        DigestSink outbound = new DigestSink(outboundSink);
        Recording recording = new Recording(inboundSink, outbound, outbound::hex);
        return run(request, catalog, fills, progress, () -> recording, recorded);
    }

    /** @param opening asked once, when nothing can be refused any more */
    private static RunResult run(
            Request request,
            StrategyCatalog catalog,
            Consumer<RunResult.Fill> fills,
            LongConsumer progress,
            Supplier<Recording> opening,
            Provenance recorded)
            throws IOException {
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        try (MarketMerge market = MarketMerge.open(request.sources())) {
            RunPlan plan = RunPlan.of(request.config(), market, catalog);
            List<Instrument> instruments = plan.spec().instruments();
            SimulatedVenue venue = new SimulatedVenue(instruments.toArray(new Instrument[0]), plan.venue());
            EgressQueue egress = new EgressQueue();
            LateSink outbound = new LateSink();
            Stages stages = new Stages(plan.spec(), egress, egress, outbound, DOCUMENT_BYTES);
            RunObserver observer = new RunObserver(plan, fills);
            Recording recording = opening.get();
            outbound.sink = recording.outbound();
            FrameBatch inbound = new FrameBatch(DOCUMENT_BYTES, recording.inbound());
            long firstSeq = writeHeader(plan, market, recorded == null ? plan.provenance() : recorded, inbound);
            EventSequencer sequencer =
                    new EventSequencer(stages, venue, egress, inbound, firstSeq, market.firstTsInitNs());
            new BacktestDriver(market, new InlinePipeline(stages), sequencer, observer, inbound).run(progress);
            market.requireComplete();
            observer.finish();
            String outboundDigest = recording.outboundDigest().get();
            return result(plan, Data.of(market), stages, observer, outboundDigest, clock.monoNs() - startNs);
        }
    }

    /** Takes the stages' frames from the first event on: stages that are refused leave no journal behind. */
    private static final class LateSink implements FrameSink {
        private FrameSink sink;

        @Override
        public void onFrames(UnsafeBuffer buffer, int offset, int length, int frameCount, long firstSeq) {
            sink.onFrames(buffer, offset, length, frameCount, firstSeq);
        }
    }

    private static FrameSink nothing() {
        return (buffer, offset, length, frameCount, firstSeq) -> {};
    }

    static long writeHeader(RunPlan plan, MarketMerge market, Provenance provenance, FrameBatch inbound) {
        Map<String, String> texts = headerTexts(plan, provenance);
        List<RunHeaders.Source> sources =
                market.sources().stream().map(MarketSource::reference).toList();
        long firstTsNs = market.firstTsInitNs();
        return RunHeaders.write(
                inbound, RunHeaders.Kind.BACKTEST, texts, sources, plan.spec().instruments(), firstTsNs);
    }

    /** The configuration text of a run header. */
    static Map<String, String> headerTexts(RunPlan plan, Provenance provenance) {
        Map<String, String> texts = new LinkedHashMap<>(plan.config().texts());
        texts.putAll(provenance.texts());
        return texts;
    }

    /** What a report says of the data: their name for people, and the rows that were no events. */
    record Data(String name, long rejectedRows) {
        static Data of(MarketMerge market) {
            String proxies = market.sources().stream()
                    .map(MarketSource::proxy)
                    .filter(why -> !why.isEmpty())
                    .distinct()
                    .collect(Collectors.joining("; "));
            String dataset = market.firstWithPrices().dataset();
            return new Data(
                    proxies.isEmpty() ? dataset : dataset + " (proxy: " + proxies + ")",
                    market.sources().stream()
                            .mapToLong(MarketSource::rejectedRows)
                            .sum());
        }

        /** As a session's journal says. */
        static Data of(Path journal) {
            Map<String, String> properties = JournalManifest.read(journal).properties();
            return new Data(
                    properties.getOrDefault(DATASET, journal.toString()),
                    Long.parseLong(properties.getOrDefault(REJECTED_ROWS, "0")));
        }
    }

    /** What the strategies trade, for people. */
    private static String instruments(RunPlan plan) {
        return plan.spec().strategies().stream()
                .flatMap(one -> one.instrumentIds().stream())
                .distinct()
                .map(id -> plan.spec().instruments().get(id).name())
                .collect(Collectors.joining(", "));
    }

    /** What a finished run says, whichever way it was driven. */
    static RunResult result(
            RunPlan plan, Data data, Stages stages, RunObserver observer, String outboundDigest, long elapsedNs) {
        return observer.result(new RunObserver.Identity(
                data.name(),
                instruments(plan),
                plan.config().strategy(),
                plan.parameterTexts(),
                RunSettings.of(plan),
                plan.config().annualDays(),
                stages.series().stream().mapToLong(BarSeries::barCount).sum(),
                elapsedNs / 1e9,
                stages.ordersSent(),
                data.rejectedRows(),
                stages.stateDigest(),
                outboundDigest));
    }
}
