package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FrameNames;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.time.Times;
import java.io.IOException;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first input of one kind in which two runs differ.
 *
 * @param kind market data or commands
 * @param number 1-based, of that kind
 * @param marketEvents market events before it in either run
 * @param a the first run's in words, null where it has ended
 * @param b the second run's in words, null where it has ended
 */
record InputDifference(EventKind kind, long number, long marketEvents, String a, String b) {
    /** Null when all inputs of the kind are the same, each after as many market events. */
    static InputDifference between(RecordedRun a, RecordedRun b, EventKind kind) throws IOException {
        try (Side first = new Side(a, kind);
                Side second = new Side(b, kind)) {
            for (long number = 1; ; number++) {
                boolean hasFirst = first.advance();
                boolean hasSecond = second.advance();
                if (!hasFirst && !hasSecond) {
                    return null;
                }
                if (!hasFirst || !hasSecond || !first.isSame(second)) {
                    long before = Math.min(first.marketEvents, second.marketEvents);
                    return new InputDifference(
                            kind,
                            number,
                            kind == EventKind.MARKET ? number - 1 : before,
                            hasFirst ? first.text() : null,
                            hasSecond ? second.text() : null);
                }
            }
        }
    }

    private static final class Side implements AutoCloseable {
        private final RecordedRun.Reader reader;
        private final List<Instrument> instruments;
        private final EventKind kind;
        private final Event event = new Event();
        private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        private long marketEvents;

        Side(RecordedRun run, EventKind kind) throws IOException {
            this.reader = run.open();
            this.instruments = run.instruments();
            this.kind = kind;
        }

        boolean advance() {
            while (reader.advance(event)) {
                EventKind now = EventKind.of(event);
                marketEvents += now == EventKind.MARKET ? 1 : 0;
                if (now == kind) {
                    frame.setMemory(0, Event.FRAME_BYTES_MAX, (byte) 0);
                    frame.putBytes(
                            0, event.buffer(), event.offset(), Event.frameLength(event.buffer(), event.offset()));
                    Event.renumber(frame, 0, 0, 0);
                    return true;
                }
            }
            return false;
        }

        boolean isSame(Side other) {
            return marketEvents == other.marketEvents
                    && instrument().equals(other.instrument())
                    && frame.equals(other.frame);
        }

        private String instrument() {
            int id = event.instrumentId();
            return id < 0 || id >= instruments.size() ? "" : instruments.get(id).name();
        }

        String text() {
            StringBuilder text = new StringBuilder(FramePrinter.typeName(event.buffer(), event.offset()))
                    .append(instrument().isEmpty() ? "" : " " + instrument())
                    .append(" at ")
                    .append(Times.format(event.tsInitNs()))
                    .append(' ');
            FramePrinter.appendFields(text, event.buffer(), event.offset(), FrameNames.NONE);
            return text.toString();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
