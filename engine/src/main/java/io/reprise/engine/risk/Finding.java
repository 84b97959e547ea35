package io.reprise.engine.risk;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.fixed.Fixed;

/** The numbers that decided a verdict; written by whichever rule decides, read when it has. Owned by the risk stage. */
@HotPath
final class Finding {
    private long actual;
    private long limit;

    long actual() {
        return actual;
    }

    long limit() {
        return limit;
    }

    void clear() {
        set(0, 0);
    }

    void set(long newActual, long newLimit) {
        actual = newActual;
        limit = newLimit;
    }

    /** Whether a number is above what is allowed; then the two are kept. */
    boolean above(long value, long allowed) {
        if (value <= allowed) {
            return false;
        }
        set(value, allowed);
        return true;
    }

    /**
     * Whether an amount is above a multiple of another, in exact arithmetic; then the ratio and the multiple are kept. Of
     * a base that is not above 0 nothing is allowed.
     */
    boolean aboveMultiple(long amount, long base, long multiple) {
        if (multiple == RiskLimits.NO_LIMIT || amount <= 0) {
            return false;
        }
        if (base <= 0) {
            set(RiskLimits.NO_LIMIT, multiple);
            return true;
        }
        if (Fixed.compareProducts(amount, Fixed.ONE, multiple, base) <= 0) {
            return false;
        }
        set(ratio(amount, base), multiple);
        return true;
    }

    /** amount / base at 1e-8, rounded up so that it stays above the multiple that it broke. */
    static long ratio(long amount, long base) {
        try {
            return Fixed.mulDivCeil(amount, Fixed.ONE, base);
        } catch (ArithmeticException tooLarge) {
            return RiskLimits.NO_LIMIT;
        }
    }
}
