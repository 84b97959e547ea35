package io.reprise.bench.validation;

import io.reprise.research.validate.PurgedSplits;
import java.util.SplittableRandom;

/**
 * A random walk, whether it will be higher {@value #HORIZON} bars on, and a nearest neighbor that is asked: nothing can be
 * known, and whoever lets overlapping labels into the training set seems to know it.
 *
 * @param seeds how many walks
 * @param shuffled mean accuracy over shuffled folds
 * @param purged mean accuracy over combinatorial purged splits
 */
public record Leak(int seeds, double shuffled, double purged) {
    static final int HORIZON = 20;
    private static final int[] WINDOWS = {20, 40, 80, 160};
    private static final int FOLDS = 6;
    private static final int TEST_FOLDS = 2;

    /** @param bars of each walk */
    public static Leak of(int seeds, int bars) {
        double shuffled = 0;
        double purged = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            Leak.Walk walk = new Walk(seed, bars);
            shuffled += walk.shuffled(seed) / seeds;
            purged += walk.purged() / seeds;
        }
        return new Leak(seeds, shuffled, purged);
    }

    /** Features and labels of a walk: observation i is bar i plus the longest window. */
    private static final class Walk {
        private final double[][] features;
        private final boolean[] up;

        Walk(long seed, int bars) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] level = new double[bars];
            for (int t = 1; t < bars; t++) {
                level[t] = level[t - 1] + random.nextGaussian();
            }
            int longest = WINDOWS[WINDOWS.length - 1];
            int n = bars - longest - HORIZON;
            features = new double[n][WINDOWS.length];
            up = new boolean[n];
            for (int i = 0; i < n; i++) {
                int t = i + longest;
                for (int k = 0; k < WINDOWS.length; k++) {
                    features[i][k] = level[t] - level[t - WINDOWS[k]];
                }
                up[i] = level[t + HORIZON] > level[t];
            }
        }

        double shuffled(long seed) {
            int n = up.length;
            int[] order = new int[n];
            SplittableRandom random = new SplittableRandom(-seed);
            for (int i = 0; i < n; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            int right = 0;
            for (int i = 0; i < n; i++) {
                int fold = i % FOLDS;
                int best = -1;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < n; j++) {
                    if (j % FOLDS != fold) {
                        double distance = distance(order[i], order[j]);
                        if (distance < least) {
                            least = distance;
                            best = order[j];
                        }
                    }
                }
                right += up[best] == up[order[i]] ? 1 : 0;
            }
            return (double) right / n;
        }

        double purged() {
            int longest = WINDOWS[WINDOWS.length - 1];
            PurgedSplits splits =
                    PurgedSplits.of(PurgedSplits.constantHorizon(up.length, HORIZON), FOLDS, TEST_FOLDS, longest);
            long right = 0;
            long asked = 0;
            for (PurgedSplits.Split split : splits.splits()) {
                for (PurgedSplits.Range test : split.tests()) {
                    for (int i = test.from(); i < test.to(); i++) {
                        right += up[nearest(i, split.train())] == up[i] ? 1 : 0;
                        asked++;
                    }
                }
            }
            return (double) right / asked;
        }

        private int nearest(int i, int[] train) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j : train) {
                double distance = distance(i, j);
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            return best;
        }

        private double distance(int i, int j) {
            double sum = 0;
            for (int k = 0; k < WINDOWS.length; k++) {
                double gap = features[i][k] - features[j][k];
                sum += gap * gap;
            }
            return sum;
        }
    }
}
