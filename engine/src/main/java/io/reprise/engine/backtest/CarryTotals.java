package io.reprise.engine.backtest;

import io.reprise.engine.domain.HotPath;

/** What was paid to an account beside its fills, by kind, money at 1e-8; below 0 where it paid. Owned by the observer. */
@HotPath
final class CarryTotals {
    /** What a payment is for. */
    enum Kind {
        DIVIDENDS,
        FUNDING,
        FRACTIONS,
        BORROW,
        INTEREST,
        DELISTINGS
    }

    private static final int KINDS = Kind.values().length;

    private final long[] totals = new long[KINDS];

    /** Notes a payment and returns it. */
    long add(Kind kind, long amount) {
        totals[kind.ordinal()] = Math.addExact(totals[kind.ordinal()], amount);
        return amount;
    }

    RunResult.CarryResult result() {
        return new RunResult.CarryResult(
                of(Kind.DIVIDENDS),
                of(Kind.FUNDING),
                of(Kind.FRACTIONS),
                of(Kind.BORROW),
                of(Kind.INTEREST),
                of(Kind.DELISTINGS));
    }

    private long of(Kind kind) {
        return totals[kind.ordinal()];
    }
}
