package io.reprise.engine.feature;

import io.reprise.codecs.ValueType;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A feature as strategies ask for it; equal specs share one feature of a series.
 *
 * @param name one of {@link FeatureCatalog#names}
 * @param version of that name
 * @param arguments one value a parameter in the parameter's encoding; where fewer are given, defaults follow
 */
public record FeatureSpec(String name, int version, List<Long> arguments) {
    public static final int PERIOD_MAX = 1_000_000;

    private static final Pattern TEXT = Pattern.compile("([^@(]+)(?:@(\\d{1,4}))?(?:\\(([^()]*)\\))?");

    public FeatureSpec {
        FeatureDefinition definition = FeatureCatalog.find(name, version);
        List<Parameter> parameters = definition.parameters();
        if (arguments.size() > parameters.size()) {
            throw new IllegalArgumentException("feature " + definition.id() + " takes " + parameters.size()
                    + " arguments at most, not " + arguments.size());
        }
        List<Long> all = new ArrayList<>(arguments);
        for (Parameter parameter : parameters.subList(arguments.size(), parameters.size())) {
            all.add(parameter.defaultValue());
        }
        for (int i = 0; i < all.size(); i++) {
            requireInRange(definition, parameters.get(i), all.get(i));
        }
        arguments = List.copyOf(all);
    }

    /** Version 1 with a first argument, most often the period in bars, and the defaults of the others. */
    public FeatureSpec(String name, int period) {
        this(name, 1, List.of((long) period));
    }

    /** Version 1 with arguments in the encodings of the parameters. */
    public static FeatureSpec of(String name, long... arguments) {
        return new FeatureSpec(name, 1, Arrays.stream(arguments).boxed().toList());
    }

    /** Reads {@code obv}, {@code rsi(14)}, {@code rsi@2(7,28)}. */
    public static FeatureSpec parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("feature '" + text
                    + "' is not understood: it is a name, a version unless 1, and arguments, such as rsi@2(7,28)");
        }
        int version = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        FeatureDefinition definition = FeatureCatalog.find(matcher.group(1), version);
        String arguments = matcher.group(3) == null ? "" : matcher.group(3);
        String[] texts = arguments.isBlank() ? new String[0] : arguments.split(",", -1);
        if (texts.length > definition.parameters().size()) {
            throw new IllegalArgumentException("feature " + definition.id() + " takes "
                    + definition.parameters().size() + " arguments at most, not " + texts.length);
        }
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            values.add(definition.parameters().get(i).parse(texts[i]));
        }
        return new FeatureSpec(definition.name(), version, values);
    }

    private static void requireInRange(FeatureDefinition definition, Parameter parameter, long value) {
        if (value < parameter.min() || value > parameter.max()) {
            throw new IllegalArgumentException(parameter.name() + " " + parameter.text(value) + " of feature "
                    + definition.id() + " is out of range: " + parameter.text(parameter.min()) + " to "
                    + parameter.text(parameter.max()));
        }
    }

    /** The first argument, most often the period in bars; 0 where that is no whole number. */
    public int period() {
        boolean isWhole =
                !arguments.isEmpty() && definition().parameters().getFirst().type() == ValueType.INTEGER;
        return isWhole ? Math.toIntExact(arguments.getFirst()) : 0;
    }

    /** Whether it is what a strategy would do, made by the pipeline and not by {@link #create}. */
    public boolean isSignal() {
        return name.startsWith(FeatureDefinition.SIGNAL);
    }

    public FeatureDefinition definition() {
        return FeatureCatalog.find(name, version);
    }

    public Parameters parameters() {
        return Parameters.of(
                definition().parameters(),
                arguments.stream().mapToLong(Long::longValue).toArray());
    }

    /** The text that {@link #parse} reads back. */
    public String text() {
        if (arguments.isEmpty()) {
            return definition().id();
        }
        StringJoiner joiner = new StringJoiner(",", definition().id() + "(", ")");
        for (int i = 0; i < arguments.size(); i++) {
            joiner.add(definition().parameters().get(i).text(arguments.get(i)));
        }
        return joiner.toString();
    }

    /** A new feature that has seen no bar. */
    public Feature create() {
        return definition().factory().apply(parameters());
    }
}
