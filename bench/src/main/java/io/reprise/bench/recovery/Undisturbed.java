package io.reprise.bench.recovery;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a case comes to when nobody disturbs it: as a session, and as a plain backtest, which must be the same.
 *
 * @param end of the session
 * @param points how often it passes each crash point
 */
record Undisturbed(SessionEnd end, Map<CrashPoint, Integer> points) {
    /** Runs both in a folder. */
    static Undisturbed of(RecoveryCase of, Path folder) throws IOException {
        StrategyCatalog catalog = RecoveryCase.catalog();
        Path backtest = folder.resolve("backtest");
        Backtest.run(
                Backtest.Request.unrecorded(List.of(of.market()), of.config()).recordedIn(backtest),
                catalog,
                fill -> {});
        Map<CrashPoint, Integer> points = new EnumMap<>(CrashPoint.class);
        List<String> notes = new ArrayList<>();
        Path journal = folder.resolve("undisturbed");
        boolean ended;
        try (PaperSession session = PaperSession.open(of.request(journal), catalog, notes::add, point -> {
            synchronized (points) {
                points.merge(point, 1, Integer::sum);
            }
        })) {
            ended = session.run();
        }
        if (!ended || !notes.isEmpty()) {
            throw new IllegalStateException(
                    "the undisturbed session of the " + of + " did not end as it should: " + notes);
        }
        SessionEnd end = SessionEnd.of(journal);
        Tally tally = Tally.of(SessionEnd.of(backtest), end, false);
        if (!tally.isClean()) {
            throw new IllegalStateException(
                    "the undisturbed session of the " + of + " and its backtest differ: " + tally);
        }
        return new Undisturbed(end, points);
    }
}
