package io.reprise.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.reprise.codecs.Schema.Field;
import io.reprise.codecs.Schema.Template;
import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** The schema as data says what sbe-tool says. */
class FrameSchemaTest {
    static List<Template> templates() {
        return Schema.templates();
    }

    @Test
    void knowsTheTemplatesOfThisVersion() {
        assertEquals(MessageHeaderDecoder.SCHEMA_VERSION, FrameSchema.current().version());
        assertEquals(
                templates().stream().map(Template::name).toList(),
                FrameSchema.current().templates().stream()
                        .map(FrameTemplate::name)
                        .toList());
        assertNull(FrameSchema.current().template(0));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasEachFieldWhereTheFlyweightsHaveIt(Template template) {
        FrameTemplate ours = FrameSchema.current().template(template.id());
        assertEquals(template.length(), ours.blockLength());
        assertEquals(template.version(), ours.version());
        assertEquals(template.fields().size(), ours.fields().size());
        for (int i = 0; i < ours.fields().size(); i++) {
            Field theirs = template.fields().get(i);
            FrameField field = ours.fields().get(i);
            String name = template.name() + "." + theirs.name();
            assertEquals(theirs.name(), field.name());
            assertEquals(theirs.offset(), field.offset(), name);
            assertEquals(theirs.length(), field.length(), name);
            assertEquals(theirs.since(), field.since(), name);
            boolean hasChoices = theirs.token().signal() != Signal.ENCODING;
            assertEquals(hasChoices ? choices(theirs.token().name()) : Map.of(), field.choices(), name);
        }
    }

    private static Map<Integer, String> choices(String type) {
        Map<Integer, String> choices = new HashMap<>();
        for (Token token : Schema.type(type)) {
            if (token.signal() == Signal.VALID_VALUE || token.signal() == Signal.CHOICE) {
                choices.put((int) token.encoding().constValue().longValue(), token.name());
            }
        }
        return choices;
    }

    @Test
    void knowsWhatTheBytesMean() {
        FrameTemplate trade = FrameSchema.current().template(TradeDecoder.TEMPLATE_ID);
        assertEquals(FieldKind.TIME, trade.field("tsInitNs").kind());
        assertEquals(FieldKind.FIXED, trade.field("px").kind());
        assertEquals(FieldKind.ENUM, trade.field("side").kind());
        assertEquals(FieldKind.SET, trade.field("flags").kind());
        assertEquals(FieldKind.ID, trade.field("instrumentId").kind());
        FrameTemplate funding = FrameSchema.current().template(FundingRateDecoder.TEMPLATE_ID);
        assertEquals(FieldKind.RATE, funding.field("rateE12").kind());
        assertEquals(FieldKind.DURATION, funding.field("intervalNs").kind());
        FrameTemplate text = FrameSchema.current().template(RunTextDecoder.TEMPLATE_ID);
        assertEquals(FieldKind.TEXT, text.field("text").kind());
        assertNull(text.field("none"));
    }
}
