package io.reprise.research.proof;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a backtest is asked for, as the text of its options: {@code --strategy sma-cross --fast 1 --cash 1000}. The twin
 * reads it here; the engine reads the same text through its own options.
 */
final class TwinCase {
    private static final BigDecimal BPS = new BigDecimal(10_000);

    private final Map<String, String> options;

    private TwinCase(Map<String, String> options) {
        this.options = options;
    }

    static TwinCase of(String arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        String[] words = arguments.strip().split("\\s+");
        int i = 0;
        while (i < words.length) {
            boolean isFlag = i + 1 == words.length || words[i + 1].startsWith("--");
            options.put(words[i].substring(2), isFlag ? "true" : words[i + 1]);
            i += isFlag ? 1 : 2;
        }
        return new TwinCase(options);
    }

    Map<String, String> options() {
        return options;
    }

    String text(String name) {
        return options.get(name);
    }

    boolean flag(String name) {
        return options.containsKey(name);
    }

    int count(String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    BigDecimal decimal(String name, String otherwise) {
        return new BigDecimal(options.getOrDefault(name, otherwise));
    }

    /** A fraction, given in basis points. */
    BigDecimal bps(String name) {
        return decimal(name, "0").divide(BPS);
    }

    long millisAsNs(String name) {
        return decimal(name, "0").movePointRight(6).longValueExact();
    }

    /** The period of a time bar in ns; 0 for other bars. */
    long barPeriodNs() {
        String bar = options.get("bar");
        String unit = bar == null ? "" : bar.replaceAll("\\d", "");
        return switch (unit) {
            case "ms" -> barCount() * 1_000_000L;
            case "s" -> barCount() * 1_000_000_000L;
            case "m" -> barCount() * 60_000_000_000L;
            case "h" -> barCount() * 3_600_000_000_000L;
            case "d" -> barCount() * 86_400_000_000_000L;
            default -> 0;
        };
    }

    /** The letters of the bar's text: its unit. */
    String barUnit() {
        return options.get("bar").replaceAll("\\d", "");
    }

    /** The digits of the bar's text. */
    long barCount() {
        return Long.parseLong(options.get("bar").replaceAll("\\D", ""));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        options.forEach(
                (name, value) -> text.append("--").append(name).append(value.equals("true") ? " " : " " + value + " "));
        return text.toString().strip();
    }
}
