package io.reprise.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.DenialEncoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OrderCommandEncoder;
import io.reprise.engine.event.Event;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class EgressQueueTest {
    private static final int ROUNDS = 20_000;

    private final EgressQueue queue = new EgressQueue();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void eachDrainGivesAllThatWasLetOutBefore() {
        SplittableRandom random = new SplittableRandom(7);
        long id = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                id++;
                boolean denied = random.nextInt(3) == 0;
                let(id, denied);
                expected.add((denied ? "denied " : "sent ") + id);
            }
            assertEquals(expected, drain(), "round " + round);
            assertTrue(queue.isEmpty());
        }
    }

    @Test
    void refusesMoreThanItHolds() {
        assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                let(i, false);
            }
        });
    }

    private void let(long id, boolean denied) {
        if (denied) {
            new DenialEncoder().wrapAndApplyHeader(frame, 0, header).orderId(id);
            queue.deny(frame, 0);
        } else {
            new OrderCommandEncoder().wrapAndApplyHeader(frame, 0, header).orderId(id);
            queue.send(frame, 0);
        }
    }

    private List<String> drain() {
        List<String> seen = new ArrayList<>();
        queue.drain(
                (buffer, offset) -> seen.add("sent "
                        + buffer.getLong(
                                offset + Event.HEADER_BYTES + OrderCommandEncoder.orderIdEncodingOffset(),
                                ByteOrder.LITTLE_ENDIAN)),
                (buffer, offset) -> seen.add("denied "
                        + buffer.getLong(
                                offset + Event.HEADER_BYTES + DenialEncoder.orderIdEncodingOffset(),
                                ByteOrder.LITTLE_ENDIAN)));
        return seen;
    }
}
