package io.reprise.research.optimize;

import java.util.Arrays;
import java.util.List;

/**
 * The predictor-corrector interior point method of Mehrotra (<i>On the implementation of a primal-dual interior point
 * method</i>, SIAM J. Optimization 2(4), 1992) for {@link QuadraticProgram}s, dense. Infeasible starts are allowed; a
 * problem without a solution shows as no convergence. ojAlgo's ConvexSolver was measured first: docs/portfolio-optimization.md.
 * Deterministic; owned by one thread, for one problem.
 */
final class InteriorPoint {
    private static final int ITERATIONS_MAX = 120;
    private static final double TOLERANCE = 2e-11;
    private static final double ENOUGH = 1e-9;
    private static final double STEP = 0.995;
    private static final double DIVERGED = 1e14;

    private final QuadraticProgram problem;
    private final int n;
    private final List<Row> equal;
    private final List<Row> less;
    private final int[] lowers;
    private final int[] uppers;
    /** Slacks and multipliers: the inequalities, then the lower, then the upper bounds. */
    private final double[] slack;

    private final double[] dual;
    private final double[] slackRest;
    private final double[] target;
    private final double[] slackStep;
    private final double[] dualStep;
    private final double[] x;
    private final double[] y;
    private final double[] dualRest;
    private final double[] equalRest;
    private final double[][] matrix;
    private final Cholesky factor;
    private final double[][] solved;
    private final double[][] schur;
    private final Cholesky schurFactor;

    /**
     * What was found.
     *
     * @param x the variables
     * @param gap relative KKT gap: the largest of complementarity over the objective, stationarity over the gradient, and
     *     what is missing in a constraint
     * @param converged whether the gap is small enough
     */
    record Solution(double[] x, double gap, boolean converged, int iterations) {}

    private InteriorPoint(QuadraticProgram problem, double[] start) {
        this.problem = problem;
        n = problem.size();
        equal = problem.equalities();
        less = problem.inequalities();
        lowers = finite(problem.lower());
        uppers = finite(problem.upper());
        int all = less.size() + lowers.length + uppers.length;
        slack = new double[all];
        dual = new double[all];
        slackRest = new double[all];
        target = new double[all];
        slackStep = new double[all];
        dualStep = new double[all];
        x = start.clone();
        y = new double[equal.size()];
        dualRest = new double[n];
        equalRest = new double[equal.size()];
        matrix = new double[n][n];
        factor = new Cholesky(n);
        solved = new double[equal.size()][];
        schur = new double[equal.size()][equal.size()];
        schurFactor = new Cholesky(equal.size());
    }

    /** @param start any point, best one near the middle of the bounds */
    static Solution solve(QuadraticProgram problem, double[] start) {
        return new InteriorPoint(problem, start).run();
    }

