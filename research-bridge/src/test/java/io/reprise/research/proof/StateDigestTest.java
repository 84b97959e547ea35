package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.DigestSink;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state digest sees all state: each field of the stages, and of all below them, changes it, or what follows is the same
 * without it. And saved state is all state: stages that load it go on as those that saved it.
 */
final class StateDigestTest {
    private static final String SMA = "--strategy sma-cross --fast 2 --slow 5 --shorts ";
    private static final String RSI = "--strategy rsi-reversion --period 3 --lower 45 --upper 55 --shorts ";
    private static final String DONCHIAN = "--strategy donchian-breakout --entry 3 --exit 2 --shorts ";
    /** Every limit is set, none so tight that nothing would be traded. */
    private static final String RISKY = SMA + "--bar 30s --stop atr:2,period=3,trail=yes,time=9"
            + " --size volatility:0.5,window=3,by=returns --limits daily-loss=0.9,leverage=9,turnover=900,volatility=9,"
            + "marginal-volatility=9,liquidity=900,open-orders=9,strategy-rate=9,duplicate-ms=1,volatility-window=10 ";

    private static final String GUARDED = RSI
            + "--bar 30s --stop chandelier:2,period=3,break-even=1,at=venue --size kelly:1,trades=2,cap=1,start=0.2 ";
    private static final String ACCOUNT =
            "--cash 1000 --qty 3 --fee-bps 7.5 --slippage-bps 2 --latency-ms 4000 --lot 0.1 --tick 0.05 ";

    /** Scratch of one event, and of one calculation: written before it is read, every time. */
    private static final Set<String> SCRATCH = Set.of(
            "OrderIntent",
            "Wide",
            "Finding",
            "Working",
            "StrategyLeg.target",
            "Exposures.before",
            "Exposures.after",
            "BarHistory.weights",
            "LimitChange.kinds",
            "LimitChange.places",
            "LimitChange.values",
            "BarHistory.common");

    /** Made at the start and never changed: which features a strategy asked for, and who is given what. */
    private static final Set<String> CONFIGURATION = Set.of(
            "StrategyView.share", // of a run of one strategy nothing changes it
            "FeatureStage.seriesByInstrument",
            "FeatureStage.readsTrades",
            "BarSeries.readsTrades",
            "BarSeries.readsQuotes",
            "RiskStage.isFirstOfInstrument",
            "Exposures.classOf",
            "Exposures.sectorOf",
            "StrategyInstance.features",
            "SmaCross.fast",
            "SmaCross.slow",
            "RsiReversion.rsi",
            "DonchianBreakout.entryHigh",
            "DonchianBreakout.entryLow",
            "DonchianBreakout.exitHigh",
            "DonchianBreakout.exitLow");

    @TempDir
    Path folder;

    /** Features whose states are fields of their own; all others keep parts, and the engine's contract tests hold them. */
    private static final List<String> BASIC =
            List.of("atr", "donchian-high", "donchian-low", "ema", "rsi", "sma", "volatility", "vwap", "zscore");

    /** Asks for features and trades nothing. */
    private static final class Watcher implements StrategyProvider, Strategy {
        @Override
        public String name() {
            return "watcher";
        }

        @Override
        public String summary() {
            return "watches";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("n", 1, 1, 9, "nothing"));
        }

        @Override
        public Strategy create(Parameters parameters) {
            return this;
        }

        @Override
        public void onStart(Setup setup) {
            BASIC.forEach(name -> setup.feature(name, 4));
        }

