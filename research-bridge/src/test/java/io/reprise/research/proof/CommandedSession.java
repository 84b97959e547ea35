package io.reprise.research.proof;

import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.EngineLink;
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

/**
 * A session that does not wait, and an operator who gives commands after a number of market events, each with a key of its
 * own, so that one given again after a kill is not done twice.
 */
final class CommandedSession implements CrashPoint.Listener {
    private final Path journal;
    private final TreeMap<Long, Command> commands;
    private final long killAfter;
    private PaperSession session;
    private EngineLink link;

    private CommandedSession(Path journal, Map<Long, Command> commands, long killAfter) {
        this.journal = journal;
        this.commands = new TreeMap<>(commands);
        this.killAfter = killAfter;
    }

    /** @param killAfter market events after which it is killed, {@link Long#MAX_VALUE} for never */
    static void run(
            Path journal, Path market, RunConfig config, Topology topology, Map<Long, Command> commands, long killAfter)
            throws IOException {
        PaperSession.Request request = new PaperSession.Request(
                List.of(market),
                config,
                journal,
                JournalSettings.defaults(),
                topology,
                RingSettings.DEFAULT,
                0,
                1_000,
                Long.MAX_VALUE,
                false);
        CommandedSession operator = new CommandedSession(journal, commands, killAfter);
        try (PaperSession session = PaperSession.open(request, RecordedRun.CATALOG, note -> {}, operator)) {
            operator.session = session;
            session.run();
            if (session.divergence() != null) {
                throw new AssertionError(session.divergence());
            }
        } catch (Sessions.Killed killed) {
            // as asked
        } finally {
            if (operator.link != null) {
                operator.link.close();
            }
        }
    }

    @Override
    public void at(CrashPoint point) {
        if (point != CrashPoint.BEFORE_PUBLISH) {
            return;
        }
        if (session.progress() >= killAfter) {
            throw new Sessions.Killed();
        }
        while (!commands.isEmpty() && session.progress() >= commands.firstKey()) {
            if (link == null) {
                link = EngineLink.open(journal, RecordedRun.CATALOG);
            }
            Map.Entry<Long, Command> next = commands.pollFirstEntry();
            link.post(next.getValue(), "key " + next.getKey(), 7);
        }
    }
}
