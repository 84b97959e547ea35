package io.reprise.engine.live;

import io.reprise.engine.backtest.CutCommand;
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
    /** Until the next command has come, which is the one that was cut if one was. */
    private CutCommand cut;

    /**
     * @param afterCommandId the newest command that is in the journal, -1 when none is
     * @param cut what is in the journal of the one after it
     */
    OperatorInput(Path journal, long afterCommandId, CutCommand cut, EventSequencer sequencer) {
        commands = CommandQueue.reader(journal, afterCommandId);
        this.cut = cut;
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

    /** All frames of a command that are not in the journal yet, with nothing between them. */
    private void take() {
        UnsafeBuffer frames = commands.frame();
        int from = cut == null ? 0 : cut.recorded(frames, commands.length());
        cut = null;
        for (int at = from; at < commands.length(); at += Event.frameLength(frames, at)) {
            sequencer.external(frames, at);
        }
    }

    @Override
    public void close() {
        commands.close();
    }
}
