package io.reprise.research.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.ingest.SharedFiles.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every shared file of trades or bars through ingest, backtest and replay: the journal of each run gives its digests
 * again in all three topologies. Skipped where the shared data are not.
 */
@Tag("slow")
final class SharedFilesTest {
    private static final String NOTHING_ACCEPTABLE = "20131007_gc_tick_trade_201410.csv";
    private static final int RUNS = 10;
    private static final long BPS_E12 = 100_000_000L;
    private static final long CASH = 100_000 * Fixed.ONE;
    private static final Map<String, String> FAST = Map.of("fast", "3", "slow", "7", "shorts", "true");
    /** Bars with which a run of the crosses above is sure to see one. */
    private static final long BARS_WITH_ORDERS = 60;

    @TempDir
    Path folder;

    @BeforeAll
    static void findTheSharedData() {
        assumeTrue(
                Files.exists(SharedFiles.DATA.resolve("MANIFEST.tsv")),
                "the shared data are not there: " + SharedFiles.DATA);
    }

    static List<Sample> samples() throws IOException {
        return SharedFiles.samples().stream()
                .filter(sample -> !sample.file().endsWith(NOTHING_ACCEPTABLE))
                .toList();
    }

    @Test
    void oneExpiryHasNothingButTradesOfQuantityZero() throws IOException {
        Sample sample = SharedFiles.samples().stream()
                .filter(s -> s.file().endsWith(NOTHING_ACCEPTABLE))
                .findFirst()
                .orElseThrow();
        String message =
                assertThrows(IngestException.class, () -> ingest(sample)).getMessage();
        assertTrue(message.contains("has no acceptable row: all 2 were rejected"), message);
    }

    @Test
    void everySharedFileIsReadOrIsNeitherTradesNorBars() throws IOException {
        Set<String> read = SharedFiles.samples().stream()
                .map(sample -> sample.file().split("!")[0])
                .collect(Collectors.toSet());
        TreeSet<String> unknown = new TreeSet<>(SharedFiles.all());
        unknown.removeIf(file -> read.contains(file) != SharedFiles.isNeither(file));
        assertEquals(Set.of(), unknown, "neither read nor known to be something else, or both");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void replaysToTheSameDigestsInAllTopologies(Sample sample) throws IOException {
        Path market = ingest(sample);
        Path journal = folder.resolve("run");
        RunResult run = run(sample, market, journal);
        assertTrue(run.bars() < BARS_WITH_ORDERS || run.orders() > 0, run.bars() + " bars and no order");
        Replay replay = new Replay(journal, List.of(market), catalog());
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = replay.verify(topology, RingSettings.DEFAULT);
            assertNull(outcome.difference(), topology.toString());
            assertEquals(digests(run), digests(outcome.result()), topology.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto-trades/pyalgotrade/bitstampUSD.csv.gz",
                "crypto-bars/nautilus/btc-perp-20211231-20220201_1m.csv.gz",
                "crypto-bars/ta4j/Coinbase-BTC-USD-PT4H-20160518_20251028.json.gz"
            })
    void givesTheSameDigestsOverTenRuns(String file) throws IOException {
        Sample sample = SharedFiles.samples().stream()
                .filter(s -> s.file().equals(file))
                .findFirst()
                .orElseThrow();
        Path market = ingest(sample);
        Set<String> digests = new TreeSet<>();
        for (int i = 0; i < RUNS; i++) {
            digests.add(digests(run(sample, market, folder.resolve("run" + i))));
        }
        assertEquals(1, digests.size(), digests.toString());
    }

    private Path ingest(Sample sample) {
        Path market = folder.resolve("market");
        IngestResult result =
                Ingest.run(IngestRequest.of(Formats.named(sample.format()), market, List.of(sample.path()))
                        .symbol(sample.symbol())
                        .stamp(sample.isStampedAtEnd() ? Format.Stamp.END : null)
                        .instrument("X-USD.TEST")
                        .build());
        assertEquals(result.acceptedRows(), result.journalEvents());
        return market;
    }

    private static RunResult run(Sample sample, Path market, Path journal) throws IOException {
        RunConfig config = new RunConfig(
                "sma-cross",
                FAST,
                sample.bar() == null ? null : BarSpec.parse(sample.bar()),
                CASH,
                Sizing.fractionOfEquity(Fixed.ONE / 2),
                new Costs(10 * BPS_E12, 10 * BPS_E12, BPS_E12),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
        Backtest.Request request = Backtest.Request.unrecorded(List.of(market), config);
        return Backtest.run(request.recordedIn(journal), catalog(), fill -> {});
    }

    private static StrategyCatalog catalog() {
        return StrategyCatalog.load(SharedFilesTest.class.getClassLoader());
    }

    private static String digests(RunResult run) {
        return run.stateDigest() + " " + run.outboundDigest();
    }
}
