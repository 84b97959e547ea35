package io.reprise.bench.recovery;

import java.util.Map;

/**
 * What a run that was killed lacks or has twice, held against one that was not.
 *
 * @param lost market events, order commands, reports and denials that are not there
 * @param doubled those that are there more often than they should be
 * @param digestsEqual whether state and outbound digests, orders, fills, position and cash are the same
 */
public record Tally(long lost, long doubled, boolean digestsEqual) {
    static final Tally NOTHING = new Tally(0, 0, true);

    /** @param withMarket whether both journals hold the market events themselves, as a backtest's does not */
    static Tally of(SessionEnd expected, SessionEnd found, boolean withMarket) {
        Tally made = of(expected.made(), found.made());
        Tally market = withMarket ? of(expected.market(), found.market()) : NOTHING;
        boolean equal = expected.stateDigest().equals(found.stateDigest())
                && expected.outboundDigest().equals(found.outboundDigest())
                && expected.orders() == found.orders()
                && expected.fills() == found.fills()
                && expected.position() == found.position()
                && expected.cash() == found.cash();
        return new Tally(made.lost + market.lost, made.doubled + market.doubled, equal);
    }

    /** Of the market events alone, where operators' commands change what follows from them. */
    static Tally ofMarket(SessionEnd expected, SessionEnd found) {
        return of(expected.market(), found.market());
    }

    private static <T> Tally of(Map<T, Integer> expected, Map<T, Integer> found) {
        long lost = 0;
        long doubled = 0;
        for (Map.Entry<T, Integer> one : expected.entrySet()) {
            lost += Math.max(0, one.getValue() - found.getOrDefault(one.getKey(), 0));
        }
        for (Map.Entry<T, Integer> one : found.entrySet()) {
            doubled += Math.max(0, one.getValue() - expected.getOrDefault(one.getKey(), 0));
        }
        return new Tally(lost, doubled, true);
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(lost + other.lost, doubled + other.doubled, digestsEqual && other.digestsEqual);
    }

    boolean isClean() {
        return lost == 0 && doubled == 0 && digestsEqual;
    }
}
