package io.reprise.research.validate;

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation: Bailey, Borwein, López de Prado and
 * Zhu, <i>The probability of backtest overfitting</i>, J. Computational Finance 20(4), 2017. In each choice of half of the
 * blocks the strategy with the best Sharpe ratio is looked up in the other half. It warns; alone it neither accepts nor
 * rejects: strategies that are all equally good have a high one too.
 *
 * @param probability share of the choices in which the best does no better than the median outside, ties counting half
 * @param logits of the best one's relative rank outside, one a choice
 * @param lossProbability share of the choices in which the best loses outside
 */
public record Overfitting(double probability, double[] logits, double lossProbability) {
    private static final int BLOCKS_MAX = 20;

    /**
     * @param returns a row an observation, a column a strategy; at least two strategies
     * @param blocks even, 2 to 20; as many consecutive pieces, of equal length to within one
     */
    public static Overfitting of(double[][] returns, int blocks) {
        int strategies = returns.length == 0 ? 0 : returns[0].length;
        if (blocks < 2 || blocks > BLOCKS_MAX || blocks % 2 != 0) {
            throw new IllegalArgumentException(
                    "blocks cannot be " + blocks + ": an even number from 2 to " + BLOCKS_MAX);
        }
        if (strategies < 2 || returns.length < 2 * blocks) {
            throw new IllegalArgumentException(strategies + " strategies over " + returns.length
                    + " observations are too few: at least 2 over " + 2 * blocks);
        }
        Blocks sums = new Blocks(returns, blocks, strategies);
        double[] logits = new double[choices(blocks)];
        double overfitted = 0;
        int lost = 0;
        int at = 0;
        for (int mask = 0; mask < 1 << blocks; mask++) {
            if (Integer.bitCount(mask) == blocks / 2) {
                int best = sums.best(mask);
                int outside = ~mask & (1 << blocks) - 1;
                double rank = sums.rank(outside, best) / (strategies + 1);
                logits[at] = StrictMath.log(rank / (1 - rank));
                overfitted += rank < 0.5 ? 1 : rank == 0.5 ? 0.5 : 0;
                lost += sums.sharpe(outside, best) < 0 ? 1 : 0;
                at++;
            }
        }
        return new Overfitting(overfitted / at, logits, (double) lost / at);
    }

    private static int choices(int blocks) {
        long choices = 1;
        for (int i = 1; i <= blocks / 2; i++) {
            choices = choices * (blocks / 2 + i) / i;
        }
        return (int) choices;
    }

    /** Sums of returns and of their squares by block, from which the ratio of any choice follows. */
    private static final class Blocks {
        private final int[] count;
        private final double[][] sum;
        private final double[][] square;

        Blocks(double[][] returns, int blocks, int strategies) {
            count = new int[blocks];
            sum = new double[blocks][strategies];
            square = new double[blocks][strategies];
            for (int t = 0; t < returns.length; t++) {
                int block = (int) ((long) t * blocks / returns.length);
                count[block]++;
                for (int i = 0; i < strategies; i++) {
                    sum[block][i] += returns[t][i];
                    square[block][i] += returns[t][i] * returns[t][i];
                }
            }
        }

        double sharpe(int mask, int strategy) {
            int n = 0;
            double total = 0;
            double squares = 0;
            for (int block = 0; block < count.length; block++) {
                if ((mask >> block & 1) == 1) {
                    n += count[block];
                    total += sum[block][strategy];
                    squares += square[block][strategy];
                }
            }
            double variance = (squares - total * total / n) / (n - 1);
            return variance > 0 ? total / n / Math.sqrt(variance) : 0;
        }

        int best(int mask) {
            int best = 0;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < sum[0].length; i++) {
                double sharpe = sharpe(mask, i);
                if (sharpe > greatest) {
                    greatest = sharpe;
                    best = i;
                }
            }
            return best;
        }

        /** 1 for the worst; equal ones share the mean of their ranks. */
        double rank(int mask, int strategy) {
            double own = sharpe(mask, strategy);
            int below = 0;
            int equal = 0;
            for (int i = 0; i < sum[0].length; i++) {
                double sharpe = sharpe(mask, i);
                below += sharpe < own ? 1 : 0;
                equal += sharpe == own ? 1 : 0;
            }
            return below + (equal + 1) / 2.0;
        }
    }
}
