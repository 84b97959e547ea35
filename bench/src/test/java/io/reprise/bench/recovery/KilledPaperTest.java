package io.reprise.bench.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.bench.market.GeneratedJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench week} with less to do: {@code paper} as people start it, at a pace, killed on the way. */
@Tag("slow")
@Timeout(300)
class KilledPaperTest {
    private static final int EVENTS = 20_000;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    void endsAsTheUndisturbedSessionAndAsTheBacktest() throws IOException {
        Path market = GeneratedJournal.trades(folder.resolve("market"), EVENTS, 5, done -> {});
        List<String> run = List.of(
                "--strategy=sma-cross",
                "--set=fast=2",
                "--set=slow=5",
                "--bar=5s",
                "--cash=1000000",
                "--qty=1",
                "--latency-ms=900");
        KilledPaper.Outcome outcome =
                new KilledPaper(folder.resolve("run"), market, run, 5_000, 3).run(KILLS, 1_000, done -> {});
        assertEquals(Tally.NOTHING, outcome.calm());
        assertEquals(Tally.NOTHING, outcome.backtest());
        assertEquals(KILLS, outcome.kills());
        assertEquals(EVENTS, outcome.marketEvents());
        assertTrue(outcome.end().fills() > 100, outcome.end().fills() + " fills");
    }
}
