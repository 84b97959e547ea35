package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void coversEveryTemplateOfThisVersion() throws IOException {
        assertEquals(
                templates().stream().map(Template::name).toList(),
                GoldenFile.read(VERSION).keySet().stream().toList());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void encodesTheCommittedBytes(Template template) throws Exception {
        Frame golden = GoldenFile.read(VERSION).get(template.name());
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
