package io.reprise.engine.hot;

import io.reprise.engine.backtest.EventCounts;
import io.reprise.engine.backtest.Follower;
import io.reprise.engine.book.TopOfBook;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.metrics.LatencyHistogram;
import io.reprise.engine.order.Orders;
import io.reprise.engine.pipeline.PipelineMeter;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategyState;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what a follower stands at to whoever looks, every few milliseconds at most; it waits for nobody. Owned by the
 * follower's thread.
 */
public final class HotWriter {
    /** What happens meanwhile is conflated. */
    static final long EVERY_NS = 5_000_000;
    /** Written this often though nothing happens, so that readers see that the session lives. */
    static final long HEARTBEAT_NS = 100_000_000;

    private final Follower follower;
    private final SystemClock clock;
    private final HotMap map;
    private final SequenceLock lock;
    private final HotBlock session;
    private final HotBlock account;
    private final HotBlock orders;
    private final HotBlock strategies;
    private final HotBlock reasons;
    private final HotBlock engine;
    private final List<HotBlock> latencies = new ArrayList<>();
    private final EngineGauges gauges;
    private final ProcessGauges process = new ProcessGauges();
    private final List<HotBlock> instruments = new ArrayList<>();
    private final List<HotBlock> series = new ArrayList<>();
    private final List<HotBlock> blocks = new ArrayList<>();
    private long publications;
    private long publishedSeq = -1;
    private long publishedMonoNs;
    private long snapshots;
    private long snapshotSeq;
    private boolean running = true;

    private HotWriter(Follower follower, EngineGauges gauges, SystemClock clock, HotMap map) {
        this.follower = follower;
        this.gauges = gauges;
        this.clock = clock;
        this.map = map;
        publishedMonoNs = clock.monoNs() - HEARTBEAT_NS;
        lock = new SequenceLock(map.bind(HotKeys.LOCK));
        session = block(HotKeys.SESSION);
        account = block(HotKeys.ACCOUNT);
        orders = block(HotKeys.ORDERS);
        strategies = block(HotKeys.STRATEGIES);
        reasons = block(HotKeys.REASONS);
        engine = block(HotKeys.ENGINE);
        for (int part = 0; part < PipelineMeter.Part.count(); part++) {
            latencies.add(block(HotKeys.latency(part)));
        }
        for (Instrument instrument : follower.instruments()) {
            instruments.add(block(HotKeys.instrument(instrument.id())));
        }
        for (int id = 0; id < follower.stages().series().size(); id++) {
            series.add(block(HotKeys.series(id)));
        }
    }

    private HotBlock block(String key) {
        HotBlock block = new HotBlock(map.bind(key));
        blocks.add(block);
        return block;
    }

    /** Makes the hot state of a session anew; it may be called on any thread, and reads nothing that the follower changes. */
    public static HotWriter create(Path journal, Follower follower, EngineGauges gauges, SystemClock clock)
            throws IOException {
        HotMap map = HotMap.create(
                HotMap.file(journal),
                HotKeys.all(
                        follower.instruments().size(),
                        follower.stages().series().size()));
        return new HotWriter(follower, gauges, clock, map);
    }

    /**
     * Publishes when there is something new and the last time is long enough ago.
     *
     * @param newSnapshots taken so far
     * @param newSnapshotSeq sequence of the newest, 0 when there is none
     */
    public void offer(long newSnapshots, long newSnapshotSeq) {
        snapshots = newSnapshots;
        snapshotSeq = newSnapshotSeq;
        long agoNs = clock.monoNs() - publishedMonoNs;
        if (agoNs >= HEARTBEAT_NS || agoNs >= EVERY_NS && follower.seq() != publishedSeq) {
            publish();
        }
    }

    private void publish() {
        publishedSeq = follower.seq();
        publishedMonoNs = clock.monoNs();
        publications++;
        putSession();
        putAccount();
        putOrders();
        putStrategies();
        putReasons();
        putEngine();
        for (Instrument instrument : follower.instruments()) {
            putInstrument(instrument);
        }
        for (int id = 0; id < series.size(); id++) {
            putSeries(id);
        }
        lock.beginWrite();
        for (HotBlock block : blocks) {
            block.share();
        }
        lock.endWrite();
    }

    private void putSession() {
        Stages stages = follower.stages();
        Orders all = stages.orders();
        session.rewind();
        session.putLong(HotKeys.LAYOUT);
        session.putInt(instruments.size());
        session.putInt(series.size());
        session.putBoolean(running);
        session.putBoolean(follower.difference() != null);
        session.putBoolean(stages.isHalted());
        session.putBoolean(stages.isReduceOnly());
        session.putBoolean(stages.isDrawdownTripped());
        session.putLong(ProcessHandle.current().pid());
        session.putLong(follower.seq());
        session.putLong(follower.sequencer().nowNs());
        session.putLong(clock.epochNs());
        session.putLong(publications);
        session.putLong(follower.sequencer().marketEvents());
        session.putLong(all.submitted());
        session.putLong(stages.ordersSent());
        session.putLong(all.fills());
        session.putLong(all.rejected());
        session.putLong(all.denied());
        session.putLong(all.size());
        session.putLong(snapshots);
        session.putLong(snapshotSeq);
        session.putLong(follower.counts().gaps());
        session.putLong(follower.counts().disconnects());
        long[] events = follower.counts().byTemplate();
        session.putInt(events.length);
        session.putLongs(events, events.length);
    }

