package io.reprise.engine.event;

import org.agrona.DirectBuffer;

public final class FramePrinter {
    private FramePrinter() {}

    public static String json(DirectBuffer b, int o) {
        return "{t:" + Event.templateId(b, o) + "}";
    }
}
