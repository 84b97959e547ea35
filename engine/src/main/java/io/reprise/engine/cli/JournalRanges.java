package io.reprise.engine.cli;

import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.time.Times;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the texts by which a user says which frames are wanted. */
final class JournalRanges {
    private static final Pattern DIGITS = Pattern.compile("-?\\d+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final String DOTS = "..";

    private JournalRanges() {}

    /**
     * The frames that three texts ask for; null asks for all.
     *
     * @param seq {@code A}, {@code A..B}, {@code A..} or {@code ..B}, both ends included
     * @param time likewise with times, the end left out; a date alone is that whole day
     * @param types names of frame types
     * @throws IllegalArgumentException when a text is none of these
     */
    static FrameFilter filter(String seq, String time, List<String> types) {
        long[] seqs = seq == null ? all() : sequences(seq);
        long[] times = time == null ? all() : times(time);
        return new FrameFilter(seqs[0], seqs[1], times[0], times[1], templateIds(types));
    }

    private static long[] all() {
        return new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
    }

    private static long[] sequences(String text) {
        int dots = text.indexOf(DOTS);
        String from = dots < 0 ? text : text.substring(0, dots);
        String to = dots < 0 ? text : text.substring(dots + DOTS.length());
        long[] range = all();
        try {
            range[0] = from.isBlank() ? range[0] : Long.parseLong(from.strip());
            range[1] = to.isBlank() ? range[1] : Long.parseLong(to.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--seq '" + text + "' is not a range of sequences such as 100..200, 100.. or 100", e);
        }
        return ordered("--seq", text, range);
    }

    private static long[] times(String text) {
        int dots = text.indexOf(DOTS);
        if (dots < 0) {
            long at = time(text.strip());
            boolean isDay = DATE.matcher(text.strip()).matches();
            return new long[] {at, isDay ? at + Times.DAY_NS - 1 : at};
        }
        String from = text.substring(0, dots).strip();
        String to = text.substring(dots + DOTS.length()).strip();
        long[] range = all();
        range[0] = from.isEmpty() ? range[0] : time(from);
        range[1] = to.isEmpty() ? range[1] : time(to) - 1;
        return ordered("--time", text, range);
    }

    private static long time(String text) {
        try {
            return DIGITS.matcher(text).matches() ? Long.parseLong(text) : Times.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--time '" + text + "' is more than nanoseconds since 1970 can count", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("--time: " + e.getMessage() + ", or nanoseconds since 1970", e);
        }
    }

    private static long[] ordered(String option, String text, long[] range) {
        if (range[0] > range[1]) {
            throw new IllegalArgumentException(option + " '" + text + "' ends before it begins");
        }
        return range;
    }

    private static Set<Integer> templateIds(List<String> types) {
        Set<Integer> ids = new HashSet<>();
        for (String type : types) {
            FrameTemplate found = FrameSchema.current().templates().stream()
                    .filter(template -> template.name().equalsIgnoreCase(type.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--type '" + type
                            + "' is no type of frame; there are "
                            + FrameSchema.current().templates().stream()
                                    .map(FrameTemplate::name)
                                    .collect(Collectors.joining(", "))));
            ids.add(found.id());
        }
        return ids;
    }

    /** The stream that a text names; null for both. */
    static String stream(String text) {
        String stream = text.toLowerCase(Locale.ROOT);
        return switch (stream) {
            case "inbound", "outbound" -> stream;
            case "both" -> null;
            default -> throw new IllegalArgumentException("--stream '" + text + "' is not inbound, outbound or both");
        };
    }
}
