package io.reprise.research.command;

import io.reprise.engine.live.PaperSession;
import io.reprise.engine.seal.SealThread;
import java.io.PrintWriter;

/**
 * Makes of a signal (SIGTERM, SIGINT) an orderly end: the session stops, takes its last snapshot, its journal is sealed, and the process ends with
 * code 0; with 1 when the session failed or its journal diverged.
 */
final class StopOnSignal {
    private final PaperSession session;
    private final SealThread sealing;
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stopAndLeave, "reprise-stop");

    /** @param sealing of the session's journal, null when it is not sealed */
    StopOnSignal(PaperSession session, SealThread sealing, PrintWriter err) {
        this.session = session;
        this.sealing = sealing;
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopAndLeave() {
        boolean well = session.stop();
        if (sealing != null) {
            sealing.close();
        }
        if (well) {
            err.println("stopped after " + session.progress()
                    + " market events with a snapshot: started again on the same journal it goes on");
        }
        Runtime.getRuntime().halt(well ? 0 : 1);
    }

    /** The session has ended or failed by itself: a signal is the JVM's again. */
    void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalCame) {
            // the hook runs, and ends the process
        }
    }
}
