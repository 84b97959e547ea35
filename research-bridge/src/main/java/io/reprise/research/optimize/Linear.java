package io.reprise.research.optimize;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Linear programs over a {@link Polytope}, by ojAlgo's simplex method. */
final class Linear {
    private static final String BOUNDS = "bounds";

    private Linear() {}

    /**
     * The point of the least {@code cost · x}, or null when there is none.
     *
     * @param cost one for each variable; those beyond the polytope's are free
     * @param more rows besides those of the polytope, {@code row · x ≤ bound}
     */
    static double[] least(double[] cost, Polytope polytope, List<Row> more) {
        return least(cost, polytope, more, Set.of());
    }

    private static double[] least(double[] cost, Polytope polytope, List<Row> more, Set<String> without) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Variable[] variables = new Variable[cost.length];
        for (int i = 0; i < variables.length; i++) {
            variables[i] = model.addVariable("x" + i).weight(cost[i]);
            if (i < polytope.size && !without.contains(BOUNDS)) {
                if (Double.isFinite(polytope.lower[i])) {
                    variables[i].lower(polytope.lower[i]);
                }
                if (Double.isFinite(polytope.upper[i])) {
                    variables[i].upper(polytope.upper[i]);
                }
            }
        }
        rows(model, variables, polytope.equalities, true, without);
        rows(model, variables, polytope.inequalities, false, without);
        rows(model, variables, more, false, without);
        Optimisation.Result result = model.minimise();
        if (!result.getState().isFeasible()) {
            return null;
        }
        double[] x = new double[variables.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = result.doubleValue(i);
        }
        return x;
    }

    private static void rows(
            ExpressionsBasedModel model, Variable[] variables, List<Row> rows, boolean equal, Set<String> without) {
        for (Row row : rows) {
            if (without.contains(row.name())) {
                continue;
            }
            Expression expression =
                    model.addExpression("r" + model.countExpressions()).upper(row.bound());
            if (equal) {
                expression.lower(row.bound());
            }
            for (int k = 0; k < row.index().length; k++) {
                expression.set(variables[row.index()[k]], row.value()[k]);
            }
        }
    }

    /**
     * Says which constraints cannot be kept together: from all of them each is left out in turn, and stays out where the
     * rest still has no solution.
     *
     * @return the exception to throw, or null when there is a solution after all
     */
    static InfeasibleException conflict(Polytope polytope, List<Row> more) {
        double[] none = new double[polytope.size];
        if (least(none, polytope, more) != null) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        more.forEach(row -> names.add(row.name()));
        polytope.inequalities.forEach(row -> names.add(row.name()));
        polytope.equalities.forEach(row -> names.add(row.name()));
        names.add(BOUNDS);
        Set<String> without = new LinkedHashSet<>();
        for (String name : names) {
            without.add(name);
            if (least(none, polytope, more, without) != null) {
                without.remove(name);
            }
        }
        List<String> left = new ArrayList<>(names);
        left.removeAll(without);
        String all = left.size() == 1
                ? left.getFirst()
                : String.join(", ", left.subList(0, left.size() - 1)) + " and " + left.getLast();
        return new InfeasibleException(
                left.size() == 1
                        ? "no weights keep to the " + all
                        : "no weights keep to " + all + " together; any one of them less would do");
    }
}
