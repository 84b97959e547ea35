package io.reprise.bench.latency;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.TradeWalk;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportEncoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The live pipeline under open-loop load: trades are published at planned times whether or not the pipeline keeps up, and
 * what is measured runs from the planned time, so a stall counts for every trade that it delays (no coordinated omission).
 * Every trade leads to an order; each order is answered by a report, which is sequenced too.
 */
final class LatencyRig {
    private static final SystemClock CLOCK = new SystemClock();
    private static final int DOCUMENT_BYTES = 16 * 1024;
    private static final int DIGITS = 3;
    private static final long LATENCY_MAX_NS = 60_000_000_000L;
    private static final long CASH = 1_000_000_000_00000000L;
    private static final long PX = 1_000_00000000L;

    private final Recording published = new Recording();
    private final EgressQueue egress = new EgressQueue();
    private final OrderTap tap;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final OrderCommandDecoder answered = new OrderCommandDecoder();
    private final Event event = new Event();
    private final OrderGateway answer = this::answer;
    private Pipeline pipeline;
    private long seq = 1;
    private long orders;

    private LatencyRig(Topology topology) {
        tap = new OrderTap(egress, topology == Topology.FUSED);
    }

    static Histogram newHistogram() {
        return new Histogram(LATENCY_MAX_NS, DIGITS);
    }

    /**
     * What was measured, ns from the planned time of the trade.
     *
     * @param published until the pipeline was handed the trade
     * @param journaled until the trade was in the journal
     * @param ordered until its order was handed to the gateway
     * @param orders sent in all, warm-up included
     * @param parts how long the pipeline's parts take, of one trade in {@value PipelineMeter#EVERY}
     * @param threads what the process's threads ran and waited, warm-up included
     */
    record Measured(
            Histogram published,
            Histogram journaled,
            Histogram ordered,
            long orders,
            PipelineMeter parts,
            List<ThreadTimes.Time> threads) {}

    /** Runs the load for some seconds after a warm-up of as many. */
    static Measured run(Topology topology, RingSettings ring, int ratePerSecond, int warmupSeconds, int seconds)
            throws IOException {
        return new LatencyRig(topology).measure(topology, ring, ratePerSecond, warmupSeconds, seconds);
    }

    private Measured measure(Topology topology, RingSettings ring, int rate, int warmupSeconds, int seconds)
            throws IOException {
        List<ThreadTimes.Time> threads;
        PipelineMeter parts = new PipelineMeter(ring.slots());
        Path folder = Files.createTempDirectory("reprise-bench-latency");
        try (JournalFolder journal = JournalFolder.open(
                folder.resolve("journal"), JournalSettings.defaults().withPreTouch(true))) {
            Stages stages = new Stages(spec(), tap, egress, journal.outbound()::append, DOCUMENT_BYTES);
            FrameBatch inbound = new FrameBatch(DOCUMENT_BYTES, tap.timed(journal.inbound()::append));
            pipeline = topology == Topology.FUSED
                    ? new FusedPipeline(stages, inbound, ring, parts)
                    : new StagedPipeline(stages, inbound, ring, parts);
            try (Pipeline closing = pipeline) {
                ThreadTimes before = ThreadTimes.now();
                load(rate, warmupSeconds, seconds);
                threads = ThreadTimes.now().since(before);
                closing.finish();
            }
            requireAll(stages, journal.inbound().frames());
        } finally {
            GeneratedJournal.delete(folder);
        }
        return new Measured(published.measured(), tap.journaled(), tap.ordered(), orders, parts, threads);
    }

    private void requireAll(Stages stages, long frames) {
        if (stages.ordersSent() != orders || frames != seq - 1) {
            throw new IllegalStateException(
                    stages.ordersSent() + " orders were sent and " + frames + " events recorded, but " + orders
                            + " orders were answered and " + (seq - 1) + " events published");
        }
    }

    private static PipelineSpec spec() {
        OrderEachTick.Provider provider = new OrderEachTick.Provider();
        return new PipelineSpec(
                List.of(TradeWalk.INSTRUMENT),
                List.of(new StrategySpec(
                        provider,
                        Parameters.of(provider.parameters(), Map.of()),
                        0,
                        BarSpec.parse("1t"),
                        Sizing.quantity(OrderEachTick.QTY))),
                CASH,
                Costs.NONE,
                RiskLimits.NONE,
                PipelineSpec.ORDERS_MAX_DEFAULT);
    }

    private void load(int rate, int warmupSeconds, int seconds) {
        long warmup = (long) rate * warmupSeconds;
        long ticks = warmup + (long) rate * seconds;
        long startNs = CLOCK.monoNs();
        long measuredFromNs = startNs + (warmup + 1) * 1_000_000_000L / rate;
        published.measureFrom(measuredFromNs);
        tap.measureFrom(measuredFromNs);
        for (long tick = 1; tick <= ticks; tick++) {
            long dueNs = startNs + tick * 1_000_000_000L / rate;
            while (CLOCK.monoNs() < dueNs) {
                if (!egress.isEmpty()) {
                    egress.drain(answer, LatencyRig::refuse);
                }
                Thread.onSpinWait();
            }
            publishTrade(dueNs);
            egress.drain(answer, LatencyRig::refuse);
        }
        pipeline.await();
        egress.drain(answer, LatencyRig::refuse);
    }

    private static void refuse(UnsafeBuffer buffer, int offset) {
        throw new IllegalStateException("an order of the load was denied");
    }

    private void publishTrade(long dueNs) {
        trade.wrapAndApplyHeader(frame, 0, header)
                .seq(seq)
                .tsEventNs(dueNs)
                .tsInitNs(dueNs)
                .instrumentId(0)
                .sourceId(0);
        trade.px(PX).qty(OrderEachTick.QTY).tradeId(seq);
        seq++;
        pipeline.onEvent(event.wrap(frame, 0));
        published.record(dueNs);
    }

    private void answer(UnsafeBuffer buffer, int offset) {
        answered.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        orders++;
        report.wrapAndApplyHeader(frame, 0, header)
                .seq(seq)
                .tsEventNs(answered.tsEventNs())
                .tsInitNs(answered.tsInitNs())
                .instrumentId(answered.instrumentId())
                .sourceId(1);
        report.execType(ExecType.REJECTED)
                .orderId(answered.orderId())
                .lastQty(0)
                .leavesQty(0)
                .causeSeq(answered.causeSeq())
                .strategyId(answered.strategyId())
                .side(answered.side())
                .reason(0);
        seq++;
        pipeline.onEvent(event.wrap(frame, 0));
    }
}
