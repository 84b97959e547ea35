package io.reprise.research.validate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The same trades in other orders: the end stays, the way there changes.
 *
 * @param trades how many
 * @param drawdown the actual largest drawdown over the ends of trades, a positive fraction
 * @param drawdownMedian of the shuffles
 * @param drawdown95 exceeded by one shuffle in twenty
 * @param percentile share of the shuffles with a smaller drawdown, equal ones counting half: near 1 the losses came in a row
 * @param streak the actual longest run of losing trades
 * @param streak95 exceeded by at most one shuffle in twenty
 */
public record TradeShuffle(
        int trades,
        double drawdown,
        double drawdownMedian,
        double drawdown95,
        double percentile,
        int streak,
        int streak95) {
    private static final double TOLERANCE = 1e-12;

    /**
     * @param returns of the trades as shares of the equity before each, in order, all above −1
     * @param shuffles at least 1
     */
    public static TradeShuffle of(double[] returns, int shuffles, long seed) {
        if (returns.length == 0 || shuffles < 1) {
            throw new IllegalArgumentException(
                    shuffles + " shuffles of " + returns.length + " trades say nothing: at least 1 of 1");
        }
        double actual = drawdown(returns);
        double[] drawdowns = new double[shuffles];
        int[] streaks = new int[shuffles];
        double below = 0;
        double[] order = returns.clone();
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < shuffles; k++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
            drawdowns[k] = drawdown(order);
            streaks[k] = streak(order);
            double gap = drawdowns[k] - actual;
            below += Math.abs(gap) <= TOLERANCE ? 0.5 : gap < 0 ? 1 : 0;
        }
        Arrays.sort(drawdowns);
        Arrays.sort(streaks);
        int high = Math.min(shuffles - 1, (int) (0.95 * shuffles));
        return new TradeShuffle(
                returns.length,
                actual,
                drawdowns[shuffles / 2],
                drawdowns[high],
                below / shuffles,
                streak(returns),
                streaks[high]);
    }

    /** The largest (peak − wealth) / peak of compounded returns. */
    public static double drawdown(double[] returns) {
        double wealth = 1;
        double peak = 1;
        double worst = 0;
        for (double value : returns) {
            wealth *= 1 + value;
            peak = Math.max(peak, wealth);
            worst = Math.max(worst, (peak - wealth) / peak);
        }
        return worst;
    }

    private static int streak(double[] returns) {
        int longest = 0;
        int now = 0;
        for (double value : returns) {
            now = value < 0 ? now + 1 : 0;
            longest = Math.max(longest, now);
        }
        return longest;
    }
}
