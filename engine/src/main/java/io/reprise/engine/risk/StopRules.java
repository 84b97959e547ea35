package io.reprise.engine.risk;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The stop that guards a strategy's positions (docs/sizing.md).
 *
 * @param kind how its distance is reckoned
 * @param valueE8 a fraction of the price, or a multiple of the average true range, at 1e-8; 0 for no stop price
 * @param period bars of the average true range and of the chandelier
 * @param trails whether it follows the best price since the entry
 * @param breakEvenE8 gain, as a multiple of the first distance, at which it goes to the entry price; 0 for never
 * @param barsMax bars after which the position is closed; 0 for never
 * @param atVenue whether it is an order at the venue, or looked at by the engine when a bar closes
 * @param regimeModel model whose outputs are the regime: below 0 tightens, above 0 widens; -1 for none
 * @param tightE8 factor of the distance when tightened
 * @param wideE8 factor of the distance when widened
 */
public record StopRules(
        Kind kind,
        long valueE8,
        int period,
        boolean trails,
        long breakEvenE8,
        int barsMax,
        boolean atVenue,
        int regimeModel,
        long tightE8,
        long wideE8) {
    /** How the distance is reckoned. */
    public enum Kind {
        /** A fraction of the price. */
        PERCENT,
        /** A multiple of the average true range. */
        ATR,
        /** A multiple of the average true range from the highest high, or lowest low, of the period; it trails. */
        CHANDELIER,
        /** No price: only the bars held count. */
        TIME
    }

    static final int PERIOD_DEFAULT = 14;

    private static final int NUMBER_MAX = 100_000;
    private static final int PERIOD_MAX = 1000;

    public StopRules {
        boolean isTime = kind == Kind.TIME;
        require(isTime ? valueE8 == 0 : valueE8 > 0, "its distance must be above 0");
        require(kind != Kind.PERCENT || valueE8 < Fixed.ONE, "a percent stop must be below 100 %");
        require(period >= 2 && period <= PERIOD_MAX, "its period must be from 2 to " + PERIOD_MAX);
        require(!isTime || barsMax > 0, "it needs a number of bars above 0");
        require(barsMax >= 0 && barsMax <= NUMBER_MAX, "its bars must be from 1 to " + NUMBER_MAX);
        require(breakEvenE8 >= 0, "its break-even must be above 0");
        require(tightE8 > 0 && tightE8 <= Fixed.ONE, "tight must be above 0 and at most 1");
        require(wideE8 >= Fixed.ONE, "wide must be at least 1");
    }

    private static void require(boolean isSo, String sentence) {
        if (!isSo) {
            throw new IllegalArgumentException("a stop cannot be so: " + sentence);
        }
    }

    boolean hasLevel() {
        return kind != Kind.TIME;
    }

    /**
     * Reads {@code percent:2%}, {@code atr:2.5,period=14}, {@code chandelier:3,period=22} or {@code time:40}, each with
     * {@code trail=yes}, {@code break-even=1}, {@code time=40}, {@code at=venue} and {@code regime=MODEL,tight=0.5,wide=2}
     * as wanted.
     */
    public static StopRules parse(String text) {
        String[] parts = text.strip().split(",");
        int colon = parts[0].indexOf(':');
        try {
            Kind kind = Kind.valueOf(parts[0].substring(0, colon).toUpperCase(Locale.ROOT));
            String value = parts[0].substring(colon + 1);
            Map<String, String> more = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                more.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
            String bars = more.remove("time");
            StopRules rules = new StopRules(
                    kind,
                    kind == Kind.TIME ? 0 : decimal(value),
                    more.containsKey("period") ? Integer.parseInt(more.remove("period")) : PERIOD_DEFAULT,
                    kind == Kind.CHANDELIER || choice(more.remove("trail"), "no", "yes"),
                    more.containsKey("break-even") ? decimal(more.remove("break-even")) : 0,
                    kind == Kind.TIME ? Integer.parseInt(value) : bars == null ? 0 : Integer.parseInt(bars),
                    choice(more.remove("at"), "engine", "venue"),
                    more.containsKey("regime") ? Integer.parseInt(more.remove("regime")) : -1,
                    more.containsKey("tight") ? decimal(more.remove("tight")) : Fixed.ONE / 2,
                    more.containsKey("wide") ? decimal(more.remove("wide")) : 2 * Fixed.ONE);
            if (more.isEmpty()) {
                return rules;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException malformed) {
            throw notUnderstood(text);
        } catch (IllegalArgumentException refused) {
            throw refused.getMessage().startsWith("a stop cannot be so") ? refused : notUnderstood(text);
        }
        throw notUnderstood(text);
    }

    private static boolean choice(String text, String no, String yes) {
        if (text == null || text.equals(no)) {
            return false;
        }
        if (text.equals(yes)) {
            return true;
        }
        throw new NumberFormatException(text);
    }

    private static long decimal(String text) {
        return text.endsWith("%")
                ? Decimals.parseScaled(text.substring(0, text.length() - 1), Fixed.PLACES - 2)
                : Decimals.parse(text);
    }

    private static IllegalArgumentException notUnderstood(String text) {
        return new IllegalArgumentException("the stop '" + text + "' is not understood: it is percent:F, atr:N,"
                + " chandelier:N or time:BARS, then as wanted ,period=N,trail=yes,break-even=N,time=BARS,at=venue,"
                + "regime=MODEL,tight=F,wide=F");
    }

    /** The text that {@link #parse} reads, what is not changed left out. */
    public String text() {
        StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT))
                .append(':')
                .append(kind == Kind.TIME ? Integer.toString(barsMax) : Decimals.plain(valueE8));
        append(text, "period", period != PERIOD_DEFAULT, Integer.toString(period));
        append(text, "trail", trails && kind != Kind.CHANDELIER, "yes");
        append(text, "break-even", breakEvenE8 > 0, Decimals.plain(breakEvenE8));
        append(text, "time", kind != Kind.TIME && barsMax > 0, Integer.toString(barsMax));
        append(text, "at", atVenue, "venue");
        append(text, "regime", regimeModel >= 0, Integer.toString(regimeModel));
        append(text, "tight", tightE8 != Fixed.ONE / 2, Decimals.plain(tightE8));
        append(text, "wide", wideE8 != 2 * Fixed.ONE, Decimals.plain(wideE8));
        return text.toString();
    }

    private static void append(StringBuilder text, String key, boolean isSet, String value) {
        if (isSet) {
            text.append(',').append(key).append('=').append(value);
        }
    }
}
