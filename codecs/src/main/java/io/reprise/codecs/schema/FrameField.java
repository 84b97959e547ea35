package io.reprise.codecs.schema;

import java.util.Map;

/**
 * A field of a frame.
 *
 * @param name as in the schema
 * @param type name of its type in the schema
 * @param kind what its bytes mean
 * @param offset from the first byte of the frame's body
 * @param length in bytes
 * @param signed whether an integer has a sign
 * @param since version of the schema that brought it
 * @param choices names by value (enum) or by bit (set); empty for other kinds
 * @param description what the schema says of it; may be empty
 */
public record FrameField(
        String name,
        String type,
        FieldKind kind,
        int offset,
        int length,
        boolean signed,
        int since,
        Map<Integer, String> choices,
        String description) {}
