package io.reprise.engine.config;

import io.reprise.engine.risk.RiskPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What values a setting may have. */
public sealed interface Domain {
    /** The value in its one written form; throws {@link IllegalArgumentException} when the text is not in the domain. */
    String read(String text);

    /** The allowed values, for people. */
    String range();

    /** Whole numbers of bytes from min to max; text may end in k, m, g or t (powers of 1024). */
    record Bytes(long min, long max) implements Domain {
        private static final String UNITS = "kmgt";
        private static final int UNIT_BITS = 10;

        @Override
        public String read(String text) {
            String digits = text.strip().toLowerCase(Locale.ROOT);
            int unit = digits.isEmpty() ? -1 : UNITS.indexOf(digits.charAt(digits.length() - 1));
            long number = Long.parseLong(unit < 0 ? digits : digits.substring(0, digits.length() - 1));
            long value = Math.multiplyExact(number, 1L << (UNIT_BITS * (unit + 1)));
            requireInRange(value, min, max);
            return Long.toString(value);
        }

        @Override
        public String range() {
            return text(min) + " to " + text(max) + " bytes";
        }

        private static String text(long bytes) {
            int unit = 0;
            long number = bytes;
            while (number >= 1 << UNIT_BITS && number % (1 << UNIT_BITS) == 0 && unit < UNITS.length()) {
                number >>= UNIT_BITS;
                unit++;
            }
            return unit == 0 ? Long.toString(number) : number + UNITS.substring(unit - 1, unit);
        }
    }

    /** Powers of two from min to max. */
    record PowerOfTwo(long min, long max) implements Domain {
        @Override
        public String read(String text) {
            long value = Long.parseLong(text.strip());
            requireInRange(value, min, max);
            if (Long.bitCount(value) != 1) {
                throw new IllegalArgumentException("not a power of two");
            }
            return Long.toString(value);
        }

        @Override
        public String range() {
            return "a power of two from " + min + " to " + max;
        }
    }

    /** One of a list of words, in any case. */
    record Choice(List<String> words) implements Domain {
        @Override
        public String read(String text) {
            for (String word : words) {
                if (word.equalsIgnoreCase(text.strip())) {
                    return word;
                }
            }
            throw new IllegalArgumentException("not one of the words");
        }

        @Override
        public String range() {
            return String.join(" | ", words);
        }
    }

    /** The path of a folder, which need not be there; a leading ~ stands for the home folder. */
    record Folder() implements Domain {
        private static final int CHARS_MAX = 1024;

        @Override
        public String read(String text) {
            String path = text.strip();
            if (path.isEmpty() || path.length() > CHARS_MAX || path.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not a path");
            }
            Path.of(path);
            return path;
        }

        @Override
        public String range() {
            return "the path of a folder, ~ being the home folder";
        }
    }

    /** Limits of a portfolio as {@code KEY=VALUE; KEY=VALUE}, or none. */
    record Limits() implements Domain {
        private static final String NONE = "none";

        @Override
        public String read(String text) {
            Map<String, String> settings = new RiskPolicy(RiskPolicy.RESEARCH, settings(text)).settings();
            return settings.isEmpty()
                    ? NONE
                    : settings.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; "));
        }

        /** The limits in a text, by key. */
        static Map<String, String> settings(String text) {
            Map<String, String> settings = new LinkedHashMap<>();
            for (String one : text.strip().equals(NONE) ? new String[0] : text.split(";")) {
                int equals = one.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("'" + one.strip() + "' is not KEY=VALUE");
                }
                settings.put(
                        one.substring(0, equals).strip(),
                        one.substring(equals + 1).strip());
            }
            return settings;
        }

        @Override
        public String range() {
            return "none, or limits as docs/risk.md has them, such as leverage=2; class.CRYPTO=30%";
        }
    }

    private static void requireInRange(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
        }
    }
}
