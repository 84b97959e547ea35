package io.reprise.engine.event;

import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** A frame as JSON for people: its common fields by name, the rest of its body in hexadecimal. */
public final class FramePrinter {
    private static final int COMMON_BYTES = 31;

    private FramePrinter() {}

    /** The frame whose header begins at the offset, as one JSON object. */
    public static String json(DirectBuffer buffer, int offset) {
        byte[] rest = new byte[Event.frameLength(buffer, offset) - Event.HEADER_BYTES - COMMON_BYTES];
        buffer.getBytes(offset + Event.HEADER_BYTES + COMMON_BYTES, rest);
        return "{\"templateId\":" + Event.templateId(buffer, offset) + ",\"seq\":" + Event.seq(buffer, offset)
                + ",\"tsEventNs\":" + Event.tsEventNs(buffer, offset) + ",\"tsInitNs\":"
                + Event.tsInitNs(buffer, offset) + ",\"instrumentId\":" + Event.instrumentId(buffer, offset)
                + ",\"body\":\"" + HexFormat.of().formatHex(rest) + "\"}";
    }
}
