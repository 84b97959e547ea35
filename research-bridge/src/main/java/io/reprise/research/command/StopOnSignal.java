package io.reprise.research.command;

import io.reprise.engine.live.PaperSession;
import io.reprise.engine.seal.SealThread;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;

/**
 * Makes of a signal (SIGTERM, SIGINT) an orderly end: the session stops, takes its last snapshot, its journal is sealed, and
 * the process ends with code 0; with 1 when the session failed or its journal diverged. A signal that comes while the
 * session is being opened waits until it is.
 */
final class StopOnSignal {
    private final CompletableFuture<Running> opened = new CompletableFuture<>();
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stopAndLeave, "reprise-stop");

    /** @param sealing of the session's journal, null when it is not sealed */
    private record Running(PaperSession session, SealThread sealing) {}

    StopOnSignal(PrintWriter err) {
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The session is open, and is what a signal stops. */
    void running(PaperSession session, SealThread sealing) {
        opened.complete(new Running(session, sealing));
    }

    private void stopAndLeave() {
        Running running = opened.join();
        Runtime.getRuntime().halt(running != null && stop(running) ? 0 : 1);
    }

    private boolean stop(Running running) {
        boolean well = running.session().stop();
        if (running.sealing() != null) {
            running.sealing().close();
        }
        if (well) {
            err.println("stopped after " + running.session().progress()
                    + " market events with a snapshot: started again on the same journal it goes on");
        }
        return well;
    }

    /** The session has ended or failed by itself, or was never opened: a signal is the JVM's again. */
    void withdraw() {
        opened.complete(null);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalCame) {
            // the hook runs, and ends the process
        }
    }
}
