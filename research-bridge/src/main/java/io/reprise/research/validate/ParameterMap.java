package io.reprise.research.validate;

/**
 * Whether a best cell of a parameter grid stands on a plateau or on a needle.
 *
 * @param best the cell with the greatest score
 * @param bestScore its score
 * @param neighborMean mean score of the cells one step away from it along any axes
 * @param neighborWorst the least of them
 * @param plateau the cell whose own and neighbors' mean is greatest: what a careful person takes
 * @param plateauMean that mean
 * @param positiveShare share of all cells with a score above 0
 */
public record ParameterMap(
        int best,
        double bestScore,
        double neighborMean,
        double neighborWorst,
        int plateau,
        double plateauMean,
        double positiveShare) {
    /**
     * @param sizes number of values on each axis; cells are numbered with the last axis fastest
     * @param scores of the cells, such as Sharpe ratios; NaN for none
     */
    public static ParameterMap of(int[] sizes, double[] scores) {
        int cells = 1;
        for (int size : sizes) {
            cells = Math.multiplyExact(cells, size);
        }
        if (cells != scores.length || cells == 0) {
            throw new IllegalArgumentException(
                    "a grid of " + cells + " cells does not have " + scores.length + " scores");
        }
        int best = -1;
        int plateau = -1;
        double plateauMean = Double.NEGATIVE_INFINITY;
        int positive = 0;
        for (int cell = 0; cell < cells; cell++) {
            if (Double.isNaN(scores[cell])) {
                continue;
            }
            positive += scores[cell] > 0 ? 1 : 0;
            if (best < 0 || scores[cell] > scores[best]) {
                best = cell;
            }
            Near near = Near.of(sizes, scores, cell);
            double mean = (near.sum + scores[cell]) / (near.count + 1);
            if (mean > plateauMean) {
                plateauMean = mean;
                plateau = cell;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("no cell of the grid has a score");
        }
        Near near = Near.of(sizes, scores, best);
        return new ParameterMap(
                best,
                scores[best],
                near.count == 0 ? Double.NaN : near.sum / near.count,
                near.count == 0 ? Double.NaN : near.worst,
                plateau,
                plateauMean,
                (double) positive / cells);
    }

    /** The neighbor's mean as a share of the best score: near 1 is a plateau, near or below 0 a needle. */
    public double stability() {
        return neighborMean / bestScore;
    }

    /** The scores around a cell. */
    private static final class Near {
        private double sum;
        private double worst = Double.POSITIVE_INFINITY;
        private int count;

        static Near of(int[] sizes, double[] scores, int cell) {
            Near near = new Near();
            near.walk(sizes, scores, cell, 0, 0, cell);
            return near;
        }

        private void walk(int[] sizes, double[] scores, int cell, int axis, int at, int self) {
            if (axis == sizes.length) {
                if (at != self && !Double.isNaN(scores[at])) {
                    sum += scores[at];
                    worst = Math.min(worst, scores[at]);
                    count++;
                }
                return;
            }
            int stride = 1;
            for (int k = axis + 1; k < sizes.length; k++) {
                stride *= sizes[k];
            }
            int own = cell / stride % sizes[axis];
            for (int step = Math.max(0, own - 1); step <= Math.min(sizes[axis] - 1, own + 1); step++) {
                walk(sizes, scores, cell, axis + 1, at + step * stride, self);
            }
        }
    }
}
