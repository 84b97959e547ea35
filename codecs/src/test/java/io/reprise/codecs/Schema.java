package io.reprise.codecs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The schema as sbe-tool sees it, as plain lists. */
final class Schema {
    private Schema() {}

    /**
     * One template.
     *
     * @param length bytes of the body
     */
    record Template(String name, int id, int length, List<Field> fields) {}

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

    static List<Template> templates() {
        Ir ir = read();
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
            templates.add(new Template(start.name(), start.id(), start.encodedLength(), fields));
        }
        templates.sort((a, b) -> Integer.compare(a.id(), b.id()));
        return templates;
    }

    /** The tokens of an enum or a set. */
    static List<Token> type(String name) {
        return read().getType(name);
    }

    private static Ir read() {
        ParserOptions options = ParserOptions.builder()
                .stopOnError(true)
                .warningsFatal(true)
                .suppressOutput(true)
                .build();
        try (InputStream in = Schema.class.getResourceAsStream("/sbe/reprise.xml")) {
            return new IrGenerator().generate(XmlSchemaParser.parse(in, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }
}
