package io.reprise.engine.pipeline;

import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.JoinedSeries;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Notes what a strategy asks for before the first event. */
final class StrategySetup implements Setup {
    private final BarSeries[] legs;
    private final JoinedSeries joined;
    private final StrategyCatalog signals;
    /** The strategy, after those whose signals led to it. */
    private final List<String> askers;

    private final List<Integer> handles = new ArrayList<>();

    /**
     * @param legs the bars of each leg
     * @param joined those of all together, null where there is one
     * @param signals the strategies whose signals may be asked for
     */
    StrategySetup(String strategy, BarSeries[] legs, JoinedSeries joined, StrategyCatalog signals) {
        this(List.of(strategy), legs, joined, signals);
    }

    private StrategySetup(List<String> askers, BarSeries[] legs, JoinedSeries joined, StrategyCatalog signals) {
        this.askers = askers;
        this.legs = legs;
        this.joined = joined;
        this.signals = signals;
    }

    /** Index of each feature, in the series or in the joined bars, by its handle. */
    int[] features() {
        return handles.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int legCount() {
        return legs.length;
    }

    @Override
    public int feature(FeatureSpec spec) {
        prepare(0, spec);
        return handle(joined == null ? legs[0].require(spec) : joined.require(0, spec));
    }

    @Override
    public int feature(int leg, FeatureSpec spec) {
        if (joined == null || leg < 0 || leg >= legs.length) {
            return Setup.super.feature(leg, spec);
        }
        prepare(leg, spec);
        return handle(joined.require(leg, spec));
    }

    @Override
    public int cross(int leg, int otherLeg, FeatureSpec spec) {
        int last = legs.length - 1;
        if (joined == null || Math.min(leg, otherLeg) < 0 || Math.max(leg, otherLeg) > last || leg == otherLeg) {
            return Setup.super.cross(leg, otherLeg, spec);
        }
        return handle(joined.cross(leg, otherLeg, spec));
    }

    /** Makes a signal on a leg's bars unless they have it; other features are made when they are asked for. */
    private void prepare(int leg, FeatureSpec spec) {
        if (spec.isSignal()) {
            legs[leg].require(spec, () -> signal(legs[leg], spec));
        }
    }

    /** The strategy runs beside the features, with what it asks for made first. */
    private Feature signal(BarSeries bars, FeatureSpec wanted) {
        String name = wanted.name().substring(FeatureDefinition.SIGNAL.length());
        if (askers.contains(name)) {
            throw new IllegalArgumentException("strategy " + name + " reads its own signal, by way of "
                    + String.join(", ", askers.subList(askers.indexOf(name), askers.size())));
        }
        StrategyProvider provider = signals.find(name);
        if (provider.version() != wanted.version()) {
            throw new IllegalArgumentException("the signal of strategy " + name + " has version " + provider.version()
                    + ", not " + wanted.version());
        }
        List<String> all = Stream.concat(askers.stream(), Stream.of(name)).toList();
        StrategySetup setup = new StrategySetup(all, new BarSeries[] {bars}, null, signals);
        Strategy strategy = provider.create(SignalFeature.parameters(provider));
        strategy.onStart(setup);
        return new SignalFeature(strategy, bars, setup.features());
    }

    private int handle(int index) {
        handles.add(index);
        return handles.size() - 1;
    }
}
