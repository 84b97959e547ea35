package io.reprise.engine.domain;

import io.reprise.codecs.BarKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How bars are cut.
 *
 * @param kind by time, trade count, quantity or money
 * @param size period in ns (TIME), number of trades (TICK), quantity (VOLUME) or notional (DOLLAR) at 1e-8
 */
public record BarSpec(BarKind kind, long size) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ns|us|ms|s|m|h|d|t|v|usd)");
    private static final long FIXED_ONE = 100_000_000L;

    public BarSpec {
        if (kind == null || kind == BarKind.NULL_VAL || size <= 0) {
            throw new IllegalArgumentException("a bar needs a kind and a size above 0, not " + kind + " " + size);
        }
    }

    public boolean isTime() {
        return kind == BarKind.TIME;
    }

    /** Reads {@code 1m}, {@code 4h}, {@code 1d}, {@code 100t} (trades), {@code 50v} (units), {@code 10000usd} (money). */
    public static BarSpec parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("bar '" + text
                    + "' is not understood: a number above 0 and ns, us, ms, s, m, h, d (time), t (trades), v (quantity)"
                    + " or usd (money), such as 1m, 4h or 100t");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ns" -> new BarSpec(BarKind.TIME, number);
            case "us" -> new BarSpec(BarKind.TIME, number * 1_000L);
            case "ms" -> new BarSpec(BarKind.TIME, number * 1_000_000L);
            case "s" -> new BarSpec(BarKind.TIME, number * 1_000_000_000L);
            case "m" -> new BarSpec(BarKind.TIME, number * 60_000_000_000L);
            case "h" -> new BarSpec(BarKind.TIME, Math.multiplyExact(number, 3_600_000_000_000L));
            case "d" -> new BarSpec(BarKind.TIME, Math.multiplyExact(number, 86_400_000_000_000L));
            case "t" -> new BarSpec(BarKind.TICK, number);
            case "v" -> new BarSpec(BarKind.VOLUME, number * FIXED_ONE);
            default -> new BarSpec(BarKind.DOLLAR, number * FIXED_ONE);
        };
    }

    /** The text that {@link #parse} reads back, in the largest unit that fits. */
    public String text() {
        if (kind == BarKind.TICK) {
            return size + "t";
        }
        if (kind != BarKind.TIME) {
            return size / FIXED_ONE + (kind == BarKind.VOLUME ? "v" : "usd");
        }
        String[] units = {"d", "h", "m", "s", "ms", "us"};
        long[] sizes = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
        for (int i = 0; i < units.length; i++) {
            if (size % sizes[i] == 0) {
                return size / sizes[i] + units[i];
            }
        }
        return size + "ns";
    }
}
