package io.reprise.codecs.schema;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what our own schema uses of SBE: types, sets, enums, and messages of plain fields. Tests hold the result against
 * sbe-tool's. Used once, by one thread.
 */
final class SchemaReader {
    private static final Map<String, Integer> PRIMITIVE_BYTES = Map.of(
            "char", 1, "int8", 1, "uint8", 1, "int16", 2, "uint16", 2, "int32", 4, "uint32", 4, "int64", 8, "double",
            8);

    private final XMLStreamReader xml;
    private final Map<String, Type> types = new HashMap<>();
    private final Map<Integer, FrameTemplate> templates = new TreeMap<>();
    private int version;

    private SchemaReader(XMLStreamReader xml) {
        this.xml = xml;
        PRIMITIVE_BYTES.forEach((name, bytes) -> types.put(
                name,
                new Type(
                        name.equals("double") ? FieldKind.DOUBLE : FieldKind.INTEGER,
                        bytes,
                        !name.startsWith("u"),
                        Map.of())));
    }

    private record Type(FieldKind kind, int length, boolean signed, Map<Integer, String> choices) {}

    static FrameSchema read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        SchemaReader reader = new SchemaReader(factory.createXMLStreamReader(in));
        reader.readAll();
        return new FrameSchema(reader.version, reader.templates);
    }

    private void readAll() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "messageSchema" -> version = number("version", 0);
                case "composite" -> skip("composite");
                case "type" -> readType();
                case "set" -> readChoices("set", "choice", FieldKind.SET);
                case "enum" -> readChoices("enum", "validValue", FieldKind.ENUM);
                case "message" -> readMessage();
                default -> {}
            }
        }
    }

    private void readType() {
        String name = text("name");
        String primitive = text("primitiveType");
        int length = number("length", 1);
        types.put(
                name,
                new Type(
                        kind(name, primitive, length),
                        PRIMITIVE_BYTES.get(primitive) * length,
                        !primitive.startsWith("u"),
                        Map.of()));
    }

    /** The schema's own types carry the meaning in their names. */
    private static FieldKind kind(String type, String primitive, int length) {
        if (primitive.equals("char")) {
            return FieldKind.NAME;
        }
        if (length > 1) {
            return type.startsWith("Text") ? FieldKind.TEXT : FieldKind.BYTES;
        }
        return switch (type) {
            case "Fixed" -> FieldKind.FIXED;
            case "RateE12" -> FieldKind.RATE;
            case "TimeNs" -> FieldKind.TIME;
            case "DurationNs" -> FieldKind.DURATION;
            case "Id" -> FieldKind.ID;
            default -> primitive.equals("double") ? FieldKind.DOUBLE : FieldKind.INTEGER;
        };
    }

    private void readChoices(String element, String choice, FieldKind kind) throws XMLStreamException {
        String name = text("name");
        int length = PRIMITIVE_BYTES.get(text("encodingType"));
        Map<Integer, String> choices = new LinkedHashMap<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals(element)) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals(choice)) {
                String key = text("name");
                choices.put(Integer.parseInt(xml.getElementText().strip()), key);
            }
        }
        types.put(name, new Type(kind, length, false, choices));
    }

    private void readMessage() throws XMLStreamException {
        int id = number("id", -1);
        String name = text("name");
        String description = text("description");
        int blockLength = number("blockLength", 0);
        List<FrameField> fields = new ArrayList<>();
        int end = 0;
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("message")) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                FrameField field = readField(end);
                fields.add(field);
                end = field.offset() + field.length();
            }
        }
        templates.put(id, new FrameTemplate(id, name, version, Math.max(blockLength, end), description, fields));
    }

    private FrameField readField(int end) {
        String typeName = text("type");
        Type type = types.get(typeName);
        if (!xml.getLocalName().equals("field") || type == null) {
            throw new IllegalStateException(
                    "the schema has a " + xml.getLocalName() + " of type '" + typeName + "', which no frame may have");
        }
        return new FrameField(
                text("name"),
                typeName,
                type.kind(),
                number("offset", end),
                type.length(),
                type.signed(),
                number("sinceVersion", 0),
                type.choices(),
                text("description"));
    }

    private void skip(String element) throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals(element)) {}
    }

    private String text(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    private int number(String attribute, int missing) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? missing : Integer.parseInt(value);
    }
}
