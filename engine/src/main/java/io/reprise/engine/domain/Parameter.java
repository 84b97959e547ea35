package io.reprise.engine.domain;

import io.reprise.codecs.ValueType;
import java.math.BigDecimal;

/**
 * One typed parameter of a strategy or a feature; command line, console, sweeps and agents read this same definition.
 *
 * @param name as written after {@code --set}
 * @param type INTEGER, DECIMAL (at 1e-8) or FLAG (0, 1)
 * @param defaultValue in the type's encoding
 * @param min smallest value allowed
 * @param max largest value allowed
 * @param description one line for people
 */
public record Parameter(String name, ValueType type, long defaultValue, long min, long max, String description) {
    private static final int DECIMAL_PLACES = 8;

    public static Parameter integer(String name, long defaultValue, long min, long max, String description) {
        return new Parameter(name, ValueType.INTEGER, defaultValue, min, max, description);
    }

    /** A decimal given as text such as {@code "30"} or {@code "0.5"}. */
    public static Parameter decimal(String name, String defaultValue, String min, String max, String description) {
        return new Parameter(
                name, ValueType.DECIMAL, unscaled(defaultValue), unscaled(min), unscaled(max), description);
    }

    public static Parameter flag(String name, boolean defaultValue, String description) {
        return new Parameter(name, ValueType.FLAG, defaultValue ? 1 : 0, 0, 1, description);
    }

    /** Reads a value, in range, or says in one sentence what is allowed. */
    public long parse(String text) {
        long value;
        try {
            value = switch (type) {
                case INTEGER -> Long.parseLong(text.strip());
                case DECIMAL -> unscaled(text);
                case FLAG -> parseFlag(text);
                default -> throw new NumberFormatException();
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        if (value < min || value > max) {
            throw new IllegalArgumentException(refusal(text));
        }
        return value;
    }

    /** The text that {@link #parse} reads back. */
    public String text(long value) {
        return switch (type) {
            case DECIMAL ->
                BigDecimal.valueOf(value, DECIMAL_PLACES).stripTrailingZeros().toPlainString();
            case FLAG -> value != 0 ? "true" : "false";
            default -> Long.toString(value);
        };
    }

    private String refusal(String text) {
        String allowed = type == ValueType.FLAG
                ? "true or false"
                : (type == ValueType.INTEGER ? "a whole number" : "a decimal") + " from " + text(min) + " to "
                        + text(max);
        return "parameter " + name + " cannot be '" + text + "': it takes " + allowed;
    }

    private static long parseFlag(String text) {
        return switch (text.strip()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new NumberFormatException();
        };
    }

    private static long unscaled(String text) {
        return new BigDecimal(text.strip())
                .setScale(DECIMAL_PLACES)
                .unscaledValue()
                .longValueExact();
    }
}
