package io.reprise.engine.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * One JSON object for standard output, written as it is told; {@link #close} ends it with a line feed. Money, prices and
 * quantities (1e-8) are numbers with exactly eight places; a ratio that is no number is null.
 */
public final class JsonOutput implements AutoCloseable {
    private static final int FIXED_PLACES = 8;
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Writer writer;
    private final JsonGenerator json;

    /** Starts the object; the writer is flushed but not closed by {@link #close}. */
    public JsonOutput(Writer writer) {
        this.writer = writer;
        try {
            json = JSON.createGenerator(writer);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonOutput number(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    /** An amount, price or quantity at 1e-8. */
    public JsonOutput fixed(String name, long value) {
        return write(() -> {
            json.writeFieldName(name);
            json.writeNumber(BigDecimal.valueOf(value, FIXED_PLACES).toPlainString());
        });
    }

    /** A ratio or a statistic; NaN and infinities become null. */
    public JsonOutput ratio(String name, double value) {
        return write(() -> {
            json.writeFieldName(name);
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        });
    }

    /** A ratio that may be absent. */
    public JsonOutput ratio(String name, Double value) {
        return ratio(name, value == null ? Double.NaN : value.doubleValue());
    }

    /** A text; null stays null. */
    public JsonOutput text(String name, String value) {
        return write(() -> json.writeStringField(name, value));
    }

    /** A value that is JSON already; null stays null. */
    public JsonOutput raw(String name, String value) {
        return write(() -> {
            json.writeFieldName(name);
            json.writeRawValue(value == null ? "null" : value);
        });
    }

    /** A list of values that are JSON already. */
    public JsonOutput raws(String name, Iterable<String> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeRawValue(value);
            }
            json.writeEndArray();
        });
    }

    public JsonOutput flag(String name, boolean value) {
        return write(() -> json.writeBooleanField(name, value));
    }

    /** A list of texts. */
    public JsonOutput texts(String name, Iterable<String> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    /** Writes an object under a name; the body writes its fields to this output. */
    public JsonOutput object(String name, Runnable body) {
        write(() -> json.writeObjectFieldStart(name));
        body.run();
        return write(json::writeEndObject);
    }

    /** Writes a list under a name; the body calls {@link #element} once for each. */
    public JsonOutput array(String name, Runnable body) {
        write(() -> json.writeArrayFieldStart(name));
        body.run();
        return write(json::writeEndArray);
    }

    /** Writes one object of a list. */
    public JsonOutput element(Runnable body) {
        write(json::writeStartObject);
        body.run();
        return write(json::writeEndObject);
    }

    @Override
    public void close() {
        write(() -> {
            json.writeEndObject();
            json.close();
            writer.write('\n');
            writer.flush();
        });
    }

    private JsonOutput write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private interface Writing {
        void run() throws IOException;
    }
}
