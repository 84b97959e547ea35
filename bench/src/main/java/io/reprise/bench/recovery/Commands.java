package io.reprise.bench.recovery;

import io.reprise.bench.market.SplitMix;
import io.reprise.codecs.CommandKind;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** What operators send to a session while it runs, and between two runs. */
final class Commands {
    private static final int NONE = -1;
    private static final CommandKind[] KINDS = {
        CommandKind.HALT, CommandKind.RESUME, CommandKind.FLATTEN, CommandKind.CANCEL_ALL, CommandKind.RESUME
    };

    private Commands() {}

    /** Sends one of the commands that an operator has, without waiting for anybody to take it. */
    static long send(Path journal, SplitMix random) {
        return send(journal, KINDS[(int) random.below(KINDS.length)]);
    }

    static long send(Path journal, CommandKind kind) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
        new OperatorCommandEncoder()
                .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .instrumentId(NONE)
                .commandKind(kind)
                .strategyId(NONE)
                .orderId(NONE);
        try (CommandQueue queue = CommandQueue.writer(journal)) {
            return queue.send(frame, 0);
        }
    }

    /** Each command that was sent is sequenced once, unless the data ended before anybody looked for it. */
    static Tally tally(Path journal, SessionEnd end) {
        Set<Long> sent = sent(journal);
        long doubled =
                end.commands().values().stream().filter(times -> times > 1).count();
        long unknown = end.commands().keySet().stream()
                .filter(id -> !sent.contains(id))
                .count();
        long lastTaken =
                end.commands().keySet().stream().mapToLong(id -> id).max().orElse(-1);
        long lost = sent.stream()
                .filter(id -> id < lastTaken && !end.commands().containsKey(id))
                .count();
        return new Tally(lost, doubled + unknown, true);
    }

    /** Ids of all commands that were ever sent to a journal. */
    private static Set<Long> sent(Path journal) {
        Set<Long> ids = new TreeSet<>();
        try (CommandQueue queue = CommandQueue.reader(journal, -1)) {
            for (long id = queue.poll(); id >= 0; id = queue.poll()) {
                ids.add(id);
            }
        }
        return ids;
    }
}
