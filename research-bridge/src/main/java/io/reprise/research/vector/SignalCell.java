package io.reprise.research.vector;

import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.Arrays;

/**
 * One parameter set of a strategy, run for its states alone: it sees bars and features and nothing of an account. A strategy
 * that asks for more is refused. Owned by one thread.
 */
final class SignalCell implements Context, Setup {
    private static final int FEATURES_MAX = 64;

    private final String name;
    private final Strategy strategy;
    private final FeatureBlock block;
    private int[] columns = new int[4];
    private int featureCount;
    private boolean[][] ready;
    private double[][] values;
    private long[][] raws;
    private long lastPx;
    private int at;
    private int state;
    /** What the strategy asks for on the bar at hand. */
    private int target;

    /**
     * Makes the strategy, which asks the block for its features.
     *
     * @throws IllegalArgumentException when the strategy refuses the parameters, or reads what columns do not have
     */
    SignalCell(StrategyProvider provider, Parameters parameters, FeatureBlock block) {
        this.name = provider.name();
        this.block = block;
        strategy = provider.create(parameters);
        strategy.onStart(this);
        ready = new boolean[featureCount][];
        values = new double[featureCount][];
        raws = new long[featureCount][];
        for (int i = 0; i < featureCount; i++) {
            ready[i] = block.ready(columns[i]);
            values[i] = block.values(columns[i]);
            raws[i] = block.raws(columns[i]);
        }
    }

    @Override
    public int feature(FeatureSpec spec) {
        if (spec.isSignal()) {
            throw refused("reads the signal " + spec.name());
        }
        if (featureCount == FEATURES_MAX) {
            throw refused("reads more than " + FEATURES_MAX + " features");
        }
        if (featureCount == columns.length) {
            columns = Arrays.copyOf(columns, 2 * columns.length);
        }
        columns[featureCount] = block.require(spec);
        return featureCount++;
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("strategy " + name + " " + what
                + ", which columns do not have; --event-driven runs it through the pipeline");
    }

    /** The states after each of the block's first bars, written one byte a bar: 1 long, 0 flat, -1 short. */
    void run(int count, byte[] states) {
        for (int i = 0; i < count; i++) {
            at = i;
            Bar bar = block.bar(i);
            lastPx = bar.closePx();
            strategy.onBar(bar, this);
            state = target;
            states[i] = (byte) state;
        }
    }

    @Override
    public boolean ready(int feature) {
        return ready[feature][at];
    }

    @Override
    public double value(int feature) {
        return values[feature][at];
    }

    @Override
    public long raw(int feature) {
        return raws[feature][at];
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public void goLong() {
        target = 1;
    }

    @Override
    public void goFlat() {
        target = 0;
    }

    @Override
    public void goShort() {
        target = -1;
    }

    @Override
    public int legCount() {
        return 1;
    }

    @Override
    public Bar bar(int leg) {
        if (leg != 0) {
            throw refused("has several legs");
        }
        return block.bar(at);
    }

    @Override
    public long lastPx() {
        return lastPx;
    }

    @Override
    public long position() {
        throw refused("reads its position");
    }

    @Override
    public long expectedPosition() {
        throw refused("reads its position");
    }

    @Override
    public long equity() {
        throw refused("reads its equity");
    }

    @Override
    public long cash() {
        throw refused("reads its cash");
    }

    @Override
    public long market(Side side, long qty, TimeInForce timeInForce) {
        throw refused("places its own orders");
    }

    @Override
    public long limit(Side side, long qty, long limitPx, TimeInForce timeInForce) {
        throw refused("places its own orders");
    }

    @Override
    public long stop(Side side, long qty, long stopPx, TimeInForce timeInForce) {
        throw refused("places its own orders");
    }

    @Override
    public void cancel(long orderId) {
        throw refused("places its own orders");
    }
}
