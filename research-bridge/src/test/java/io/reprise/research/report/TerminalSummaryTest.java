package io.reprise.research.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.engine.backtest.RunResult;
import io.reprise.research.report.ReportContext.RunNote;
import io.reprise.research.report.ReportContext.Verification;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TerminalSummaryTest {
    @Test
    void oneRunTellsWhatHowFastAndWhatItIsWorth() {
        RunNote note = new RunNote(Verification.VERIFIED, "in INLINE", null);
        List<String> lines = TerminalSummary.run(new SyntheticRun().build(), note);
        assertPlain(lines);
        assertEquals("sma-cross on BTC-USD.BITSTAMP, bitstamp-2013-11-25", lines.getFirst());
        assertTrue(lines.contains("  Speed         0.012 s, 8,130,081 events/s"), lines.toString());
        assertTrue(lines.contains("  Digests       state 3fa9c1d27b6e, outbound b81e02c47d5f"), lines.toString());
        assertTrue(lines.contains("  Replay        verified byte for byte in INLINE"), lines.toString());
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("  Sharpe") && l.contains("too short: 7 days")));
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("  Verdict")));
    }

    @Test
    void theTableNamesEachDataSetOnceAndCloses() {
        SyntheticRun other = new SyntheticRun();
        other.dataset = "coinbase";
        RunResult run = new SyntheticRun().build();
        List<String> lines =
                TerminalSummary.table(List.of(run, run, other.build()), new ReportContext("Runs", "0.1.0", List.of()));
        assertPlain(lines);
        assertEquals(1, lines.stream().filter(l -> l.startsWith("bitstamp")).count());
        assertEquals(lines.get(1).indexOf("sma-cross"), lines.get(3).indexOf("sma-cross"));
        assertTrue(
                lines.get(4).startsWith("0 of 3 runs beat buy-and-hold after costs; for none of the 3"), lines.get(4));
    }

    @Test
    void edgeCasesArePlainToo() {
        SyntheticRun single = new SyntheticRun();
        single.points = 1;
        single.hold = 0;
        List<String> lines = new ArrayList<>(TerminalSummary.run(single.build(), RunNote.NONE));
        lines.addAll(TerminalSummary.run(RunFactsTest.ruined().build(), RunNote.NONE));
        assertPlain(lines);
        assertTrue(lines.contains("  Sharpe        n/a"), lines.toString());
    }

    private static void assertPlain(List<String> lines) {
        for (String line : lines) {
            assertTrue(line.length() <= TerminalSummary.WIDTH, line);
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127), line);
            assertFalse(line.contains("NaN") || line.contains("null"), line);
            assertEquals(line.stripTrailing(), line);
        }
    }
}
