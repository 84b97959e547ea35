package io.reprise.bench.many;

import io.reprise.bench.market.SplitMix;
import io.reprise.bench.run.Stopwatch;
import io.reprise.codecs.AssetClass;
import io.reprise.codecs.BarEncoder;
import io.reprise.codecs.BarKind;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeEncoder;
import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.EventTarget;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.EgressQueue;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.sim.SimulatedVenue;
import io.reprise.engine.sim.VenueSettings;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Strategies on instruments in one INLINE pipeline with a simulated venue, fed with bars of a random walk, one of each
 * instrument a minute. Owned by one thread.
 */
public final class ManyStrategies {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long START_NS = 1_700_000_000_000_000_000L / MINUTE_NS * MINUTE_NS;
    private static final int DOCUMENT_BYTES = 16 << 10;
    private static final int ORDERS_MAX = 4_096;
    private static final long CASH = 1_000_000_000L * Fixed.ONE;
    private static final long PX = 100 * Fixed.ONE;
    private static final long STEP = Fixed.ONE / 10;

    private final int instruments;
    private final Stages stages;
    private final EventSequencer sequencer;
    private final SplitMix random = new SplitMix(1);
    private final long[] px;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BarEncoder bar = new BarEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private long minute;

    /**
     * @param providers of each instrument's strategies, whose parameters are the defaults
     * @param signalOnly whether they send no orders
     */
    public ManyStrategies(int instruments, List<StrategyProvider> providers, boolean signalOnly) {
        this.instruments = instruments;
        this.px = new long[instruments];
        List<Instrument> all = new ArrayList<>();
        List<StrategySpec> strategies = new ArrayList<>();
        for (int id = 0; id < instruments; id++) {
            px[id] = PX;
            all.add(new Instrument(id, "I" + id + ".TEST", AssetClass.EQUITY, 1, Fixed.ONE, "USD", false, true));
            for (StrategyProvider provider : providers) {
                strategies.add(new StrategySpec(
                        provider.name() + "-" + strategies.size(),
                        provider,
                        Parameters.of(provider.parameters(), Map.of()),
                        List.of(id),
                        BarSpec.parse("1m"),
                        Sizing.quantity(3 * Fixed.ONE),
                        Fixed.ONE,
                        signalOnly,
                        true));
            }
        }
        PipelineSpec spec = new PipelineSpec(all, strategies, CASH, Costs.NONE, RiskLimits.NONE, ORDERS_MAX);
        EgressQueue egress = new EgressQueue();
        stages = new Stages(spec, egress, egress, (buffer, offset, length, count, seq) -> {}, DOCUMENT_BYTES);
        SimulatedVenue venue =
                new SimulatedVenue(all.toArray(new Instrument[0]), VenueSettings.of(0, Costs.NONE, true, false));
        FrameBatch own = new FrameBatch(DOCUMENT_BYTES, (buffer, offset, length, count, seq) -> {});
        sequencer = new EventSequencer(stages, venue, egress, own, 1, START_NS);
        sequencer.drive(new Target(new InlinePipeline(stages)));
    }

    private record Target(InlinePipeline pipeline) implements EventTarget {
        @Override
        public void onEvent(Event event) {
            pipeline.onEvent(event);
        }

        @Override
        public void onTrade(Event event) {
            pipeline.onTrade(event);
        }

        @Override
        public void settle() {
            // an INLINE pipeline has decided when it returns
        }
    }

    /** So many minutes, a bar of each instrument in each. */
    public void bars(int minutes) {
        for (int i = 0; i < minutes; i++) {
            minute++;
            for (int id = 0; id < instruments; id++) {
                bar(id, START_NS + minute * MINUTE_NS);
                sequencer.market(frame, 0, id);
            }
        }
    }

    /** So many trades of the first instrument, all within the next minute. */
    public void trades(int count) {
        long tsNs = START_NS + minute * MINUTE_NS + 1;
        for (int i = 0; i < count; i++) {
            trade.wrapAndApplyHeader(frame, 0, header)
                    .seq(0)
                    .tsEventNs(tsNs)
                    .tsInitNs(tsNs)
                    .instrumentId(0)
                    .sourceId(0);
            trade.flags().clear();
            trade.side(Side.BUY).px(px[0]).qty(Fixed.ONE).tradeId(i);
            sequencer.market(frame, 0, 0);
        }
    }

    private void bar(int id, long endNs) {
        long open = px[id];
        px[id] = Math.max(Fixed.ONE, open + (random.below(2 * STEP + 1) - STEP));
        bar.wrapAndApplyHeader(frame, 0, header)
                .seq(0)
                .tsEventNs(endNs)
                .tsInitNs(endNs)
                .instrumentId(id)
                .sourceId(0);
        bar.flags().clear();
        bar.barKind(BarKind.TIME)
                .periodNs(MINUTE_NS)
                .openPx(open)
                .highPx(Math.max(open, px[id]))
                .lowPx(Math.min(open, px[id]))
                .closePx(px[id])
                .volume(1_000 * Fixed.ONE)
                .tradeCount(1);
    }

    /** Orders sent so far. */
    public long orders() {
        return stages.ordersSent();
    }

    /** Thread CPU time of so many minutes, ns. */
    public double cpuNs(int minutes) {
        Stopwatch watch = new Stopwatch();
        bars(minutes);
        return watch.stop().cpuSeconds() * 1e9;
    }
}
