package io.reprise.engine.pipeline;

import io.reprise.engine.book.Books;
import io.reprise.engine.book.TopOfBook;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.event.Event;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.gateway.DenialSink;
import io.reprise.engine.gateway.OrderGateway;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.AccountMarker;
import io.reprise.engine.risk.PreTrade;
import io.reprise.engine.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stage objects of one pipeline, made from its spec; a topology decides which threads drive them. */
public final class Stages implements Stateful {
    final FeatureStage features;
    final StrategyStage strategy;
    final RiskStage risk;
    final OrderStage orders;

    private final OutboundWriter outbound;
    private final BarSeries[] series;
    private final JoinedSeries[] joined;
    private final int instrumentCount;
    private final int intentsMax;

    /**
     * @param gateway where approved orders go
     * @param denials where denials go to be sequenced
     * @param outboundSink where outbound frames go, a document at a time
     * @param outboundBatchBytes most bytes of one such document
     */
    public Stages(
            PipelineSpec spec,
            OrderGateway gateway,
            DenialSink denials,
            FrameSink outboundSink,
            int outboundBatchBytes) {
        List<BarSeries> allSeries = new ArrayList<>();
        List<JoinedSeries> allJoined = new ArrayList<>();
        StrategyInstance[] instances = new StrategyInstance[spec.strategies().size()];
        for (int id = 0; id < instances.length; id++) {
            instances[id] = start(id, spec, allSeries, allJoined);
        }
        series = allSeries.toArray(new BarSeries[0]);
        joined = allJoined.toArray(new JoinedSeries[0]);
        for (int id = 0; id < instances.length; id++) {
            instances[id] = delivered(instances[id], allJoined);
        }
        int legs = spec.strategies().stream()
                .mapToInt(one -> one.instrumentIds().size())
                .sum();
        intentsMax = Math.max(Slot.INTENTS_MAX, 2 * legs);
        instrumentCount = spec.instruments().size();
        features = new FeatureStage(instrumentCount, series, joined);
        strategy = new StrategyStage(
                instances,
                series,
                series.length + joined.length,
                spec.instruments(),
                new Account(spec.initialCash(), instrumentCount),
                newOrders(spec),
                spec.costs(),
                spec.policy().killFlattens());
        Account riskAccount = new Account(spec.initialCash(), instrumentCount);
        Orders riskOrders = newOrders(spec);
        risk = new RiskStage(
                new AccountMarker(riskAccount),
                riskOrders,
                new PreTrade(
                        spec.limits(),
                        spec.policy(),
                        riskAccount,
                        riskOrders,
                        spec.costs(),
                        spec.instruments(),
                        instances.length),
                series);
        outbound = new OutboundWriter(new FrameBatch(outboundBatchBytes, outboundSink));
        orders = new OrderStage(newOrders(spec), outbound, gateway, denials);
    }

    private static Orders newOrders(PipelineSpec spec) {
        return new Orders(
                spec.ordersMax(), spec.strategies().size(), spec.instruments().size());
    }

    /** Makes a strategy and the bars and features that it asks for; equal bars and features are shared. */
    private static StrategyInstance start(
            int id, PipelineSpec spec, List<BarSeries> allSeries, List<JoinedSeries> allJoined) {
        StrategySpec wanted = spec.strategies().get(id);
        Instrument[] legs =
                wanted.instrumentIds().stream().map(spec.instruments()::get).toArray(Instrument[]::new);
        int[] seriesIds = Stream.of(legs)
                .mapToInt(leg -> seriesOf(leg.id(), wanted.bar(), allSeries))
                .toArray();
        BarSeries[] bars = IntStream.of(seriesIds).mapToObj(allSeries::get).toArray(BarSeries[]::new);
        JoinedSeries together = legs.length == 1 ? null : new JoinedSeries(bars);
        if (together != null) {
            allJoined.add(together);
        }
        StrategySetup setup = new StrategySetup(wanted.provider().name(), bars, together, spec.signals());
        Strategy strategy = wanted.provider().create(wanted.parameters());
        strategy.onStart(setup);
        return new StrategyInstance(id, wanted, strategy, legs, seriesIds[0], together, seriesIds[0], setup.features());
    }

    private static int seriesOf(int instrumentId, BarSpec bar, List<BarSeries> all) {
        for (int id = 0; id < all.size(); id++) {
            if (all.get(id).instrumentId() == instrumentId && all.get(id).spec().equals(bar)) {
                return id;
            }
        }
        all.add(new BarSeries(instrumentId, bar));
        return all.size() - 1;
    }

