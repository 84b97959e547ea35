package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.time.Times;

/**
 * The loss since the UTC day of the engine's time began, as a fraction of equity then: equity after the last event of the
 * day before. Trips when the loss goes beyond the limit, and is on until the day ends or an operator resumes. Owned by the
 * risk stage.
 */
@HotPath
final class DailyLoss implements Stateful {
    private static final long NEVER = Long.MIN_VALUE;

    private final LimitTable limits;
    private final Account account;

    private long day = NEVER;
    private long openEquity;
    private long lastEquity;
    private boolean tripped;

    DailyLoss(LimitTable limits, Account account) {
        this.limits = limits;
        this.account = account;
        lastEquity = account.equity();
    }

    boolean isTripped() {
        return tripped;
    }

    void resume() {
        tripped = false;
        openEquity = lastEquity;
    }

    /** Loss of the day in money. */
    long loss() {
        return Math.subtractExact(openEquity, lastEquity);
    }

    long openEquity() {
        return openEquity;
    }

    /** Looks at the account after an event; true when the breaker trips now. */
    boolean trips(long timeNs) {
        long today = Math.floorDiv(timeNs, Times.DAY_NS);
        if (today != day) {
            day = today;
            openEquity = lastEquity;
            tripped = false;
        }
        lastEquity = account.equity();
        long allowed = limits.value(Limit.DAILY_LOSS);
        if (tripped
                || allowed == RiskLimits.NO_LIMIT
                || Fixed.compareProducts(loss(), Fixed.ONE, allowed, openEquity) <= 0) {
            return false;
        }
        tripped = true;
        return true;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(day);
        out.putLong(openEquity);
        out.putLong(lastEquity);
        out.putBoolean(tripped);
    }

    @Override
    public void loadState(StateInput in) {
        day = in.getLong();
        openEquity = in.getLong();
        lastEquity = in.getLong();
        tripped = in.getBoolean();
    }
}
