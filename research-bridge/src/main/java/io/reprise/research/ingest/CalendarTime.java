package io.reprise.research.ingest;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A date, or a date with a time of day, by a pattern: {@code yyyy MM dd HH mm ss} are digits as many as letters (one
 * letter: one or two digits), {@code .n} an optional decimal fraction of the second, {@code X} an optional offset (Z,
 * UTC, +00:00, +0000, +00) that goes before the zone, {@code [...]} a part that may be missing, {@code T} or a blank
 * either of them, anything else itself. Owned by the thread that reads.
 */
final class CalendarTime implements TimeReader {
    private static final int FRACTION = -1;
    private static final int OFFSET = -2;
    private static final int GROUP = -3;
    private static final int LITERAL = -4;
    private static final int YEAR = 0;
    private static final int MONTH = 1;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int MINUTE = 4;
    private static final int SECOND = 5;
    private static final String LETTERS = "yMdHms";
    private static final int[] LEAST = {1, 1, 1, 0, 0, 0};
    private static final int[] MOST = {9999, 12, 31, 23, 59, 59};
    private static final int PATTERN_MAX = 64;
    private static final int OFFSET_HOURS_MAX = 18;

    private final int[] ops = new int[PATTERN_MAX + 1];
    private final int[] args = new int[PATTERN_MAX + 1];
    private final int opCount;
    private final ZoneOffsets offsets;
    private final int[] fields = new int[LETTERS.length()];
    private int at;
    private long nanos;
    private int offsetSeconds;
    private boolean hasOffset;
    private long dayKey = -1;
    private long epochDay;

    /**
     * @param pattern as above, with at least year, month and day
     * @param zone of stamps without an offset
     * @throws IllegalArgumentException when the pattern is not understood
     */
    CalendarTime(String pattern, ZoneId zone) {
        offsets = new ZoneOffsets(zone);
        if (pattern.length() > PATTERN_MAX
                || !pattern.contains("y")
                || !pattern.contains("M")
                || !pattern.contains("d")) {
            throw new IllegalArgumentException(
                    "time pattern '" + pattern + "' must have y, M and d and at most " + PATTERN_MAX + " letters");
        }
        opCount = compile(pattern);
    }

