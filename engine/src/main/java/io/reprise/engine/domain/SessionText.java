package io.reprise.engine.domain;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trading hours as people write them. */
public final class SessionText {
    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern TEXT =
            Pattern.compile("(?:([a-z]{3})(?:-([a-z]{3}))? )?(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2})");

    private SessionText() {}

    /** Reads {@code Mon-Fri 14:30-21:00}, {@code Sat 10:00-12:00} or, for each day, {@code 08:00-20:00}. */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long from = minute(matcher.group(3), matcher.group(4));
            long to = minute(matcher.group(5), matcher.group(6));
            long hours = SessionHours.pack(weekdays(matcher.group(1), matcher.group(2)), from, to);
            if (from <= SessionHours.DAY_MINUTES && to <= SessionHours.DAY_MINUTES && SessionHours.isSound(hours)) {
                return hours;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no session: it takes days and UTC hours such as Mon-Fri 14:30-21:00");
    }

    private static long minute(String hour, String minute) {
        int minutes = Integer.parseInt(minute);
        return minutes >= 60 ? SessionHours.DAY_MINUTES + 1L : Integer.parseInt(hour) * 60L + minutes;
    }

    private static long weekdays(String first, String last) {
        int from = first == null ? 0 : NAMES.indexOf(first);
        int to = first == null ? SessionHours.DAYS - 1 : last == null ? from : NAMES.indexOf(last);
        long days = 0;
        for (int i = 0; from >= 0 && to >= 0 && i <= Math.floorMod(to - from, SessionHours.DAYS); i++) {
            days |= 1L << (from + i) % SessionHours.DAYS;
        }
        return days;
    }

    /** The text that {@link #parse} reads. */
    public static String text(long hours) {
        long days = SessionHours.days(hours);
        String clock = "%02d:%02d-%02d:%02d"
                .formatted(
                        SessionHours.from(hours) / 60,
                        SessionHours.from(hours) % 60,
                        SessionHours.to(hours) / 60,
                        SessionHours.to(hours) % 60);
        if (days == (1 << SessionHours.DAYS) - 1) {
            return clock;
        }
        int first = Long.numberOfTrailingZeros(days);
        while ((days >>> Math.floorMod(first - 1, SessionHours.DAYS) & 1) != 0) {
            first = Math.floorMod(first - 1, SessionHours.DAYS);
        }
        int last = (first + Long.bitCount(days) - 1) % SessionHours.DAYS;
        return name(first) + (first == last ? "" : "-" + name(last)) + " " + clock;
    }

    private static String name(int day) {
        String name = NAMES.get(day);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
