package io.reprise.engine.backtest;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Holdings;

/**
 * What each strategy of a run, and operators by hand, did to the account: what their fills and what is paid for what they
 * hold moved in cash, and what they hold. All of them together are the account, to the last unit. Money at 1e-8. Owned by the
 * observer.
 */
@HotPath
final class Attribution {
    private final int rows;
    private final int instruments;
    private final Holdings holdings;
    private final long[] cash;
    private final long[] fees;
    private final long[] carry;
    private final long[] fills;

    /** @param payee told of what a holder is paid, beside this */
    Attribution(int strategyCount, int instrumentCount, Holdings.Payee payee) {
        rows = strategyCount + 1;
        instruments = instrumentCount;
        cash = new long[rows];
        fees = new long[rows];
        carry = new long[rows];
        fills = new long[rows];
        holdings = new Holdings(strategyCount, instrumentCount, (strategyId, instrumentId, amount) -> {
            charge(strategyId + 1, amount);
            payee.onPaid(strategyId, instrumentId, amount);
        });
    }

    Holdings holdings() {
        return holdings;
    }

    void fill(int strategyId, int instrumentId, boolean buy, long px, long qty, long fee) {
        int row = strategyId + 1;
        long notional = Fixed.multiply(px, qty);
        cash[row] = Math.subtractExact(Math.addExact(cash[row], buy ? -notional : notional), fee);
        fees[row] = Math.addExact(fees[row], fee);
        fills[row]++;
        holdings.fill(strategyId, instrumentId, buy, qty);
    }

    /**
     * Divides interest on the account's cash among those whose own fills and payments left them with cash below 0, in
     * proportion to it, each part rounded towards zero; the last of them takes what that leaves over.
     *
     * @param amount not above 0; the account's cash is below 0, so that of one of its holders is
     */
    void interest(long amount) {
        long owed = 0;
        int last = 0;
        for (int row = 0; row < rows; row++) {
            if (cash[row] < 0) {
                owed = Math.addExact(owed, cash[row]);
                last = row;
            }
        }
        long rest = amount;
        for (int row = 0; row < last; row++) {
            if (cash[row] < 0) {
                long part = -Fixed.mulDivFloor(-amount, -cash[row], -owed);
                rest = Math.subtractExact(rest, part);
                charge(row, part);
            }
        }
        charge(last, rest);
    }

    private void charge(int row, long amount) {
        carry[row] = Math.addExact(carry[row], amount);
        cash[row] = Math.addExact(cash[row], amount);
    }

    /** Fees that a strategy's fills cost. */
    long fees(int strategyId) {
        return fees[strategyId + 1];
    }

    /** What a strategy was paid beside its fills, below 0 where it paid. */
    long carry(int strategyId) {
        return carry[strategyId + 1];
    }

    long fills(int strategyId) {
        return fills[strategyId + 1];
    }

    /**
     * By strategy, operators' own orders first, what it added to equity: cash and what is held at the last price. Each
     * position's value is rounded for itself, as the account's is; what that leaves over, a unit or two, goes to the first
     * that holds of the instrument.
     */
    long[] pnl(Account account) {
        long[] pnl = cash.clone();
        for (int instrument = 0; instrument < instruments; instrument++) {
            long px = account.lastPx(instrument);
            if (px == Fixed.NULL_PX) {
                continue;
            }
            long rest = Fixed.multiply(account.position(instrument), px);
            int first = -1;
            for (int row = 0; row < rows; row++) {
                long held = holdings.position(row - 1, instrument);
                if (held != 0) {
                    long value = Fixed.multiply(held, px);
                    pnl[row] = Math.addExact(pnl[row], value);
                    rest = Math.subtractExact(rest, value);
                    first = first < 0 ? row : first;
                }
            }
            if (first >= 0) {
                pnl[first] = Math.addExact(pnl[first], rest);
            }
        }
        return pnl;
    }
}
