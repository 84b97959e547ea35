package io.reprise.engine.event;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.reprise.codecs.schema.FieldKind;
import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameSchema;
import io.reprise.codecs.schema.FrameTemplate;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.time.Times;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The fields of any frame as text, by the schema: decimals exact, times as ISO-8601 in UTC and as nanoseconds. A field
 * that the frame's version does not have, or that says none, has no text. Cold; safe from any thread.
 */
public final class FrameCells {
    /** What an int64 field holds when it says none. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    static final int RATE_PLACES = 12;
    private static final String NS = "Ns";

    private FrameCells() {}

    /**
     * One field.
     *
     * @param name key or column
     * @param text null for none
     * @param isNumber whether the text is a JSON number
     */
    public record Cell(String name, String text, boolean isNumber) {}

    /** The names of a template's cells, in order. */
    public static List<String> columns(FrameTemplate template, FrameNames names) {
        List<String> columns = new ArrayList<>();
        for (FrameField field : template.fields()) {
            if (field.kind() == FieldKind.TIME) {
                columns.add(isoName(field));
            }
            columns.add(field.name());
            if (names.column(field) != null) {
                columns.add(names.column(field));
            }
        }
        return columns;
    }

    /** Every field of a frame, as {@link #columns} has them. */
    public static List<Cell> cells(FrameTemplate template, DirectBuffer buffer, int offset, FrameNames names) {
        List<Cell> cells = new ArrayList<>();
        int reason = reason(template, buffer, offset);
        for (FrameField field : template.fields()) {
            boolean has = has(field, buffer, offset);
            long number = has && isNumber(field) ? number(field, buffer, offset) : 0;
            if (field.kind() == FieldKind.TIME) {
                cells.add(new Cell(isoName(field), has && number != NO_NUMBER ? Times.format(number) : null, false));
            }
            cells.add(new Cell(
                    field.name(), has ? text(template, field, number, buffer, offset) : null, isJsonNumber(field)));
            String column = names.column(field);
            if (column != null) {
                cells.add(new Cell(column, has ? names.name(template, field, number, reason) : null, false));
            }
        }
        return cells;
    }

    private static String text(FrameTemplate template, FrameField field, long number, DirectBuffer buffer, int offset) {
        return switch (field.kind()) {
            case INTEGER, TIME, DURATION -> number == NO_NUMBER ? null : Long.toString(number);
            case FIXED -> number == NO_NUMBER ? null : Decimals.format(number);
            case RATE ->
                number == NO_NUMBER
                        ? null
                        : BigDecimal.valueOf(number, RATE_PLACES).toPlainString();
            case ID -> number == -1 ? null : Long.toString(number);
            case ENUM -> choice(field, number);
            case SET -> choices(field, number);
            case DOUBLE -> {
                double value = Double.longBitsToDouble(number);
                yield Double.isFinite(value) ? Double.toString(value) : null;
            }
            case NAME -> name(field, buffer, offset);
            case TEXT -> piece(template, field, buffer, offset);
            case BYTES -> HexFormat.of().formatHex(bytes(field, field.length(), buffer, offset));
        };
    }

    /** Whether the frame, which may be of another version, has the field. */
    static boolean has(FrameField field, DirectBuffer buffer, int offset) {
        int end = Event.HEADER_BYTES + field.offset() + field.length();
        int version = buffer.getShort(offset + 6, LITTLE_ENDIAN) & 0xFFFF;
        return field.since() <= version && end <= Event.frameLength(buffer, offset);
    }

    static boolean isNumber(FrameField field) {
        return switch (field.kind()) {
            case NAME, TEXT, BYTES -> false;
            default -> true;
        };
    }

    private static boolean isJsonNumber(FrameField field) {
        return switch (field.kind()) {
            case NAME, TEXT, BYTES, ENUM, SET -> false;
            default -> true;
        };
    }

    /** A number field's value; the bits of a double. */
    static long number(FrameField field, DirectBuffer buffer, int offset) {
        int at = offset + Event.HEADER_BYTES + field.offset();
        return switch (field.length()) {
            case 1 -> field.signed() ? buffer.getByte(at) : buffer.getByte(at) & 0xFF;
            case 2 -> field.signed() ? buffer.getShort(at, LITTLE_ENDIAN) : buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
            case 4 ->
                field.signed() ? buffer.getInt(at, LITTLE_ENDIAN) : buffer.getInt(at, LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            default -> buffer.getLong(at, LITTLE_ENDIAN);
        };
    }

    /** The frame's reason code, or -1 when it has none. */
    static int reason(FrameTemplate template, DirectBuffer buffer, int offset) {
        FrameField reason = template.field("reason");
        return reason == null || !has(reason, buffer, offset) ? -1 : (int) number(reason, buffer, offset);
    }

    static String choice(FrameField field, long number) {
        String choice = field.choices().get((int) number);
        return choice == null ? Long.toString(number) : choice;
    }

    static String choices(FrameField field, long number) {
        List<String> set = new ArrayList<>();
        long left = number;
        for (Map.Entry<Integer, String> choice : field.choices().entrySet()) {
            long bit = 1L << choice.getKey();
            if ((number & bit) != 0) {
                set.add(choice.getValue());
                left &= ~bit;
            }
        }
        if (left != 0) {
            set.add(Long.toString(left));
        }
        return String.join("|", set);
    }

    static String name(FrameField field, DirectBuffer buffer, int offset) {
        byte[] bytes = bytes(field, field.length(), buffer, offset);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** The piece of text; a character that is cut in two at its border stays readable as the bytes that it has here. */
    static String piece(FrameTemplate template, FrameField field, DirectBuffer buffer, int offset) {
        FrameField length = template.field("length");
        int count = length == null ? field.length() : Math.clamp(number(length, buffer, offset), 0, field.length());
        return Utf8.text(bytes(field, count, buffer, offset));
    }

    private static byte[] bytes(FrameField field, int count, DirectBuffer buffer, int offset) {
        byte[] bytes = new byte[count];
        buffer.getBytes(offset + Event.HEADER_BYTES + field.offset(), bytes);
        return bytes;
    }

    static String isoName(FrameField field) {
        String name = field.name();
        return name.endsWith(NS) ? name.substring(0, name.length() - NS.length()) : name + "Iso";
    }

    /** The template of a frame, or null when this version knows none of its id. */
    public static FrameTemplate template(DirectBuffer buffer, int offset) {
        return FrameSchema.current().template(Event.templateId(buffer, offset));
    }
}
