package io.reprise.research.access;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.RunTextEncoder;
import io.reprise.codecs.TextKind;
import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.pipeline.FrameBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiConsumer;

/** Texts as runs of {@code RunText} frames of kind NOTE, a text a document. The writing end is owned by one thread at a time. */
final class AuditFrames {
    /** Longest text, bytes of UTF-8. */
    static final int TEXT_BYTES_MAX = 32 << 10;

    private static final int PIECE_BYTES = RunTextEncoder.textLength();
    private static final int FRAMES_BYTES = 2 * TEXT_BYTES_MAX;
    private static final int NO_INSTRUMENT = -1;

    private final FrameBatch batch;
    private long nextSeq;

    AuditFrames(StreamAppender appender) {
        batch = new FrameBatch(FRAMES_BYTES, appender::append);
        nextSeq = Math.max(1, appender.lastSeq() + 1);
    }

    /** Appends a text as one document; returns the sequence of its first frame. */
    long append(byte[] text, long tsNs) {
        if (text.length == 0 || text.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("a note of " + text.length + " bytes cannot be recorded");
        }
        long first = nextSeq;
        for (int from = 0, index = 0; from < text.length; from += PIECE_BYTES, index++) {
            int length = Math.min(PIECE_BYTES, text.length - from);
            byte[] piece = new byte[PIECE_BYTES];
            System.arraycopy(text, from, piece, 0, length);
            RunTextEncoder encoder = new RunTextEncoder()
                    .wrapAndApplyHeader(batch.buffer(), batch.claim(), new MessageHeaderEncoder())
                    .seq(nextSeq)
                    .tsEventNs(tsNs)
                    .tsInitNs(tsNs)
                    .instrumentId(NO_INSTRUMENT)
                    .sourceId(0);
            encoder.flags().clear().first(from == 0).last(from + length == text.length);
            encoder.textKind(TextKind.NOTE).index(index).length(length).putText(piece, 0, PIECE_BYTES);
            batch.commit(nextSeq++);
        }
        batch.flush();
        return first;
    }

    /** Gives each text of a journal, in order, with the sequence of its first frame. */
    static void read(Path journal, BiConsumer<Long, String> texts) {
        FrameFilter notes = new FrameFilter(
                FrameFilter.ALL.seqFrom(),
                FrameFilter.ALL.seqTo(),
                FrameFilter.ALL.tsInitFromNs(),
                FrameFilter.ALL.tsInitToNs(),
                Set.of(RunTextDecoder.TEMPLATE_ID));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        RunTextDecoder piece = new RunTextDecoder();
        byte[] bytes = new byte[PIECE_BYTES];
        long first = 0;
        try (JournalView view = JournalView.ofStream(journal, JournalFolder.INBOUND, notes)) {
            while (view.advance()) {
                piece.wrapAndApplyHeader(view.buffer(), view.offset(), header);
                if (piece.textKind() != TextKind.NOTE) {
                    continue;
                }
                if (piece.flags().first()) {
                    text.reset();
                    first = piece.seq();
                }
                piece.getText(bytes, 0, PIECE_BYTES);
                text.write(bytes, 0, Math.clamp(piece.length(), 0, PIECE_BYTES));
                if (piece.flags().last()) {
                    texts.accept(first, text.toString(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
