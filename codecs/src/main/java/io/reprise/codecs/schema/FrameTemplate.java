package io.reprise.codecs.schema;

import java.util.List;

/**
 * A kind of frame.
 *
 * @param id template id in the frame's header
 * @param name as in the schema
 * @param version of the schema that changed it last
 * @param blockLength bytes of the body in this version
 * @param description what the schema says of it
 * @param fields in order of their offsets
 */
public record FrameTemplate(
        int id, String name, int version, int blockLength, String description, List<FrameField> fields) {
    public FrameTemplate {
        fields = List.copyOf(fields);
    }

    /** The field of that name, or null. */
    public FrameField field(String fieldName) {
        for (FrameField field : fields) {
            if (field.name().equals(fieldName)) {
                return field;
            }
        }
        return null;
    }
}
