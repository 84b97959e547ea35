package io.reprise.bench.jmh;

import io.reprise.bench.market.BarWalk;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.feature.FeatureSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One closed bar into one feature, and its value out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FeatureBench {
    private static final int BARS = 4_096;
    private static final int PERIOD = 20;
    private static final double TOLERANCE = 1e-9;

    @Param({"atr", "donchian-high", "donchian-low", "ema", "rsi", "sma", "volatility", "vwap", "zscore"})
    private String name;

    private final Bar[] bars = new Bar[BARS];
    private Feature feature;

    @Setup(Level.Trial)
    public void setUp() {
        BarWalk walk = new BarWalk(1);
        for (int i = 0; i < BARS; i++) {
            walk.advance();
            bars[i] = new Bar()
                    .set(
                            0,
                            walk.endNs() - BarWalk.PERIOD_NS,
                            walk.endNs(),
                            walk.openPx(),
                            walk.highPx(),
                            walk.lowPx(),
                            walk.closePx(),
                            walk.volume(),
                            walk.tradeCount());
        }
        feature = new FeatureSpec(name, PERIOD).create();
        onBars();
    }

    @Benchmark
    @OperationsPerInvocation(BARS)
    public double onBars() {
        return pass(feature);
    }

    private double pass(Feature one) {
        double sum = 0;
        for (Bar bar : bars) {
            one.onBar(bar);
            sum += one.value();
        }
        return sum;
    }

    /** However long it ran, it must be where one stands that saw the bars twice: no feature remembers 4,096 bars. */
    @TearDown(Level.Trial)
    public void tearDown() {
        Feature fresh = new FeatureSpec(name, PERIOD).create();
        pass(fresh);
        pass(fresh);
        double difference = Math.abs(feature.value() - fresh.value());
        if (!(difference <= TOLERANCE * Math.abs(fresh.value()))) {
            throw new IllegalStateException(name + " is " + feature.value() + ", not " + fresh.value());
        }
    }
}
