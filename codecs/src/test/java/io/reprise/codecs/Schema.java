package io.reprise.codecs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The schema as sbe-tool sees it, as plain lists. */
final class Schema {
    private static final List<String> RESOURCES = List.of("/sbe/reprise.xml", "/sbe/reprise-2.xml");

    private Schema() {}

    /**
     * One template.
     *
     * @param version of the schema that changed it last
     * @param length bytes of the body
     */
    record Template(String name, int id, int version, int length, List<Field> fields) {}

    /**
     * One field; {@code token} is the token of its type.
     *
     * @param offset from the start of the body
     */
    record Field(String name, int offset, int since, Token token) {
        int length() {
            return token.encodedLength();
        }
    }

    /** Each template as the newest version that changed it has it. */
    static List<Template> templates() {
        Map<Integer, Template> templates = new TreeMap<>();
        for (int version = 1; version <= RESOURCES.size(); version++) {
            templates(version).forEach(template -> templates.put(template.id(), template));
        }
        return List.copyOf(templates.values());
    }

    /** The templates that a version changed. */
    static List<Template> templates(int version) {
        Ir ir = read(version);
        List<Template> templates = new ArrayList<>();
        for (List<Token> message : ir.messages()) {
            Token start = message.get(0);
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < message.size(); i++) {
                Token token = message.get(i);
                if (token.signal() == Signal.BEGIN_FIELD) {
                    fields.add(new Field(token.name(), token.offset(), token.version(), message.get(i + 1)));
                }
            }
            templates.add(new Template(start.name(), start.id(), version, start.encodedLength(), fields));
        }
        templates.sort((a, b) -> Integer.compare(a.id(), b.id()));
        return templates;
    }

    /** The tokens of an enum or a set. */
    static List<Token> type(String name) {
        List<Token> type = null;
        for (int version = 1; version <= RESOURCES.size(); version++) {
            List<Token> ofVersion = read(version).getType(name);
            type = ofVersion == null ? type : ofVersion;
        }
        return type;
    }

    private static Ir read(int version) {
        ParserOptions options = ParserOptions.builder()
                .stopOnError(true)
                .warningsFatal(true)
                .suppressOutput(true)
                .build();
        try (InputStream in = Schema.class.getResourceAsStream(RESOURCES.get(version - 1))) {
            return new IrGenerator().generate(XmlSchemaParser.parse(in, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }
}
