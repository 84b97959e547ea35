package io.reprise.engine.pipeline;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Strategy;
import java.util.Objects;

/**
 * What a strategy would do, as a feature: 1 long, 0 flat, -1 short. The strategy runs on the bars of the series and holds
 * nothing; orders that it places by itself go nowhere. Owned by the thread that drives the stages.
 */
@HotPath
final class SignalFeature implements Feature, Context {
    private static final long NO_ORDER = -1;

    private final Strategy strategy;
    private final BarSeries bars;
    private final int[] features;
    private int state;

    /** @param features index in the series of each feature that the strategy asked for, by its handle */
    SignalFeature(Strategy strategy, BarSeries bars, int[] features) {
        this.strategy = strategy;
        this.bars = bars;
        this.features = features;
    }

    /** The strategy sees the series' own bar and values, in units of now. */
    @Override
    public void onBar(Bar bar) {
        strategy.onBar(bars.bar(), this);
    }

    @Override
    public boolean countsInUnitsOfNow() {
        return true;
    }

    @Override
    public void rescale(long numerator, long denominator) {
        strategy.onSplit(0, numerator, denominator);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public double value() {
        return state;
    }

    @Override
    public boolean ready(int feature) {
        return bars.ready(features[feature]);
    }

    @Override
    public double value(int feature) {
        return bars.value(features[feature]);
    }

    @Override
    public long raw(int feature) {
        return bars.raw(features[feature]);
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
    public Bar bar(int leg) {
        Objects.checkIndex(leg, legCount());
        return bars.bar();
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
        return bars.bar().closePx();
    }

    @Override
    public long market(Side side, long qty, TimeInForce timeInForce) {
        return NO_ORDER;
    }

    @Override
    public long limit(Side side, long qty, long limitPx, TimeInForce timeInForce) {
        return NO_ORDER;
    }

    @Override
    public long stop(Side side, long qty, long stopPx, TimeInForce timeInForce) {
        return NO_ORDER;
    }

    @Override
    public void cancel(long orderId) {
        // it has none
    }

    @Override
    public void saveState(StateOutput out) {
        out.putInt(state);
        strategy.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        state = in.getInt();
        strategy.loadState(in);
    }
}
