package io.reprise.engine.pipeline;

import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.Feature;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.feature.BarSeries;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives a strategy the features of its bars that it asks for, the signals of other strategies among them. */
final class SeriesSetup implements Setup {
    private final List<String> askers;
    private final BarSeries bars;
    private final StrategyCatalog signals;
    private final List<Integer> handles = new ArrayList<>();

    private SeriesSetup(List<String> askers, BarSeries bars, StrategyCatalog signals) {
        this.askers = askers;
        this.bars = bars;
        this.signals = signals;
    }

    static SeriesSetup of(String strategy, BarSeries bars, StrategyCatalog signals) {
        return new SeriesSetup(List.of(strategy), bars, signals);
    }

    @Override
    public int feature(FeatureSpec wanted) {
        handles.add(wanted.isSignal() ? bars.require(wanted, () -> signal(wanted)) : bars.require(wanted));
        return handles.size() - 1;
    }

    /** Index in the series of each feature that was asked for, by its handle. */
    int[] features() {
        return handles.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The strategy runs beside the features with its default parameters; what it asks for is made first. */
    private Feature signal(FeatureSpec wanted) {
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
        SeriesSetup setup = new SeriesSetup(all, bars, signals);
        Strategy strategy = provider.create(Parameters.of(provider.parameters(), Map.of()));
        strategy.onStart(setup);
        return new SignalFeature(strategy, bars, setup.features());
    }
}
