package io.reprise.research.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Quadratic programs over a {@link Polytope}, brought to a scale on which the solver's tolerances mean something. */
final class Convex {
    private Convex() {}

    /**
     * The x of least ½ x'Qx + c'x.
     *
     * @param quadratic Q over the weights
     * @param linear c over the weights
     * @param more rows besides those of the polytope, {@code row · x ≤ bound}
     * @throws InfeasibleException when the constraints exclude each other
     */
    static InteriorPoint.Solution least(
            double[][] quadratic, double[] linear, Polytope polytope, List<Row> equal, List<Row> more) {
        double scale = 0;
        for (int i = 0; i < quadratic.length; i++) {
            scale += quadratic[i][i] / quadratic.length;
        }
        if (!(scale > 0)) {
            scale = 1;
        }
        double[][] scaledQuadratic = new double[quadratic.length][];
        for (int i = 0; i < quadratic.length; i++) {
            scaledQuadratic[i] = quadratic[i].clone();
            for (int j = 0; j < quadratic.length; j++) {
                scaledQuadratic[i][j] /= scale;
            }
        }
        double[] scaledLinear = polytope.padded(linear);
        for (int i = 0; i < scaledLinear.length; i++) {
            scaledLinear[i] /= scale;
        }
        List<Row> equalities = new ArrayList<>(polytope.equalities);
        List<Row> inequalities = new ArrayList<>(polytope.inequalities);
        equal.forEach(row -> equalities.add(unit(row)));
        more.forEach(row -> inequalities.add(unit(row)));
        QuadraticProgram program = new QuadraticProgram(
                polytope.size, scaledQuadratic, scaledLinear, equalities, inequalities, polytope.lower, polytope.upper);
        InteriorPoint.Solution solution = InteriorPoint.solve(program, polytope.start());
        if (!solution.converged()) {
            List<Row> all = new ArrayList<>(more);
            equal.forEach(row -> all.addAll(both(row)));
            InfeasibleException conflict = Linear.conflict(polytope, all);
            if (conflict != null) {
                throw conflict;
            }
            throw new IllegalStateException("the solver stopped at a relative gap of " + solution.gap() + " after "
                    + solution.iterations() + " steps");
        }
        return solution;
    }

    private static List<Row> both(Row row) {
        double[] minus = Arrays.stream(row.value()).map(value -> -value).toArray();
        return List.of(row, new Row(row.name(), row.index(), minus, -row.bound()));
    }

    /** The same row with its largest coefficient 1: rows of returns are a thousand times smaller than those of weights. */
    private static Row unit(Row row) {
        double largest = Arrays.stream(row.value()).map(Math::abs).max().orElse(1);
        if (!(largest > 0)) {
            return row;
        }
        return new Row(
                row.name(),
                row.index(),
                Arrays.stream(row.value()).map(value -> value / largest).toArray(),
                row.bound() / largest);
    }
}
