package io.reprise.research.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Constraints} as linear rows. The first variables are the weights; then come, where they are needed, the absolute
 * changes (for turnover) and the absolute weights (for leverage). Scaled by a variable of its own, which stands last, the
 * same rows say that weights divided by it keep to the constraints: the form that the greatest Sharpe ratio needs.
 */
final class Polytope {
    private final Constraints constraints;
    private final int assets;
    private final int changes;
    private final int gross;
    private final boolean scaled;
    final int size;
    final List<Row> equalities = new ArrayList<>();
    final List<Row> inequalities = new ArrayList<>();
    final double[] lower;
    final double[] upper;

    Polytope(Constraints constraints, boolean scaled) {
        this.constraints = constraints;
        this.scaled = scaled;
        assets = constraints.assets();
        changes = Double.isFinite(constraints.turnover()) ? assets : 0;
        gross = Double.isFinite(constraints.leverage()) && constraints.shorts() ? assets : 0;
        size = assets + changes + gross + (scaled ? 1 : 0);
        lower = new double[size];
        upper = new double[size];
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        bounds();
        budget();
        for (Constraints.Group group : constraints.groups()) {
            range("group " + group.name(), group.assets(), group.min(), group.max());
        }
        turnover();
        leverage();
    }

    private void bounds() {
        for (int i = 0; i < assets; i++) {
            double low = constraints.lower()[i];
            double high = constraints.upper()[i];
            lower[i] = Double.NEGATIVE_INFINITY;
            if (low == high) {
                equal("bounds", new int[] {i}, new double[] {1}, low);
            } else if (scaled) {
                if (low == 0) {
                    lower[i] = 0;
                } else if (Double.isFinite(low)) {
                    atMost("bounds", new int[] {i}, new double[] {-1}, -low);
                }
                if (Double.isFinite(high)) {
                    atMost("bounds", new int[] {i}, new double[] {1}, high);
                }
            } else {
                lower[i] = low;
                upper[i] = high;
            }
        }
    }

    private void budget() {
        int[] all = new int[assets];
        Arrays.setAll(all, i -> i);
        range("budget", all, constraints.budgetMin(), constraints.budgetMax());
    }

    private void range(String name, int[] index, double min, double max) {
        double[] ones = new double[index.length];
        Arrays.fill(ones, 1);
        if (min == max) {
            equal(name, index, ones, min);
            return;
        }
        if (Double.isFinite(max)) {
            atMost(name, index, ones, max);
        }
        if (Double.isFinite(min)) {
            double[] minus = new double[index.length];
            Arrays.fill(minus, -1);
            atMost(name, index, minus, -min);
        }
    }

    private void turnover() {
        for (int i = 0; i < changes; i++) {
            int at = assets + i;
            double held = constraints.current()[i];
            atMost("turnover", new int[] {i, at}, new double[] {1, -1}, held);
            atMost("turnover", new int[] {i, at}, new double[] {-1, -1}, -held);
        }
        if (changes > 0) {
            sumAtMost("turnover", assets, constraints.turnover());
        }
    }

    private void leverage() {
        if (gross == 0) {
            if (Double.isFinite(constraints.leverage())) {
                sumAtMost("leverage", 0, constraints.leverage());
            }
            return;
        }
        for (int i = 0; i < gross; i++) {
            int at = assets + changes + i;
            atMost("leverage", new int[] {i, at}, new double[] {1, -1}, 0);
            atMost("leverage", new int[] {i, at}, new double[] {-1, -1}, 0);
        }
        sumAtMost("leverage", assets + changes, constraints.leverage());
    }

    private void sumAtMost(String name, int from, double bound) {
        int[] index = new int[assets];
        double[] ones = new double[assets];
        Arrays.setAll(index, i -> from + i);
        Arrays.fill(ones, 1);
        atMost(name, index, ones, bound);
    }

    private void atMost(String name, int[] index, double[] value, double bound) {
        inequalities.add(row(name, index, value, bound));
    }

    private void equal(String name, int[] index, double[] value, double bound) {
        equalities.add(row(name, index, value, bound));
    }

    private Row row(String name, int[] index, double[] value, double bound) {
        if (!scaled) {
            return new Row(name, index, value, bound);
        }
        int[] more = Arrays.copyOf(index, index.length + 1);
        double[] moreValue = Arrays.copyOf(value, value.length + 1);
        more[index.length] = size - 1;
        moreValue[value.length] = -bound;
        return new Row(name, more, moreValue, 0);
    }

    /** A vector over all variables that is zero but for the weights. */
    double[] padded(double[] weights) {
        return Arrays.copyOf(weights, size);
    }

    /** A point near the middle: equal shares of the budget, moved into the bounds. */
    double[] start() {
        double[] x = new double[size];
        double share = (constraints.budgetMin() + constraints.budgetMax()) / 2 / assets;
        if (!Double.isFinite(share)) {
            share = 1.0 / assets;
        }
        for (int i = 0; i < assets; i++) {
            x[i] = Math.clamp(share, constraints.lower()[i], constraints.upper()[i]);
        }
        for (int i = 0; i < changes; i++) {
            x[assets + i] = Math.abs(x[i] - constraints.current()[i]) + 1e-3;
        }
        for (int i = 0; i < gross; i++) {
            x[assets + changes + i] = Math.abs(x[i]) + 1e-3;
        }
        if (scaled) {
            x[size - 1] = 1;
        }
        return x;
    }
}