    /** Bars that are joined are delivered under ids behind those of the series, when those are known. */
    private StrategyInstance delivered(StrategyInstance one, List<JoinedSeries> allJoined) {
        int deliveryId = one.joined() == null ? one.seriesId() : series.length + allJoined.indexOf(one.joined());
        return new StrategyInstance(
                one.id(),
                one.spec(),
                one.strategy(),
                one.legs(),
                one.seriesId(),
                one.joined(),
                deliveryId,
                one.features());
    }

    /**
     * A slot large enough for whatever these stages say about one event.
     *
     * @param copies whether the stages run on different threads
     */
    Slot newSlot(boolean copies) {
        int featuresMax = 0;
        for (BarSeries one : series) {
            featuresMax = Math.max(featuresMax, one.featureCount());
        }
        int legsMax = 0;
        for (JoinedSeries one : joined) {
            featuresMax = Math.max(featuresMax, one.featureCount());
            legsMax = Math.max(legsMax, one.legCount());
        }
        return new Slot(series.length + joined.length, featuresMax, legsMax, intentsMax, copies);
    }

    /** Whether a trade of this instrument may lead to orders: when it can close a bar. */
    public boolean decidesOnTrades(int instrumentId) {
        for (BarSeries one : series) {
            if (one.instrumentId() == instrumentId && !one.spec().isTime()) {
                return true;
            }
        }
        return false;
    }

    /** Runs all stages over one event on the caller's thread. */
    @HotPath
    void run(Event event, Slot slot) {
        slot.clear();
        features.onEvent(event, slot);
        strategy.onEvent(event, slot);
        risk.onEvent(event, slot);
        orders.onEvent(event, slot);
    }

    /** As {@link #run}, with the time that each stage takes; returns when the last was through. */
    @HotPath
    long run(Event event, Slot slot, PipelineMeter meter) {
        slot.clear();
        long fromNs = meter.nowNs();
        features.onEvent(event, slot);
        fromNs = meter.took(PipelineMeter.Part.FEATURES, fromNs);
        strategy.onEvent(event, slot);
        fromNs = meter.took(PipelineMeter.Part.STRATEGY, fromNs);
        risk.onEvent(event, slot);
        fromNs = meter.took(PipelineMeter.Part.RISK, fromNs);
        orders.onEvent(event, slot);
        return meter.took(PipelineMeter.Part.ORDERS, fromNs);
    }

    /**
     * Runs all stages over a trade, the most frequent event by far: the same calls as {@link #run}, without asking each
     * stage what kind of event it is. The slot must be clear.
     *
     * @return whether something was said in the slot
     */
    @HotPath
    boolean runTrade(Event event, Slot slot) {
        int instrumentId = event.instrumentId();
        long px = event.px();
        features.readTrade(event);
        boolean delivered = features.onTrade(instrumentId, event.tsEventNs(), event.tsInitNs(), px, event.qty(), slot);
        strategy.onPrice(instrumentId, px);
        risk.onPrice(instrumentId, px);
        if (!delivered && !risk.mayTrip()) {
            return false;
        }
        if (delivered) {
            strategy.decide(event, slot);
        }
        risk.judge(event, slot);
        orders.egress(event, slot);
        return true;
    }

    /**
     * Runs all stages over the bars of a run until one is decided upon: the same as {@link #run} for each. Bars on which
     * nobody wants anything are taken together, the others one by one. The slot must be clear, and is clear again where
     * nothing was decided.
     *
     * @return whether something was decided, on the last bar taken
     */
    @HotPath
    boolean runBars(BarRun run, Slot slot) {
        int seriesId = features.seriesOfBars(run.instrumentId(), run.periodNs());
        boolean decided = false;
        while (!decided && run.next() < run.limit()) {
            int quiet = quietBars(run, seriesId);
            decided = quiet > 0 ? runQuietBars(run, quiet, seriesId, slot) : runBar(run, seriesId, slot);
        }
        if (run.count() > 0) {
            features.onBar(run.event());
        }
        return decided;
    }

    /** On how many of a run's next bars nobody wants anything, as far as that can be known ahead. */
    private int quietBars(BarRun run, int seriesId) {
        if (risk.watchesEvents()) {
            return 0;
        }
        if (seriesId == FeatureStage.NO_SERIES) {
            return run.limit() - run.next();
        }
        return !features.isJoined(seriesId) && series[seriesId].lookAhead(run.bars(), run.next())
                ? strategy.quietBars(seriesId, run.next(), run.limit())
                : 0;
    }

