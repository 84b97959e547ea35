package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are refused leave nothing behind, and legs that are not there are not made up. */
final class RefusedRunTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(RefusedRunTest.class.getClassLoader());

    @TempDir
    Path folder;

    private Path minutes;

    @BeforeEach
    void makeMarket() throws IOException {
        minutes = new RandomMarket(folder).bars(31, 400);
    }

    private RunResult run(String strategy, StrategyCatalog catalog, Path... markets) throws IOException {
        Backtest.Request request = RandomMarket.request(strategy, null, markets);
        return Backtest.run(request.recordedIn(folder.resolve("run")), catalog, fill -> {});
    }

    @Test
    void aRefusedPlanLeavesNoJournal() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> run("pairs-zscore", LIBRARY, minutes));
        assertFalse(Files.exists(folder.resolve("run")));
        assertTrue(run("sma-cross", LIBRARY, minutes).orders() > 0);
        String again = assertThrows(IllegalArgumentException.class, () -> run("sma-cross", LIBRARY, minutes))
                .getMessage();
        assertTrue(again.endsWith("holds a journal already"), again);
    }

    /** A strategy's signal is asked for when the stages are made, which is after the plan. */
    @Test
    void refusedStagesLeaveNoJournal() {
        SignalCopy asking = new SignalCopy("asking", "signal.asking");
        String refusal = assertThrows(IllegalArgumentException.class, () -> run("asking", with(asking), minutes))
                .getMessage();
        assertTrue(refusal.contains("reads its own signal"), refusal);
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void aSecondLegOfOtherBarsIsRefused() throws IOException {
        Path hours = new RandomMarket(folder).bars(32, 400, 3600);
        for (String strategy : List.of("pairs-zscore", "lead-lag", "signal.lead-lag")) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> run(strategy, LIBRARY, minutes, hours))
                    .getMessage();
            assertEquals(
                    "strategy " + strategy.substring(strategy.indexOf('.') + 1)
                            + " runs on bars of 1m, but the journal of its leg BARS32-USD.TEST holds bars of 1h",
                    refusal);
        }
        assertTrue(run("sma-cross", LIBRARY, minutes, hours).orders() > 0, "it has one leg");
    }

    /** Whatever a context tells of a leg or does in it. */
    static Stream<Consumer<Context>> legs() {
        return Stream.of(
                context -> context.bar(1),
                context -> context.state(1),
                context -> context.go(1, 1),
                context -> context.position(1),
                context -> context.expectedPosition(1),
                context -> context.lastPx(1),
                context -> context.market(1, Side.BUY, 1, TimeInForce.GTC));
    }

    @ParameterizedTest
    @MethodSource("legs")
    void aLegThatIsNotThereIsRefused(Consumer<Context> leg) throws IOException {
        Scripted own = new Scripted("own", () -> (bar, context) -> assertEquals(bar, context.bar(0)));
        Scripted other = new Scripted("other", () -> (bar, context) -> leg.accept(context));
        SignalCopy follower = new SignalCopy("follower", "signal.other");
        Backtest.run(RandomMarket.request("own", null, minutes), with(own), fill -> {});
        for (String strategy : List.of("other", "follower")) {
            Backtest.Request request = RandomMarket.request(strategy, Map.of(), null, minutes);
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> Backtest.run(request, with(other, follower), fill -> {}),
                    strategy);
        }
    }

    private static StrategyCatalog with(StrategyProvider... more) {
        return StrategyCatalog.of(
                Stream.concat(LIBRARY.all().stream(), Stream.of(more)).toList());
    }
}
