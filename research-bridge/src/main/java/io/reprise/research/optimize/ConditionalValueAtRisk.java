package io.reprise.research.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The weights of the least mean loss on the worst days: Rockafellar and Uryasev, <i>Optimization of conditional
 * value-at-risk</i>, J. Risk 2(3), 2000. Their linear program has a row a day; here its rows are made as they are needed
 * (Künzi-Bay and Mayer, <i>Computational aspects of minimizing conditional value-at-risk</i>, 2006): the loss is the
 * greatest over all choices of worst days, and the choice at each solution is the next row. It ends when the last choice is
 * met, within a relative gap. Stateless.
 */
public final class ConditionalValueAtRisk {
    private static final double TOLERANCE = 1e-10;
    private static final int ROUNDS_MAX = 5000;
    private static final double SCALE = 100;

    private ConditionalValueAtRisk() {}

    /**
     * The least; the objective is the mean loss per observation beyond the level, a loss being positive.
     *
     * @param level such as 0.95: the mean is over the worst 5 %
     */
    public static Allocation minimize(double[][] returns, double level, Constraints constraints) {
        return minimize(returns, level, constraints, List.of());
    }

    /** The least among weights with at least this mean return per observation. */
    public static Allocation minimizeWithReturn(
            double[][] returns, double level, Constraints constraints, double target) {
        double[] minus =
                Arrays.stream(Moments.means(returns)).map(value -> -value).toArray();
        return minimize(returns, level, constraints, List.of(Row.dense("target return " + target, minus, -target)));
    }

    private static Allocation minimize(double[][] returns, double level, Constraints constraints, List<Row> more) {
        Covariance.need(returns, 2);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level cannot be " + level + ": it must be above 0 and below 1");
        }
        Polytope polytope = new Polytope(constraints, false);
        LossProgram program = new LossProgram(polytope, more, constraints.assets());
        double[] best = null;
        double upper = Double.POSITIVE_INFINITY;
        double gap = Double.POSITIVE_INFINITY;
        double[] w = Arrays.copyOf(polytope.start(), constraints.assets());
        for (int round = 0; round < ROUNDS_MAX && gap > TOLERANCE; round++) {
            program.add(worstDays(returns, w, level));
            w = program.solve();
            double loss = loss(returns, w, level);
            if (loss < upper) {
                upper = loss;
                best = w;
            }
            gap = (upper - program.bound()) / Math.max(Math.abs(upper), 1e-9);
        }
        if (gap > 1e-8) {
            throw new IllegalStateException("the loss did not converge: relative gap " + gap);
        }
        double volatility = Math.sqrt(Moments.quadratic(Covariance.sample(returns), best));
        return new Allocation(
                "min-cvar", best, upper, Moments.dot(Moments.means(returns), best), volatility, Math.max(0, gap));
    }

    /** The mean loss of these weights beyond the level. */
    public static double loss(double[][] returns, double[] w, double level) {
        return -Moments.dot(worstDays(returns, w, level), w);
    }

    /** The mean returns of the assets over the worst days, the last of them in part. */
    private static double[] worstDays(double[][] returns, double[] w, double level) {
        int days = returns.length;
        double[] result = new double[days];
        Integer[] order = new Integer[days];
        for (int t = 0; t < days; t++) {
            result[t] = Moments.dot(returns[t], w);
            order[t] = t;
        }
        Arrays.sort(order, Comparator.comparingDouble(t -> result[t]));
        double left = (1 - level) * days;
        double all = left;
        double[] mean = new double[w.length];
        for (int k = 0; k < days && left > 0; k++) {
            double share = Math.min(1, left) / all;
            left -= 1;
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * returns[order[k]][i];
            }
        }
        return mean;
    }

    /** The linear program so far: weights, then the loss, which is free. */
    private static final class LossProgram {
        private final Polytope polytope;
        private final List<Row> rows;
        private final int assets;
        private double bound = Double.NEGATIVE_INFINITY;

        LossProgram(Polytope polytope, List<Row> more, int assets) {
            this.polytope = polytope;
            rows = new ArrayList<>(more);
            this.assets = assets;
        }

        /** The loss is at least that on these days. Losses are in hundredths. */
        void add(double[] worst) {
            int n = worst.length;
            int[] index = new int[n + 1];
            double[] value = new double[n + 1];
            for (int i = 0; i < n; i++) {
                index[i] = i;
                value[i] = -worst[i] * SCALE;
            }
            index[n] = polytope.size;
            value[n] = -1;
            rows.add(new Row("loss", index, value, 0));
        }

        double[] solve() {
            double[] cost = new double[polytope.size + 1];
            cost[polytope.size] = 1;
            double[] x = Linear.least(cost, polytope, rows);
            if (x == null) {
                InfeasibleException conflict = Linear.conflict(
                        polytope,
                        rows.stream().filter(row -> !row.name().equals("loss")).toList());
                throw conflict != null ? conflict : new IllegalStateException("the linear program has no solution");
            }
            bound = x[polytope.size] / SCALE;
            return Arrays.copyOf(x, assets);
        }

        double bound() {
            return bound;
        }
    }
}
