package io.reprise.engine.pipeline;

import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.codecs.ValueType;
import io.reprise.engine.event.Event;
import io.reprise.engine.risk.LimitChange;
import io.reprise.engine.risk.PreTrade;
import io.reprise.engine.risk.Reason;

/**
 * Reads sets of limits, FIRST to LAST, which are put in force whole at the last or refused whole. A frame is a
 * ParameterValue of no strategy: its name is a limit's key, its instrument whom a limit of an instrument holds. Rare, so it
 * may allocate. Owned by the risk stage.
 */
final class LimitSets {
    /** Stands where a strategy's id would. */
    static final int STRATEGY_ID = -1;

    private static final int NONE = -1;

    private final PreTrade preTrade;
    private final ParameterValueDecoder frame = new ParameterValueDecoder();

    LimitSets(PreTrade preTrade) {
        this.preTrade = preTrade;
    }

    void onEvent(Event event, Slot slot) {
        frame.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (frame.strategyId() != STRATEGY_ID) {
            return;
        }
        LimitChange change = preTrade.limitChange();
        if (frame.flags().first()) {
            change.begin(frame.commandId());
        }
        if (frame.valueType() == ValueType.INTEGER) {
            change.add(frame.commandId(), frame.index(), frame.name(), event.instrumentId(), frame.value());
        } else {
            change.refuse();
        }
        if (frame.flags().last()) {
            Reason answer = change.apply() ? Reason.NONE : Reason.LIMITS_REFUSED;
            slot.riskNotices.add(answer, NONE, NONE, NONE, change.received(), frame.index() + 1L);
        }
    }
}
