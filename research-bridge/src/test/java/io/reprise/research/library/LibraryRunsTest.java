package io.reprise.research.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Lookahead;
import io.reprise.engine.backtest.MissingInput;
import io.reprise.engine.domain.Input;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.ingest.Datasets;
import io.reprise.research.ingest.Datasets.Dataset;
import io.reprise.research.ingest.IngestException;
import io.reprise.research.ingest.MarketSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every strategy of the library runs where the data carry its inputs, looks at nothing ahead, and is refused elsewhere. */
final class LibraryRunsTest {
    private static final StrategyCatalog LIBRARY = StrategyCatalog.load(LibraryRunsTest.class.getClassLoader());
    private static final Path SHARED = Path.of("../../shared/data");
    private static final int CUTS = 2;
    private static final long EVENTS_MAX = 2_000;

    @TempDir
    Path folder;

    static List<StrategyProvider> strategies() {
        return LIBRARY.all();
    }

    static List<Dataset> datasets() throws IOException {
        return Files.exists(SHARED) ? Datasets.in(SHARED) : List.of(new Dataset("none", "none", null, false, null));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void looksAtNothingAhead(StrategyProvider provider) throws IOException {
        RandomMarket market = new RandomMarket(folder);
        Path bars = market.bars(31, 1200);
        Path others = market.bars(32, 1200);
        boolean readsBoth = provider.notes().inputs().contains(Input.OTHER_BAR);
        Backtest.Request request = readsBoth
                ? RandomMarket.request(provider.name(), null, bars, others)
                : RandomMarket.request(provider.name(), null, bars);
        if (!isCarried(request)) {
            request = RandomMarket.request(provider.name(), "1m", market.trades(33, 20_000));
        }
        if (isCarried(request)) {
            Lookahead.Verdict verdict = Lookahead.check(request, LIBRARY, 4, 5, runs -> {});
            assertNull(verdict.difference());
            assertTrue(verdict.orders() > 0 || provider.name().equals("opening-range"), verdict.toString());
        } else {
            assertTrue(provider.notes().inputs().contains(Input.FUNDING)
                    || provider.notes().inputs().contains(Input.QUOTE));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("datasets")
    void looksAtNothingAheadOnTheSharedData(Dataset dataset) throws IOException {
        assumeTrue(Files.exists(SHARED), "the shared data are not there: " + SHARED);
        Path whole = folder.resolve("whole");
        try {
            dataset.ingest(SHARED, whole, "X-USD.TEST");
        } catch (IngestException refused) {
            assumeTrue(false, refused.getMessage());
        }
        Path last = folder.resolve("last");
        MarketSlice.last(whole, EVENTS_MAX, last);
        for (StrategyProvider provider : LIBRARY.all()) {
            Backtest.Request request = RandomMarket.request(provider.name(), dataset.bar(), last);
            try {
                Lookahead.Verdict verdict = Lookahead.check(request, LIBRARY, CUTS, 3, runs -> {});
                assertNull(verdict.difference(), provider.name());
            } catch (MissingInput refused) {
                assertTrue(provider.notes().inputs().contains(refused.input()), provider.name());
            } catch (IllegalArgumentException noBar) {
                assertTrue(noBar.getMessage().contains("the data close no bar"), noBar.getMessage());
            }
        }
    }

    @Test
    void refusesDataThatLackASecondInstrument() throws IOException {
        Path bars = new RandomMarket(folder).bars(41, 300);
        MissingInput refused = assertThrows(
                MissingInput.class,
                () -> Backtest.run(RandomMarket.request("pairs-zscore", null, bars), LIBRARY, fill -> {}));
        assertEquals(Input.OTHER_BAR, refused.input());
        assertTrue(
                refused.getMessage().startsWith("strategy pairs-zscore reads other-bar, which the journal "),
                refused.getMessage());
    }

    private static boolean isCarried(Backtest.Request request) throws IOException {
        try {
            Backtest.run(request, LIBRARY, fill -> {});
            return true;
        } catch (MissingInput refused) {
            return false;
        }
    }
}
