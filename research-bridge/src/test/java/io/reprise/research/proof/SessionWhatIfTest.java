package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.CommandKind;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunInput;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.WhatIf;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session's journal is enough for a what-if, and what operators commanded then is commanded again. */
@Tag("slow")
final class SessionWhatIfTest {
    private static final String OPTIONS = " --bar 10s --qty 2 --fee-bps 5 --lot 0.01 --latency-ms 3000";
    private static final RunConfig RECORDED =
            EngineRun.config(TwinCase.of("--strategy sma-cross --fast 2 --slow 5" + OPTIONS));
    private static final RunConfig CHANGED =
            EngineRun.config(TwinCase.of("--strategy donchian-breakout --entry 3 --exit 2" + OPTIONS));
    private static final Map<Long, CommandKind> COMMANDS = Map.of(
            100L, CommandKind.CANCEL_ALL,
            200L, CommandKind.HALT,
            420L, CommandKind.RESUME,
            600L, CommandKind.FLATTEN);

    @TempDir
    Path folder;

    private RecordedPair runs;
    private Path market;

    @BeforeEach
    void ingest() throws IOException {
        runs = new RecordedPair(folder);
        market = runs.market("market", RecordedRun.waves(900));
    }

    private static WhatIf.Answer ask(Path journal, RunConfig change) throws IOException {
        return WhatIf.of(journal, List.of(), RecordedRun.CATALOG).ask(change);
    }

    private static RunResult result(Path journal) throws IOException {
        return Replay.of(journal, RecordedRun.CATALOG).run(Topology.INLINE, RingSettings.DEFAULT);
    }

    private static void assertSame(RunResult expected, RunResult actual) {
        assertEquals(expected.fills(), actual.fills());
        assertEquals(expected.finalEquity(), actual.finalEquity());
        assertEquals(expected.orders(), actual.orders());
        assertEquals(expected.rejects(), actual.rejects());
        assertEquals(expected.maxDrawdown(), actual.maxDrawdown());
        assertEquals(expected.outboundDigest(), actual.outboundDigest());
        assertEquals(expected.stateDigest(), actual.stateDigest());
    }

    @Test
    void isThatOfTheBacktestWhereNobodyCommands() throws IOException {
        Path session = Sessions.run(folder.resolve("session"), market, RECORDED, Map.of());
        WhatIf.Answer answer = ask(session, CHANGED);
        assertSame(RecordedPair.byHand(market, RECORDED), answer.recorded());
        assertSame(RecordedPair.byHand(market, RECORDED), answer.resimulated());
        assertSame(RecordedPair.byHand(market, CHANGED), answer.changed());
        assertTrue(answer.divergence().decides());

        RunGap.Answer gap = RecordedPair.gap(session, runs.run("backtest", market, RECORDED));
        assertEquals(0, gap.gap());
        assertNull(gap.divergence());
        assertTrue(gap.parts().stream().allMatch(RunGap.Part::isSame));
    }

    /** The changed column is what a session of the changed settings recorded under the same commands. */
    @Test
    void keepsWhatOperatorsCommanded() throws IOException {
        Path session = Sessions.run(folder.resolve("session"), market, RECORDED, COMMANDS);
        Path byHand = Sessions.run(folder.resolve("by-hand"), market, CHANGED, COMMANDS);
        WhatIf.Answer answer = ask(session, CHANGED);
        assertSame(result(session), answer.recorded());
        assertSame(result(session), answer.resimulated());
        assertSame(result(byHand), answer.changed());
        assertTrue(answer.changed().rejects() > 0, "nothing was denied while trading was halted");
        assertNotEquals(
                RecordedPair.byHand(market, CHANGED).fills(), answer.changed().fills());
        WhatIf.Answer unchanged = ask(session, RECORDED);
        assertSame(unchanged.resimulated(), unchanged.changed());
        assertNull(unchanged.divergence());
    }

    @Test
    void aGapThatOnlyCommandsMadeIsTheirs() throws IOException {
        Path quiet = Sessions.run(folder.resolve("quiet"), market, RECORDED, Map.of());
        Path commanded = Sessions.run(folder.resolve("commanded"), market, RECORDED, COMMANDS);
        RunGap.Answer gap = RecordedPair.gap(quiet, commanded);
        assertEquals(RecordedPair.pnl(result(commanded)) - RecordedPair.pnl(result(quiet)), gap.gap());
        assertNotEquals(0, gap.gap());
        for (RunGap.Part part : gap.parts()) {
            assertEquals(
                    part.input() == RunInput.COMMANDS ? gap.gap() : 0,
                    part.part(),
                    part.input().text());
            assertEquals(
                    part.input() != RunInput.COMMANDS,
                    part.isSame(),
                    part.input().text());
        }
        assertEquals(0, gap.residual());
        assertTrue(
                gap.divergence().cause().startsWith("the inputs differ: command "),
                gap.divergence().cause());
    }

    /** Commands go to another run's data by their time, and to the same data at their place. */
    @Test
    void commandsAreSwappedByThemselves() throws IOException {
        Path a = Sessions.run(folder.resolve("a"), market, RECORDED, COMMANDS);
        Path b = runs.run("b", market, CHANGED);
        RunGap.Answer gap = RecordedPair.gap(a, b);
        RunGap.Part commands = gap.parts().get(RunInput.COMMANDS.ordinal());
        assertEquals(RecordedPair.pnl(RecordedPair.byHand(market, RECORDED)), commands.pnl());
        assertEquals(0, gap.residual());

        Path other = runs.market("other", RecordedRun.waves(700));
        RunGap.Answer back = RecordedPair.gap(runs.run("c", other, CHANGED), a);
        assertEquals(
                back.gap(), back.parts().stream().mapToLong(RunGap.Part::part).sum());
        assertFalse(back.parts().get(RunInput.DATA.ordinal()).isSame());
        assertEquals(0, back.residual());
    }

    /** What the killed process had not yet recorded is not there; up to then nothing differs. */
    @Test
    void goesAsFarAsASessionThatWasKilledDid() throws IOException {
        Path session = Sessions.run(folder.resolve("session"), market, RECORDED, COMMANDS, 500);
        WhatIf.Answer answer = ask(session, CHANGED);
        long events = answer.recorded().events();
        assertTrue(events > 400 && events <= 500, events + " events");
        assertEquals(events, answer.changed().events());
        assertSame(answer.recorded(), answer.resimulated());
        Path byHand = Sessions.run(folder.resolve("by-hand"), market, CHANGED, COMMANDS);
        assertEquals(
                result(byHand).fills().stream()
                        .filter(fill -> fill.event() <= events)
                        .toList(),
                answer.changed().fills());
        assertTrue(answer.changed().fillCount() > 10, answer.changed().fillCount() + " fills prove little");
    }
}
