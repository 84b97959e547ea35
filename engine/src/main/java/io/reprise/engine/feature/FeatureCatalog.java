package io.reprise.engine.feature;

import io.reprise.engine.feature.calendar.CalendarFeatures;
import io.reprise.engine.feature.cross.CrossFeatures;
import io.reprise.engine.feature.funding.FundingFeatures;
import io.reprise.engine.feature.micro.MicroFeatures;
import io.reprise.engine.feature.momentum.MomentumFeatures;
import io.reprise.engine.feature.pattern.PatternFeatures;
import io.reprise.engine.feature.stationarity.StationarityFeatures;
import io.reprise.engine.feature.trend.TrendFeatures;
import io.reprise.engine.feature.volatility.VolatilityFeatures;
import io.reprise.engine.feature.volume.VolumeFeatures;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All features there are. Immutable. */
public final class FeatureCatalog {
    private static final SortedMap<String, SortedMap<Integer, FeatureDefinition>> BY_NAME = collect();

    private FeatureCatalog() {}

    private static SortedMap<String, SortedMap<Integer, FeatureDefinition>> collect() {
        SortedMap<String, SortedMap<Integer, FeatureDefinition>> byName = new TreeMap<>();
        Stream.of(
                        BasicFeatures.all(),
                        TrendFeatures.all(),
                        MomentumFeatures.all(),
                        VolatilityFeatures.all(),
                        VolumeFeatures.all(),
                        PatternFeatures.all(),
                        MicroFeatures.all(),
                        CalendarFeatures.all(),
                        StationarityFeatures.all(),
                        CrossFeatures.all(),
                        FundingFeatures.all())
                .flatMap(List::stream)
                .forEach(definition -> {
                    FeatureDefinition other = byName.computeIfAbsent(definition.name(), name -> new TreeMap<>())
                            .putIfAbsent(definition.version(), definition);
                    if (other != null) {
                        throw new IllegalStateException("two features are called " + definition.id());
                    }
                });
        return Collections.unmodifiableSortedMap(byName);
    }

    /** The names of all features, in alphabetical order. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** All definitions, by name and version. */
    public static List<FeatureDefinition> all() {
        return BY_NAME.values().stream()
                .flatMap(versions -> versions.values().stream())
                .toList();
    }

    /** All definitions, by family, name and version. */
    public static List<FeatureDefinition> byFamily() {
        return all().stream()
                .sorted(Comparator.comparing(FeatureDefinition::family)) // which keeps names and versions in order
                .toList();
    }

    /** All versions of a name, or one sentence saying that there is none. */
    public static List<FeatureDefinition> versions(String name) {
        SortedMap<Integer, FeatureDefinition> versions = name == null ? null : BY_NAME.get(name);
        if (versions == null) {
            throw new IllegalArgumentException(
                    "feature '" + name + "' is not known; './run.sh features list' shows those that are");
        }
        return List.copyOf(versions.values());
    }

    /** The definition of that name and version, or one sentence saying what there is. */
    public static FeatureDefinition find(String name, int version) {
        if (name != null && name.startsWith(FeatureDefinition.SIGNAL)) {
            return FeatureDefinition.signal(name, version);
        }
        List<FeatureDefinition> versions = versions(name);
        return versions.stream()
                .filter(definition -> definition.version() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("feature " + name + " has no version " + version
                        + "; its newest is " + versions.getLast().version()));
    }
}
