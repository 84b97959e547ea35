package io.reprise.engine.live;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.engine.backtest.RecordedCommands;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends an operator's command to the engine that runs on a journal, and tells at which sequence it took effect. */
public final class OperatorCommands {
    private static final int NONE = -1;
    private static final long LOOK_MS = 5;
    private static final int LOOKS_MAX = 2_000;

    private OperatorCommands() {}

    /**
     * Sends a command and waits until it is sequenced.
     *
     * @return the sequence at which it took effect
     * @throws JournalException when no engine runs there, or it did not take the command in {@value #LOOKS_MAX} looks
     */
    public static long send(Path journal, CommandKind kind) {
        if (!JournalLock.isHeld(journal)) {
            throw new JournalException("no engine runs on " + journal + ", so there is nobody to take the command");
        }
        UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        new OperatorCommandEncoder()
                .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .instrumentId(NONE)
                .sourceId(0)
                .commandKind(kind)
                .commandId(0)
                .strategyId(NONE)
                .orderId(NONE)
                .tokenId(0)
                .argument(0);
        long id;
        try (CommandQueue queue = CommandQueue.writer(journal)) {
            id = queue.send(frame, 0);
        }
        try (RecordedCommands recorded = RecordedCommands.from(journal)) {
            for (int look = 0; look < LOOKS_MAX; look++) {
                long seq = recorded.sequenceOf(id);
                if (seq > 0) {
                    return seq;
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new JournalException("the command was sent to the engine on " + journal
                + ", which has not sequenced it in " + LOOK_MS * LOOKS_MAX / 1000
                + " s; it will when it goes on: ./run.sh journal cat shows it");
    }

    /** Gives a command that came in its id and source. */
    static void number(UnsafeBuffer frame, long commandId, int sourceId) {
        if (Event.templateId(frame, 0) == OperatorCommandDecoder.TEMPLATE_ID) {
            new OperatorCommandEncoder()
                    .wrap(frame, MessageHeaderDecoder.ENCODED_LENGTH)
                    .commandId(commandId)
                    .sourceId(sourceId);
        }
    }
}
