package io.reprise.engine.control;

import java.util.List;

/**
 * A frame of the journal, all of it.
 *
 * @param stream {@code inbound} or {@code outbound}
 * @param seq in that stream; of an inbound frame, in the run
 * @param timeNs when it was known
 * @param type name of its template
 * @param fields every field but these, in the schema's order
 */
public record FrameRecord(String stream, long seq, long timeNs, String type, List<Field> fields) {
    public FrameRecord {
        fields = List.copyOf(fields);
    }

    /**
     * A field as text: decimals exact, times in ISO-8601 and in nanoseconds, ids of instruments and reasons by name too.
     *
     * @param text null for none
     * @param isNumber whether the text is a JSON number
     */
    public record Field(String name, String text, boolean isNumber) {}
}
