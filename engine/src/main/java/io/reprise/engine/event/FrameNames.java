package io.reprise.engine.event;

import io.reprise.codecs.schema.FrameField;
import io.reprise.codecs.schema.FrameTemplate;

/** Says what ids and codes in a frame stand for, where somebody knows. Used by the thread that prints. */
public interface FrameNames {
    /** Knows nothing. */
    FrameNames NONE = new FrameNames() {
        @Override
        public String column(FrameField field) {
            return null;
        }

        @Override
        public String name(FrameTemplate template, FrameField field, long value, int reason) {
            return null;
        }
    };

    /** The key under which a field's name stands beside its number; null when the field gets none. */
    String column(FrameField field);

    /**
     * What a value stands for; null when that is not known or the number says it all.
     *
     * @param value the field's number
     * @param reason the frame's {@code reason}, or -1 when it has none
     */
    String name(FrameTemplate template, FrameField field, long value, int reason);
}
