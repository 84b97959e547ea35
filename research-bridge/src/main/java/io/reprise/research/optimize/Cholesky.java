package io.reprise.research.optimize;

/**
 * The factor L of a symmetric positive definite matrix L L', by rows, so that the inner loops run along memory. Sums are
 * taken in one fixed order: the result is the same on every machine. Owned by one thread.
 */
final class Cholesky {
    private static final int BLOCK = 32;

    private final int n;
    private final double[][] upper;

    /** @param size rows of the matrices to come */
    Cholesky(int size) {
        n = size;
        upper = new double[size][size];
    }

    /**
     * Factors a matrix, of which the upper triangle is read. A pivot that is not above {@code floor} is set to it times
     * 1e8, which takes that direction out of the solution.
     *
     * @return false when a pivot had to be raised
     */
    boolean factor(double[][] matrix, double floor) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], i, upper[i], i, n - i);
        }
        boolean whole = true;
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            for (int k = from; k < to; k++) {
                double pivot = upper[k][k];
                if (!(pivot > floor)) {
                    whole = false;
                    pivot = Math.max(floor, Double.MIN_NORMAL) * 1e8;
                }
                scale(upper[k], k, Math.sqrt(pivot));
                for (int i = k + 1; i < to; i++) {
                    subtract(upper[i], upper[k], upper[k][i], i, n);
                }
            }
            for (int i = to; i < n; i++) {
                update(upper[i], from, to, i);
            }
        }
        return whole;
    }

    private void scale(double[] row, int k, double root) {
        row[k] = root;
        for (int j = k + 1; j < n; j++) {
            row[j] /= root;
        }
    }

    /** Takes the finished rows of a block from a later row, four at a time. */
    private void update(double[] row, int from, int to, int i) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            double[] a = upper[k];
            double[] b = upper[k + 1];
            double[] c = upper[k + 2];
            double[] d = upper[k + 3];
            double ai = a[i];
            double bi = b[i];
            double ci = c[i];
            double di = d[i];
            for (int j = i; j < n; j++) {
                row[j] -= ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
            }
        }
        for (; k < to; k++) {
            subtract(row, upper[k], upper[k][i], i, n);
        }
    }

    private static void subtract(double[] row, double[] other, double times, int from, int to) {
        for (int j = from; j < to; j++) {
            row[j] -= times * other[j];
        }
    }

    /** Solves in place: {@code x} holds the right-hand side before and the solution after. */
    void solve(double[] x) {
        for (int k = 0; k < n; k++) {
            x[k] /= upper[k][k];
            subtract(x, upper[k], x[k], k + 1, n);
        }
        for (int k = n - 1; k >= 0; k--) {
            double sum = x[k];
            double[] row = upper[k];
            for (int j = k + 1; j < n; j++) {
                sum -= row[j] * x[j];
            }
            x[k] = sum / row[k];
        }
    }
}