    /** Takes bars on which nobody wants anything; stops after one on which the breaker trips. */
    private boolean runQuietBars(BarRun run, int count, int seriesId, Slot slot) {
        int from = run.next();
        int taken = risk.onPrices(run.instrumentId(), run.bars().closePx(), from, from + count, slot);
        run.advance(taken);
        Event event = run.event();
        strategy.onPrice(run.instrumentId(), event.barClosePx());
        if (seriesId != FeatureStage.NO_SERIES) {
            strategy.onQuietBars(seriesId, from, from + taken);
            series[seriesId].onBarsAhead(run.bars(), from, from + taken - 1);
            features.onBar(event, series[seriesId]);
        }
        boolean trips = !slot.saysNothing();
        if (trips) {
            orders.egress(event, slot);
        }
        return trips;
    }

    private boolean runBar(BarRun run, int seriesId, Slot slot) {
        run.advance();
        Event event = run.event();
        long closePx = event.barClosePx();
        strategy.onPrice(run.instrumentId(), closePx);
        risk.onPrice(run.instrumentId(), closePx);
        if (seriesId != FeatureStage.NO_SERIES) {
            features.onBar(event, series[seriesId]);
            features.deliver(seriesId, slot);
            strategy.decide(event, slot, slot.deliveries[0]);
            for (int d = 1; d < slot.deliveryCount; d++) {
                strategy.decide(event, slot, slot.deliveries[d]);
            }
        }
        return decides(event, slot);
    }

    /** What follows the strategies on a bar: nothing, most often. */
    private boolean decides(Event event, Slot slot) {
        if (!slot.wantsNothing() || risk.mayTrip()) {
            risk.judge(event, slot);
            if (!slot.saysNothing()) {
                orders.egress(event, slot);
                return true;
            }
        }
        slot.deliveryCount = 0;
        return false;
    }

    /** Narrows a run of an instrument's trades to what these stages can take whole; false when that is none. */
    @HotPath
    boolean narrow(TradeRun run, int instrumentId) {
        return features.takesRuns(instrumentId) && risk.narrow(run, instrumentId);
    }

    /** Takes a run that was narrowed: every stage is left as if it had taken each trade. */
    @HotPath
    void runTrades(TradeRun run) {
        features.onTrades(run);
        strategy.onPrice(run.instrumentId(), run.lastPx());
        risk.onTrades(run);
    }

    void flushOutbound() {
        outbound.flush();
    }

    /** Most orders that one event can lead to. */
    public int intentsMax() {
        return intentsMax;
    }

    public int instrumentCount() {
        return instrumentCount;
    }

    /** The bar series, their index being their id. */
    public List<BarSeries> series() {
        return List.of(series);
    }

    /** The joined bars of strategies of several legs; their ids follow those of the series. */
    public List<JoinedSeries> joined() {
        return List.of(joined);
    }

    /** Last trades and quotes; for the thread that drives the stages, like all state below. */
    public TopOfBook topOfBook() {
        return features.topOfBook();
    }

    /** Books of the instruments that have one. */
    public Books books() {
        return features.books();
    }

    /** Money and positions as risk sees them, marked. */
    public Account account() {
        return risk.account();
    }

    /** Orders as the strategies see them, those that were denied counted. */
    public Orders orders() {
        return strategy.orders();
    }

    /** Where the strategies stand, by id; cold. */
    public List<StrategyState> strategies() {
        return IntStream.range(0, strategy.strategyCount())
                .mapToObj(strategy::state)
                .toList();
    }

    /** Whether a strategy takes a set of parameters, which these stages then run with; for a copy that is thrown away. */
    public boolean tryParameters(int strategyId, Parameters set) {
        return strategy.tryParameters(strategyId, set);
    }

    /** Signed quantity that operators' own orders hold of an instrument. */
    public long manualPosition(int instrumentId) {
        return strategy.manualPosition(instrumentId);
    }

    /** Whether an operator lets no new position be opened. */
    public boolean isHalted() {
        return risk.preTrade().isHalted();
    }

    /** Whether an operator lets positions only become smaller. */
    public boolean isReduceOnly() {
        return risk.preTrade().isReduceOnly();
    }

    /** Whether the drawdown breaker lets no new position be opened. */
    public boolean isDrawdownTripped() {
        return risk.preTrade().isDrawdownTripped();
    }

    /** What risk lets through, its limits and states; read only. */
    public PreTrade risk() {
        return risk.preTrade();
    }

    /** Sequence of the next outbound frame. */
    public long outboundSeqNext() {
        return outbound.seqNext();
    }

    /** New orders sent to the venue so far. */
    public long ordersSent() {
        return orders.sentCount();
    }

    /** SHA-256 over all state; call only while no thread drives the stages. */
    public String stateDigest() {
        StateDigest digest = new StateDigest();
        saveState(digest);
        return digest.hex();
    }

    @Override
    public void saveState(StateOutput out) {
        features.saveState(out);
        strategy.saveState(out);
        risk.saveState(out);
        orders.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        features.loadState(in);
        strategy.loadState(in);
        risk.loadState(in);
        orders.loadState(in);
    }
}
