package io.reprise.engine.hot;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.engine.backtest.EventCounts;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.pipeline.PipelineMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Reads the hot state of a session, from whatever process; the session never waits for it. Owned by one thread. */
public final class HotReader implements AutoCloseable {
    private static final int TRIES_MAX = 2_000;
    private static final int TRIES_SPUN = 100;
    private static final long TRY_AGAIN_NS = 100_000;

    private final Path file;
    private final Path made;
    private final HotMap map;
    private final SequenceLock lock;
    private final HotBlock session;
    private final HotBlock account;
    private final HotBlock orders;
    private final HotBlock strategies;
    private final HotBlock reasons;
    private final HotBlock engine;
    private final List<HotBlock> latencies = new ArrayList<>();
    private final List<HotBlock> instruments = new ArrayList<>();
    private final List<HotBlock> series = new ArrayList<>();
    private final List<HotBlock> blocks = new ArrayList<>();

    private HotReader(Path file, HotMap map) {
        this.file = file;
        made = target(file);
        this.map = map;
        lock = new SequenceLock(map.bind(HotKeys.LOCK));
        session = block(HotKeys.SESSION);
        account = block(HotKeys.ACCOUNT);
        orders = block(HotKeys.ORDERS);
        take();
        long layout = session.getLong();
        if (layout != HotKeys.LAYOUT) {
            throw new JournalException(
                    layout == 0
                            ? "the hot state in " + file + " is not written yet"
                            : "the hot state in " + file + " was written by another version of Reprise");
        }
        strategies = block(HotKeys.STRATEGIES);
        reasons = block(HotKeys.REASONS);
        engine = block(HotKeys.ENGINE);
        for (int part = 0; part < PipelineMeter.Part.count(); part++) {
            latencies.add(block(HotKeys.latency(part)));
        }
        int instrumentCount = session.getInt();
        int seriesCount = session.getInt();
        for (int id = 0; id < instrumentCount; id++) {
            instruments.add(block(HotKeys.instrument(id)));
        }
        for (int id = 0; id < seriesCount; id++) {
            series.add(block(HotKeys.series(id)));
        }
    }

    private HotBlock block(String key) {
        HotBlock block = new HotBlock(map.bind(key));
        blocks.add(block);
        return block;
    }

    /**
     * Opens the hot state in a session's folder, be it written or left by a session that is over.
     *
     * @throws JournalException when there is none, or it cannot be understood
     */
    public static HotReader open(Path journal) {
        Path file = HotMap.file(journal);
        HotMap map = HotMap.open(file);
        HotReader reader = null;
        try {
            reader = new HotReader(file, map);
            return reader;
        } finally {
            if (reader == null) {
                map.close();
            }
        }
    }

