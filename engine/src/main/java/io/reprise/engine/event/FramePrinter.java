package io.reprise.engine.event;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/** A frame for people: as one JSON object with every field by name, or as one short line. Cold; safe from any thread. */
public final class FramePrinter {
    /** Stand in columns of their own, or are only worth their place when they say something. */
    private static final Set<String> COLUMNS = Set.of("seq", "tsInitNs", "instrumentId", "reserved");

    private static final long[] UNITS_NS = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L};
    private static final String[] UNITS = {"d", "h", "m", "s"};

    private FramePrinter() {}

    /** The frame whose header begins at the offset, as one JSON object. */
    public static String json(DirectBuffer buffer, int offset) {
        StringBuilder json = new StringBuilder("{");
        appendJson(json, buffer, offset, FrameNames.NONE);
        return json.append('}').toString();
    }

    /** Appends the frame's type and fields as members of a JSON object that the caller begins and ends. */
    public static void appendJson(StringBuilder json, DirectBuffer buffer, int offset, FrameNames names) {
        FrameTemplate template = FrameCells.template(buffer, offset);
        member(json, "type", typeName(buffer, offset), false);
        if (template == null) {
            appendUnknown(json, buffer, offset);
            return;
        }
        for (FrameCells.Cell cell : FrameCells.cells(template, buffer, offset, names)) {
            if (cell.text() != null || !isLater(template, cell.name())) {
                member(json, cell.name(), cell.text(), cell.isNumber());
            }
        }
        appendUnusual(json, template, buffer, offset);
    }

    /** Whether only a later version has the field; where it says nothing it is not named. */
    private static boolean isLater(FrameTemplate template, String name) {
        FrameField field = template.field(name) == null ? template.field(name + "Ns") : template.field(name);
        return field != null && field.since() > 1;
    }

    private static void appendUnknown(StringBuilder json, DirectBuffer buffer, int offset) {
        member(json, "seq", Long.toString(Event.seq(buffer, offset)), true);
        member(json, "tsEventNs", Long.toString(Event.tsEventNs(buffer, offset)), true);
        member(json, "tsInitNs", Long.toString(Event.tsInitNs(buffer, offset)), true);
        member(json, "instrumentId", Integer.toString(Event.instrumentId(buffer, offset)), true);
        member(json, "body", HexFormat.of().formatHex(body(buffer, offset)), false);
    }

    /** The name without the unit that the text no longer has. */
    private static String plainName(FrameField field) {
        return switch (field.kind()) {
            case TIME -> FrameCells.isoName(field);
            case DURATION -> field.name().replaceFirst("Ns$", "");
            case RATE -> field.name().replaceFirst("E12$", "");
            default -> field.name();
        };
    }

    private static byte[] body(DirectBuffer buffer, int offset) {
        byte[] body = new byte[Event.frameLength(buffer, offset) - Event.HEADER_BYTES];
        buffer.getBytes(offset + Event.HEADER_BYTES, body);
        return body;
    }

    /** What only differs from the usual in another version's frames, or in damaged ones. */
    private static void appendUnusual(StringBuilder json, FrameTemplate template, DirectBuffer buffer, int offset) {
        int version = buffer.getShort(offset + 6, LITTLE_ENDIAN) & 0xFFFF;
        if (version < 1 || version > template.version()) {
            member(json, "version", Integer.toString(version), true);
        }
        List<FrameField> fields = template.fields();
        FrameField last = fields.getLast();
        int from = Event.HEADER_BYTES + last.offset() + last.length();
        int to = Event.frameLength(buffer, offset);
        for (int i = from; i < to; i++) {
            if (buffer.getByte(offset + i) != 0) {
                byte[] behind = new byte[to - from];
                buffer.getBytes(offset + from, behind);
                member(json, "behind", HexFormat.of().formatHex(behind), false);
                return;
            }
        }
    }

    /** The frame's type: its template's name, or the template's number when this version does not know it. */
    public static String typeName(DirectBuffer buffer, int offset) {
        FrameTemplate template = FrameCells.template(buffer, offset);
        return template == null ? "Template" + Event.templateId(buffer, offset) : template.name();
    }

    /**
     * Appends what the frame says beyond sequence, tsInit, type and instrument, as {@code name=value} with blanks between;
     * fields that say nothing are left out, and so is tsEvent where it is tsInit.
     */
    public static void appendFields(StringBuilder line, DirectBuffer buffer, int offset, FrameNames names) {
        FrameTemplate template = FrameCells.template(buffer, offset);
        if (template == null) {
            line.append("body=").append(HexFormat.of().formatHex(body(buffer, offset)));
            return;
        }
        int reason = FrameCells.reason(template, buffer, offset);
        int start = line.length();
        for (FrameField field : template.fields()) {
            if (COLUMNS.contains(field.name()) || !FrameCells.has(field, buffer, offset)) {
                continue;
            }
            String text = FrameCells.isNumber(field)
                    ? number(template, field, buffer, offset, reason, names)
                    : quoted(bytes(template, field, buffer, offset));
            if (text != null) {
                line.append(line.length() == start ? "" : " ")
                        .append(plainName(field))
                        .append('=')
                        .append(text);
            }
        }
    }

    private static String bytes(FrameTemplate template, FrameField field, DirectBuffer buffer, int offset) {
        return switch (field.kind()) {
            case NAME -> FrameCells.name(field, buffer, offset);
            case TEXT -> FrameCells.piece(template, field, buffer, offset);
            default -> {
                byte[] bytes = new byte[field.length()];
                buffer.getBytes(offset + Event.HEADER_BYTES + field.offset(), bytes);
                yield HexFormat.of().formatHex(bytes);
            }
        };
    }

    /** Null for what is not worth a place. */
    private static String number(
            FrameTemplate template, FrameField field, DirectBuffer buffer, int offset, int reason, FrameNames names) {
        long value = FrameCells.number(field, buffer, offset);
        if (value == FrameCells.NO_NUMBER && field.length() == Long.BYTES && field.kind() != FieldKind.DOUBLE) {
            return null;
        }
        String name = names.name(template, field, value, reason);
        if (name != null) {
            return name;
        }
        return switch (field.kind()) {
            case FIXED -> Decimals.plain(value);
            case RATE ->
                BigDecimal.valueOf(value, FrameCells.RATE_PLACES)
                        .stripTrailingZeros()
                        .toPlainString();
            case TIME ->
                field.name().equals("tsEventNs") && value == Event.tsInitNs(buffer, offset)
                        ? null
                        : Times.format(value);
            case DURATION -> duration(value);
            case ID -> value == -1 ? null : Long.toString(value);
            case ENUM -> FrameCells.choice(field, value);
            case SET -> value == 0 ? null : FrameCells.choices(field, value);
            case DOUBLE -> Double.toString(Double.longBitsToDouble(value));
            default -> field.name().equals("sourceId") && value == 0 ? null : Long.toString(value);
        };
    }

    /** In the largest unit that is whole, such as {@code 5m}. */
    static String duration(long ns) {
        for (int i = 0; i < UNITS.length; i++) {
            if (ns != 0 && ns % UNITS_NS[i] == 0) {
                return ns / UNITS_NS[i] + UNITS[i];
            }
        }
        return ns + "ns";
    }

    private static void member(StringBuilder json, String name, String text, boolean isNumber) {
        char before = json.isEmpty() ? '{' : json.charAt(json.length() - 1);
        if (before != '{') {
            json.append(',');
        }
        json.append('"').append(name).append("\":");
        if (text == null) {
            json.append("null");
        } else if (isNumber) {
            json.append(text);
        } else {
            appendQuoted(json, text);
        }
    }

    /** Quoted where it would not stand for itself on a line of fields. */
    private static String quoted(String text) {
        boolean isPlain =
                !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '=' && c != '\\');
        if (isPlain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        appendQuoted(quoted, text);
        return quoted.toString();
    }

    /** Appends a text as JSON has it; no control character of any kind gets through to a terminal. */
    private static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
