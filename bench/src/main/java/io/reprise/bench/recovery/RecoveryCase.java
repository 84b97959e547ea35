package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A small session, all of it a function of its seed: strategy, latency, partial fills, denials by the order rate, topology,
 * and where segments and snapshots fall. Something is decided every hundred events or so.
 *
 * @param market the generated market journal
 * @param events trades in it
 * @param seed of everything but the trades' walk, which has the same seed
 */
public record RecoveryCase(Path market, long events, long seed) {
    private static final String BAR = "5s";
    private static final long CASH = 10_000_000_00000000L;
    private static final Costs COSTS = new Costs(100_000_000L, 50_000_000L, 20_000_000L);
    private static final List<Map.Entry<String, Map<String, String>>> STRATEGIES = List.of(
            Map.entry("sma-cross", Map.of("fast", "2", "slow", "5", "shorts", "true")),
            Map.entry("rsi-reversion", Map.of("period", "4", "lower", "40", "upper", "60", "shorts", "true")),
            Map.entry("donchian-breakout", Map.of("entry", "4", "exit", "2", "shorts", "true")));
    private static final long[] LATENCIES_NS = {0, 300_000_000L, 2_500_000_000L, 12_000_000_000L};
    private static final long[] QTYS = {1_00000000L, 3_00000000L, 8_00000000L};

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int DOCUMENT_BYTES = 64 << 10;
    private static final long SEGMENT_BYTES = 96 << 10;
    private static final int PRE_TOUCHED_ONE_IN = 6;

    /** Finds or makes the market journal of a case under a folder. */
    public static RecoveryCase in(Path folder, long events, long seed) throws IOException {
        Path market = folder.resolve("market-" + events + "-" + seed);
        return new RecoveryCase(GeneratedJournal.trades(market, events, seed, done -> {}), events, seed);
    }

    private long pick(int what, int of) {
        SplitMix random = new SplitMix(seed);
        long drawn = 0;
        for (int i = 0; i <= what; i++) {
            drawn = random.below(of);
        }
        return drawn;
    }

    RunConfig config() {
        Map.Entry<String, Map<String, String>> strategy = STRATEGIES.get((int) pick(0, STRATEGIES.size()));
        return new RunConfig(
                strategy.getKey(),
                strategy.getValue(),
                BarSpec.parse(BAR),
                CASH,
                Sizing.quantity(QTYS[(int) pick(1, QTYS.length)]),
                COSTS,
                LATENCIES_NS[(int) pick(2, LATENCIES_NS.length)],
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                new RiskLimits(
                        RiskLimits.NO_LIMIT,
                        RiskLimits.NO_LIMIT,
                        RiskLimits.NO_LIMIT,
                        RiskLimits.NO_LIMIT,
                        2,
                        20_000_000_000L,
                        1.0));
    }

    Topology topology() {
        return pick(3, 2) == 0 ? Topology.FUSED : Topology.STAGED;
    }

    Topology otherTopology() {
        return topology() == Topology.FUSED ? Topology.STAGED : Topology.FUSED;
    }

    private JournalSettings settings() {
        return JournalSettings.defaults()
                .withDocumentBytesMax(DOCUMENT_BYTES)
                .withBlockBytes(BLOCK_BYTES)
                .withSegmentBytes(SEGMENT_BYTES)
                .withPreTouch(pick(4, PRE_TOUCHED_ONE_IN) == 0);
    }

    /** Events between two snapshots: some ten in a session. */
    private long snapshotEvents() {
        return Math.max(1, events / 10);
    }

    /** The session in a journal, not waiting for anything but itself. */
    PaperSession.Request request(Path journal) {
        return request(journal, topology());
    }

    PaperSession.Request request(Path journal, Topology threads) {
        return request(journal, threads, 0, true);
    }

    /**
     * @param speed 0 for no waiting
     * @param cancelsOnStop whether stopping cancels what works
     */
    PaperSession.Request request(Path journal, Topology threads, double speed, boolean cancelsOnStop) {
        return new PaperSession.Request(
                List.of(market),
                config(),
                journal,
                settings(),
                threads,
                RingSettings.DEFAULT,
                speed,
                snapshotEvents(),
                Long.MAX_VALUE,
                cancelsOnStop);
    }

    static StrategyCatalog catalog() {
        return StrategyCatalog.load(RecoveryCase.class.getClassLoader());
    }

    @Override
    public String toString() {
        return "case of seed " + seed + " with " + events + " events: " + config().strategy() + ", latency "
                + config().latencyNs() / 1_000_000 + " ms, " + topology();
    }
}
