package io.reprise.strategies;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A strategy on a series of bars with the engine's features, and the state it is in after each. */
final class SignalRun implements Context {
    private static final StrategyCatalog CATALOG = StrategyCatalog.load(SignalRun.class.getClassLoader());

    private final BarSeries series = new BarSeries(0, BarSpec.parse("1m"));
    /** The second leg's bars; none of a strategy of one. */
    private final BarSeries otherSeries = new BarSeries(1, BarSpec.parse("1m"));

    private final JoinedSeries joined = new JoinedSeries(series, otherSeries);
    private final List<Integer> handles = new ArrayList<>();
    /** Runs of the strategies whose signals it reads, by minus their handle's number less one. */
    private final List<SignalRun> others = new ArrayList<>();

    private final Strategy strategy;
    private int state;
    private Bar otherBar;
    private int otherState;

    SignalRun(StrategyProvider provider, Map<String, String> set) {
        strategy = provider.create(Parameters.of(provider.parameters(), set));
        strategy.onStart(new Wishes());
    }

    /** What the strategy asks for; signals are runs of their own. */
    private final class Wishes implements Setup {
        @Override
        public int feature(FeatureSpec spec) {
            if (spec.isSignal()) {
                others.add(new SignalRun(CATALOG.find(spec.name()), shorts(CATALOG.find(spec.name()))));
                return handle(-others.size());
            }
            return handle(joined.require(0, spec));
        }

        @Override
        public int cross(int leg, int otherLeg, FeatureSpec spec) {
            return handle(joined.cross(leg, otherLeg, spec));
        }

        private int handle(int index) {
            handles.add(index);
            return handles.size() - 1;
        }
    }

    /** Shorts allowed where the strategy knows them. */
    static Map<String, String> shorts(StrategyProvider provider) {
        boolean has = provider.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("shorts"));
        return has ? Map.of("shorts", "true") : Map.of();
    }

    /** The state after this bar. */
    int on(Bar bar) {
        for (int i = 0; i < others.size(); i++) {
            others.get(i).on(bar);
        }
        series.onBar(bar);
        joined.onClosed(series);
        strategy.onBar(series.bar(), this);
        return state;
    }

    /** The bars, to be given trades, quotes and rates. */
    BarSeries series() {
        return series;
    }

    /** A split of a leg: features first, as in the engine. */
    void split(int leg, long numerator, long denominator) {
        others.forEach(other -> other.split(leg, numerator, denominator));
        (leg == 0 ? series : otherSeries).split(numerator, denominator);
        joined.split(leg, numerator, denominator);
        strategy.onSplit(leg, numerator, denominator);
    }

    /** The states of both legs after a bar of each. */
    String on(Bar bar, Bar other) {
        otherBar = other;
        otherSeries.onBar(
                1,
                other.startNs(),
                other.endNs(),
                other.openPx(),
                other.highPx(),
                other.lowPx(),
                other.closePx(),
                other.volume(),
                other.tradeCount());
        joined.onClosed(otherSeries);
        on(bar);
        return "" + letter(state) + letter(otherState);
    }

    /** The state after each bar, a letter each: L, S or dot for flat. */
    static String letters(StrategyProvider provider, Map<String, String> set, List<Bar> bars) {
        SignalRun run = new SignalRun(provider, set);
        StringBuilder letters = new StringBuilder();
        bars.forEach(bar -> letters.append(letter(run.on(bar))));
        return letters.toString();
    }

    static char letter(int state) {
        return state > 0 ? 'L' : state < 0 ? 'S' : '.';
    }

    void saveState(StateOutput out) {
        out.putInt(state);
        others.forEach(other -> other.saveState(out));
        series.saveState(out);
        joined.saveState(out);
        strategy.saveState(out);
    }

    void loadState(StateInput in) {
        state = in.getInt();
        others.forEach(other -> other.loadState(in));
        series.loadState(in);
        joined.loadState(in);
        strategy.loadState(in);
    }

    @Override
    public boolean ready(int feature) {
        return handles.get(feature) < 0 || joined.ready(handles.get(feature));
    }

    @Override
    public double value(int feature) {
        int handle = handles.get(feature);
        return handle < 0 ? others.get(-handle - 1).state : joined.value(handle);
    }

    @Override
    public long raw(int feature) {
        return joined.raw(handles.get(feature));
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public void goLong() {
        state = 1;
    }

    @Override
    public void goFlat() {
        state = 0;
    }

    @Override
    public void goShort() {
        state = -1;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public long expectedPosition() {
        return 0;
    }

    @Override
    public int legCount() {
        return otherBar == null ? 1 : 2;
    }

    @Override
    public Bar bar(int leg) {
        return leg == 0 ? series.bar() : otherBar;
    }

    @Override
    public int state(int leg) {
        return leg == 0 ? state : otherState;
    }

    @Override
    public void go(int leg, int newState) {
        if (leg == 0) {
            state = newState;
        } else {
            otherState = newState;
        }
    }

    @Override
    public long position(int leg) {
        return 0;
    }

    @Override
    public long expectedPosition(int leg) {
        return 0;
    }

    @Override
    public long lastPx(int leg) {
        return lastPx();
    }

    @Override
    public long market(int leg, Side side, long qty, TimeInForce timeInForce) {
        throw new AssertionError("a strategy of the library follows a state");
    }

    @Override
    public long equity() {
        return 0;
    }

    @Override
    public long cash() {
        return 0;
    }

    @Override
    public long lastPx() {
        return series.bar().closePx();
    }

    @Override
    public long market(Side side, long qty, TimeInForce timeInForce) {
        throw new AssertionError("a strategy of the library follows a state");
    }

    @Override
    public long limit(Side side, long qty, long limitPx, TimeInForce timeInForce) {
        throw new AssertionError("a strategy of the library follows a state");
    }

    @Override
    public long stop(Side side, long qty, long stopPx, TimeInForce timeInForce) {
        throw new AssertionError("a strategy of the library follows a state");
    }

    @Override
    public void cancel(long orderId) {
        throw new AssertionError("a strategy of the library follows a state");
    }
}
