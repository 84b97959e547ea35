package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.Schema.Field;
import io.reprise.codecs.Schema.Template;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What journal, ring and pipeline take for granted of every frame. */
class SchemaLayoutTest {
    private static final int TEMPLATES = 28;
    private static final int FRAME_BYTES_MAX = 128;
    private static final List<String> COMMON_FIELDS =
            List.of("seq", "tsEventNs", "tsInitNs", "instrumentId", "sourceId", "flags");
    private static final List<Integer> COMMON_OFFSETS = List.of(0, 8, 16, 24, 28, 30);

    static List<Template> templates() {
        return Schema.templates();
    }

    @Test
    void hasTheTemplatesWithoutAGap() {
        assertEquals(
                IntStream.rangeClosed(1, TEMPLATES).boxed().toList(),
                templates().stream().map(Template::id).toList());
        assertEquals(
                TEMPLATES, templates().stream().map(Template::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void startsWithTheCommonFields(Template template) {
        List<Field> common = template.fields().subList(0, COMMON_FIELDS.size());
        assertEquals(COMMON_FIELDS, common.stream().map(Field::name).toList());
        assertEquals(COMMON_OFFSETS, common.stream().map(Field::offset).toList());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void fitsItsSlotInWholeWords(Template template) {
        int frame = MessageHeaderDecoder.ENCODED_LENGTH + template.length();
        assertTrue(frame <= FRAME_BYTES_MAX, template.name() + " has " + frame + " bytes");
        assertEquals(0, frame % Long.BYTES, template.name() + " has " + frame + " bytes");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasFieldsThatDoNotOverlap(Template template) {
        int end = 0;
        for (Field field : template.fields()) {
            assertTrue(field.offset() >= end, template.name() + "." + field.name() + " overlaps the field before it");
            end = field.offset() + field.length();
        }
        assertTrue(end <= template.length(), template.name() + " has fields past its block");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasGeneratedCodecsOfTheSameLength(Template template) throws ReflectiveOperationException {
        Class<?> decoder = Class.forName("io.reprise.codecs." + template.name() + "Decoder");
        assertEquals(template.id(), decoder.getField("TEMPLATE_ID").getInt(null));
        assertEquals(template.length(), decoder.getField("BLOCK_LENGTH").getInt(null));
    }
}
