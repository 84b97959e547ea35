package io.reprise.engine.live;

import io.reprise.engine.backtest.EventSequencer;
import io.reprise.engine.control.CommandFrames;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** What operators and agents send to a session: taken from its command queue into its sequence. Owned by the driver's thread. */
final class OperatorInput implements AutoCloseable {
    /** Source of operators' commands. */
    static final int SOURCE = 2;

    private final CommandQueue commands;
    private final EventSequencer sequencer;

    /** @param afterCommandId the newest command that is in the journal, -1 when none is */
    OperatorInput(Path journal, long afterCommandId, EventSequencer sequencer) {
        commands = CommandQueue.reader(journal, afterCommandId);
        this.sequencer = sequencer;
    }

    /** Sequences what came in since the last call. */
    void poll() {
        long id = commands.poll();
        while (id >= 0) {
            if (CommandFrames.number(commands.frame(), commands.length(), id, SOURCE)) {
                take();
            }
            id = commands.poll();
        }
    }

    /** All frames of a command, with nothing between them. */
    private void take() {
        UnsafeBuffer frames = commands.frame();
        for (int at = 0; at < commands.length(); at += Event.frameLength(frames, at)) {
            sequencer.external(frames, at);
        }
    }

    @Override
    public void close() {
        commands.close();
    }
}
