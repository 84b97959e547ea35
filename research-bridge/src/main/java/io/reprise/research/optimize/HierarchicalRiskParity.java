package io.reprise.research.optimize;

import java.util.Arrays;

/**
 * Hierarchical risk parity: López de Prado, <i>Building diversified portfolios that outperform out of sample</i>, J.
 * Portfolio Management 42(4), 2016. Assets are clustered by √((1 − ρ) / 2); the capital is halved along the tree's leaves,
 * each half weighted by the inverse of its variance at inverse-variance weights. Stateless.
 */
public final class HierarchicalRiskParity {
    private HierarchicalRiskParity() {}

    /** Distances between assets. */
    public enum Distance {
        /** Euclidean distance of the columns of √((1 − ρ) / 2): the paper's. */
        OF_DISTANCES,
        /** √((1 − ρ) / 2) itself. */
        DIRECT
    }

    /** Distances between clusters. */
    public enum Clusters {
        /** The paper's. */
        SINGLE,
        COMPLETE,
        AVERAGE,
        WARD
    }

    /** Where a cluster is split. */
    public enum Split {
        /** In the middle of its leaves: the paper's. */
        HALVES,
        /** Where the tree splits. */
        TREE
    }

    /** The paper's, or variants by name. */
    public record Options(Distance distance, Clusters clusters, Split split) {
        /** What the paper does. */
        public static final Options PAPER = new Options(Distance.OF_DISTANCES, Clusters.SINGLE, Split.HALVES);
    }

    /** Weights that sum to 1, all above 0; the objective is the volatility. */
    public static Allocation of(double[][] covariance, Options options) {
        int n = covariance.length;
        for (int i = 0; i < n; i++) {
            if (!(covariance[i][i] > 0)) {
                throw new IllegalArgumentException("asset " + (i + 1) + " has no variance, so it has no correlations");
            }
        }
        double[] w = new double[n];
        Arrays.fill(w, 1);
        if (n > 1) {
            Linkage tree = Linkage.of(
                    distances(covariance, options.distance()),
                    Linkage.Method.valueOf(options.clusters().name()));
            if (options.split() == Split.HALVES) {
                halve(covariance, w, tree.leaves(2 * n - 2));
            } else {
                follow(covariance, w, tree, 2 * n - 2);
            }
        }
        double volatility = Math.sqrt(Moments.quadratic(covariance, w));
        return new Allocation("hrp", w, volatility, Double.NaN, volatility, 0);
    }

    static double[][] distances(double[][] covariance, Distance kind) {
        double[][] direct = Moments.correlation(covariance);
        for (double[] row : direct) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.sqrt(Math.max(0, (1 - row[j]) / 2));
            }
        }
        return kind == Distance.DIRECT ? direct : betweenRows(direct);
    }

    private static double[][] betweenRows(double[][] rows) {
        int n = rows.length;
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            double[] sums = distances[i];
            for (double[] row : rows) {
                add(sums, row, row[i], i);
            }
            for (int j = i; j < n; j++) {
                sums[j] = Math.sqrt(sums[j]);
                distances[j][i] = sums[j];
            }
        }
        return distances;
    }

    /** Along memory, so that the compiler vectorizes it: the matrix is symmetric. */
    private static void add(double[] sums, double[] row, double own, int from) {
        for (int j = from; j < sums.length; j++) {
            double gap = row[j] - own;
            sums[j] += gap * gap;
        }
    }

    private static void halve(double[][] covariance, double[] w, int[] leaves) {
        if (leaves.length < 2) {
            return;
        }
        int[] first = Arrays.copyOf(leaves, leaves.length / 2);
        int[] second = Arrays.copyOfRange(leaves, leaves.length / 2, leaves.length);
        divide(covariance, w, first, second);
        halve(covariance, w, first);
        halve(covariance, w, second);
    }

    private static void follow(double[][] covariance, double[] w, Linkage tree, int root) {
        int n = w.length;
        int[] open = new int[2 * n];
        int count = 0;
        open[count++] = root;
        while (count > 0) {
            int at = open[--count];
            if (at >= n) {
                int left = tree.left()[at - n];
                int right = tree.right()[at - n];
                divide(covariance, w, tree.leaves(left), tree.leaves(right));
                open[count++] = left;
                open[count++] = right;
            }
        }
    }

    private static void divide(double[][] covariance, double[] w, int[] first, int[] second) {
        double a = variance(covariance, first);
        double b = variance(covariance, second);
        double share = 1 - a / (a + b);
        for (int i : first) {
            w[i] *= share;
        }
        for (int i : second) {
            w[i] *= 1 - share;
        }
    }

    /** Variance of some assets at inverse-variance weights. */
    private static double variance(double[][] covariance, int[] assets) {
        double[] w = new double[assets.length];
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            w[i] = 1 / covariance[assets[i]][assets[i]];
            sum += w[i];
        }
        double variance = 0;
        for (int i = 0; i < w.length; i++) {
            double[] row = covariance[assets[i]];
            double pull = 0;
            for (int j = 0; j < w.length; j++) {
                pull += w[j] * row[assets[j]];
            }
            variance += w[i] * pull;
        }
        return variance / (sum * sum);
    }
}
