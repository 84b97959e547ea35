package io.reprise.engine.cli;

import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.FramePrinter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** A frame as one line. */
final class JournalLines {
    /** Lines between two looks whether anybody still reads them. */
    static final int LOOK_EVERY = 1_000;

    private static final int SEQ_WIDTH = 9;
    private static final int TYPE_WIDTH = 20;
    private static final long SECOND_NS = 1_000_000_000L;
    /** Always nine places, so that lines stand below each other. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private JournalLines() {}

    /** Stream, sequence, tsInit, type, instrument, and what else the frame says. */
    static void appendText(StringBuilder line, JournalView view, JournalNames names) {
        long tsInitNs = Event.tsInitNs(view.buffer(), view.offset());
        pad(line, view.stream(), "outbound".length());
        String seq = Long.toString(Event.seq(view.buffer(), view.offset()));
        line.append(" ".repeat(Math.max(1, SEQ_WIDTH + 1 - seq.length())))
                .append(seq)
                .append("  ");
        ISO.formatTo(
                Instant.ofEpochSecond(Math.floorDiv(tsInitNs, SECOND_NS), Math.floorMod(tsInitNs, SECOND_NS)), line);
        line.append("  ");
        pad(line, FramePrinter.typeName(view.buffer(), view.offset()), TYPE_WIDTH);
        String instrument = names.instrument(view.buffer(), view.offset());
        if (!instrument.isEmpty()) {
            line.append("  ").append(instrument);
        }
        line.append("  ");
        FramePrinter.appendFields(line, view.buffer(), view.offset(), names);
        while (line.charAt(line.length() - 1) == ' ') {
            line.setLength(line.length() - 1);
        }
    }

    private static void pad(StringBuilder line, String text, int width) {
        line.append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }

    /** The stream and every field. */
    static void appendJson(StringBuilder line, JournalView view, JournalNames names) {
        line.append("{\"stream\":\"").append(view.stream()).append('"');
        FramePrinter.appendJson(line, view.buffer(), view.offset(), names);
        line.append('}');
    }
}
