package io.reprise.engine.fixed;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Decimal text to and from fixed-point numbers, exactly: never through binary floating point. Text is an optional sign,
 * digits with at most one point among or around them, and an optional exponent ({@code 12}, {@code -.5},
 * {@code 5.33e-05}, {@code 1E3}); no blanks, no separators. Places beyond the scale are rounded half-even, by all
 * digits. Safe from any thread.
 */
public final class Decimals {
    /** No number formats to more bytes than this. */
    public static final int FORMAT_BYTES_MAX = 21;
    /** The finest scale that {@link #parseScaled} knows. */
    public static final int PLACES_MAX = 18;

    private static final int DIGITS_NEVER_OVERFLOWING = 18;
    /** Beyond any text: an exponent saturates here, far above what an array can hold in digits. */
    private static final long EXPONENT_MAX = 1L << 40;

    private static final int QUOTED_MAX = 64;
    private static final long[] POWERS = new long[PLACES_MAX + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /** Reads a number at 1e-8, as {@link #parseScaled(CharSequence, int)}. */
    public static long parse(CharSequence text) {
        return parseScaled(text, Fixed.PLACES);
    }

    /** Reads a number at 1e-8, as {@link #parseScaled(byte[], int, int, int)}. */
    public static long parse(byte[] ascii, int from, int to) {
        return parseScaled(ascii, from, to, Fixed.PLACES);
    }

    /**
     * Reads a number at 10 to the minus {@code places}; allocates.
     *
     * @throws NumberFormatException if the text is empty, not a number, or too large
     */
    public static long parseScaled(CharSequence text, int places) {
        byte[] ascii = new byte[text.length()];
        for (int i = 0; i < ascii.length; i++) {
            char c = text.charAt(i);
            if (c > 127) {
                throw new NumberFormatException(quoted(text) + " is not a decimal number");
            }
            ascii[i] = (byte) c;
        }
        return parseScaled(ascii, 0, ascii.length, places);
    }

    /**
     * Reads bytes {@code from} (inclusive) to {@code to} (exclusive) as a number at 10 to the minus {@code places};
     * allocates nothing on success.
     *
     * @param places 0 to {@value #PLACES_MAX}
     * @throws NumberFormatException if the text is empty, not a number, or too large
     */
    public static long parseScaled(byte[] ascii, int from, int to, int places) {
        if (places < 0 || places > PLACES_MAX) {
            throw new IllegalArgumentException("places " + places + " is not from 0 to " + PLACES_MAX);
        }
        int start = from < to && (ascii[from] == '-' || ascii[from] == '+') ? from + 1 : from;
        int point = to;
        long mantissa = 0;
        int at = start;
        for (; at < to; at++) {
            int digit = ascii[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit; // may wrap, and is then not used
            } else if (ascii[at] == '.' && point == to) {
                point = at;
            } else {
                break;
            }
        }
        int digits = point < to ? to - start - 1 : to - start;
        int fraction = point < to ? to - point - 1 : 0;
        if (at == to && digits > 0 && digits <= DIGITS_NEVER_OVERFLOWING && fraction <= places) {
            long factor = POWERS[places - fraction];
            if (Math.multiplyHigh(mantissa, factor) == 0 && mantissa * factor >= 0) {
                long magnitude = mantissa * factor;
                return ascii[from] == '-' ? -magnitude : magnitude;
            }
        }
        return parseGeneral(ascii, from, to, places);
    }

    /** Text with exactly eight places, such as {@code -0.00000001}. */
    public static String format(long value) {
        byte[] ascii = new byte[FORMAT_BYTES_MAX];
        return new String(ascii, 0, format(value, ascii, 0), StandardCharsets.ISO_8859_1);
    }

    /** Text without trailing zeros, such as {@code 0.5} or {@code 12}. */
    public static String plain(long value) {
        byte[] ascii = new byte[FORMAT_BYTES_MAX];
        int length = format(value, ascii, 0);
        while (ascii[length - 1] == '0') {
            length--;
        }
        return new String(ascii, 0, ascii[length - 1] == '.' ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes the text with exactly eight places from {@code at} on; allocates nothing.
     *
     * @param target has room for {@link #FORMAT_BYTES_MAX} from {@code at}
     * @return how many bytes were written
     */
    public static int format(long value, byte[] target, int at) {
        int next = at;
        if (value < 0) {
            target[next++] = '-';
        }
        long magnitude = value < 0 ? -value : value; // unsigned, so that Long.MIN_VALUE formats too
        long whole = Long.divideUnsigned(magnitude, Fixed.ONE);
        int wholeDigits = 1;
        while (wholeDigits < PLACES_MAX && whole >= POWERS[wholeDigits]) {
            wholeDigits++;
        }
        putDigits(target, next, whole, wholeDigits);
        next += wholeDigits;
        target[next++] = '.';
        putDigits(target, next, magnitude - whole * Fixed.ONE, Fixed.PLACES);
        return next + Fixed.PLACES - at;
    }

    private static void putDigits(byte[] target, int at, long value, int count) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            long next = rest / 10;
            target[i] = (byte) ('0' + rest - next * 10);
            rest = next;
        }
    }

    /** Exponents, many digits, rounding, and all that is refused. */
    private static long parseGeneral(byte[] ascii, int from, int to, int places) {
        int start = from < to && (ascii[from] == '-' || ascii[from] == '+') ? from + 1 : from;
        int end = start;
        int point = -1;
        for (; end < to && (isDigit(ascii[end]) || (ascii[end] == '.' && point < 0)); end++) {
            if (ascii[end] == '.') {
                point = end;
            }
        }
        boolean hasDigits = end - start > (point < 0 ? 0 : 1);
        if (!hasDigits || (end < to && (ascii[end] | 0x20) != 'e')) {
            throw malformed(ascii, from, to);
        }
        long exponent = end < to ? exponent(ascii, end + 1, from, to) : 0;
        long wholeDigits = (point < 0 ? end : point) - start;
        long magnitude = scaled(ascii, start, end, wholeDigits + exponent + places);
        if (magnitude < 0) {
            throw new NumberFormatException(quoted(ascii, from, to) + " is too large: at most "
                    + BigDecimal.valueOf(Long.MAX_VALUE, places).toPlainString() + " fits");
        }
        return ascii[from] == '-' ? -magnitude : magnitude;
    }

    /**
     * The first {@code kept} digits (zeros follow the last; below 0, zeros come before the first) as a whole number,
     * rounded half-even by the others; or -1 if that does not fit.
     */
    private static long scaled(byte[] ascii, int start, int end, long kept) {
        long left = kept;
        long value = 0;
        int first = 0;
        boolean more = false;
        for (int i = start; i < end; i++) {
            if (ascii[i] == '.') {
                continue;
            }
            int digit = ascii[i] - '0';
            if (left > 0) {
                value = appended(value, digit);
                if (value < 0) {
                    return value;
                }
            } else if (left == 0) {
                first = digit;
            } else {
                more |= digit != 0;
            }
            left--;
        }
        for (; left > 0 && value > 0; left--) {
            value = appended(value, 0);
        }
        boolean up = first > 5 || (first == 5 && (more || (value & 1) != 0));
        return up && value >= 0 ? (value == Long.MAX_VALUE ? -1 : value + 1) : value;
    }

    /** {@code value * 10 + digit}, or -1 if that does not fit. */
    private static long appended(long value, int digit) {
        return value > (Long.MAX_VALUE - digit) / 10 ? -1 : value * 10 + digit;
    }

    private static long exponent(byte[] ascii, int at, int from, int to) {
        int start = at < to && (ascii[at] == '-' || ascii[at] == '+') ? at + 1 : at;
        long value = 0;
        for (int i = start; i < to; i++) {
            if (!isDigit(ascii[i])) {
                throw malformed(ascii, from, to);
            }
            value = Math.min(EXPONENT_MAX, value * 10 + ascii[i] - '0');
        }
        if (start == to) {
            throw malformed(ascii, from, to);
        }
        return ascii[at] == '-' ? -value : value;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static NumberFormatException malformed(byte[] ascii, int from, int to) {
        return new NumberFormatException(
                from >= to
                        ? "a decimal number is needed where the text is empty"
                        : quoted(ascii, from, to) + " is not a decimal number");
    }

    private static String quoted(byte[] ascii, int from, int to) {
        return quoted(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static String quoted(CharSequence text) {
        return text.length() <= QUOTED_MAX ? "'" + text + "'" : "'" + text.subSequence(0, QUOTED_MAX) + "...'";
    }
}
