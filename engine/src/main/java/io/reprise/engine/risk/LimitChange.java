package io.reprise.engine.risk;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * A set of limits on its way into force: all of them or none. Its frames come one by one, and a snapshot may be taken
 * between two. Owned by the risk stage.
 */
public final class LimitChange implements Stateful {
    private static final int LIMITS_MAX = 64;
    private static final Limit[] LIMITS = Limit.values();

    private final PreTrade preTrade;
    private final long[] kinds = new long[LIMITS_MAX];
    private final long[] places = new long[LIMITS_MAX];
    private final long[] values = new long[LIMITS_MAX];
    private long commandId;
    private int received;
    private boolean sound;

    LimitChange(PreTrade preTrade) {
        this.preTrade = preTrade;
    }

    public void begin(long id) {
        commandId = id;
        received = 0;
        sound = true;
    }

    /** Limits that were taken so far. */
    public int received() {
        return received;
    }

    /**
     * Takes a limit, if it can be one and is the next of the set.
     *
     * @param key as in {@link RiskPolicy}, but that an instrument stands beside it
     * @param instrumentId -1 for all
     */
    public void add(long id, int index, String key, int instrumentId, long value) {
        Limit limit = Limit.find(RiskPolicy.limitOf(key));
        sound = sound
                && limit != null
                && id == commandId
                && index == received
                && received < LIMITS_MAX
                && limit.takes(value);
        int place = sound ? preTrade.placeOf(limit, RiskPolicy.scopeOf(key), instrumentId) : -1;
        sound = sound && place >= 0;
        if (sound) {
            kinds[received] = limit.ordinal();
            places[received] = place;
            values[received++] = value;
        }
    }

    /** A frame that cannot be part of a set. */
    public void refuse() {
        sound = false;
    }

    /** Puts all in force; false when the set was not whole, and nothing has changed. */
    public boolean apply() {
        boolean applies = sound && received > 0;
        for (int i = 0; applies && i < received; i++) {
            preTrade.setLimit(LIMITS[(int) kinds[i]], (int) places[i], values[i]);
        }
        sound = false;
        return applies;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(commandId);
        out.putBoolean(sound);
        out.putInt(received);
        out.putLongs(kinds, received);
        out.putLongs(places, received);
        out.putLongs(values, received);
    }

    @Override
    public void loadState(StateInput in) {
        commandId = in.getLong();
        sound = in.getBoolean();
        received = in.getInt();
        in.getLongs(kinds, received);
        in.getLongs(places, received);
        in.getLongs(values, received);
    }
}
