package io.reprise.bench.recovery;

import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The process that is killed: opens a case's session and runs it to its end, unless it ends itself on the way. */
public final class SessionChild {
    /** Exit code of a session that went wrong. */
    static final int WRONG = 3;
    /** Instead of a crash point's name: none. */
    static final String NOWHERE = "-";

    private SessionChild() {}

    /** @param args market, events, seed, journal, crash point or {@value #NOWHERE}, which of its passes */
    public static void main(String[] args) throws IOException {
        RecoveryCase of = new RecoveryCase(Path.of(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]));
        CrashPoint.Listener crash = args[4].equals(NOWHERE)
                ? CrashPoint.Listener.NONE
                : new SelfKill(CrashPoint.valueOf(args[4]), Integer.parseInt(args[5]), System.out);
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        PaperSession session =
                PaperSession.open(of.request(Path.of(args[3])), RecoveryCase.catalog(), notes::add, crash);
        boolean ended;
        try (session) {
            ended = session.run();
        }
        notes.forEach(System.err::println);
        System.exit(ended && session.divergence() == null ? 0 : WRONG);
    }
}
