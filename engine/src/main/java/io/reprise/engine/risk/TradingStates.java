package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.order.OrderIntent;

/**
 * Whether each strategy and each instrument may trade, and the kill switch; of the account see {@link PreTrade}. Owned by
 * the risk stage.
 */
@HotPath
final class TradingStates implements Stateful {
    private static final TradingState[] STATES = TradingState.values();

    private boolean killed;
    /** By strategy, operators' own orders first. */
    private final long[] ofStrategy;

    private final long[] ofInstrument;

    TradingStates(int strategies, int instruments) {
        ofStrategy = new long[strategies + 1];
        ofInstrument = new long[instruments];
    }

    boolean isKilled() {
        return killed;
    }

    void kill(boolean on) {
        killed = on;
    }

    TradingState ofStrategy(int id) {
        return STATES[(int) ofStrategy[id + 1]];
    }

    TradingState ofInstrument(int id) {
        return STATES[(int) ofInstrument[id]];
    }

    boolean setStrategy(int id, TradingState state) {
        boolean isKnown = id >= 0 && id + 1 < ofStrategy.length;
        if (isKnown) {
            ofStrategy[id + 1] = state.ordinal();
        }
        return isKnown;
    }

    boolean setInstrument(int id, TradingState state) {
        boolean isKnown = id >= 0 && id < ofInstrument.length;
        if (isKnown) {
            ofInstrument[id] = state.ordinal();
        }
        return isKnown;
    }

    /** Of an order that opens. */
    Reason checkHalts(OrderIntent intent) {
        if (killed) {
            return Reason.KILLED;
        }
        if (ofStrategy[intent.strategyId + 1] == TradingState.HALTED.ordinal()) {
            return Reason.STRATEGY_HALTED;
        }
        return ofInstrument[intent.instrumentId] == TradingState.HALTED.ordinal()
                ? Reason.INSTRUMENT_HALTED
                : Reason.NONE;
    }

    /** Of an order that does not make the position smaller. */
    Reason checkReduceOnly(OrderIntent intent) {
        if (ofStrategy[intent.strategyId + 1] == TradingState.REDUCE_ONLY.ordinal()) {
            return Reason.STRATEGY_REDUCE_ONLY;
        }
        return ofInstrument[intent.instrumentId] == TradingState.REDUCE_ONLY.ordinal()
                ? Reason.INSTRUMENT_REDUCE_ONLY
                : Reason.NONE;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(killed);
        out.putLongs(ofStrategy, ofStrategy.length);
        out.putLongs(ofInstrument, ofInstrument.length);
    }

    @Override
    public void loadState(StateInput in) {
        killed = in.getBoolean();
        in.getLongs(ofStrategy, ofStrategy.length);
        in.getLongs(ofInstrument, ofInstrument.length);
    }
}
