package io.reprise.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy of the library that reads bars alone. */
final class LibraryContractTest {
    private static final int ROUNDS = 7;
    private static final long SEED = 20_120_401;

    static List<StrategyProvider> onBars() {
        return StrategyCatalog.load(LibraryContractTest.class.getClassLoader()).all().stream()
                .filter(provider -> provider.notes().inputs().equals(Set.of(Input.BAR)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("onBars")
    void goesInAndOut(StrategyProvider provider) {
        String letters = SignalRun.letters(provider, SignalRun.shorts(provider), TestBars.walk(SEED, 3000));
        assertTrue(letters.contains("L"), letters);
        assertTrue(letters.contains(SignalRun.shorts(provider).isEmpty() ? "L." : "S"), letters);
        String longOnly = SignalRun.letters(provider, Map.of(), TestBars.walk(SEED, 3000));
        assertEquals(-1, longOnly.indexOf('S'), "it is short without being asked to");
    }

    @ParameterizedTest
    @MethodSource("onBars")
    void goesOnFromASavedState(StrategyProvider provider) {
        List<Bar> bars = TestBars.walk(SEED + 1, 900);
        for (int cut : new int[] {0, 1, 13, 300, 511, 800}) {
            SignalRun whole = new SignalRun(provider, SignalRun.shorts(provider));
            SignalRun later = new SignalRun(provider, SignalRun.shorts(provider));
            bars.subList(0, cut).forEach(whole::on);
            SavedState saved = new SavedState();
            whole.saveState(saved);
            later.loadState(saved);
            assertTrue(saved.isRead(), "saves more than it loads");
            for (Bar bar : bars.subList(cut, bars.size())) {
                assertEquals(whole.on(bar), later.on(bar), "after a cut at " + cut);
            }
            SavedState a = new SavedState();
            SavedState b = new SavedState();
            whole.saveState(a);
            later.saveState(b);
            assertEquals(a, b, "after a cut at " + cut);
        }
    }

    /** Two for one, then one for eight; real splits are those of research-bridge's SplitSignalsTest. */
    @ParameterizedTest
    @MethodSource("onBars")
    void aSplitIsNoMove(StrategyProvider provider) {
        for (int split = 601; split < 640; split += 3) {
            List<Bar> bars = TestBars.walk(SEED + split, 900);
            SignalRun plain = new SignalRun(provider, SignalRun.shorts(provider));
            SignalRun raw = new SignalRun(provider, SignalRun.shorts(provider));
            for (int i = 0; i < bars.size(); i++) {
                Bar bar = bars.get(i);
                if (i == split) {
                    raw.split(0, 2, 1);
                } else if (i == split + 100) {
                    raw.split(0, 1, 8);
                }
                Bar inUnitsOfNow =
                        i < split ? bar : i < split + 100 ? TestBars.rescaled(bar, 2, 1) : TestBars.rescaled(bar, 1, 4);
                assertEquals(plain.on(bar), raw.on(inUnitsOfNow), "bar " + (i - split) + " from the split " + split);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("onBars")
    void allocatesNothingOnABar(StrategyProvider provider) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Bar> bars = TestBars.walk(SEED + 2, 2000);
        SignalRun run = new SignalRun(provider, SignalRun.shorts(provider));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < bars.size(); i++) {
                run.on(bars.get(i));
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void refusesPeriodsInTheWrongOrder() {
        for (String[] wrong : new String[][] {
            {"ema-cross", "fast", "26"},
            {"macd", "fast", "26"},
            {"kama", "fast", "30"},
            {"zscore-reversion", "exit", "2"},
            {"stochastic", "lower", "80"},
            {"year-high", "exit", "0.98"},
            {"managed-volatility", "window", "252"},
            {"composite", "window", "200"},
            {"voting", "quorum", "4"}
        }) {
            StrategyProvider provider = onBars().stream()
                    .filter(one -> one.name().equals(wrong[0]))
                    .findFirst()
                    .orElseThrow();
            Parameters parameters = Parameters.of(provider.parameters(), Map.of(wrong[1], wrong[2]));
            String message = assertThrows(IllegalArgumentException.class, () -> provider.create(parameters))
                    .getMessage();
            assertTrue(message.startsWith(wrong[0] + " needs "), message);
        }
    }
}
