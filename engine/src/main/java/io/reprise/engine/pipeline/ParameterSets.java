package io.reprise.engine.pipeline;

import io.reprise.codecs.ParameterValueDecoder;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.risk.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the frames of a parameter set, FIRST to LAST, and gives the strategy the full typed set at the last, or refuses
 * it whole. Rare, so it may allocate. Owned by the strategy stage.
 */
final class ParameterSets implements Stateful {
    private final StrategyInstance[] strategies;
    private final Parameters[] inForce;
    private final ParameterValueDecoder frame = new ParameterValueDecoder();

    private final long[] values;
    private long commandId;
    private int strategyId = -1;
    private int received;
    private boolean sound;

    ParameterSets(StrategyInstance[] strategies) {
        this.strategies = strategies;
        this.inForce = new Parameters[strategies.length];
        int longest = 0;
        for (int i = 0; i < strategies.length; i++) {
            inForce[i] = strategies[i].spec().parameters();
            longest = Math.max(longest, inForce[i].definitions().size());
        }
        this.values = new long[longest];
    }

    /** The set that a strategy runs with. */
    Parameters inForce(int id) {
        return inForce[id];
    }

    void onEvent(Event event, Slot slot) {
        frame.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        if (frame.strategyId() == LimitSets.STRATEGY_ID) {
            return;
        }
        if (frame.flags().first()) {
            begin();
        }
        collect();
        if (frame.flags().last()) {
            slot.answer(apply() ? Reason.NONE : Reason.PARAMETERS_REFUSED, frame.strategyId());
            end();
        }
    }

    private void begin() {
        commandId = frame.commandId();
        strategyId = frame.strategyId();
        received = 0;
        sound = strategyId >= 0 && strategyId < strategies.length;
    }

    /** The values come in the order of the definitions, each with its name and type. */
    private void collect() {
        if (!sound) {
            return;
        }
        List<Parameter> definitions = inForce[strategyId].definitions();
        sound = frame.commandId() == commandId
                && frame.strategyId() == strategyId
                && frame.index() == received
                && received < definitions.size()
                && frame.valueType() == definitions.get(received).type()
                && frame.name().equals(definitions.get(received).name());
        if (sound) {
            values[received++] = frame.value();
        }
    }

    private boolean apply() {
        if (!sound || received != inForce[strategyId].definitions().size()) {
            return false;
        }
        Parameters set;
        try {
            set = Parameters.of(inForce[strategyId].definitions(), Arrays.copyOf(values, received));
        } catch (IllegalArgumentException outOfRange) {
            return false;
        }
        if (!strategies[strategyId].strategy().onParameters(set)) {
            return false;
        }
        inForce[strategyId] = set;
        return true;
    }

    private void end() {
        Arrays.fill(values, 0);
        commandId = 0;
        strategyId = -1;
        received = 0;
        sound = false;
    }

    @Override
    public void saveState(StateOutput out) {
        for (Parameters set : inForce) {
            for (int i = 0; i < set.definitions().size(); i++) {
                out.putLong(set.value(i));
            }
        }
        out.putLong(commandId);
        out.putInt(strategyId);
        out.putInt(received);
        out.putBoolean(sound);
        out.putLongs(values, values.length);
    }

    @Override
    public void loadState(StateInput in) {
        for (int s = 0; s < inForce.length; s++) {
            long[] saved = new long[inForce[s].definitions().size()];
            in.getLongs(saved, saved.length);
            Parameters set = Parameters.of(inForce[s].definitions(), saved);
            if (!set.equals(inForce[s]) && !strategies[s].strategy().onParameters(set)) {
                throw new IllegalStateException("the saved parameters " + set + " are not ones the strategy takes");
            }
            inForce[s] = set;
        }
        commandId = in.getLong();
        strategyId = in.getInt();
        received = in.getInt();
        sound = in.getBoolean();
        in.getLongs(values, values.length);
    }
}
