package io.reprise.engine.backtest;

import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.risk.Sizing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the strategies of a run, on what it trades and with what share of the capital.
 *
 * @param name in the run: lower-case letters, digits and dashes
 * @param strategy name in the catalogue
 * @param parameters texts as given; those left out have their defaults
 * @param instruments by name, leg by leg
 * @param bar its bars; null for the run's, or for bars that come from the file
 * @param sizing how large its opening orders are; null for the run's
 * @param share of the account's equity that a fraction is taken of, 1e-8; {@link #EQUAL} for an equal one
 * @param signalOnly whether it says its signals and sends no order
 */
public record Allocation(
        String name,
        String strategy,
        Map<String, String> parameters,
        List<String> instruments,
        BarSpec bar,
        Sizing sizing,
        long share,
        boolean signalOnly) {
    /** All allocations without a share have the same one of what the others leave. */
    public static final long EQUAL = -1;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final String SET = "set.";

    public Allocation {
        parameters = Map.copyOf(parameters);
        instruments = List.copyOf(instruments);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the allocation '" + name
                    + "' needs another name: lower-case letters, digits and dashes, at most 31 of them");
        }
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("the allocation '" + name + "' names no instrument");
        }
        if (instruments.stream().distinct().count() != instruments.size()) {
            throw new IllegalArgumentException("the allocation '" + name + "' names an instrument twice");
        }
        if (share != EQUAL && (share < 0 || share > Fixed.ONE)) {
            throw new IllegalArgumentException("the share of the allocation '" + name + "' cannot be "
                    + Decimals.plain(share) + ": it must be from 0 to 1");
        }
    }

    Allocation withBar(BarSpec named) {
        return new Allocation(name, strategy, parameters, instruments, named, sizing, share, signalOnly);
    }

    /** Key and text of what is set, each key beginning with the name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(name + ".strategy", strategy);
        new TreeMap<>(parameters).forEach((key, text) -> texts.put(name + "." + SET + key, text));
        texts.put(name + ".instruments", String.join(",", instruments));
        if (bar != null) {
            texts.put(name + ".bar", bar.text());
        }
        if (sizing != null && !sizing.isBasic()) {
            texts.put(name + ".size", sizing.text());
        } else if (sizing != null) {
            texts.put(
                    name + (sizing.isFixed() ? ".qty" : ".fraction"),
                    Decimals.plain(sizing.isFixed() ? sizing.fixedQty() : sizing.fraction()));
        }
        if (share != EQUAL) {
            texts.put(name + ".share", Decimals.plain(share));
        }
        if (signalOnly) {
            texts.put(name + ".signal-only", "true");
        }
        return texts;
    }

    /** Reads back what {@link #texts} wrote, the name left out of the keys. */
    static Allocation of(String name, Map<String, String> texts) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String strategy = null;
        List<String> instruments = List.of();
        BarSpec bar = null;
        Sizing sizing = null;
        long share = EQUAL;
        boolean signalOnly = false;
        for (Map.Entry<String, String> one : texts.entrySet()) {
            String text = one.getValue();
            try {
                switch (one.getKey()) {
                    case "strategy" -> strategy = text;
                    case "instruments" -> instruments = List.of(text.strip().split("\\s*,\\s*"));
                    case "bar" -> bar = BarSpec.parse(text);
                    case "qty" -> sizing = Sizing.quantity(Decimals.parse(text));
                    case "fraction" -> sizing = Sizing.fractionOfEquity(Decimals.parse(text));
                    case "size" -> sizing = Sizing.parse(text);
                    case "share" -> share = Decimals.parse(text);
                    case "signal-only" -> signalOnly = flag(text);
                    default -> parameters.put(parameter(one.getKey()), text);
                }
            } catch (IllegalArgumentException e) { // a NumberFormatException is one
                throw new IllegalArgumentException(
                        "the allocation '" + name + "': " + one.getKey() + ": " + e.getMessage(), e);
            }
        }
        if (strategy == null) {
            throw new IllegalArgumentException("the allocation '" + name + "' names no strategy");
        }
        if (Stream.of("qty", "fraction", "size").filter(texts::containsKey).count() > 1) {
            throw new IllegalArgumentException(
                    "the allocation '" + name + "' has more than one of qty, fraction and size: give one");
        }
        return new Allocation(name, strategy, parameters, instruments, bar, sizing, share, signalOnly);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it takes true or false, not '" + text + "'");
        };
    }

    private static String parameter(String key) {
        if (!key.startsWith(SET)) {
            throw new IllegalArgumentException(
                    "there is no such key; there are strategy, set.NAME, instruments, bar, qty, fraction, size, share,"
                            + " signal-only");
        }
        return key.substring(SET.length());
    }
}
