package io.reprise.engine.feature;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;

/**
 * The units that a series' features count in. After a split of 7 for 1 they go on in the old ones: prices reach them
 * times 7 and quantities divided by 7, which rounds no price that they have seen; what they say is divided again. After
 * one of 1 for 8 their state is multiplied by 8, exact too. Only quantities are rounded, half-even to 1e-8.
 */
@HotPath
final class SplitBasis implements Stateful {
    /** Beyond any history: the forward splits since 1980 of one share multiply to a few hundred. */
    static final long MULTIPLE_MAX = 1_000_000;

    private final Bar scaled = new Bar();
    private long multiple = 1;

    /** Whether features count in current units. */
    boolean isPlain() {
        return multiple == 1;
    }

    /** Features' prices by current ones. */
    long multiple() {
        return multiple;
    }

    void clear() {
        multiple = 1;
    }

    /**
     * Takes a split.
     *
     * @return what the prices in the features' state are to be multiplied by
     */
    long split(long numerator, long denominator) {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("a split of " + numerator + " for " + denominator + " is none");
        }
        long common = greatestCommonDivisor(numerator, denominator);
        long by = numerator / common;
        long of = denominator / common;
        long held = greatestCommonDivisor(multiple, of);
        multiple = Math.multiplyExact(multiple / held, by);
        if (multiple > MULTIPLE_MAX) {
            throw new ArithmeticException("splits multiply to more than " + MULTIPLE_MAX);
        }
        return of / held;
    }

    private static long greatestCommonDivisor(long a, long b) {
        long first = a;
        long second = b;
        while (second != 0) {
            long rest = first % second;
            first = second;
            second = rest;
        }
        return first;
    }

    long price(long px) {
        return multiple == 1 ? px : Math.multiplyExact(px, multiple);
    }

    long quantity(long qty) {
        return multiple == 1 || qty < 0 ? qty : Fixed.mulDivHalfEven(qty, 1, multiple);
    }

    /** The bar as features see it. */
    Bar bar(Bar bar) {
        if (multiple == 1) {
            return bar;
        }
        return scaled.set(
                bar.instrumentId(),
                bar.startNs(),
                bar.endNs(),
                price(bar.openPx()),
                price(bar.highPx()),
                price(bar.lowPx()),
                price(bar.closePx()),
                quantity(bar.volume()),
                bar.tradeCount());
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(multiple);
    }

    @Override
    public void loadState(StateInput in) {
        multiple = in.getLong();
    }
}
