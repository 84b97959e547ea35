package io.reprise.research.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them: grouped, signed with a true minus, and never "NaN". */
final class Figures {
    static final String NONE = "n/a";
    private static final String MINUS = "\u2212";
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int SCALE = 8;
    private static final int SIGNIFICANT = 6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** Places to show money with, so that an account of this size keeps six significant digits: 2 to 8. */
    static int moneyPlaces(long initialEquity) {
        BigDecimal value = BigDecimal.valueOf(initialEquity, SCALE).abs();
        int digits = value.precision() - value.scale();
        return Math.clamp(SIGNIFICANT - digits, 2, SCALE);
    }

    static String money(long fixed, int places) {
        return money(BigDecimal.valueOf(fixed, SCALE), places);
    }

    static String money(BigDecimal value, int places) {
        BigDecimal rounded = value.setScale(places, RoundingMode.HALF_EVEN);
        return sign(rounded.signum(), false) + String.format(Locale.ROOT, "%,." + places + "f", rounded.abs());
    }

    static String signedMoney(long fixed, int places) {
        BigDecimal rounded = BigDecimal.valueOf(fixed, SCALE).setScale(places, RoundingMode.HALF_EVEN);
        return sign(rounded.signum(), true) + String.format(Locale.ROOT, "%,." + places + "f", rounded.abs());
    }

    /** A price or quantity with all its digits: trailing zeros dropped, but not below {@code placesMin}. */
    static String exact(long fixed, int placesMin) {
        BigDecimal value = BigDecimal.valueOf(fixed, SCALE).stripTrailingZeros();
        return money(value, Math.max(placesMin, value.scale()));
    }

    static String percent(Double ratio) {
        return percent(ratio, true);
    }

    static String percent(Double ratio, boolean signed) {
        if (ratio == null || !Double.isFinite(ratio)) {
            return NONE;
        }
        double hundred = ratio * 100;
        int places = Math.abs(hundred) >= 1000 ? 0 : Math.abs(hundred) >= 100 ? 1 : 2;
        return number(hundred, places, signed) + "%";
    }

    static String ratio(Double value) {
        return value == null || !Double.isFinite(value) ? NONE : number(value, 2, false);
    }

    static String number(double value, int places, boolean signed) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
        return sign(rounded.signum(), signed) + String.format(Locale.ROOT, "%,." + places + "f", rounded.abs());
    }

    static String count(long value) {
        return sign(Long.signum(value), false) + String.format(Locale.ROOT, "%,d", Math.abs(value));
    }

    /** {@code 1 fill}, {@code 2 fills}. */
    static String count(long value, String noun) {
        return count(value) + " " + (value == 1 ? noun : noun + "s");
    }

    /** Seconds of a run, three digits where they matter. */
    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        return number(seconds, seconds < 10 ? 3 : 1, false) + " s";
    }

    static String time(long tsNs) {
        return TIME.format(Instant.ofEpochSecond(Math.floorDiv(tsNs, SECOND_NS), Math.floorMod(tsNs, SECOND_NS)));
    }

    /** A holding time: the two largest units. */
    static String span(double ns) {
        if (!Double.isFinite(ns)) {
            return NONE;
        }
        long seconds = Math.round(ns / SECOND_NS);
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours >= 48) {
            return hours / 24 + " d " + hours % 24 + " h";
        }
        if (minutes >= 60) {
            return hours + " h " + minutes % 60 + " min";
        }
        return seconds >= 60
                ? minutes + " min " + seconds % 60 + " s"
                : number(ns / SECOND_NS, seconds < 10 ? 1 : 0, false) + " s";
    }

    /** How long a record of so many daily observations is, in words: days, months or years. */
    static String recordLength(long days, int annualDays) {
        double years = (double) days / annualDays;
        if (days <= 90) {
            return count(days, "day");
        }
        if (years < 2) {
            return number(years * 12, 0, false) + " months";
        }
        return years > 1000 ? "more than 1,000 years" : number(years, years < 10 ? 1 : 0, false) + " years";
    }

    private static String sign(int signum, boolean plus) {
        return signum < 0 ? MINUS : signum > 0 && plus ? "+" : "";
    }
}
