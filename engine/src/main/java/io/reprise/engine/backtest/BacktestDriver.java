package io.reprise.engine.backtest;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.book.Books;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.BarRun;
import io.reprise.engine.pipeline.FrameBatch;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.TradeRun;
import java.util.function.LongConsumer;

/**
 * Gives the sequencer all that its market journals hold, into an INLINE pipeline, as fast as it goes: trades that nothing
 * but the market's state can notice are taken in one step, bars that meet no order one after the other. Owned by one thread.
 */
@HotPath
final class BacktestDriver {
    /** Progress is told once in so many steps, less one; a step takes one event or a run of trades. */
    private static final int PROGRESS_MASK = (1 << 10) - 1;

    private final MarketMerge market;
    private final InlinePipeline pipeline;
    private final EventSequencer sequencer;
    private final RunObserver observer;
    private final FrameBatch inbound;
    private final TradeRun run = new TradeRun();
    private final BarRun bars = new BarRun();

    /** @param inbound where the frames go that this run adds to its market journals */
    BacktestDriver(
            MarketMerge market,
            InlinePipeline pipeline,
            EventSequencer sequencer,
            RunObserver observer,
            FrameBatch inbound) {
        this.market = market;
        this.pipeline = pipeline;
        this.sequencer = sequencer;
        this.observer = observer;
        this.inbound = inbound;
        sequencer.drive(new Observed(pipeline, observer));
    }

    /**
     * Runs to the end of the data; what still works then expires.
     *
     * @param progress told now and then how many market events were seen
     */
    void run(LongConsumer progress) {
        MarketSource source = market.next();
        int steps = 0;
        while (source != null) {
            if ((++steps & PROGRESS_MASK) == 0) {
                progress.accept(observer.events());
            }
            sequencer.advanceToMarket(
                    source.templateId(), source.tsInitNs(), source.tsEventNs(), source.instrumentId());
            if (!takesRun(source)) {
                sequencer.onMarket(source.buffer(), source.offset(), source.instrumentId());
            }
            source = market.next();
        }
        sequencer.finish();
        inbound.flush();
        pipeline.finish();
    }

    private boolean takesRun(MarketSource source) {
        return switch (source.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> takesTrades(source);
            case BarDecoder.TEMPLATE_ID -> takesBars(source);
            default -> false;
        };
    }

    /** Takes as many trades in one step as nothing but the market's state can notice; false when that is none. */
    private boolean takesTrades(MarketSource source) {
        int instrumentId = source.instrumentId();
        if (!sequencer.narrow(run, instrumentId, market.othersNextNs())
                || !observer.narrow(run, instrumentId)
                || !pipeline.narrow(run, instrumentId)
                || source.gather(run) == 0) {
            return false;
        }
        observer.onTrades(run);
        pipeline.onTrades(run);
        sequencer.took(run);
        return true;
    }

    /** Takes bars one after the other until something else is due or one is decided upon; false when that is none. */
    private boolean takesBars(MarketSource source) {
        if (!sequencer.begin(bars, source, market.othersNextNs())) {
            return false;
        }
        pipeline.onBars(bars);
        if (bars.count() == 0) {
            return false;
        }
        source.skipTo(bars.offsetOf(bars.next() - 1), bars.offsetOf(bars.next()));
        observer.onBars(bars);
        sequencer.took(bars);
        return true;
    }

    /** The pipeline, and the observer who keeps the report's figures. */
    @HotPath
    private record Observed(InlinePipeline pipeline, RunObserver observer) implements EventTarget {
        @Override
        public void onEvent(Event event) {
            observer.onEvent(event);
            pipeline.onEvent(event);
        }

        @Override
        public void onTrade(Event event) {
            observer.onTrade(event);
            pipeline.onTrade(event);
        }

        @Override
        public Books books() {
            return pipeline.stages().books();
        }

        @Override
        public void settle() {
            // an INLINE pipeline has decided when it returns
        }
    }
}
