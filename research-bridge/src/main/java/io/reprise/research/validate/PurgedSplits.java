package io.reprise.research.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits into training and test without leaks: López de Prado, <i>Advances in financial machine learning</i>, 2018, chapters
 * 7 and 12. Observations are cut into consecutive folds; each choice of test folds is a split. Training loses what a label of
 * the test reaches into, or is reached by, and an embargo after it. Each fold is tested in several splits; together those make
 * whole paths.
 *
 * @param folds number of folds
 * @param splits one for each choice, in lexical order
 * @param paths number of whole paths that the tests make
 */
public record PurgedSplits(int folds, List<Split> splits, int paths) {
    private static final int SPLITS_MAX = 100_000;

    /**
     * One split.
     *
     * @param train observations to fit on, rising
     * @param tests observations to test on, a range a fold
     * @param pathOf to which path each test belongs
     */
    public record Split(int[] train, List<Range> tests, int[] pathOf) {}

    /** Observations from {@code from} to before {@code to}. */
    public record Range(int from, int to) {
        public int size() {
            return to - from;
        }
    }

    public PurgedSplits {
        splits = List.copyOf(splits);
    }

    /**
     * Combinatorial purged splits: N = 6 and k = 2 give 15 splits and 5 paths. One test fold is purged k-fold.
     *
     * @param labelEnds the last observation that each label knows of, at least its own
     * @param folds at least 2; the last takes what is left over
     * @param testFolds fewer than folds
     * @param embargo observations left out after a test besides, at least the longest feature window
     */
    public static PurgedSplits of(int[] labelEnds, int folds, int testFolds, int embargo) {
        int n = labelEnds.length;
        if (folds < 2 || testFolds < 1 || testFolds >= folds || embargo < 0) {
            throw new IllegalArgumentException(testFolds + " of " + folds + " folds with an embargo of " + embargo
                    + " are no splits: 1 or more of at least 2, fewer than all, embargo 0 or more");
        }
        if (n < folds) {
            throw new IllegalArgumentException(n + " observations are too few for " + folds + " folds");
        }
        for (int i = 0; i < n; i++) {
            if (labelEnds[i] < i) {
                throw new IllegalArgumentException(
                        "the label of observation " + i + " ends before it, at " + labelEnds[i]);
            }
        }
        List<Split> splits = new ArrayList<>();
        int[] tested = new int[folds];
        int[] chosen = new int[testFolds];
        Arrays.setAll(chosen, i -> i);
        do {
            if (splits.size() == SPLITS_MAX) {
                throw new IllegalArgumentException(
                        testFolds + " of " + folds + " folds give more than " + SPLITS_MAX + " splits");
            }
            splits.add(split(labelEnds, folds, chosen, embargo, tested));
        } while (advance(chosen, folds));
        return new PurgedSplits(folds, splits, tested[0]);
    }

    /** Labels that know of {@code horizon} observations after their own. */
    public static int[] constantHorizon(int observations, int horizon) {
        int[] ends = new int[observations];
        Arrays.setAll(ends, i -> i + horizon);
        return ends;
    }

    private static Split split(int[] labelEnds, int folds, int[] chosen, int embargo, int[] tested) {
        int n = labelEnds.length;
        boolean[] out = new boolean[n];
        List<Range> tests = new ArrayList<>();
        int[] pathOf = new int[chosen.length];
        for (int j = 0; j < chosen.length; j++) {
            int size = n / folds;
            Range test = new Range(chosen[j] * size, chosen[j] == folds - 1 ? n : (chosen[j] + 1) * size);
            tests.add(test);
            pathOf[j] = tested[chosen[j]]++;
        }
        // Neighboring folds are one test: nothing between them is trained on.
        for (int j = 0; j < tests.size(); j++) {
            int from = tests.get(j).from();
            while (j + 1 < tests.size()
                    && tests.get(j + 1).from() == tests.get(j).to()) {
                j++;
            }
            leaveOut(out, labelEnds, from, tests.get(j).to(), embargo);
        }
        int[] train = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (!out[i]) {
                train[count++] = i;
            }
        }
        return new Split(Arrays.copyOf(train, count), List.copyOf(tests), pathOf);
    }

    private static void leaveOut(boolean[] out, int[] labelEnds, int from, int to, int embargo) {
        int reach = from;
        for (int i = from; i < to; i++) {
            out[i] = true;
            reach = Math.max(reach, labelEnds[i]);
        }
        for (int i = 0; i < from; i++) {
            out[i] |= labelEnds[i] >= from;
        }
        long last = Math.min((long) reach + embargo, out.length - 1L);
        for (int i = to; i <= last; i++) {
            out[i] = true;
        }
    }

    private static boolean advance(int[] chosen, int folds) {
        int k = chosen.length;
        int i = k - 1;
        while (i >= 0 && chosen[i] == folds - k + i) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        chosen[i]++;
        for (int j = i + 1; j < k; j++) {
            chosen[j] = chosen[j - 1] + 1;
        }
        return true;
    }
}
