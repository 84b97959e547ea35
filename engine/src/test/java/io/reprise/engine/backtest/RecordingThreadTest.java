package io.reprise.engine.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.engine.pipeline.FrameSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RecordingThreadTest {
    private static final int DOCUMENT_BYTES = 16 << 10;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[DOCUMENT_BYTES]);
    private final List<String> expected = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    @Test
    void takesAllInOrderForEachSink() {
        SplittableRandom random = new SplittableRandom(1);
        try (RecordingThread recording = new RecordingThread()) {
            FrameSink[] sinks = {recording.to(into("a")), recording.to(into("b"))};
            for (int i = 0; i < 2_000; i++) {
                buffer.setMemory(0, DOCUMENT_BYTES, (byte) random.nextInt());
                int length = 8 * random.nextInt(1, DOCUMENT_BYTES / 8);
                int sink = random.nextInt(2);
                into(expected, sink == 0 ? "a" : "b").onFrames(buffer, 8, length - 8, i, 3L * i);
                sinks[sink].onFrames(buffer, 8, length - 8, i, 3L * i);
                if (random.nextInt(500) == 0) {
                    recording.await();
                    assertEquals(expected, taken);
                }
            }
            recording.await();
            assertEquals(expected, taken);
        }
    }

    private FrameSink into(String name) {
        return into(taken, name);
    }

    private static FrameSink into(List<String> list, String name) {
        return (frames, offset, length, frameCount, firstSeq) -> {
            byte[] bytes = new byte[length];
            frames.getBytes(offset, bytes);
            list.add(name + " " + new String(bytes, StandardCharsets.ISO_8859_1).hashCode() + " " + length + " "
                    + frameCount + " " + firstSeq);
        };
    }

    @Test
    void tellsWhatASinkThrew() {
        IllegalStateException full = new IllegalStateException("the disk is full");
        try (RecordingThread recording = new RecordingThread()) {
            FrameSink sink = recording.to((frames, offset, length, frameCount, firstSeq) -> {
                throw full;
            });
            assertSame(full, assertThrows(IllegalStateException.class, () -> {
                for (int i = 0; i < 1_000; i++) { // more than it holds
                    sink.onFrames(buffer, 0, DOCUMENT_BYTES, 1, i);
                }
            }));
            assertSame(full, assertThrows(IllegalStateException.class, recording::await));
        }
    }
}
