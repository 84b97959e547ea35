package io.reprise.research.optimize;

import java.util.List;

/**
 * Minimize ½ x'Qx + c'x with equalities, inequalities (row · x ≤ bound) and bounds. Q covers the first variables; the
 * others are linear.
 *
 * @param size number of variables
 * @param quadratic Q, symmetric and positive semidefinite, at most {@code size} rows
 * @param linear c, one for each variable
 * @param lower bounds, minus infinity for none
 * @param upper bounds, infinity for none
 */
record QuadraticProgram(
        int size,
        double[][] quadratic,
        double[] linear,
        List<Row> equalities,
        List<Row> inequalities,
        double[] lower,
        double[] upper) {

    /** Q x, zero for the variables that Q does not cover. */
    double[] curve(double[] x) {
        double[] product = new double[size];
        int n = quadratic.length;
        for (int i = 0; i < n; i++) {
            double[] row = quadratic[i];
            double times = x[i];
            for (int j = 0; j < n; j++) {
                product[j] += times * row[j];
            }
        }
        return product;
    }
}
