package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.RoundTripListener;

/**
 * A strategy's own closed trades as returns (net of fees, on the notional entered), and what follows from them. Estimates
 * are shrunk: beside the n trades stand as many as {@code prior} says of an even bet, won and lost alike, of mean 0. Owned
 * by the strategy stage.
 */
@HotPath
public final class TradeRecord implements RoundTripListener, Stateful {
    private final int prior;
    private long trades;
    private long wins;
    private double won;
    private double lost;
    private double mean;
    private double squares;

    /** @param prior trades that an even bet weighs */
    public TradeRecord(int prior) {
        this.prior = prior;
    }

    @Override
    public void onRoundTrip(
            int instrumentId,
            long entryTsNs,
            long exitTsNs,
            boolean isLong,
            long qty,
            long avgEntryPx,
            long avgExitPx,
            long fees,
            long pnl) {
        long entered = Math.absExact(Fixed.multiply(avgEntryPx, qty));
        if (entered > 0) {
            add((double) pnl / entered);
        }
    }

    /** Adds a trade that closed. */
    public void add(double tradeReturn) {
        trades++;
        if (tradeReturn > 0) {
            wins++;
            won += tradeReturn;
        } else {
            lost -= tradeReturn;
        }
        double from = tradeReturn - mean;
        mean += from / trades;
        squares += from * (tradeReturn - mean);
    }

    public long trades() {
        return trades;
    }

    /** Chance of a win: (wins + prior / 2) / (trades + prior). */
    double winChance() {
        return (wins + prior / 2.0) / (trades + prior);
    }

    /** Mean win over mean loss, shrunk towards 1; NaN while there is not one of each. */
    double payoff() {
        if (wins == 0 || wins == trades || lost == 0) {
            return Double.NaN;
        }
        double ratio = won / wins / (lost / (trades - wins));
        return (trades * ratio + prior) / (trades + prior);
    }

    /** Mean return over its variance, the mean shrunk towards 0; NaN for less than two trades or no deviation. */
    double edgeOverVariance() {
        return trades < 2 || squares == 0 ? Double.NaN : mean * trades / (trades + prior) / (squares / (trades - 1));
    }

    /** Kelly's fraction of equity to lose when the bet is lost: p − (1 − p) / b. */
    static double kelly(double winChance, double payoff) {
        return winChance - (1 - winChance) / payoff;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(trades);
        out.putLong(wins);
        out.putDouble(won);
        out.putDouble(lost);
        out.putDouble(mean);
        out.putDouble(squares);
    }

    @Override
    public void loadState(StateInput in) {
        trades = in.getLong();
        wins = in.getLong();
        won = in.getDouble();
        lost = in.getDouble();
        mean = in.getDouble();
        squares = in.getDouble();
    }
}
