package io.reprise.research.optimize;

/** Means and products of a table of returns, a row a day and a column an asset, summed in the order of the days. */
final class Moments {
    private static final int AT_ONCE = 4;

    private Moments() {}

    static double[] means(double[][] returns) {
        double[] means = new double[returns[0].length];
        for (double[] day : returns) {
            for (int i = 0; i < means.length; i++) {
                means[i] += day[i];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= returns.length;
        }
        return means;
    }

    /** The returns without their means. */
    static double[][] centered(double[][] returns) {
        double[] means = means(returns);
        double[][] centered = new double[returns.length][];
        for (int t = 0; t < returns.length; t++) {
            centered[t] = returns[t].clone();
            for (int i = 0; i < means.length; i++) {
                centered[t][i] -= means[i];
            }
        }
        return centered;
    }

    /** X'X over a divisor; rows of X are taken four at a time along memory, which the compiler vectorizes without reordering a sum. */
    static double[][] square(double[][] rows, double divisor) {
        int n = rows[0].length;
        double[][] sums = new double[n][n];
        int t = 0;
        for (; t + AT_ONCE <= rows.length; t += AT_ONCE) {
            four(sums, rows[t], rows[t + 1], rows[t + 2], rows[t + 3]);
        }
        for (; t < rows.length; t++) {
            double[] day = rows[t];
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    sums[i][j] += day[i] * day[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                sums[i][j] /= divisor;
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    private static void four(double[][] sums, double[] a, double[] b, double[] c, double[] d) {
        int n = a.length;
        for (int i = 0; i < n; i++) {
            add(sums[i], a, b, c, d, i, n);
        }
    }

    private static void add(double[] to, double[] a, double[] b, double[] c, double[] d, int i, int n) {
        double ai = a[i];
        double bi = b[i];
        double ci = c[i];
        double di = d[i];
        for (int j = i; j < n; j++) {
            to[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
        }
    }

    /** X'Y over a divisor. */
    static double[][] product(double[][] x, double[][] y, double divisor) {
        int n = x[0].length;
        double[][] sums = new double[n][n];
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < n; i++) {
                double times = x[t][i];
                for (int j = 0; j < n; j++) {
                    sums[i][j] += times * y[t][j];
                }
            }
        }
        for (double[] row : sums) {
            for (int j = 0; j < n; j++) {
                row[j] /= divisor;
            }
        }
        return sums;
    }

    /** The table with each value raised to a power of 2 or 3. */
    static double[][] power(double[][] rows, int power) {
        double[][] result = new double[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            result[t] = rows[t].clone();
            for (int i = 0; i < result[t].length; i++) {
                double value = rows[t][i];
                result[t][i] = power == 2 ? value * value : value * value * value;
            }
        }
        return result;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** w'Mw. */
    static double quadratic(double[][] matrix, double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * dot(matrix[i], w);
        }
        return sum;
    }

    /** M w. */
    static double[] times(double[][] matrix, double[] w) {
        double[] product = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            product[i] = dot(matrix[i], w);
        }
        return product;
    }

    /** The correlations of a covariance matrix. */
    static double[][] correlation(double[][] covariance) {
        int n = covariance.length;
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double value = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
                correlation[i][j] = i == j ? 1 : Math.max(-1, Math.min(1, value));
            }
        }
        return correlation;
    }
}