        @Override
        public void onBar(Bar bar, Context context) {}
    }

    /** Stages in mid-run, and what they do with the rest. */
    private record Half(PipelineSpec spec, List<UnsafeBuffer> rest, StateTape state) {
        Stages load() {
            Stages stages = RecordedRun.stages(spec, (buffer, offset, length, count, seq) -> {});
            state.loadInto(stages);
            return stages;
        }

        /** Digests of state and outbound after the rest, from stages with that state. */
        String finish(Changed changed) {
            DigestSink outbound = new DigestSink((buffer, offset, length, count, seq) -> {});
            Stages stages = RecordedRun.stages(spec, outbound);
            state.loadInto(stages);
            changed.apply(stages);
            run(stages, rest);
            return stages.stateDigest() + " " + outbound.hex();
        }
    }

    private interface Changed {
        void apply(Stages stages);
    }

    private static void run(Stages stages, List<UnsafeBuffer> frames) {
        InlinePipeline pipeline = new InlinePipeline(stages);
        Event event = new Event();
        frames.forEach(frame -> pipeline.onEvent(event.wrap(frame, 0)));
        pipeline.finish();
    }

    /** Cuts a run where an order works of which a part was filled. */
    private Half half(String options) throws IOException {
        RecordedRun recorded = RecordedRun.of(folder, RecordedRun.waves(600), options);
        assertTrue(
                recorded.result().fillCount() > 20,
                "a run that trades, not " + recorded.result().fillCount());
        List<UnsafeBuffer> frames = recorded.frames();
        int cut = frames.size() / 2;
        while (!isPartialFill(frames.get(cut))) {
            cut++;
        }
        PipelineSpec spec = recorded.spec(new Watcher());
        Stages stages = RecordedRun.stages(spec, (buffer, offset, length, count, seq) -> {});
        run(stages, frames.subList(0, cut + 1));
        return new Half(spec, frames.subList(cut + 1, frames.size()), StateTape.of(stages));
    }

    private static boolean isPartialFill(UnsafeBuffer frame) {
        if (Event.templateId(frame, 0) != ExecutionReportDecoder.TEMPLATE_ID) {
            return false;
        }
        var report = new ExecutionReportDecoder().wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
        return report.lastQty() > 0 && report.leavesQty() > 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {SMA + "--bar 30s ", RSI + "--bar 30s ", DONCHIAN + "--bar 5t ", RISKY, GUARDED})
    void everyFieldChangesTheDigestOrNothingThatFollows(String options) throws IOException {
        Half half = half(options + ACCOUNT);
        String rest = half.finish(stages -> {});
        Stages stages = half.load();
        String digest = stages.stateDigest();
        List<Spot> spots = Spot.below(stages);
        TreeSet<String> seen = new TreeSet<>();
        TreeSet<String> unseen = new TreeSet<>();
        TreeSet<String> unseenAndFelt = new TreeSet<>();
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            Object before = spot.value();
            spot.change();
            boolean isSeen = !digestOf(stages).equals(digest);
            spot.set(before);
            (isSeen ? seen : unseen).add(spot.name());
            if (!isSeen && !CONFIGURATION.contains(spot.name()) && isFelt(half, i, rest)) {
                unseenAndFelt.add(spot.toString());
            }
        }
        assertEquals(digest, stages.stateDigest(), "all was put back");
        assertEquals(new TreeSet<>(), unseenAndFelt, "changes what follows, and the digest does not see it");
        unseen.removeAll(seen);
        unseen.removeAll(CONFIGURATION);
        unseen.removeIf(name -> SCRATCH.contains(name) || SCRATCH.contains(name.substring(0, name.indexOf('.'))));
        assertEquals(new TreeSet<>(), unseen, "no part of the digest");
    }

    private static String digestOf(Stages stages) {
        try {
            return stages.stateDigest();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** Whether stages that differ in one place say or become something else; the place may be one that all stages share. */
    private static boolean isFelt(Half half, int index, String rest) {
        Runnable[] putBack = new Runnable[1];
        try {
            return !half.finish(stages -> {
                        Spot spot = Spot.below(stages).get(index);
                        Object before = spot.value();
                        putBack[0] = () -> spot.set(before);
                        spot.change();
                    })
                    .equals(rest);
        } catch (RuntimeException e) {
            return true;
        } finally {
            putBack[0].run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SMA + "--bar 30s ", RSI + "--bar 30s ", DONCHIAN + "--bar 5t ", RISKY, GUARDED})
    void savedStateGoesOnAsTheStagesThatSavedIt(String options) throws IOException {
        RecordedRun recorded = RecordedRun.of(folder, RecordedRun.waves(300), options + ACCOUNT);
        PipelineSpec spec = recorded.spec(new Watcher());
        List<UnsafeBuffer> frames = recorded.frames();
        DigestSink wholeOutbound = new DigestSink((buffer, offset, length, count, seq) -> {});
        Stages whole = RecordedRun.stages(spec, wholeOutbound);
        run(whole, frames);
        String wholeOutboundDigest = wholeOutbound.hex();
        for (int cut = 0; cut <= frames.size(); cut += 3) {
            DigestSink outbound = new DigestSink((buffer, offset, length, count, seq) -> {});
            Stages first = RecordedRun.stages(spec, outbound);
            run(first, frames.subList(0, cut));
            Stages second = RecordedRun.stages(spec, outbound);
            StateTape.of(first).loadInto(second);
            assertEquals(first.stateDigest(), second.stateDigest(), "after " + cut + " events");
            run(second, frames.subList(cut, frames.size()));
            assertEquals(whole.stateDigest(), second.stateDigest(), "loaded after " + cut + " events");
            assertEquals(wholeOutboundDigest, outbound.hex(), "outbound, loaded after " + cut + " events");
        }
    }
}
