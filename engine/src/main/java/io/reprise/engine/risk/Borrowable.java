package io.reprise.engine.risk;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.order.OrderIntent;
import java.util.Arrays;

/**
 * How much of each instrument can be borrowed, as the newest borrow rate says; what no rate was ever of can be sold short
 * without limit. Quantities at 1e-8. Owned by the risk stage.
 */
@HotPath
final class Borrowable implements Stateful {
    private static final long NO_LIMIT = Long.MIN_VALUE;

    private final long[] availableQtys;

    Borrowable(int instruments) {
        availableQtys = new long[instruments];
        Arrays.fill(availableQtys, NO_LIMIT);
    }

    void set(int instrumentId, long availableQty) {
        availableQtys[instrumentId] = availableQty;
    }

    /** A split: what can be borrowed is of new units. */
    void rescale(int instrumentId, long numerator, long denominator) {
        if (availableQtys[instrumentId] != NO_LIMIT) {
            availableQtys[instrumentId] = Math.multiplyExact(availableQtys[instrumentId], numerator) / denominator;
        }
    }

    /** Whether an opening sale could make the account shorter than it can borrow; working orders are counted. */
    boolean isTooShort(OrderIntent intent, Working working, Finding finding) {
        long availableQty = availableQtys[intent.instrumentId];
        if (availableQty == NO_LIMIT || intent.side != Side.SELL.value()) {
            return false;
        }
        working.count();
        long after = working.shortestWith(intent);
        return after < 0 && finding.above(-after, availableQty);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLongs(availableQtys, availableQtys.length);
    }

    @Override
    public void loadState(StateInput in) {
        in.getLongs(availableQtys, availableQtys.length);
    }
}
