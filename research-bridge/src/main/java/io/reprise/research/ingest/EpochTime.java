package io.reprise.research.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, decimals allowed, what is finer than a nanosecond cut
 * off. Never through binary floating point.
 */
final class EpochTime implements TimeReader {
    /** The unit is told from the size of each number: below 1e11 seconds, 1e14 ms, 1e17 us, else ns. */
    static final long UNIT_BY_SIZE = 0;

    private static final int DIGITS_MAX = 18;
    private static final int TEXT_MAX = 40;
    private static final int EXPONENT_MAX = 40;

    private final long unitNs;

    /** @param unitNs ns in one unit, a power of ten up to 1e9, or {@link #UNIT_BY_SIZE} */
    EpochTime(long unitNs) {
        this.unitNs = unitNs;
    }

    @Override
    public long parse(byte[] ascii, int from, int to) {
        int at = from;
        boolean negative = at < to && ascii[at] == '-';
        if (negative || at < to && ascii[at] == '+') {
            at++;
        }
        long whole = 0;
        int digitsFrom = at;
        while (at < to && isDigit(ascii[at])) {
            int digit = ascii[at] - '0';
            if (at - digitsFrom >= DIGITS_MAX && whole > (Long.MAX_VALUE - digit) / 10) {
                return isNumber(ascii, at, to) ? OUT_OF_RANGE : UNREADABLE;
            }
            whole = whole * 10 + digit;
            at++;
        }
        if (at == digitsFrom) {
            return UNREADABLE;
        }
        long unit = unitNs == UNIT_BY_SIZE ? unitOf(whole) : unitNs;
        if (at == to) {
            return scale(whole, 0, unit, negative);
        }
        if (ascii[at] == 'e' || ascii[at] == 'E') {
            return parseExponent(ascii, from, to);
        }
        return parseFraction(ascii, at, from, to, whole, unit, negative);
    }

    private long parseFraction(byte[] ascii, int dot, int from, int to, long whole, long unit, boolean negative) {
        if (ascii[dot] != '.') {
            return UNREADABLE;
        }
        long place = unit;
        long fraction = 0;
        int at = dot + 1;
        while (at < to && isDigit(ascii[at])) {
            place /= 10;
            fraction += (ascii[at++] - '0') * place;
        }
        if (at < to) {
            return ascii[at] == 'e' || ascii[at] == 'E' ? parseExponent(ascii, from, to) : UNREADABLE;
        }
        return scale(whole, fraction, unit, negative);
    }

    /** Rare, as some writers print 1.38533760E9; not fast. */
    private long parseExponent(byte[] ascii, int from, int to) {
        if (to - from > TEXT_MAX) {
            return UNREADABLE;
        }
        try {
            BigDecimal number = new BigDecimal(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
            if (Math.abs((long) number.precision() - number.scale()) > EXPONENT_MAX) {
                return OUT_OF_RANGE;
            }
            BigDecimal size = number.abs();
            long unit = unitNs;
            if (unit == UNIT_BY_SIZE) {
                unit = size.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? 1 : unitOf(size.longValue());
            }
            BigDecimal ns = number.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.DOWN);
            return ns.precision() > DIGITS_MAX + 1 ? OUT_OF_RANGE : exact(ns);
        } catch (NumberFormatException notANumber) {
            return UNREADABLE;
        }
    }

    private static long exact(BigDecimal ns) {
        boolean fits = ns.toBigInteger().bitLength() < Long.SIZE;
        return fits && ns.longValue() > OUT_OF_RANGE ? ns.longValue() : OUT_OF_RANGE;
    }

    private static long scale(long whole, long fraction, long unit, boolean negative) {
        long high = Math.multiplyHigh(whole, unit);
        long low = whole * unit;
        long sum = low + fraction;
        if (high != 0 || low < 0 || sum < 0) {
            return OUT_OF_RANGE;
        }
        return negative ? -sum : sum;
    }

    private static long unitOf(long size) {
        if (size < 100_000_000_000L) {
            return 1_000_000_000L;
        }
        if (size < 100_000_000_000_000L) {
            return 1_000_000L;
        }
        return size < 100_000_000_000_000_000L ? 1_000L : 1L;
    }

    private static boolean isNumber(byte[] ascii, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(ascii[i]) && ascii[i] != '.') {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
