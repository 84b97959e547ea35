package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.GoldenFile.Frame;
import io.reprise.codecs.Schema.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed bytes are what today's flyweights write, and what they read gives each field back. */
class GoldenFrameTest {
    private static final int VERSION = MessageHeaderDecoder.SCHEMA_VERSION;
    private static final int BEHIND = 24;

    static List<Template> templates() {
        return Schema.templates();
    }

    @Test
    void coversEveryTemplateOfEachVersion() throws IOException {
        for (int version = 1; version <= VERSION; version++) {
            assertEquals(
                    Schema.templates(version).stream().map(Template::name).toList(),
                    GoldenFile.read(version).keySet().stream().toList());
        }
    }

    /** A reader of version 1 finds all that it knows where it looks for it. */
    @Test
    void aLaterVersionOnlyAppends() {
        for (Template later : Schema.templates(VERSION)) {
            Template first = Schema.templates(1).get(later.id() - 1);
            for (int i = 0; i < first.fields().size(); i++) {
                assertEquals(first.fields().get(i).name(), later.fields().get(i).name());
                assertEquals(
                        first.fields().get(i).offset(), later.fields().get(i).offset());
                assertEquals(
                        first.fields().get(i).length(), later.fields().get(i).length());
            }
            for (var field :
                    later.fields().subList(first.fields().size(), later.fields().size())) {
                assertEquals(VERSION, field.since(), field.name());
                assertTrue(field.offset() >= first.length(), field.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void encodesTheCommittedBytes(Template template) throws Exception {
        Frame golden = GoldenFile.read(template.version()).get(template.name());
        assertArrayEquals(golden.bytes(), Frames.encode(template, golden.values()), template.name());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void decodesEachFieldOfEveryVersion(Template template) throws Exception {
        for (int version = 1; version <= VERSION; version++) {
            Frame golden = GoldenFile.read(version).get(template.name());
            if (golden == null) {
                continue;
            }
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[BEHIND + golden.bytes().length]);
            buffer.putBytes(BEHIND, golden.bytes());
            Map<String, String> decoded = new TreeMap<>(Frames.decode(template, buffer, BEHIND));
            decoded.keySet().retainAll(golden.values().keySet());
            assertEquals(golden.values(), decoded, template.name());
        }
    }
}
