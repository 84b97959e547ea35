package io.reprise.engine.pipeline;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

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

    StrategyLeg(Instrument instrument) {
        this.instrument = instrument;
        this.instrumentId = instrument.id();
    }

    void become(int newState) {
        state = newState;
        target = newState;
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
