package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.event.Event;

/** The caller's thread runs every stage: backtests and replays. */
@HotPath
public final class InlinePipeline implements Pipeline {
    private final Stages stages;
    private final Slot slot;
    private boolean slotIsClear = true;

    public InlinePipeline(Stages stages) {
        this.stages = stages;
        this.slot = stages.newSlot(false);
    }

    @Override
    public void onEvent(Event event) {
        stages.run(event, slot);
        slotIsClear = false;
    }

    /** As {@link #onEvent}, for an event that is known to be a trade. */
    public void onTrade(Event event) {
        if (!slotIsClear) {
            slot.clear();
        }
        slotIsClear = !stages.runTrade(event, slot);
    }

    /**
     * Takes the bars of a run until one is decided upon: the state is as if each had come as an event.
     *
     * @return whether the last bar was decided upon
     */
    public boolean onBars(BarRun run) {
        if (!slotIsClear) {
            slot.clear();
        }
        boolean decided = stages.runBars(run, slot);
        slotIsClear = !decided;
        return decided;
    }

    /** Narrows a run of an instrument's trades to what can be taken whole; false when that is none. */
    public boolean narrow(TradeRun run, int instrumentId) {
        return stages.narrow(run, instrumentId);
    }

    /** Takes a run that was narrowed: the state is as if each trade had been taken by itself, and nothing is said. */
    public void onTrades(TradeRun run) {
        if (!slotIsClear) {
            slot.clear();
            slotIsClear = true;
        }
        stages.runTrades(run);
    }

    /** What the stages said about the last event. */
    public Slot slot() {
        return slot;
    }

    @Override
    public void await() {
        // the caller's thread has run every stage
    }

    @Override
    public void finish() {
        stages.flushOutbound();
    }

    @Override
    public Stages stages() {
        return stages;
    }

    @Override
    public void close() {}
}