    private static int[] finite(double[] bounds) {
        int[] found = new int[bounds.length];
        int count = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (Double.isFinite(bounds[i])) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private Solution run() {
        begin();
        double[] best = x.clone();
        double bestGap = Double.POSITIVE_INFINITY;
        int iteration = 0;
        for (; iteration < ITERATIONS_MAX; iteration++) {
            double mu = residuals();
            double gap = gap();
            if (gap < bestGap) {
                bestGap = gap;
                System.arraycopy(x, 0, best, 0, n);
            }
            if (gap <= TOLERANCE || !(mu < DIVERGED) || bestGap <= ENOUGH && gap > 100 * bestGap) {
                break;
            }
            step(mu);
        }
        return new Solution(best, bestGap, bestGap <= ENOUGH, iteration);
    }

    private void begin() {
        double size = 0;
        for (double value : x) {
            size = Math.max(size, Math.abs(value));
        }
        double least = Math.max(1e-3, size);
        for (int i = 0; i < slack.length; i++) {
            slack[i] = Math.max(least, room(i));
            dual[i] = least / slack[i];
        }
    }

    /** How far the point is inside a constraint; below 0 outside. */
    private double room(int i) {
        if (i < less.size()) {
            return less.get(i).bound() - less.get(i).dot(x);
        }
        int bound = i - less.size();
        if (bound < lowers.length) {
            return x[lowers[bound]] - problem.lower()[lowers[bound]];
        }
        int variable = uppers[bound - lowers.length];
        return problem.upper()[variable] - x[variable];
    }

    /** Adds the multipliers' pull, times what each is, to a vector: G'z − z of lower bounds + z of upper bounds. */
    private void pull(double[] to, double[] multipliers) {
        int m = less.size();
        for (int i = 0; i < m; i++) {
            less.get(i).addTo(to, multipliers[i]);
        }
        for (int i = 0; i < lowers.length; i++) {
            to[lowers[i]] -= multipliers[m + i];
        }
        for (int i = 0; i < uppers.length; i++) {
            to[uppers[i]] += multipliers[m + lowers.length + i];
        }
    }

    /** How a slack moves with a step: −G dx for inequalities, dx for lower, −dx for upper bounds. */
    private double moved(int i, double[] dx) {
        if (i < less.size()) {
            return -less.get(i).dot(dx);
        }
        int bound = i - less.size();
        return bound < lowers.length ? dx[lowers[bound]] : -dx[uppers[bound - lowers.length]];
    }

    private double residuals() {
        double[] curve = problem.curve(x);
        for (int i = 0; i < n; i++) {
            dualRest[i] = curve[i] + problem.linear()[i];
        }
        for (int i = 0; i < equal.size(); i++) {
            equal.get(i).addTo(dualRest, y[i]);
            equalRest[i] = equal.get(i).dot(x) - equal.get(i).bound();
        }
        pull(dualRest, dual);
        double mu = 0;
        for (int i = 0; i < slack.length; i++) {
            slackRest[i] = room(i) - slack[i];
            mu += slack[i] * dual[i];
        }
        return slack.length == 0 ? 0 : mu / slack.length;
    }

    private double gap() {
        double[] curve = problem.curve(x);
        double gradient = 0;
        double objective = 0;
        double stationarity = 0;
        for (int i = 0; i < n; i++) {
            gradient = Math.max(gradient, Math.abs(curve[i] + problem.linear()[i]));
            objective += x[i] * (curve[i] / 2 + problem.linear()[i]);
            stationarity = Math.max(stationarity, Math.abs(dualRest[i]));
        }
        double complementarity = 0;
        double missing = 0;
        for (int i = 0; i < slack.length; i++) {
            complementarity += slack[i] * dual[i];
            missing = Math.max(missing, Math.abs(slackRest[i]));
        }
        for (double rest : equalRest) {
            missing = Math.max(missing, Math.abs(rest));
        }
        double relative = complementarity / Math.max(Math.abs(objective), 1e-6);
        return Math.max(Math.max(relative, stationarity / Math.max(gradient, 1e-9)), missing);
    }

    private void step(double mu) {
        assemble();
        for (int i = 0; i < slack.length; i++) {
            target[i] = -slack[i] * dual[i];
        }
        double[] dx = new double[n];
        double[] dy = new double[equal.size()];
        direction(dx, dy);
        if (slack.length > 0) {
            double reach = reach(1);
            double after = 0;
            for (int i = 0; i < slack.length; i++) {
                after += (slack[i] + reach * slackStep[i]) * (dual[i] + reach * dualStep[i]);
            }
            double ratio = after / slack.length / mu;
            double center = ratio * ratio * ratio * mu;
            for (int i = 0; i < slack.length; i++) {
                target[i] = center - slack[i] * dual[i] - slackStep[i] * dualStep[i];
            }
            direction(dx, dy);
        }
        double length = Math.min(1, reach(STEP));
        for (int i = 0; i < n; i++) {
            x[i] += length * dx[i];
        }
        for (int i = 0; i < y.length; i++) {
            y[i] += length * dy[i];
        }
        for (int i = 0; i < slack.length; i++) {
            slack[i] += length * slackStep[i];
            dual[i] += length * dualStep[i];
        }
    }

    private double reach(double share) {
        double reach = 1 / share;
        for (int i = 0; i < slack.length; i++) {
            if (slackStep[i] < 0) {
                reach = Math.min(reach, -slack[i] / slackStep[i]);
            }
            if (dualStep[i] < 0) {
                reach = Math.min(reach, -dual[i] / dualStep[i]);
            }
        }
        return share * reach;
    }

    /** Q + G' diag(z/s) G + the bounds' part, its factor, and the Schur complement of the equalities. */
    private void assemble() {
        int covered = problem.quadratic().length;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            Arrays.fill(matrix[i], 0);
            if (i < covered) {
                System.arraycopy(problem.quadratic()[i], 0, matrix[i], 0, covered);
                largest = Math.max(largest, matrix[i][i]);
            }
        }
        int m = less.size();
        for (int i = 0; i < m; i++) {
            less.get(i).addSquareTo(matrix, dual[i] / slack[i]);
        }
        for (int i = 0; i < lowers.length; i++) {
            matrix[lowers[i]][lowers[i]] += dual[m + i] / slack[m + i];
        }
        for (int i = 0; i < uppers.length; i++) {
            int at = m + lowers.length + i;
            matrix[uppers[i]][uppers[i]] += dual[at] / slack[at];
        }
        double small = Math.max(largest, 1e-3) * 1e-14;
        for (int i = 0; i < n; i++) {
            matrix[i][i] += small;
        }
        factor.factor(matrix, small * 1e-2);
        for (int i = 0; i < equal.size(); i++) {
            solved[i] = new double[n];
            equal.get(i).addTo(solved[i], 1);
            factor.solve(solved[i]);
            for (int j = 0; j <= i; j++) {
                schur[j][i] = equal.get(j).dot(solved[i]);
            }
        }
        schurFactor.factor(schur, 0);
    }

