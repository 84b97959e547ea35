package io.reprise.research.vector;

import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.StrategyProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The sets of parameters of a sweep: every combination of some values, or some of them drawn at random.
 *
 * @param sets what the strategy takes
 * @param refused combinations that it does not, such as a fast period above the slow one
 * @param axes the parameters that vary, with their values, in the order given
 */
public record Grid(List<Parameters> sets, long refused, Map<String, List<String>> axes) {
    /** More cells than any table of bars makes sense for. */
    public static final long CELLS_MAX = 1_000_000;

    private static final int VALUES_MAX = 100_000;

    public Grid {
        sets = List.copyOf(sets);
    }

    /**
     * Makes the sets.
     *
     * @param fixed parameters that all cells have, as text
     * @param ranges values by parameter: {@code 5..50}, {@code 5..50:5} or {@code 5,10,20}
     * @param drawn how many combinations to draw without repetition, 0 for all
     * @throws IllegalArgumentException in one sentence naming the parameter and what is allowed
     */
    public static Grid of(
            StrategyProvider provider, Map<String, String> fixed, Map<String, String> ranges, long drawn, long seed) {
        Map<String, List<String>> axes = axes(ranges);
        long all = combinations(axes);
        requireCells(drawn == 0 ? all : drawn);
        Sets sets = new Sets(provider, fixed, axes);
        if (drawn == 0 || drawn >= all) {
            for (long i = 0; i < all; i++) {
                sets.add(i);
            }
        } else {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Long> taken = new LinkedHashSet<>();
            while (taken.size() < drawn) {
                taken.add(random.nextLong(all));
            }
            taken.stream().sorted().forEach(sets::add);
        }
        if (sets.made.isEmpty()) {
            throw new IllegalArgumentException(
                    "the strategy " + provider.name() + " refuses every combination of these values: " + sets.why);
        }
        return new Grid(sets.made, sets.refused, axes);
    }

    /**
     * How many cells such a grid has at most.
     *
     * @throws IllegalArgumentException when there are more than {@value #CELLS_MAX}
     */
    public static long cells(Map<String, String> ranges, long drawn) {
        long all = combinations(axes(ranges));
        return requireCells(drawn == 0 ? all : Math.min(all, drawn));
    }

    private static long requireCells(long cells) {
        if (cells > CELLS_MAX) {
            throw new IllegalArgumentException("a sweep has at most " + CELLS_MAX + " cells, and this one has " + cells
                    + ": give fewer values, or draw some");
        }
        return cells;
    }

    private static Map<String, List<String>> axes(Map<String, String> ranges) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        ranges.forEach((name, range) -> axes.put(name, values(name, range)));
        return axes;
    }

    /** Saturated: what is beyond a long is too many anyway. */
    private static long combinations(Map<String, List<String>> axes) {
        long all = 1;
        for (List<String> values : axes.values()) {
            long high = Math.multiplyHigh(all, values.size());
            all = high == 0 && all * values.size() > 0 ? all * values.size() : Long.MAX_VALUE;
        }
        return all;
    }

    private static final class Sets {
        private final StrategyProvider provider;
        private final Map<String, String> fixed;
        private final Map<String, List<String>> axes;
        private final List<Parameters> made = new ArrayList<>();
        private long refused;
        private String why;

        Sets(StrategyProvider provider, Map<String, String> fixed, Map<String, List<String>> axes) {
            this.provider = provider;
            this.fixed = fixed;
            this.axes = axes;
        }

        /** The combination of a number: its digits are the indexes of the values, the last axis fastest. */
        void add(long number) {
            Map<String, String> texts = new LinkedHashMap<>(fixed);
            List<String> names = new ArrayList<>(axes.keySet());
            long rest = number;
            for (int axis = names.size() - 1; axis >= 0; axis--) {
                List<String> values = axes.get(names.get(axis));
                texts.put(names.get(axis), values.get((int) (rest % values.size())));
                rest /= values.size();
            }
            Parameters parameters = Parameters.of(provider.parameters(), texts);
            try {
                provider.create(parameters);
                made.add(parameters);
            } catch (IllegalArgumentException senseless) {
                refused++;
                why = senseless.getMessage();
            }
        }
    }

    private static List<String> values(String name, String range) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            return List.of(range.split(","));
        }
        int colon = range.indexOf(':', dots);
        try {
            BigDecimal from = new BigDecimal(range.substring(0, dots).strip());
            BigDecimal to = new BigDecimal(range.substring(dots + 2, colon < 0 ? range.length() : colon)
                    .strip());
            BigDecimal step = colon < 0
                    ? BigDecimal.ONE
                    : new BigDecimal(range.substring(colon + 1).strip());
            if (step.signum() <= 0 || to.compareTo(from) < 0) {
                throw new NumberFormatException();
            }
            List<String> values = new ArrayList<>();
            for (BigDecimal at = from; at.compareTo(to) <= 0 && values.size() < VALUES_MAX; at = at.add(step)) {
                values.add(at.stripTrailingZeros().toPlainString());
            }
            return values;
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "the values '" + range + "' of " + name
                            + " are not understood: they are FROM..TO, FROM..TO:STEP or A,B,C",
                    malformed);
        }
    }
}
