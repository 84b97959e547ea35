package io.reprise.research.proof;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.MessageHeaderEncoder;
import io.reprise.codecs.OperatorCommandEncoder;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.event.Event;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Paper sessions that do not wait, with operators who command after a number of market events. */
final class Sessions {
    /** A session takes commands before every 64th market event. */
    static final int LOOK = 64;

    private Sessions() {}

    /** Ends a session as if its process had been killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Runs a session.
     *
     * @param commands by how many market events come before them; they take effect at the next look
     * @param killAfter market events after which it is killed, {@link Long#MAX_VALUE} for never
     */
    static Path run(Path journal, Path market, RunConfig config, Map<Long, CommandKind> commands, long killAfter)
            throws IOException {
        PaperSession.Request request = new PaperSession.Request(
                List.of(market),
                config,
                journal,
                JournalSettings.defaults(),
                Topology.FUSED,
                RingSettings.DEFAULT,
                0,
                100_000,
                Long.MAX_VALUE,
                false);
        Operator operator = new Operator(journal, commands, killAfter);
        try (PaperSession session = PaperSession.open(request, RecordedRun.CATALOG, note -> {}, operator)) {
            operator.session = session;
            session.run();
        } catch (Killed killed) {
            // as asked
        }
        return journal;
    }

    static Path run(Path journal, Path market, RunConfig config, Map<Long, CommandKind> commands) throws IOException {
        return run(journal, market, config, commands, Long.MAX_VALUE);
    }

    /** Called on the driver's thread before each event. */
    private static final class Operator implements CrashPoint.Listener {
        private final Path journal;
        private final TreeMap<Long, CommandKind> commands;
        private final long killAfter;
        private PaperSession session;

        Operator(Path journal, Map<Long, CommandKind> commands, long killAfter) {
            this.journal = journal;
            this.commands = new TreeMap<>(commands);
            this.killAfter = killAfter;
        }

        @Override
        public void at(CrashPoint point) {
            if (point != CrashPoint.BEFORE_PUBLISH) {
                return;
            }
            if (session.progress() >= killAfter) {
                throw new Killed();
            }
            while (!commands.isEmpty() && session.progress() >= commands.firstKey()) {
                send(commands.pollFirstEntry().getValue());
            }
        }

        private void send(CommandKind kind) {
            UnsafeBuffer frame = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
            new OperatorCommandEncoder()
                    .wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                    .instrumentId(-1)
                    .commandKind(kind)
                    .strategyId(-1)
                    .orderId(-1);
            try (CommandQueue queue = CommandQueue.writer(journal)) {
                queue.send(frame, 0);
            }
        }
    }
}
