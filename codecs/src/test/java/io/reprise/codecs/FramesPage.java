package io.reprise.codecs;

import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/frames.md}, made from the schema. */
final class FramesPage {
    private static final int COMMON_FIELDS = 6;
    private static final Map<String, String> COMMON = Map.of(
            "seq", "position in the sequence, from 1",
            "tsEventNs", "the venue's time",
            "tsInitNs", "when we knew it; never decreases along the sequence",
            "instrumentId", "per journal; -1 = none",
            "sourceId", "per journal",
            "flags", "first and last of a run of frames; part of a snapshot; a correction");
    private static final String HEAD = """
            # The frames

            Every frame of a journal and of the ring, made from the schema
            [`codecs/src/main/resources/sbe/reprise.xml`](../codecs/src/main/resources/sbe/reprise.xml), and of what version 2 made
            longer from [`reprise-2.xml`](../codecs/src/main/resources/sbe/reprise-2.xml), by `FramesPage.main` of the
            test tree of `codecs`; a test holds this page to the schema. How frames lie in a journal is told in
            [journal-format](journal-format.md), what holds for all of them and how they may change in
            [codecs](../codecs/README.md).

            Numbers are little endian. Offsets count from the first byte of the body, which follows the header. Fields lie at the
            offsets given here for ever; bytes between and behind them are 0. Where the unit is 1e-8, the smallest int64 means none.

            """;

    private FramesPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("## Header\n\n| offset | field | type | unit | what |\n|---|---|---|---|---|\n")
                .append("| 0 | `blockLength` | uint16 | bytes | length of the body |\n")
                .append("| 2 | `templateId` | uint16 | | the number in the titles below |\n")
                .append("| 4 | `schemaId` | uint16 | | ")
                .append(MessageHeaderDecoder.SCHEMA_ID)
                .append(" |\n| 6 | `version` | uint16 | | version of the schema that the writer had |\n\n");
        page.append("## Common fields\n\nThe body of every frame begins with these.\n\n");
        FrameTemplate first = FrameSchema.current().templates().getFirst();
        rows(page, first, 0, COMMON_FIELDS);
        for (FrameTemplate template : FrameSchema.current().templates()) {
            page.append("\n## ").append(template.id()).append(" ").append(template.name());
            page.append("\n\n").append(sentence(template.description())).append(' ');
            page.append(template.blockLength()).append(" bytes.\n\n");
            rows(page, template, COMMON_FIELDS, template.fields().size());
        }
        page.append("\n## Choices\n\n| type | values |\n|---|---|\n");
        choices()
                .forEach((type, values) -> page.append("| ")
                        .append(type)
                        .append(" | ")
                        .append(values)
                        .append(" |\n"));
        return page.toString();
    }

    private static void rows(StringBuilder page, FrameTemplate template, int from, int to) {
        page.append("| offset | field | type | unit | what |\n|---|---|---|---|---|\n");
        for (FrameField field : template.fields().subList(from, to)) {
            page.append("| ").append(field.offset());
            page.append(" | `").append(field.name());
            page.append("` | ").append(type(field));
            page.append(" |").append(cell(field.kind().unit()));
            page.append("|").append(cell(what(field))).append("|\n");
        }
    }

    private static String cell(String text) {
        return text.isEmpty() ? " " : " " + text + " ";
    }

    private static String what(FrameField field) {
        String since = field.since() > 1 ? " (since version " + field.since() + ")" : "";
        return COMMON.getOrDefault(field.name(), field.description()) + since;
    }

    private static String type(FrameField field) {
        String number = (field.signed() ? "int" : "uint") + 8 * field.length();
        return switch (field.kind()) {
            case DOUBLE -> "double";
            case ENUM -> "uint8, " + field.type();
            case SET -> "uint8, set of " + field.type();
            case NAME -> "char[" + field.length() + "]";
            case TEXT, BYTES -> "uint8[" + field.length() + "]";
            default -> number;
        };
    }

    private static Map<String, String> choices() {
        Map<String, String> all = new TreeMap<>();
        for (FrameTemplate template : FrameSchema.current().templates()) {
            for (FrameField field : template.fields()) {
                if (!field.choices().isEmpty()) {
                    all.put(
                            field.type() + (field.kind() == FieldKind.SET ? " (bits)" : ""),
                            field.choices().entrySet().stream()
                                    .map(choice -> choice.getKey() + " " + choice.getValue())
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
        return all;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** Writes the page; argument: the file. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), text());
    }
}
