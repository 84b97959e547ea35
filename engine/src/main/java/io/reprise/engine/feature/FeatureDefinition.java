package io.reprise.engine.feature;

import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * A feature as it is registered: what docs, {@code data/features.yaml}, command line and agents read, and how to make
 * it. Versions of one name live side by side; a version never changes its values.
 *
 * @param name lower case, digits and dashes
 * @param version from 1
 * @param family what kind of thing it says
 * @param formula one line: what the value is
 * @param source whose formula it is
 * @param inputs what it reads; all are read at the close of a bar
 * @param parameters typed, with ranges and defaults
 * @param warmUp bars until the first value at the earliest, by the parameters
 * @param warmUpText the same for people, in the names of the parameters
 * @param seeding how a recurrence starts, and where ta4j and TA-Lib differ; empty where nothing is remembered
 * @param staleness after what age of its last input it has no value; empty where the bar itself is the input
 * @param unit how its value answers to a split
 * @param factory makes one that has seen nothing
 */
public record FeatureDefinition(
        String name,
        int version,
        FeatureFamily family,
        String formula,
        String source,
        Set<Input> inputs,
        List<Parameter> parameters,
        ToIntFunction<Parameters> warmUp,
        String warmUpText,
        String seeding,
        String staleness,
        FeatureUnit unit,
        Function<Parameters, Feature> factory) {
    /** What the names of strategies' signals begin with. */
    public static final String SIGNAL = "signal.";

    private static final Pattern NAME = Pattern.compile("(?:signal\\.)?[a-z][a-z0-9-]{0,38}");

    public FeatureDefinition {
        if (!NAME.matcher(name).matches() || version < 1) {
            throw new IllegalArgumentException("a feature needs a name in lower case, digits and dashes and a version"
                    + " from 1, not '" + name + "' " + version);
        }
        inputs = Set.copyOf(inputs);
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(family, name);
        Objects.requireNonNull(factory, name);
        Objects.requireNonNull(warmUp, name);
    }

    /** The signal of a strategy, which the pipeline makes; the strategy's provider says what it reads. */
    static FeatureDefinition signal(String name, int version) {
        return named(
                        name,
                        FeatureFamily.SIGNAL,
                        "1 where the strategy is long, 0 where it is flat, -1 where it is short")
                .version(version)
                .makes(parameters -> {
                    throw new IllegalStateException(name + " is made by the pipeline, which knows the strategies");
                });
    }

    /** As a spec names it: {@code rsi}, {@code rsi@2}. */
    public String id() {
        return version == 1 ? name : name + "@" + version;
    }

    /** Begins a definition that reads bars, has no parameter and a value from the first bar on. */
    public static Builder named(String name, FeatureFamily family, String formula) {
        return new Builder(name, family, formula);
    }

    /** Collects what deviates from the defaults. */
    public static final class Builder {
        private final String name;
        private final FeatureFamily family;
        private final String formula;
        private int version = 1;
        private String source = "";
        private Set<Input> inputs = EnumSet.of(Input.BAR);
        private final List<Parameter> parameters = new ArrayList<>();
        private ToIntFunction<Parameters> warmUp = parameters -> 1;
        private String warmUpText = "1";
        private String seeding = "";
        private String staleness = "";
        private FeatureUnit unit = FeatureUnit.NONE;

        private Builder(String name, FeatureFamily family, String formula) {
            this.name = name;
            this.family = family;
            this.formula = formula;
        }

        public Builder version(int number) {
            version = number;
            return this;
        }

        public Builder source(String text) {
            source = text;
            return this;
        }

        public Builder reads(Input first, Input... more) {
            inputs = EnumSet.of(first, more);
            return this;
        }

        /** The parameter {@code period}, in bars. */
        public Builder period(int defaultValue, int min) {
            return integer("period", defaultValue, min, "bars it looks back on");
        }

        /** A whole number of bars up to {@value FeatureSpec#PERIOD_MAX}. */
        public Builder integer(String parameter, int defaultValue, int min, String description) {
            return with(Parameter.integer(parameter, defaultValue, min, FeatureSpec.PERIOD_MAX, description));
        }

        public Builder with(Parameter parameter) {
            parameters.add(parameter);
            return this;
        }

        public Builder warmUp(String text, ToIntFunction<Parameters> bars) {
            warmUpText = text;
            warmUp = bars;
            return this;
        }

        /** A warm-up of {@code period} bars. */
        public Builder warmUpPeriod() {
            return warmUp("period", parameters -> parameters.integer("period"));
        }

        public Builder seeding(String text) {
            seeding = text;
            return this;
        }

        public Builder staleness(String text) {
            staleness = text;
            return this;
        }

        public Builder unit(FeatureUnit ofValue) {
            unit = ofValue;
            return this;
        }

        public FeatureDefinition makes(Function<Parameters, Feature> factory) {
            return new FeatureDefinition(
                    name,
                    version,
                    family,
                    formula,
                    source,
                    inputs,
                    parameters,
                    warmUp,
                    warmUpText,
                    seeding,
                    staleness,
                    unit,
                    factory);
        }
    }
}
