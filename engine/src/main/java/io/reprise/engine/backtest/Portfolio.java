package io.reprise.engine.backtest;

import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of many strategies. Its configuration is that of a run whose strategy is {@value #NAME}: the parameters say what the
 * allocations are, so that headers, what-ifs and sweeps treat it as any other.
 *
 * @param allocations in order of their strategies' ids
 */
public record Portfolio(List<Allocation> allocations) {
    /** Stands where a strategy's name does. */
    public static final String NAME = "portfolio";
    /** As many allocations as one run has at most. */
    public static final int ALLOCATIONS_MAX = 1_000;

    private static final String ORDER = "allocations";

    public Portfolio {
        allocations = List.copyOf(allocations);
        if (allocations.isEmpty() || allocations.size() > ALLOCATIONS_MAX) {
            throw new IllegalArgumentException(
                    "a portfolio has from 1 to " + ALLOCATIONS_MAX + " allocations, not " + allocations.size());
        }
        long names = allocations.stream().map(Allocation::name).distinct().count();
        if (names != allocations.size()) {
            throw new IllegalArgumentException("a portfolio cannot have two allocations of one name");
        }
        long sum = allocations.stream()
                .mapToLong(Allocation::share)
                .filter(share -> share != Allocation.EQUAL)
                .sum();
        if (sum > Fixed.ONE) {
            throw new IllegalArgumentException("the shares of the allocations add up to " + Decimals.plain(sum)
                    + ": they can be 1 together at most");
        }
    }

    /** Whether a configuration is one of many strategies. */
    static boolean is(RunConfig config) {
        return config.strategy().equals(NAME);
    }

    /** The parameters of the configuration. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(ORDER, String.join(",", names()));
        allocations.forEach(one -> texts.putAll(one.texts()));
        return texts;
    }

    List<String> names() {
        return allocations.stream().map(Allocation::name).toList();
    }

    /**
     * Reads back what {@link #texts} wrote.
     *
     * @throws IllegalArgumentException in one sentence, naming allocation and key
     */
    static Portfolio of(Map<String, String> parameters) {
        String order = parameters.get(ORDER);
        if (order == null || order.isBlank()) {
            throw new IllegalArgumentException("a portfolio needs '" + ORDER + "', the names of its allocations");
        }
        List<String> names = Arrays.asList(order.strip().split("\\s*,\\s*"));
        Map<String, Map<String, String>> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.put(name, new LinkedHashMap<>()));
        parameters.forEach((key, text) -> {
            int dot = key.indexOf('.');
            Map<String, String> own = dot < 0 ? null : byName.get(key.substring(0, dot));
            if (own != null) {
                own.put(key.substring(dot + 1), text);
            } else if (!key.equals(ORDER)) {
                throw new IllegalArgumentException("'" + key + "' belongs to no allocation; there are "
                        + String.join(", ", names) + ", as in " + names.getFirst() + ".share");
            }
        });
        List<Allocation> allocations = new ArrayList<>();
        names.forEach(name -> allocations.add(Allocation.of(name, byName.get(name))));
        return new Portfolio(allocations);
    }

    /** The share of an allocation: its own, or an equal part of what the others leave. */
    long share(Allocation one) {
        if (one.share() != Allocation.EQUAL) {
            return one.share();
        }
        long left = Fixed.ONE;
        int equals = 0;
        for (Allocation other : allocations) {
            left -= other.share() == Allocation.EQUAL ? 0 : other.share();
            equals += other.share() == Allocation.EQUAL ? 1 : 0;
        }
        return left / equals;
    }
}
