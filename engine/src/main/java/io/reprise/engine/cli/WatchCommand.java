package io.reprise.engine.cli;

import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.time.SystemClock;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watch}: the hot state of a running session, seen from another process, which the session does not notice. */
@Command(
        name = "watch",
        description = "Shows the state of a running session: again and again on a terminal, once elsewhere.")
final class WatchCommand implements Callable<Integer> {
    private static final String CLEAR = "\033[H\033[2J";
    private static final int EVERY_MS_DEFAULT = 500;
    private static final int EVERY_MS_MIN = 10;
    private static final int EVERY_MS_MAX = 3_600_000;
    /** A session that has not written for so long is asked for; a living one writes ten times a second. */
    private static final long SILENT_NS = 2_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "The journal of the running session.")
    private Path journal;

    @Option(names = "--json", description = "One JSON object on standard output; with --every one after another.")
    private boolean json;

    @Option(
            names = "--every",
            paramLabel = "MS",
            description = "Shows it again every so many milliseconds (default: 500 on a terminal).")
    private Integer everyMs;

    private final SystemClock clock = new SystemClock();

    @Override
    public Integer call() {
        if (everyMs != null && (everyMs < EVERY_MS_MIN || everyMs > EVERY_MS_MAX)) {
            throw new IllegalArgumentException(
                    "--every cannot be " + everyMs + ": it takes " + EVERY_MS_MIN + " to " + EVERY_MS_MAX + " ms");
        }
        JournalSelection.requireJournal(journal);
        requireSession("no session runs on " + journal);
        Console console = System.console();
        boolean terminal = !json && console != null && console.isTerminal();
        if (everyMs == null && !terminal) {
            try (HotReader reader = open()) {
                show(reader.read(), false);
            }
            return 0;
        }
        watch(everyMs == null ? EVERY_MS_DEFAULT : everyMs, terminal);
        return 0;
    }

    private void requireSession(String otherwise) {
        if (!JournalLock.isHeld(journal)) {
            throw new JournalException(otherwise);
        }
    }

    private HotReader open() {
        try {
            return HotReader.open(journal);
        } catch (JournalException e) {
            throw new JournalException("the session on " + journal + " cannot be watched: " + e.getMessage(), e);
        }
    }

    private void watch(int periodMs, boolean terminal) {
        try {
            while (true) {
                try (HotReader reader = open()) {
                    HotState state = reader.read();
                    while (isLive(state)) {
                        show(state, terminal);
                        Thread.sleep(periodMs);
                        state = reader.read();
                    }
                    show(state, terminal);
                }
                // Silent: it is over, or another one has begun, with a map of its own.
                if (!JournalLock.isHeld(journal)) {
                    spec.commandLine().getErr().println("reprise: the session on " + journal + " is over");
                    return;
                }
                Thread.sleep(periodMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLive(HotState state) {
        return state.session().running() && clock.epochNs() - state.session().publishedNs() < SILENT_NS;
    }

    private void show(HotState state, boolean terminal) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            HotJson.write(out, state, clock.epochNs());
        } else {
            out.print(terminal ? CLEAR : "");
            HotText.lines(journal, state, clock.epochNs()).forEach(out::println);
        }
        out.flush();
    }
}
