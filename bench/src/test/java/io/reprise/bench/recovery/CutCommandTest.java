package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.codecs.RunTextDecoder;
import io.reprise.codecs.RunTextEncoder;
import io.reprise.codecs.TextKind;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command of several frames that a crash cut in two is taken to its end, and no frame of it twice. */
@Tag("slow")
@Timeout(180)
class CutCommandTest {
    private static final int EVENTS = 1_000;
    private static final int PIECES = 5;
    private static final int NOTES = 2;
    private static final int IMAGES = NOTES * (PIECES + 1) + 2;
    private static final int NONE = -1;

    @TempDir
    private Path folder;

    private RecoveryCase of;
    private int images;

    private boolean run(Path journal, CrashPoint.Listener crash) throws IOException {
        try (PaperSession session = PaperSession.open(
                of.request(journal, Topology.FUSED), RecoveryCase.catalog(), System.out::println, crash)) {
            return session.run();
        }
    }

    @Test
    void isRecordedOnceWhereverItWasCut() throws IOException {
        of = RecoveryCase.in(folder.resolve("markets"), EVENTS, 1);
        Path journal = folder.resolve("session");
        JournalFolder.open(journal, of.request(journal).settings()).close();
        for (int note = 0; note < NOTES; note++) {
            send(journal, note);
        }
        // the appending thread makes the images, and nothing else writes meanwhile
        run(journal, point -> {
            if (point == CrashPoint.AFTER_APPEND && images < IMAGES) {
                image(journal);
            }
        });
        List<String> whole = said(journal);
        assertEquals(NOTES * (PIECES + 1), whole.size(), whole::toString);
        int cut = 0;
        for (int image = 0; image < images; image++) {
            Path copy = folder.resolve("image-" + image);
            List<String> before = said(copy);
            cut += before.size() % (PIECES + 1) == 0 ? 0 : 1;
            assertTrue(run(copy, CrashPoint.Listener.NONE));
            assertEquals(whole, said(copy), "image " + image + " began with " + before);
            assertEquals(
                    SessionEnd.of(journal).stateDigest(), SessionEnd.of(copy).stateDigest());
        }
        assertEquals(NOTES * PIECES, cut, "images within a command");
    }

    private void image(Path journal) {
        try {
            CrashImages.copy(journal, folder.resolve("image-" + images++));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Path journal, int note) {
        UnsafeBuffer frames = new UnsafeBuffer(new byte[(PIECES + 1) * Event.FRAME_BYTES_MAX]);
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        byte[] text = new byte[RunTextEncoder.textLength()];
        int at = 0;
        for (int piece = 0; piece < PIECES; piece++) {
            text[0] = (byte) ('a' + piece);
            text[1] = (byte) ('0' + note);
            RunTextEncoder encoder = new RunTextEncoder().wrapAndApplyHeader(frames, at, header);
            encoder.instrumentId(NONE).sourceId(0);
            encoder.flags().clear().first(piece == 0).last(piece == PIECES - 1);
            encoder.textKind(TextKind.NOTE).index(piece).length(text.length).putText(text, 0, text.length);
            at += Event.frameLength(frames, at);
        }
        new OperatorCommandEncoder()
                .wrapAndApplyHeader(frames, at, header)
                .instrumentId(NONE)
                .commandKind(CommandKind.NOTE)
                .strategyId(NONE)
                .orderId(NONE);
        try (CommandQueue queue = CommandQueue.writer(journal)) {
            queue.send(frames, 0, at + Event.frameLength(frames, at));
        }
    }

    /** Each frame of a note that is recorded, as a word. */
    private static List<String> said(Path journal) {
        List<String> said = new ArrayList<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        RunTextDecoder piece = new RunTextDecoder();
        OperatorCommandDecoder command = new OperatorCommandDecoder();
        byte[] text = new byte[2];
        try (StreamTailer tailer = StreamTailer.open(JournalFolder.inbound(journal))) {
            while (tailer.next()) {
                for (int at = tailer.offset(); at < tailer.limit(); at += Event.frameLength(tailer.buffer(), at)) {
                    int template = Event.templateId(tailer.buffer(), at);
                    if (template == RunTextDecoder.TEMPLATE_ID) {
                        piece.wrapAndApplyHeader(tailer.buffer(), at, header);
                        if (piece.textKind() == TextKind.NOTE) {
                            piece.getText(text, 0, text.length);
                            said.add(new String(text, StandardCharsets.US_ASCII));
                        }
                    } else if (template == OperatorCommandDecoder.TEMPLATE_ID
                            && command.wrapAndApplyHeader(tailer.buffer(), at, header)
                                            .commandKind()
                                    == CommandKind.NOTE) {
                        said.add("id " + command.commandId());
                    }
                }
            }
        }
        return said;
    }
}
