package io.reprise.research.command;

import io.reprise.engine.backtest.Allocation;
import io.reprise.engine.backtest.Portfolio;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.risk.Sizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a portfolio: {@code {"allocations": [{"name", "strategy", "parameters", "instruments", "bar", "qty" or "fraction",
 * "share", "signalOnly"}]}}. Numbers are read exactly, from JSON numbers or texts.
 */
final class PortfolioFile {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final Set<String> KEYS = Set.of(
            "name", "strategy", "parameters", "instruments", "bar", "qty", "fraction", "size", "share", "signalOnly");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PortfolioFile() {}

    /**
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException in one sentence, naming the place
     */
    static Portfolio read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no portfolio file " + file);
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException(file + " is too large for a portfolio: it has more than 1 MiB");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readString(file));
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + " is not JSON: something is wrong" + line, e);
        }
        try {
            return portfolio(root);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Portfolio portfolio(JsonNode root) {
        if (!root.isObject()
                || root.size() != 1
                || !root.has("allocations")
                || !root.get("allocations").isArray()) {
            throw new IllegalArgumentException("a portfolio is an object with one key, \"allocations\", a list");
        }
        List<Allocation> allocations = new ArrayList<>();
        int number = 0;
        for (JsonNode one : root.get("allocations")) {
            String place = "allocations[" + number++ + "]";
            if (!one.isObject()) {
                throw new IllegalArgumentException(place + " is no object");
            }
            for (Map.Entry<String, JsonNode> entry : one.properties()) {
                if (!KEYS.contains(entry.getKey())) {
                    throw new IllegalArgumentException(place + " has the key '" + entry.getKey()
                            + "', which is not known; there are name, strategy, parameters, instruments, bar, qty,"
                            + " fraction, size, share, signalOnly");
                }
            }
            allocations.add(allocation(place, one));
        }
        return new Portfolio(allocations);
    }

    private static Allocation allocation(String place, JsonNode one) {
        String strategy = text(place, one, "strategy");
        Map<String, String> parameters = new LinkedHashMap<>();
        if (one.has("parameters")) {
            if (!one.get("parameters").isObject()) {
                throw new IllegalArgumentException(place + ".parameters is no object");
            }
            one.get("parameters")
                    .properties()
                    .forEach(entry -> parameters.put(
                            entry.getKey(), scalar(place + ".parameters." + entry.getKey(), entry.getValue())));
        }
        if (Stream.of("qty", "fraction", "size").filter(one::has).count() > 1) {
            throw new IllegalArgumentException(place + " has more than one of qty, fraction and size: give one");
        }
        try {
            return new Allocation(
                    one.has("name") ? text(place, one, "name") : strategy,
                    strategy,
                    parameters,
                    instruments(place, one),
                    one.has("bar") ? BarSpec.parse(text(place, one, "bar")) : null,
                    sizing(place, one),
                    one.has("share") ? decimal(place, one, "share") : Allocation.EQUAL,
                    flag(place, one));
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith(place) ? e : new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static List<String> instruments(String place, JsonNode one) {
        JsonNode names = one.get("instruments");
        if (names == null || !names.isArray()) {
            throw new IllegalArgumentException(
                    place + ".instruments is missing: a list of names, such as [\"AAPL.US\"]");
        }
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(scalar(place + ".instruments", name)));
        return all;
    }

    private static Sizing sizing(String place, JsonNode one) {
        if (one.has("size")) {
            return Sizing.parse(text(place, one, "size"));
        }
        if (one.has("qty")) {
            return Sizing.quantity(decimal(place, one, "qty"));
        }
        return one.has("fraction") ? Sizing.fractionOfEquity(decimal(place, one, "fraction")) : null;
    }

    private static boolean flag(String place, JsonNode one) {
        JsonNode flag = one.get("signalOnly");
        if (flag != null && !flag.isBoolean()) {
            throw new IllegalArgumentException(place + ".signalOnly must be true or false");
        }
        return flag != null && flag.booleanValue();
    }

    private static long decimal(String place, JsonNode one, String key) {
        String text = scalar(place + "." + key, one.get(key));
        try {
            return Decimals.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + "." + key + ": " + e.getMessage(), e);
        }
    }

    private static String text(String place, JsonNode one, String key) {
        JsonNode value = one.get(key);
        if (value == null || !value.isString() || value.stringValue().isBlank()) {
            throw new IllegalArgumentException(place + "." + key + " is missing, or no text");
        }
        return value.stringValue().strip();
    }

    private static String scalar(String place, JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        if (value.isBoolean()) {
            return Boolean.toString(value.booleanValue());
        }
        throw new IllegalArgumentException(place + " must be a text, a number, true or false");
    }
}