    private static Path target(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new JournalException("there is no hot state in " + file, e);
        }
    }

    /** Whether this is still the map that the session shows itself in: a restarted one makes another. */
    public boolean isCurrent() {
        return Files.exists(file) && target(file).equals(made);
    }

    /**
     * The newest state, whole.
     *
     * @throws JournalException when its writer was stopped or killed while it wrote
     */
    public HotState read() {
        take();
        return new HotState(
                sessionState(),
                engineState(),
                accountState(),
                orderStates(),
                instrumentStates(),
                seriesStates(),
                strategyStates(),
                reasons(true),
                reasons(false),
                latencyStates());
    }

    private void take() {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            long version = lock.beginRead();
            blocks.forEach(HotBlock::take);
            if (lock.isWhole(version)) {
                return;
            }
            if (tries < TRIES_SPUN) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(TRY_AGAIN_NS);
            }
        }
        throw new JournalException("the hot state in " + file + " is half written and stays so:"
                + " its engine was stopped or killed while it wrote");
    }

    private HotState.Session sessionState() {
        session.rewind();
        session.getLong(); // layout
        session.getInt(); // instruments
        session.getInt(); // series
        return new HotState.Session(
                session.getBoolean(),
                session.getBoolean(),
                session.getBoolean(),
                session.getBoolean(),
                session.getBoolean(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                session.getLong(),
                counts());
    }

    private List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (int left = session.getInt(); left > 0; left--) {
            counts.add(session.getLong());
        }
        return List.copyOf(counts);
    }

    private HotState.Account accountState() {
        account.rewind();
        return new HotState.Account(
                account.getLong(),
                account.getLong(),
                account.getLong(),
                account.getLong(),
                account.getLong(),
                account.getLong(),
                account.getDouble(),
                account.getDouble());
    }

    private List<HotState.Order> orderStates() {
        orders.rewind();
        List<HotState.Order> listed = new ArrayList<>();
        for (int left = orders.getInt(); left > 0; left--) {
            listed.add(new HotState.Order(
                    orders.getLong(),
                    orders.getInt(),
                    orders.getInt(),
                    Side.get((short) orders.getInt()),
                    OrderType.get((short) orders.getInt()),
                    OrderStatus.values()[orders.getInt()],
                    orders.getLong(),
                    orders.getLong(),
                    orders.getLong(),
                    orders.getLong(),
                    orders.getLong()));
        }
        return List.copyOf(listed);
    }

    private List<HotState.Instrument> instrumentStates() {
        List<HotState.Instrument> states = new ArrayList<>();
        for (HotBlock block : instruments) {
            block.rewind();
            states.add(new HotState.Instrument(
                    block.getText(HotKeys.NAME_CELLS),
                    block.getText(HotKeys.CURRENCY_CELLS),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong(),
                    block.getLong()));
        }
        return List.copyOf(states);
    }

    private HotState.Engine engineState() {
        engine.rewind();
        return new HotState.Engine(
                engine.getLong(),
                engine.getLong(),
                engine.getLong(),
                engine.getLong(),
                engine.getLong(),
                engine.getLong(),
                engine.getLong(),
                engine.getLong() != 0,
                engine.getLong());
    }

    private List<HotState.Strategy> strategyStates() {
        strategies.rewind();
        List<HotState.Strategy> states = new ArrayList<>();
        for (int left = strategies.getInt(); left > 0; left--) {
            states.add(new HotState.Strategy(
                    strategies.getInt(),
                    strategies.getText(HotKeys.NAME_CELLS),
                    strategies.getInt(),
                    strategies.getInt(),
                    strategies.getBoolean(),
                    strategies.getLong(),
                    strategies.getLong()));
        }
        return List.copyOf(states);
    }

    /** Those that have occurred, by name; a code that this version does not know, by its number. */
    private Map<String, Long> reasons(boolean ours) {
        reasons.rewind();
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < 2 * EventCounts.REASONS_MAX; i++) {
            long count = reasons.getLong();
            int code = i % EventCounts.REASONS_MAX;
            if (count > 0 && ours == i < EventCounts.REASONS_MAX) {
                String name = ours ? JournalNames.reason(code) : JournalNames.venueReason(code);
                counts.put(name == null ? Integer.toString(code) : name, count);
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    private List<HotState.Latency> latencyStates() {
        List<HotState.Latency> states = new ArrayList<>();
        for (int part = 0; part < latencies.size(); part++) {
            HotBlock block = latencies.get(part).rewind();
            long count = block.getLong();
            long sumNs = block.getLong();
            long maxNs = block.getLong();
            List<Long> counts = new ArrayList<>();
            for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
                counts.add(block.getLong());
            }
            String name = PipelineMeter.Part.of(part).name().toLowerCase(Locale.ROOT);
            states.add(new HotState.Latency(name, count, sumNs, maxNs, List.copyOf(counts)));
        }
        return List.copyOf(states);
    }

    private List<HotState.Series> seriesStates() {
        List<HotState.Series> states = new ArrayList<>();
        for (HotBlock block : series) {
            block.rewind();
            int instrumentId = block.getInt();
            String spec = block.getText(HotKeys.BAR_CELLS);
            long bars = block.getLong();
            Bar bar = new Bar();
            bar.loadState(block);
            states.add(new HotState.Series(instrumentId, spec, bars, bar, featureStates(block)));
        }
        return List.copyOf(states);
    }

    private static List<HotState.Feature> featureStates(HotBlock block) {
        List<HotState.Feature> features = new ArrayList<>();
        for (int left = block.getInt(); left > 0; left--) {
            features.add(
                    new HotState.Feature(block.getText(HotKeys.FEATURE_NAME_CELLS), block.getInt(), block.getDouble()));
        }
        return List.copyOf(features);
    }

    @Override
    public void close() {
        map.close();
    }
}
