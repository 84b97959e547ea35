package io.reprise.admin.http;

import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The API's JSON: exact decimals and times as texts, no number where a ratio is none, unknown fields refused. */
public final class Json {
    private static final int DEPTH_MAX = 32;
    private static final int TEXT_CHARS_MAX = 1 << 18;
    private static final int FIXED_PLACES = 8;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(TEXT_CHARS_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addModule(new SimpleModule("reprise")
                    .addSerializer(Dec.class, writing((value, json) -> json.writeString(value.text())))
                    .addSerializer(Moment.class, writing((value, json) -> json.writeString(value.text())))
                    .addSerializer(Double.class, writing(Json::writeRatio))
                    .addSerializer(double.class, writing(Json::writeRatio)))
            .build();

    private Json() {}

    /** An exact price, quantity or amount at 1e-8, as a text without needless zeros. */
    public record Dec(long e8) {
        /** Null where it is not known. */
        public static Dec of(long e8) {
            return e8 == Long.MIN_VALUE ? null : new Dec(e8);
        }

        public String text() {
            BigDecimal value = BigDecimal.valueOf(e8, FIXED_PLACES).stripTrailingZeros();
            return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
        }
    }

    /** A time in epoch nanoseconds, as ISO-8601 in UTC. */
    public record Moment(long ns) {
        /** Null where it is not known. */
        public static Moment of(long ns) {
            return ns == Long.MIN_VALUE ? null : new Moment(ns);
        }

        public String text() {
            return Times.format(ns);
        }
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** @throws Problem 400 in one sentence when it is not the JSON of such a value */
    public static <T> T read(byte[] text, Class<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new Problem(400, "bad-request", "the body must be a JSON object");
            }
            return value;
        } catch (JacksonException notOne) {
            throw new Problem(400, "bad-request", "the body is not what is expected: " + why(notOne));
        }
    }

    /** A value as a map, list, number, text, flag or null. */
    public static Object plain(Object value) {
        return MAPPER.convertValue(value, Object.class);
    }

    public static JsonNode node(byte[] text) {
        return MAPPER.readTree(text);
    }

    public static Map<String, Object> map(String text) {
        return MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
    }

    public static List<Object> list(String text) {
        return MAPPER.readValue(text, new TypeReference<List<Object>>() {});
    }

    private static String why(JacksonException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
        String line =
                String.valueOf(message).strip().replaceAll("\\s+", " ").replaceAll("\\b(?:[a-z]+\\.)+([A-Z])", "$1");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }

    private static void writeRatio(double value, JsonGenerator json) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator json);
    }

    private static <T> ValueSerializer<T> writing(Writing<T> writing) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                writing.write(value, json);
            }
        };
    }
}
