package io.reprise.research.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JSON message as maps, lists and the texts of its scalars, numbers as they are written; null for a null. */
final class JsonTree {
    private JsonTree() {}

    /**
     * Reads the message that fills a slice.
     *
     * @throws JsonParseException when it is none, or there is more behind it
     */
    static Object read(JsonFactory factory, byte[] bytes, int from, int to) throws IOException {
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            Object message = value(parser, parser.nextToken());
            JsonToken more = parser.nextToken();
            if (more != null) {
                throw new JsonParseException(parser, "there is more behind the message");
            }
            return message;
        }
    }

    /** As deep as the factory's constraints allow. */
    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }
}
