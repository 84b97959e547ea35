package io.reprise.engine.domain;

import io.reprise.codecs.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The full typed set of the parameters of a strategy or a feature, checked as a whole. Immutable. */
public final class Parameters {
    private final List<Parameter> definitions;
    private final long[] values;

    private Parameters(List<Parameter> definitions, long[] values) {
        this.definitions = definitions;
        this.values = values;
    }

    /** Defaults, with the given texts in their place; an unknown name is refused with the names that exist. */
    public static Parameters of(List<Parameter> definitions, Map<String, String> texts) {
        long[] values = definitions.stream().mapToLong(Parameter::defaultValue).toArray();
        texts.forEach((name, text) -> {
            int index = indexOf(definitions, name);
            values[index] = definitions.get(index).parse(text);
        });
        return new Parameters(List.copyOf(definitions), values);
    }

    /**
     * A set from values in the types' encodings.
     *
     * @throws IllegalArgumentException when one is out of its range or there are not as many as definitions
     */
    public static Parameters of(List<Parameter> definitions, long[] values) {
        if (values.length != definitions.size()) {
            throw new IllegalArgumentException(
                    values.length + " values are no full set of " + definitions.size() + " parameters");
        }
        for (int i = 0; i < values.length; i++) {
            Parameter definition = definitions.get(i);
            if (values[i] < definition.min() || values[i] > definition.max()) {
                throw new IllegalArgumentException("parameter " + definition.name() + " cannot be "
                        + definition.text(values[i]) + ": it takes " + definition.text(definition.min()) + " to "
                        + definition.text(definition.max()));
            }
        }
        return new Parameters(List.copyOf(definitions), values.clone());
    }

    public List<Parameter> definitions() {
        return definitions;
    }

    /** The value at a definition's index, in its type's encoding. */
    public long value(int index) {
        return values[index];
    }

    public int integer(String name) {
        return Math.toIntExact(value(name, ValueType.INTEGER));
    }

    /** At 1e-8. */
    public long decimal(String name) {
        return value(name, ValueType.DECIMAL);
    }

    public boolean flag(String name) {
        return value(name, ValueType.FLAG) != 0;
    }

    /** Name and text of every parameter, in the order of definition. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            texts.put(definitions.get(i).name(), definitions.get(i).text(values[i]));
        }
        return texts;
    }

    private long value(String name, ValueType type) {
        int index = indexOf(definitions, name);
        if (definitions.get(index).type() != type) {
            throw new IllegalArgumentException("parameter " + name + " is not of type " + type);
        }
        return values[index];
    }

    private static int indexOf(List<Parameter> definitions, String name) {
        for (int i = 0; i < definitions.size(); i++) {
            if (definitions.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("parameter '" + name + "' does not exist; there are "
                + definitions.stream().map(Parameter::name).collect(Collectors.joining(", ")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that
                && definitions.equals(that.definitions)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return texts().toString();
    }
}
