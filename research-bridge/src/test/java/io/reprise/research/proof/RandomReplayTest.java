package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random runs replay to the same bytes, the same state and the same figures in every topology. */
final class RandomReplayTest {
    private static final int FILES = Integer.getInteger("reprise.twin.files", 100) / 15;
    private static final long SEED = Long.getLong("reprise.twin.seed", 1);

    @TempDir
    Path folder;

    @Test
    void verifiesInEveryTopology() throws IOException {
        long fills = 0;
        for (long seed = SEED; seed < SEED + FILES; seed++) {
            RandomCase one = RandomCase.of(seed);
            Path market = one.ingest(folder.resolve("market-" + seed));
            Path journal = folder.resolve("journal-" + seed);
            Backtest.Request request = Backtest.Request.unrecorded(
                    List.of(market), EngineRun.config(one.options().getFirst()));
            RunResult run = Backtest.run(request.recordedIn(journal), RecordedRun.CATALOG, fill -> {});
            for (Topology topology : Topology.values()) {
                Replay.Outcome outcome = new Replay(journal, List.of(market), RecordedRun.CATALOG)
                        .verify(topology, RingSettings.DEFAULT);
                String where = "seed " + seed + " " + topology;
                assertTrue(outcome.verified(), where + ": " + outcome.difference());
                assertEquals(run.fills(), outcome.result().fills(), where);
                assertEquals(run.finalEquity(), outcome.result().finalEquity(), where);
                assertEquals(run.maxDrawdown(), outcome.result().maxDrawdown(), where);
                assertEquals(run.sharpe(), outcome.result().sharpe(), where);
            }
            fills += run.fillCount();
            Folders.delete(market);
            Folders.delete(journal);
        }
        assertTrue(fills > FILES, fills + " fills prove little");
    }
}
