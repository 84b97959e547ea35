package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.order.Orders;
import io.reprise.engine.risk.Sizer;

/** Where a strategy stands in one of its instruments. Owned by the strategy stage. */
@HotPath
final class StrategyLeg implements Stateful {
    final Instrument instrument;
    final int instrumentId;
    /** That it follows: 1 long, 0 flat, -1 short. */
    int state;

    /** That it asks for on the event at hand. */
    int target;

    /** Signed quantity that it holds. */
    long position;

    /** Null where the size is a quantity or a fraction of equity. */
    Sizer sizer;

    /** Null where nothing guards the position. */
    StopGuard guard;

    StrategyLeg(Instrument instrument) {
        this.instrument = instrument;
        this.instrumentId = instrument.id();
    }

    void become(int newState) {
        state = newState;
        target = newState;
    }

    /** Gives it what its strategy's rules ask for; before the start. */
    void ruled(StrategyStage stage, StrategyView view, Orders orders, StrategySpec spec) {
        sizer = spec.sizing().isBasic() ? null : new Sizer(spec.sizing());
        guard = spec.stops() == null ? null : new StopGuard(stage, view, this, orders, spec.stops());
    }

    /** Before the strategy is given a bar. */
    void before(Event event, Slot slot, Bar bar) {
        if (sizer != null) {
            sizer.onBar(bar);
        }
        if (guard != null) {
            guard.before(event, slot, bar);
        }
    }

    /** After the strategy has seen the bar. */
    void after(Event event, Slot slot) {
        if (guard != null) {
            guard.after(event, slot);
        }
    }

    /** A fill, where there are such rules. */
    void fill(boolean buy, long qty, long px, long fee, long tsNs) {
        long before = position;
        position = Math.addExact(position, buy ? qty : -qty);
        if (sizer != null) {
            sizer.onFill(tsNs, buy, px, qty, fee);
        }
        if (guard != null) {
            guard.onFill(before, position, px);
        }
    }

    /** A split: what sizes and stops are reckoned from is of another size. */
    void rescale(Slot slot, long numerator, long denominator) {
        if (sizer != null) {
            sizer.rescale(numerator, denominator);
        }
        if (guard != null) {
            guard.rescale(slot, numerator, denominator);
        }
    }

    void saveRules(StateOutput out) {
        if (sizer != null) {
            sizer.saveState(out);
        }
        if (guard != null) {
            guard.saveState(out);
        }
    }

    void loadRules(StateInput in) {
        if (sizer != null) {
            sizer.loadState(in);
        }
        if (guard != null) {
            guard.loadState(in);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(state);
        out.putLong(position);
    }

    @Override
    public void loadState(StateInput in) {
        become(in.getInt());
        position = in.getLong();
    }
}
