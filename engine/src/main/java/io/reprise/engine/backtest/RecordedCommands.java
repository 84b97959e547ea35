package io.reprise.engine.backtest;

import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OperatorCommandDecoder;
import java.nio.file.Path;

/** Finds operators' commands in a journal that grows. Cold; owned by one thread. */
public final class RecordedCommands implements AutoCloseable {
    private final FrameCursor inbound;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();

    private RecordedCommands(FrameCursor inbound) {
        this.inbound = inbound;
    }

    /** Looks from the journal's beginning on. */
    public static RecordedCommands from(Path journal) {
        return new RecordedCommands(new FrameCursor(journal.resolve(RunJournal.INBOUND)));
    }

    /** Sequence of the command with this id, -1 while it is not recorded; ids must be asked for in their order. */
    public long sequenceOf(long commandId) {
        while (inbound.advance()) {
            if (inbound.templateId() == OperatorCommandDecoder.TEMPLATE_ID) {
                command.wrapAndApplyHeader(inbound.buffer(), inbound.offset(), header);
                if (command.sourceId() != EventSequencer.DRIVER_SOURCE && command.commandId() == commandId) {
                    return command.seq();
                }
            }
        }
        return -1;
    }

    @Override
    public void close() {
        inbound.close();
    }
}
