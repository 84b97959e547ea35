package io.reprise.engine.strategy;

import io.reprise.engine.feature.FeatureDefinition;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The strategies on the class path, by name. */
public final class StrategyCatalog {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,38}");

    private final TreeMap<String, StrategyProvider> providers = new TreeMap<>();

    private StrategyCatalog() {}

    /** All providers that the class loader finds; two of one name are refused. */
    public static StrategyCatalog load(ClassLoader loader) {
        StrategyCatalog catalog = new StrategyCatalog();
        for (StrategyProvider provider : ServiceLoader.load(StrategyProvider.class, loader)) {
            if (!NAME.matcher(provider.name()).matches()) {
                throw new IllegalArgumentException("strategy name '" + provider.name()
                        + "' must be lower-case letters, digits and dashes, at most 39 of them");
            }
            StrategyProvider other = catalog.providers.putIfAbsent(provider.name(), provider);
            if (other != null && other.getClass() != provider.getClass()) {
                throw new IllegalArgumentException("two strategies are called '" + provider.name() + "': "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName());
            }
        }
        return catalog;
    }

    /** A catalogue of these alone. */
    public static StrategyCatalog of(List<StrategyProvider> all) {
        StrategyCatalog catalog = new StrategyCatalog();
        all.forEach(provider -> catalog.providers.put(provider.name(), provider));
        return catalog;
    }

    /** Whether a name asks for a strategy's signal alone, such as {@code signal.sma-cross}. */
    public static boolean isSignal(String name) {
        return name.startsWith(FeatureDefinition.SIGNAL);
    }

    /** The provider of that name, with or without {@code signal.}, or one sentence with the names that exist. */
    public StrategyProvider find(String name) {
        StrategyProvider provider =
                providers.get(isSignal(name) ? name.substring(FeatureDefinition.SIGNAL.length()) : name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "strategy '" + name + "' does not exist; there are " + String.join(", ", providers.keySet()));
        }
        return provider;
    }

    public List<StrategyProvider> all() {
        return List.copyOf(providers.values());
    }
}
