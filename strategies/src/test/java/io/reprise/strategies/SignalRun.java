package io.reprise.strategies;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A strategy on a series of bars with the engine's features, and the state it is in after each. */
final class SignalRun implements Context {
    private final BarSeries series = new BarSeries(0, BarSpec.parse("1m"));
    private final List<Integer> handles = new ArrayList<>();
    private final Strategy strategy;
    private int state;

    SignalRun(StrategyProvider provider, Map<String, String> set) {
        strategy = provider.create(Parameters.of(provider.parameters(), set));
        strategy.onStart(spec -> {
            handles.add(series.require(spec));
            return handles.size() - 1;
        });
    }

    /** The state after this bar. */
    int on(Bar bar) {
        series.onBar(bar);
        strategy.onBar(series.bar(), this);
        return state;
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
        series.saveState(out);
        strategy.saveState(out);
    }

    void loadState(StateInput in) {
        state = in.getInt();
        series.loadState(in);
        strategy.loadState(in);
    }

    @Override
    public boolean ready(int feature) {
        return series.ready(handles.get(feature));
    }

    @Override
    public double value(int feature) {
        return series.value(handles.get(feature));
    }

    @Override
    public long raw(int feature) {
        return series.raw(handles.get(feature));
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
