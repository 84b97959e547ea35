package io.reprise.bench.jmh;

import io.reprise.bench.market.BarWalk;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Input;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.feature.FeatureCatalog;
import io.reprise.engine.feature.FeatureSpec;
import java.util.Set;
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

/**
 * One closed bar into one feature, and its value out; {@code all} is every feature that reads nothing but bars, with its
 * default arguments, one after the other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FeatureBench {
    private static final int BARS = 4_096;
    private static final int PERIOD = 20;
    private static final double TOLERANCE = 1e-9;
    private static final String ALL = "all";
    private static final Set<Input> OF_BARS = Set.of(Input.BAR, Input.VOLUME);

    @Param({"atr", "donchian-high", "donchian-low", "ema", "rsi", "sma", "volatility", "vwap", "zscore", "all"})
    private String name;

    private final Bar[] bars = new Bar[BARS];
    private Feature[] features;

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
        features = create();
        onBars();
    }

    @Benchmark
    @OperationsPerInvocation(BARS)
    public double onBars() {
        return pass(features);
    }

    private Feature[] create() {
        if (!name.equals(ALL)) {
            return new Feature[] {new FeatureSpec(name, PERIOD).create()};
        }
        return FeatureCatalog.all().stream()
                .filter(definition -> OF_BARS.containsAll(definition.inputs()))
                .map(definition -> FeatureSpec.parse(definition.id()).create())
                .toArray(Feature[]::new);
    }

    private double pass(Feature[] some) {
        double sum = 0;
        for (Bar bar : bars) {
            for (Feature one : some) {
                one.onBar(bar);
                sum += one.value();
            }
        }
        return sum;
    }

    /** However long it ran, it must be where one stands that saw the bars twice: no feature remembers 4,096 bars. */
    @TearDown(Level.Trial)
    public void tearDown() {
        Feature[] fresh = create();
        pass(fresh);
        pass(fresh);
        for (int i = 0; i < fresh.length; i++) {
            double difference = Math.abs(features[i].value() - fresh[i].value());
            boolean forgets = !name.equals(ALL); // among all are sums over every bar there was
            if (forgets && !(difference <= TOLERANCE * Math.abs(fresh[i].value()))) {
                throw new IllegalStateException(name + " is " + features[i].value() + ", not " + fresh[i].value());
            }
        }
    }
}
