package io.reprise.research.optimize;

/**
 * One linear row over few of the variables.
 *
 * @param name what to call it when it cannot be met
 * @param index of the variables
 * @param value their coefficients
 * @param bound the right-hand side
 */
record Row(String name, int[] index, double[] value, double bound) {
    /** A row over the first variables, one coefficient each. */
    static Row dense(String name, double[] value, double bound) {
        int[] index = new int[value.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = i;
        }
        return new Row(name, index, value, bound);
    }

    double dot(double[] x) {
        double sum = 0;
        for (int k = 0; k < index.length; k++) {
            sum += value[k] * x[index[k]];
        }
        return sum;
    }

    /** Adds {@code times} this row to a vector. */
    void addTo(double[] x, double times) {
        for (int k = 0; k < index.length; k++) {
            x[index[k]] += times * value[k];
        }
    }

    /** Adds {@code times} the product of this row with itself to the upper triangle of a matrix. */
    void addSquareTo(double[][] matrix, double times) {
        for (int k = 0; k < index.length; k++) {
            double[] line = matrix[index[k]];
            double factor = times * value[k];
            for (int m = 0; m < index.length; m++) {
                if (index[m] >= index[k]) {
                    line[index[m]] += factor * value[m];
                }
            }
        }
    }
}
