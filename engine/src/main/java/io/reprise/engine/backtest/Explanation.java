package io.reprise.engine.backtest;

import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import io.reprise.engine.time.Times;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Why an order was sent and what became of it, read from a run's journal.
 *
 * @param orderId the order
 * @param causeSeq sequence of the event that caused it
 * @param cause that event's record
 * @param bar the bar that closed on that event, as text; null when none did
 * @param features name and value of each feature at that moment, in order of request
 * @param decisions signal, intent, verdict and commands, from the outbound journal
 * @param reports what the venue said, or the denial, from the inbound journal
 */
public record Explanation(
        long orderId,
        long causeSeq,
        FrameText cause,
        String bar,
        List<FeatureValue> features,
        List<FrameText> decisions,
        List<FrameText> reports) {

    /**
     * A frame in words.
     *
     * @param json all of it
     * @param line sequence, time, type and what the type has to say, for people
     */
    public record FrameText(String json, String line) {
        private static final int TYPE_WIDTH = 16;

        static FrameText of(DirectBuffer buffer, int offset, JournalNames names) {
            StringBuilder line = new StringBuilder(("%9d  %-30s  %-" + TYPE_WIDTH + "s  ")
                    .formatted(
                            Event.seq(buffer, offset),
                            Times.format(Event.tsInitNs(buffer, offset)),
                            FramePrinter.typeName(buffer, offset)));
            FramePrinter.appendFields(line, buffer, offset, names);
            return new FrameText(FramePrinter.json(buffer, offset), line.toString());
        }
    }

    /** A feature as the strategy saw it; NaN before it was ready. */
    public record FeatureValue(String name, double value) {}
}
