package io.reprise.research.validate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against arch, skfolio, statsmodels and SciPy. */
class IndependentValuesTest {
    private final Values values = new Values();

    IndependentValuesTest() throws IOException {}

    /** arch 8.0's p-values on the very indices that it drew. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void superiorAbilityIsThatOfArch(int number) throws IOException {
        int[][] orders = Arrays.stream(Values.table("spa" + number + "-orders"))
                .map(row -> Arrays.stream(row).mapToInt(value -> (int) value).toArray())
                .toArray(int[][]::new);
        SuperiorAbility found = SuperiorAbility.of(Values.table("spa" + number + "-advantage"), 6, orders);
        assertArrayEquals(
                values.numbers("spa" + number), new double[] {found.lower(), found.consistent(), found.upper()}, 1e-12);
    }

    @Test
    void studentizedTestSeesASteadyModelBesideAWildOne() throws IOException {
        double[][] advantage = new double[240][2];
        double[][] noise = Values.table("spa0-advantage");
        for (int t = 0; t < advantage.length; t++) {
            advantage[t][0] = noise[t][0] * 0.1 + 0.0006;
            advantage[t][1] = noise[t][1] * 50;
        }
        Bootstrap bootstrap = Bootstrap.stationary(240, 6, 1);
        int[][] orders = IntStream.range(0, 500).mapToObj(_ -> bootstrap.next()).toArray(int[][]::new);
        assertTrue(SuperiorAbility.studentized(advantage, 6, orders).consistent() < 0.01);
        assertTrue(SuperiorAbility.of(advantage, 6, orders).consistent() > 0.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void blockLengthsAndNeweyWestAreThoseOfArchAndStatsmodels(int number) throws IOException {
        double[] series = Values.series("series" + number);
        BlockLength found = BlockLength.unbounded(series);
        double[] expected = values.numbers("blocks" + number);
        assertEquals(expected[0], found.stationary(), expected[0] * 1e-10);
        assertEquals(expected[1], found.circular(), expected[1] * 1e-10);
        assertEquals(values.numbers("neweyWest" + number)[0], RankIc.neweyWest(series, 7), 1e-10);
    }

    @Test
    void rankCorrelationsAreThoseOfSciPy() throws IOException {
        RankIc found = RankIc.of(Values.table("ic-feature"), Values.table("ic-forward"), 0);
        assertArrayEquals(values.numbers("ic"), found.byDay(), 1e-12);
        assertEquals(20, found.days());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.6.2.3.2", "157.6.3.4.0", "211.10.2.0.5", "130.5.4.7.3"})
    void splitsAreThoseOfSkfolio(String key) {
        int[] of = Arrays.stream(key.split("\\.")).mapToInt(Integer::parseInt).toArray();
        PurgedSplits found = PurgedSplits.of(PurgedSplits.constantHorizon(of[0], of[3]), of[1], of[2], of[4]);
        assertEquals(values.text("cpcv." + key + ".paths"), String.valueOf(found.paths()));
        List<PurgedSplits.Split> splits = found.splits();
        for (int i = 0; i < splits.size(); i++) {
            String at = "cpcv." + key + "." + i;
            PurgedSplits.Split split = splits.get(i);
            assertEquals(values.text(at + ".train"), ranges(split.train()), at);
            assertEquals(
                    values.text(at + ".tests"),
                    split.tests().stream()
                            .map(test -> test.from() + "-" + (test.to() - 1))
                            .collect(Collectors.joining(" ")),
                    at);
            assertEquals(
                    values.text(at + ".pathOf"),
                    Arrays.stream(split.pathOf()).mapToObj(String::valueOf).collect(Collectors.joining(" ")),
                    at);
        }
    }

    private static String ranges(int[] index) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 1; i <= index.length; i++) {
            if (i == index.length || index[i] != index[i - 1] + 1) {
                text.append(start == 0 ? "" : " ")
                        .append(index[start])
                        .append('-')
                        .append(index[i - 1]);
                start = i;
            }
        }
        return text.toString();
    }
}
