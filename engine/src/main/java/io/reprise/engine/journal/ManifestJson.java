package io.reprise.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/** The text of a manifest. Its last key is a checksum of all bytes before that key, so a flipped bit is seen. */
final class ManifestJson {
    private static final String FORMAT = "reprise-journal";
    private static final int VERSION = 1;
    private static final String CHECKSUM_KEY = ",\n  \"crc32c\" : \"";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ManifestJson() {}

    static String text(JournalManifest manifest) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeBooleanField("closed", manifest.closed());
            json.writeObjectFieldStart("streams");
            for (Map.Entry<String, StreamTotals> stream : manifest.streams().entrySet()) {
                json.writeObjectFieldStart(stream.getKey());
                writeTotals(json, stream.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("properties");
            for (Map.Entry<String, String> property : manifest.properties().entrySet()) {
                json.writeStringField(property.getKey(), property.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String whole = text.toString();
        String body = whole.substring(0, whole.lastIndexOf('}')).stripTrailing();
        return body + CHECKSUM_KEY + checksum(body.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n";
    }

    private static void writeTotals(JsonGenerator json, StreamTotals totals) throws IOException {
        json.writeBooleanField("closed", totals.closed());
        json.writeNumberField("documents", totals.documents());
        json.writeNumberField("frames", totals.frames());
        json.writeNumberField("bytes", totals.bytes());
        json.writeNumberField("firstSeq", totals.firstSeq());
        json.writeNumberField("lastSeq", totals.lastSeq());
        json.writeNumberField("firstTsInitNs", totals.firstTsInitNs());
        json.writeNumberField("lastTsInitNs", totals.lastTsInitNs());
        json.writeNumberField("chainCrc", totals.chainCrc());
        json.writeNumberField("segments", totals.segments());
        json.writeStringField("contentSha256", totals.contentSha256());
    }

    static JournalManifest parse(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = text.lastIndexOf(CHECKSUM_KEY);
        if (at < 0) {
            throw new JournalException(file + " has no checksum at its end: it is cut or damaged");
        }
        String body = text.substring(0, at);
        String rest = CHECKSUM_KEY + checksum(body.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n";
        if (!text.substring(at).equals(rest)) {
            throw new JournalException(file + " does not match its checksum: it is damaged");
        }
        try (JsonParser json = JSON.createParser(text)) {
            return parse(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalException(file + " is not a journal's manifest: " + firstLine(e), e);
        }
    }

    private static JournalManifest parse(JsonParser json) throws IOException {
        Map<String, StreamTotals> streams = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "format" -> require(FORMAT.equals(json.getText()), "format " + json.getText());
                case "version" -> require(json.getIntValue() == VERSION, "version " + json.getText());
                case "streams" -> readStreams(json, streams);
                case "properties" -> readProperties(json, properties);
                default -> json.skipChildren();
            }
        }
        return new JournalManifest(streams, properties);
    }

    private static void readStreams(JsonParser json, Map<String, StreamTotals> streams) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            streams.put(name, readTotals(json));
        }
    }

    private static void readProperties(JsonParser json, Map<String, String> properties) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            properties.put(key, json.getText());
        }
    }

    private static StreamTotals readTotals(JsonParser json) throws IOException {
        boolean closed = false;
        String sha256 = "";
        Map<String, Long> numbers = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "closed" -> closed = json.getBooleanValue();
                case "contentSha256" -> sha256 = json.getText();
                default -> numbers.put(key, json.getLongValue());
            }
        }
        return new StreamTotals(
                closed,
                number(numbers, "documents"),
                number(numbers, "frames"),
                number(numbers, "bytes"),
                number(numbers, "firstSeq"),
                number(numbers, "lastSeq"),
                number(numbers, "firstTsInitNs"),
                number(numbers, "lastTsInitNs"),
                number(numbers, "chainCrc"),
                (int) number(numbers, "segments"),
                sha256);
    }

    private static long number(Map<String, Long> numbers, String key) {
        Long value = numbers.get(key);
        require(value != null, "no " + key);
        return value;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("unexpected " + what);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
