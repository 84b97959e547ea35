package io.reprise.engine.control;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import io.reprise.codecs.OperatorOrderDecoder;
import io.reprise.codecs.RiskVerdictDecoder;
import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.risk.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The commands that were sent to a session and those that it sequenced, read on from where they were last looked at. Owned
 * by one thread.
 */
final class CommandLog implements AutoCloseable {
    private final Path journal;
    private final FrameCursor inbound;
    private final CommandQueue queue;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final OperatorOrderDecoder order = new OperatorOrderDecoder();
    private final Map<Long, Place> sequenced = new HashMap<>();
    private final Map<Long, Sent> byKey = new HashMap<>();

    /** Where a command stands in the journal. */
    record Place(long seq, long tsInitNs) {}

    /** A command that was sent with a key. */
    record Sent(long commandId, byte[] frames) {
        Sent {
            frames = frames.clone();
        }

        boolean isSame(UnsafeBuffer other, int length) {
            byte[] bytes = new byte[length];
            other.getBytes(0, bytes);
            return Arrays.equals(frames, bytes);
        }
    }

    CommandLog(Path journal) {
        this.journal = journal;
        inbound = new FrameCursor(journal.resolve(RunJournal.INBOUND));
        CommandQueue opened = null;
        try {
            opened = CommandQueue.reader(journal, -1);
            queue = opened;
        } finally {
            if (opened == null) {
                inbound.close();
            }
        }
    }

    /** The first command that was sent with a key, null when none was. */
    Sent sent(long keyHash) {
        for (long id = queue.poll(); id >= 0; id = queue.poll()) {
            UnsafeBuffer frames = queue.frame();
            int last = CommandFrames.last(frames, queue.length());
            long hash = keyHash(frames, last);
            if (hash != 0 && !byKey.containsKey(hash)) {
                byte[] bytes = new byte[queue.length()];
                frames.getBytes(0, bytes);
                byKey.put(hash, new Sent(id, bytes));
            }
        }
        return byKey.get(keyHash);
    }

    private long keyHash(UnsafeBuffer frames, int at) {
        return switch (Event.templateId(frames, at)) {
            case OperatorCommandDecoder.TEMPLATE_ID ->
                command.wrapAndApplyHeader(frames, at, header).argument();
            case OperatorOrderDecoder.TEMPLATE_ID ->
                order.wrapAndApplyHeader(frames, at, header).argument();
            default -> 0;
        };
    }

    /** Where a command is in the journal, null while it is not. */
    Place sequenced(long commandId) {
        while (inbound.advance()) {
            if (inbound.templateId() == OperatorCommandDecoder.TEMPLATE_ID) {
                command.wrapAndApplyHeader(inbound.buffer(), inbound.offset(), header);
                if (command.sourceId() != EventSequencer.DRIVER_SOURCE) {
                    sequenced.put(command.commandId(), new Place(command.seq(), command.tsInitNs()));
                }
            } else if (inbound.templateId() == OperatorOrderDecoder.TEMPLATE_ID) {
                order.wrapAndApplyHeader(inbound.buffer(), inbound.offset(), header);
                sequenced.put(order.commandId(), new Place(order.seq(), order.tsInitNs()));
            }
        }
        return sequenced.get(commandId);
    }

    /** The verdict on an event, null while there is none. */
    Taken.Answer answer(long causeSeq, long tsInitNs) {
        try (FrameCursor outbound = new FrameCursor(journal.resolve(RunJournal.OUTBOUND))) {
            RiskVerdictDecoder verdict = new RiskVerdictDecoder();
            outbound.seekTime(tsInitNs);
            while (outbound.advance()) {
                if (outbound.templateId() == RiskVerdictDecoder.TEMPLATE_ID) {
                    verdict.wrapAndApplyHeader(outbound.buffer(), outbound.offset(), header);
                    if (verdict.causeSeq() == causeSeq
                            && !Reason.of(verdict.reason()).isTrip()) {
                        return new Taken.Answer(
                                Reason.of(verdict.reason()),
                                verdict.orderId(),
                                verdict.actualValue(),
                                verdict.limitValue());
                    }
                }
            }
            return null;
        }
    }

    @Override
    public void close() {
        inbound.close();
        queue.close();
    }
}
