package io.reprise.research.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records, maps and lists as JSON and back. Bounded in depth and size, keys in order, so that equal values are equal text. */
public final class Json {
    private static final int DEPTH_MAX = 64;
    private static final int TEXT_MAX = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(TEXT_MAX)
                            .build())
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The one text of a value: no blanks, keys in order. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The text for people to read. */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException in one sentence, when the text is no such value
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException notOne) {
            throw new IllegalArgumentException(
                    "it is not the JSON of a " + type.getSimpleName() + ": " + why(notOne), notOne);
        }
    }

    /** Reads an object as a map; numbers with a point are exact decimals. */
    public static Map<String, Object> map(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException notOne) {
            throw new IllegalArgumentException("it is not a JSON object: " + why(notOne), notOne);
        }
    }

    /** A value with another type of the same shape: a map as a record, a record as a map. */
    public static <T> T as(Object value, Class<T> type) {
        try {
            return MAPPER.convertValue(value, type);
        } catch (JacksonException | IllegalArgumentException notOne) {
            throw new IllegalArgumentException("it is not a " + type.getSimpleName() + ": " + why(notOne), notOne);
        }
    }

    /** Lower-case hex SHA-256 of a value's one text. */
    public static String sha256(Object value) {
        try {
            byte[] bytes = text(value).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String why(Exception failed) {
        String message = failed instanceof JacksonException json ? json.getOriginalMessage() : failed.getMessage();
        String line = String.valueOf(message).strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
