package io.reprise.engine.risk;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How large an opening order is (docs/sizing.md).
 *
 * @param kind the rule
 * @param value quantity, or fraction, at 1e-8: of equity spent, of equity lost at the stop, of the Kelly fraction, or of
 *     equity moved by a bar
 * @param window bars that a volatility is reckoned from
 * @param byReturns whether that is the deviation of returns, not the average true range
 * @param tradesMin fewer closed trades are no estimate
 * @param prior trades that an even bet weighs in the estimate
 * @param capE8 most that a Kelly fraction may be, at 1e-8
 * @param startE8 fraction of equity to lose at the stop, or to spend without one, until there are so many trades; 0 for
 *     opening nothing
 */
public record Sizing(
        Kind kind, long value, int window, boolean byReturns, int tradesMin, int prior, long capE8, long startE8) {
    /** The rules, by the word in their text. */
    public enum Kind {
        /** A quantity, rounded down to the lot. */
        FIXED,
        /** A fraction of equity is spent (rule 22). */
        FRACTION,
        /** A fraction of equity is lost at the stop. */
        RISK,
        /** A fraction of what Kelly's formula says of the strategy's own closed trades. */
        KELLY,
        /** A bar moves a fraction of equity. */
        VOLATILITY
    }

    static final int WINDOW_DEFAULT = 20;
    static final int TRADES_MIN_DEFAULT = 10;
    static final int PRIOR_DEFAULT = 20;
    static final long CAP_DEFAULT = Fixed.ONE / 4;

    private static final int NUMBER_MAX = 1000;

    public Sizing {
        boolean isFraction = kind != Kind.FIXED;
        if (value <= 0 || isFraction && value > Fixed.ONE) {
            throw new IllegalArgumentException("the size " + kind.name().toLowerCase(Locale.ROOT) + " cannot be "
                    + Decimals.plain(value) + ": it must be above 0" + (isFraction ? " and at most 1" : ""));
        }
        requireNumber("window", window, 2);
        requireNumber("trades", tradesMin, 2);
        requireNumber("prior", prior, 0);
        if (capE8 <= 0 || capE8 > Fixed.ONE) {
            throw new IllegalArgumentException(
                    "the cap " + Decimals.plain(capE8) + " of a size must be above 0 and at most 1");
        }
        if (startE8 < 0 || startE8 > Fixed.ONE) {
            throw new IllegalArgumentException(
                    "the start " + Decimals.plain(startE8) + " of a size must be above 0 and at most 1");
        }
    }

    private static void requireNumber(String what, int number, int min) {
        if (number < min || number > NUMBER_MAX) {
            throw new IllegalArgumentException(
                    "the " + what + " " + number + " of a size must be from " + min + " to " + NUMBER_MAX);
        }
    }

    private static Sizing of(Kind kind, long value) {
        return new Sizing(kind, value, WINDOW_DEFAULT, false, TRADES_MIN_DEFAULT, PRIOR_DEFAULT, CAP_DEFAULT, 0);
    }

    public static Sizing quantity(long qty) {
        return of(Kind.FIXED, qty);
    }

    public static Sizing fractionOfEquity(long fraction) {
        return of(Kind.FRACTION, fraction);
    }

    public boolean isFixed() {
        return kind == Kind.FIXED;
    }

    /** Whether it is one of the two that have options of their own: a quantity or a fraction. */
    public boolean isBasic() {
        return kind == Kind.FIXED || kind == Kind.FRACTION;
    }

    /** Quantity at 1e-8, 0 unless it is fixed. */
    public long fixedQty() {
        return kind == Kind.FIXED ? value : 0;
    }

    /** Fraction of equity spent at 1e-8, 0 unless it is that. */
    public long fraction() {
        return kind == Kind.FRACTION ? value : 0;
    }

    /**
     * Reads {@code fixed:1}, {@code fraction:0.5}, {@code risk:1%}, {@code kelly:0.5,cap=20%,trades=10,prior=20,start=1%}
     * or {@code volatility:1%,by=atr,window=20}.
     */
    public static Sizing parse(String text) {
        String[] parts = text.strip().split(",");
        int colon = parts[0].indexOf(':');
        Kind kind = kind(colon < 0 ? parts[0] : parts[0].substring(0, colon), text);
        try {
            long value = colon < 0 && kind == Kind.KELLY ? Fixed.ONE : decimal(parts[0].substring(colon + 1));
            Map<String, String> more = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                more.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
            Sizing sizing = new Sizing(
                    kind,
                    value,
                    taken(more, kind == Kind.VOLATILITY, "window", WINDOW_DEFAULT),
                    kind == Kind.VOLATILITY && byReturns(more.remove("by")),
                    taken(more, kind == Kind.KELLY, "trades", TRADES_MIN_DEFAULT),
                    taken(more, kind == Kind.KELLY, "prior", PRIOR_DEFAULT),
                    kind == Kind.KELLY && more.containsKey("cap") ? decimal(more.remove("cap")) : CAP_DEFAULT,
                    kind == Kind.KELLY && more.containsKey("start") ? decimal(more.remove("start")) : 0);
            if (more.isEmpty()) {
                return sizing;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException malformed) {
            throw notUnderstood(text);
        }
        throw notUnderstood(text);
    }

    private static Kind kind(String word, String text) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw notUnderstood(text);
    }

    private static int taken(Map<String, String> more, boolean takes, String key, int otherwise) {
        return takes && more.containsKey(key) ? Integer.parseInt(more.remove(key)) : otherwise;
    }

    private static boolean byReturns(String by) {
        if (by == null || by.equals("atr")) {
            return false;
        }
        if (by.equals("returns")) {
            return true;
        }
        throw new NumberFormatException(by);
    }

    private static long decimal(String text) {
        return text.endsWith("%")
                ? Decimals.parseScaled(text.substring(0, text.length() - 1), Fixed.PLACES - 2)
                : Decimals.parse(text);
    }

    private static IllegalArgumentException notUnderstood(String text) {
        return new IllegalArgumentException("the size '" + text + "' is not understood: it is fixed:QTY, fraction:F,"
                + " risk:F, kelly:F,cap=F,trades=N,prior=N,start=F or volatility:F,by=atr|returns,window=N");
    }

    /** The text that {@link #parse} reads, what is not changed left out. */
    public String text() {
        StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT) + ":" + Decimals.plain(value));
        if (byReturns) {
            text.append(",by=returns");
        }
        append(text, "window", window, WINDOW_DEFAULT);
        append(text, "trades", tradesMin, TRADES_MIN_DEFAULT);
        append(text, "prior", prior, PRIOR_DEFAULT);
        if (capE8 != CAP_DEFAULT) {
            text.append(",cap=").append(Decimals.plain(capE8));
        }
        if (startE8 > 0) {
            text.append(",start=").append(Decimals.plain(startE8));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String key, int value, int otherwise) {
        if (value != otherwise) {
            text.append(',').append(key).append('=').append(value);
        }
    }
}