    private void putAccount() {
        Account money = follower.stages().account();
        account.rewind();
        account.putLong(money.initialCash());
        account.putLong(money.cash());
        account.putLong(money.minCash());
        account.putLong(money.fees());
        account.putLong(money.equity());
        account.putLong(money.peakEquity());
        account.putDouble(money.maxDrawdown());
        account.putDouble(money.currentDrawdown());
    }

    private void putOrders() {
        Orders all = follower.stages().orders();
        orders.rewind();
        orders.putInt(Math.min(all.size(), HotState.ORDERS_MAX));
        int listed = 0;
        for (int slot = all.first(); slot != Orders.NO_SLOT && listed < HotState.ORDERS_MAX; slot = all.next(slot)) {
            orders.putLong(all.orderId(slot));
            orders.putInt(all.strategyId(slot));
            orders.putInt(all.instrumentId(slot));
            orders.putInt(all.side(slot).value());
            orders.putInt(all.type(slot).value());
            orders.putInt(all.status(slot).ordinal());
            orders.putLong(all.orderQty(slot));
            orders.putLong(all.leavesQty(slot));
            orders.putLong(all.limitPx(slot));
            orders.putLong(all.stopPx(slot));
            orders.putLong(all.causeSeq(slot));
            listed++;
        }
    }

    private void putStrategies() {
        List<StrategyState> all = follower.stages().strategies();
        int count = Math.min(all.size(), HotState.STRATEGIES_MAX);
        strategies.rewind();
        strategies.putInt(count);
        for (StrategyState one : all.subList(0, count)) {
            strategies.putInt(one.id());
            strategies.putText(one.name(), HotKeys.NAME_CELLS);
            strategies.putInt(one.instrumentId());
            strategies.putInt(one.state());
            strategies.putBoolean(one.stopped());
            strategies.putLong(one.position());
            strategies.putLong(one.expectedPosition());
        }
    }

    private void putReasons() {
        EventCounts counts = follower.counts();
        reasons.rewind();
        reasons.putLongs(counts.denials(), EventCounts.REASONS_MAX);
        reasons.putLongs(counts.rejects(), EventCounts.REASONS_MAX);
    }

    private void putEngine() {
        process.look(clock.monoNs());
        engine.rewind();
        engine.putLong(gauges.driverSeq());
        engine.putLong(gauges.ringDepth());
        engine.putLong(gauges.ringSlots());
        engine.putLong(PipelineMeter.EVERY);
        engine.putLong(process.gcCount());
        engine.putLong(process.gcMs());
        engine.putLong(process.heapBytes());
        engine.putLong(gauges.sideCarLost() ? 1 : 0);
        engine.putLong(gauges.sideCarLosses());
        for (int part = 0; part < latencies.size(); part++) {
            LatencyHistogram histogram = gauges.meter().histogram(PipelineMeter.Part.of(part));
            HotBlock block = latencies.get(part).rewind();
            block.putLong(histogram.count());
            block.putLong(histogram.sumNs());
            block.putLong(histogram.maxNs());
            for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
                block.putLong(histogram.count(bucket));
            }
        }
    }

    private void putInstrument(Instrument instrument) {
        TopOfBook top = follower.stages().topOfBook();
        int id = instrument.id();
        HotBlock block = instruments.get(id).rewind();
        block.putText(instrument.name(), HotKeys.NAME_CELLS);
        block.putText(instrument.currency(), HotKeys.CURRENCY_CELLS);
        block.putLong(top.lastPx(id));
        block.putLong(top.lastQty(id));
        block.putLong(top.lastTsEventNs(id));
        block.putLong(top.bidPx(id));
        block.putLong(top.bidQty(id));
        block.putLong(top.askPx(id));
        block.putLong(top.askQty(id));
        block.putLong(top.quoteTsEventNs(id));
        block.putLong(follower.stages().account().position(id));
        block.putLong(follower.stages().manualPosition(id));
    }

    private void putSeries(int id) {
        BarSeries one = follower.stages().series().get(id);
        HotBlock block = series.get(id).rewind();
        block.putInt(one.instrumentId());
        block.putText(one.spec().text(), HotKeys.BAR_CELLS);
        block.putLong(one.barCount());
        one.bar().saveState(block);
        block.putInt(one.featureCount());
        for (int i = 0; i < one.featureCount(); i++) {
            block.putText(one.featureSpec(i).name(), HotKeys.FEATURE_NAME_CELLS);
            block.putInt(one.featureSpec(i).period());
            block.putDouble(one.value(i));
        }
    }

    /** Publishes that the session does not run any more; the last state stays to be looked at. */
    public void close(long newSnapshots, long newSnapshotSeq) {
        snapshots = newSnapshots;
        snapshotSeq = newSnapshotSeq;
        running = false;
        publish();
        map.close();
    }
}