    private int compile(String pattern) {
        int count = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int field = LETTERS.indexOf(c);
            if (c == '[') {
                ops[count] = GROUP;
                args[count++] = -1;
            } else if (c == ']') {
                closeGroup(count, pattern);
            } else if (c == '.' && i + 1 < pattern.length() && pattern.charAt(i + 1) == 'n') {
                ops[count++] = FRACTION;
                i++;
            } else if (c == 'X') {
                ops[count++] = OFFSET;
            } else if (field >= 0) {
                int length = 1;
                while (i + 1 < pattern.length() && pattern.charAt(i + 1) == c) {
                    length++;
                    i++;
                }
                ops[count] = field;
                args[count++] = length;
            } else {
                ops[count] = LITERAL;
                args[count++] = c;
            }
        }
        for (int i = 0; i < count; i++) {
            if (ops[i] == GROUP && args[i] < 0) {
                throw new IllegalArgumentException("time pattern '" + pattern + "' opens a [ that it does not close");
            }
        }
        return count;
    }

    private void closeGroup(int count, String pattern) {
        for (int i = count - 1; i >= 0; i--) {
            if (ops[i] == GROUP && args[i] < 0) {
                args[i] = count;
                return;
            }
        }
        throw new IllegalArgumentException("time pattern '" + pattern + "' closes a [ that it did not open");
    }

    @Override
    public long parse(byte[] ascii, int from, int to) {
        at = from;
        nanos = 0;
        hasOffset = false;
        fields[HOUR] = 0;
        fields[MINUTE] = 0;
        fields[SECOND] = 0;
        int op = 0;
        while (op < opCount) {
            int next = step(op, ascii, to);
            if (next < 0) {
                return UNREADABLE;
            }
            op = next;
        }
        return at == to ? toNs() : UNREADABLE;
    }

    /** Carries out one op; the next one, or -1 when the text does not fit. */
    private int step(int op, byte[] ascii, int to) {
        switch (ops[op]) {
            case GROUP -> {
                boolean entered = at < to && (ops[op + 1] != LITERAL || isLiteral(ascii[at], args[op + 1]));
                return entered ? op + 1 : args[op];
            }
            case LITERAL -> {
                if (at == to || !isLiteral(ascii[at], args[op])) {
                    return -1;
                }
                at++;
            }
            case FRACTION -> {
                if (!readFraction(ascii, to)) {
                    return -1;
                }
            }
            case OFFSET -> {
                if (at < to && !readOffset(ascii, to)) {
                    return -1;
                }
            }
            default -> {
                if (!readField(ops[op], args[op], ascii, to)) {
                    return -1;
                }
            }
        }
        return op + 1;
    }

    private static boolean isLiteral(byte c, int literal) {
        return literal == 'T' || literal == ' ' ? c == 'T' || c == ' ' || c == 't' : c == literal;
    }

    private boolean readField(int field, int letters, byte[] ascii, int to) {
        int most = letters == 1 ? 2 : letters;
        int value = 0;
        int start = at;
        while (at < to && at - start < most && EpochTime.isDigit(ascii[at])) {
            value = value * 10 + ascii[at++] - '0';
        }
        int digits = at - start;
        fields[field] = value;
        return (letters == 1 ? digits > 0 : digits == letters) && value >= LEAST[field] && value <= MOST[field];
    }

    private boolean readFraction(byte[] ascii, int to) {
        if (at == to || ascii[at] != '.' && ascii[at] != ',') {
            return true;
        }
        int start = ++at;
        long place = 100_000_000L;
        while (at < to && EpochTime.isDigit(ascii[at])) {
            nanos += (ascii[at++] - '0') * place;
            place /= 10;
        }
        return at > start;
    }

    private boolean readOffset(byte[] ascii, int to) {
        if (ascii[at] == ' ') {
            at++;
        }
        hasOffset = true;
        offsetSeconds = 0;
        if (to - at == 1 && (ascii[at] == 'Z' || ascii[at] == 'z')) {
            at = to;
            return true;
        }
        if (to - at == 3 && ascii[at] == 'U' && ascii[at + 1] == 'T' && ascii[at + 2] == 'C') {
            at = to;
            return true;
        }
        if (at == to || ascii[at] != '+' && ascii[at] != '-') {
            return false;
        }
        int sign = ascii[at++] == '-' ? -1 : 1;
        int hours = readTwoDigits(ascii, to);
        if (at < to && ascii[at] == ':') {
            at++;
        }
        int minutes = at < to ? readTwoDigits(ascii, to) : 0;
        if (hours < 0 || hours > OFFSET_HOURS_MAX || minutes < 0 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3_600 + minutes * 60;
        offsetSeconds = sign * seconds;
        return true;
    }

    /** Two digits as a number; -1 when they are not there. */
    private int readTwoDigits(byte[] ascii, int to) {
        if (to - at < 2 || !EpochTime.isDigit(ascii[at]) || !EpochTime.isDigit(ascii[at + 1])) {
            return -1;
        }
        at += 2;
        return (ascii[at - 2] - '0') * 10 + ascii[at - 1] - '0';
    }

    private long toNs() {
        long key = (fields[YEAR] * 16L + fields[MONTH]) * 32 + fields[DAY];
        if (key != dayKey) {
            if (fields[DAY] > monthLength(fields[YEAR], fields[MONTH])) {
                return UNREADABLE;
            }
            epochDay = LocalDate.of(fields[YEAR], fields[MONTH], fields[DAY]).toEpochDay();
            dayKey = key;
        }
        long local = epochDay * 86_400 + fields[HOUR] * 3_600L + fields[MINUTE] * 60L + fields[SECOND];
        int offset = hasOffset ? offsetSeconds : offsets.offsetSeconds(local);
        return TimeReader.ofSeconds(local - offset, nanos);
    }

    private static int monthLength(int year, int month) {
        return LocalDate.of(year, month, 1).lengthOfMonth();
    }
}