    /** The step for the present {@link #target} of complementarity, with one round of refinement. */
    private void direction(double[] dx, double[] dy) {
        double[] right = new double[n];
        double[] pulls = new double[slack.length];
        for (int i = 0; i < slack.length; i++) {
            pulls[i] = -(target[i] - dual[i] * slackRest[i]) / slack[i];
        }
        pull(right, pulls);
        for (int i = 0; i < n; i++) {
            right[i] -= dualRest[i];
        }
        double[] equalRight = new double[equal.size()];
        for (int i = 0; i < equalRight.length; i++) {
            equalRight[i] = -equalRest[i];
        }
        Arrays.fill(dx, 0);
        Arrays.fill(dy, 0);
        solveKkt(right.clone(), equalRight.clone(), dx, dy);
        refine(right, equalRight, dx, dy);
        for (int i = 0; i < slack.length; i++) {
            slackStep[i] = slackRest[i] + moved(i, dx);
            dualStep[i] = (target[i] - dual[i] * slackStep[i]) / slack[i];
        }
    }

    private void refine(double[] right, double[] equalRight, double[] dx, double[] dy) {
        double[] rest = right.clone();
        double[] curve = problem.curve(dx);
        double[] pulls = new double[slack.length];
        for (int i = 0; i < slack.length; i++) {
            pulls[i] = dual[i] / slack[i] * moved(i, dx);
        }
        pull(rest, pulls);
        for (int i = 0; i < n; i++) {
            rest[i] -= curve[i];
        }
        double[] equalMissing = equalRight.clone();
        for (int i = 0; i < equalMissing.length; i++) {
            equalMissing[i] -= equal.get(i).dot(dx);
            equal.get(i).addTo(rest, -dy[i]);
        }
        solveKkt(rest, equalMissing, dx, dy);
    }

    /** Adds the solution of [H A'; A 0] to (dx, dy); overwrites its right-hand sides. */
    private void solveKkt(double[] right, double[] equalRight, double[] dx, double[] dy) {
        factor.solve(right);
        for (int i = 0; i < equalRight.length; i++) {
            equalRight[i] = equal.get(i).dot(right) - equalRight[i];
        }
        schurFactor.solve(equalRight);
        for (int i = 0; i < equalRight.length; i++) {
            dy[i] += equalRight[i];
            for (int j = 0; j < n; j++) {
                right[j] -= equalRight[i] * solved[i][j];
            }
        }
        for (int j = 0; j < n; j++) {
            dx[j] += right[j];
        }
    }
}
