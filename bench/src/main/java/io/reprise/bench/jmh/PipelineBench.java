package io.reprise.bench.jmh;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.TradeWalk;
import io.reprise.bench.run.CrossSettings;
import io.reprise.bench.tape.EventTape;
import io.reprise.codecs.BarKind;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.FusedPipeline;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.Pipeline;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.StagedPipeline;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A trade through all stages, its share of bar boundaries and execution reports included, in each topology. Outbound frames
 * are journaled; FUSED and STAGED, which are for live, journal every inbound frame too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBench {
    private static final int DOCUMENT_BYTES = 64 * 1024;
    /**
     * Chronicle makes objects of about 1 KB together for each block that it maps, and some more for each segment; with the
     * blocks of 16 MiB and segments of 256 MiB that journals have otherwise, that is a hundredth of a byte per event.
     */
    private static final int BLOCK_BYTES = 1 << 30;

    private static final long SEGMENT_BYTES = 4L << 30;

    @Param({"INLINE", "FUSED", "STAGED"})
    private Topology topology;

    private EventTape tape;
    private Path folder;
    private JournalFolder journal;
    private Stages stages;
    private Pipeline pipeline;
    private long ordersBefore;

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        tape = EventTape.record();
        folder = Files.createTempDirectory("reprise-bench-pipeline");
        journal = JournalFolder.open(
                folder.resolve("journal"),
                JournalSettings.defaults().withSegmentBytes(SEGMENT_BYTES).withBlockBytes(BLOCK_BYTES));
        stages = new Stages(
                spec(),
                (buffer, offset) -> {},
                PipelineBench::refuseDenial,
                journal.outbound()::append,
                DOCUMENT_BYTES);
        pipeline = switch (topology) {
            case INLINE -> new InlinePipeline(stages);
            case FUSED -> new FusedPipeline(stages, inbound(), RingSettings.DEFAULT);
            case STAGED -> new StagedPipeline(stages, inbound(), RingSettings.DEFAULT);
        };
        tape.lead(pipeline);
        ordersBefore = stages.ordersSent();
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeJournal));
    }

    private FrameBatch inbound() {
        return new FrameBatch(DOCUMENT_BYTES, journal.inbound()::append);
    }

    private static PipelineSpec spec() {
        RunConfig config = CrossSettings.config(new BarSpec(BarKind.TIME, CrossSettings.BAR_NS));
        StrategyProvider provider =
                StrategyCatalog.load(PipelineBench.class.getClassLoader()).find(config.strategy());
        Parameters parameters = Parameters.of(provider.parameters(), config.parameters());
        return new PipelineSpec(
                List.of(TradeWalk.INSTRUMENT),
                List.of(new StrategySpec(provider, parameters, 0, config.bar(), config.sizing())),
                config.initialCash(),
                config.costs(),
                config.limits(),
                PipelineSpec.ORDERS_MAX_DEFAULT);
    }

    private static void refuseDenial(UnsafeBuffer buffer, int frameOffset) {
        throw new IllegalStateException("an order of the tape was denied");
    }

    @Benchmark
    @OperationsPerInvocation(EventTape.TRADES)
    public void event() {
        tape.play(pipeline);
    }

    /** Every pass must have sent the orders that the recorded backtest sent. */
    @TearDown(Level.Trial)
    public void tearDown() {
        pipeline.close();
        long sent = stages.ordersSent() - ordersBefore;
        if (sent != tape.passes() * tape.orders()) {
            throw new IllegalStateException(tape.passes() + " passes of " + tape + " sent " + sent + " orders");
        }
    }

    /** When all is measured: JMH counts what a tear-down allocates as the last iteration's. */
    private void closeJournal() {
        journal.close();
        try {
            GeneratedJournal.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
