package io.reprise.strategies.base;

import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/** When a number comes over to the other side of another, bar by bar. Owned by its strategy. */
public final class Crossing implements Stateful {
    private boolean hasBefore;
    private int before;

    /**
     * Takes the side of this bar: above 0, below 0, or 0 where both are equal.
     *
     * @return 1 when it is above and was not, -1 when it is below and was not, 0 otherwise and at the first
     */
    public int turn(int now) {
        boolean rises = hasBefore && before <= 0 && now > 0;
        boolean falls = hasBefore && before >= 0 && now < 0;
        before = now;
        hasBefore = true;
        return rises ? 1 : falls ? -1 : 0;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(hasBefore);
        out.putInt(before);
    }

    @Override
    public void loadState(StateInput in) {
        hasBefore = in.getBoolean();
        before = in.getInt();
    }
}
