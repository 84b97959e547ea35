package io.reprise.research.validate;

import java.util.Arrays;

/**
 * Whether a strategy ends with so much more wealth than its benchmark that it is more than luck. The ratio is
 * (1 + R) / (1 + R of the benchmark) − 1; its bounds come from a paired stationary bootstrap: the same blocks for both.
 *
 * @param state the verdict
 * @param observations returns
 * @param needed how many the excess needs before it says anything (minimum track record length at 95 %, at least 30)
 * @param blockLength mean length of the blocks (Politis and White, on the difference of log returns)
 * @param strategy what the strategy earned
 * @param benchmark what the benchmark earned
 * @param ratio of wealth
 * @param ratioLower its lower 95 % bound, one-sided
 * @param ratioMedian of the resamples
 * @param excessAnnual annual growth of the strategy less that of the benchmark
 * @param excessAnnualLower its lower 95 % bound
 * @param sharpe of the strategy a year
 * @param sharpeLower its lower 95 % bound
 * @param sharpeUpper its upper 95 % bound
 * @param beta of the strategy's returns on the benchmark's
 * @param alphaAnnual Jensen's: the mean return a year beyond beta times the benchmark's, at a risk-free rate of 0
 */
public record WealthVerdict(
        State state,
        int observations,
        long needed,
        double blockLength,
        double strategy,
        double benchmark,
        double ratio,
        double ratioLower,
        double ratioMedian,
        double excessAnnual,
        double excessAnnualLower,
        double sharpe,
        double sharpeLower,
        double sharpeUpper,
        double beta,
        double alphaAnnual) {
    /** {@link #needed()} where no length would do. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Below this many returns there are no bounds: they are NaN. */
    public static final int OBSERVATIONS_MIN = 30;

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /** What can be said. */
    public enum State {
        /** The ratio is at or above the goal, its lower bound above 0, the leverage at most 1. */
        REACHED,
        /** The ratio is below the goal. */
        NOT_REACHED,
        /** The ratio is at or above the goal, and the lower bound is not above 0. */
        NOT_SHOWN,
        /** The ratio is at or above the goal by leverage above 1, or by one that is not known. */
        LEVERAGED,
        /** The record is shorter than the minimum track record length. */
        TOO_SHORT
    }

    /**
     * How it is reckoned.
     *
     * @param goal least ratio of wealth, such as 0.5
     * @param annualDays observations a year
     * @param resamples of the bootstrap, at least 100
     * @param seed of the bootstrap
     */
    public record Terms(double goal, int annualDays, int resamples, long seed) {
        private static final int RESAMPLES_MIN = 100;

        public Terms {
            if (resamples < RESAMPLES_MIN || annualDays < 1 || !Double.isFinite(goal)) {
                throw new IllegalArgumentException(
                        "resamples cannot be " + resamples + ": at least " + RESAMPLES_MIN + " give bounds");
            }
        }
    }

    /**
     * @param strategy simple returns, all above −1
     * @param benchmark of the same observations
     * @param unlevered whether exposure is known to have been at most the equity
     */
    public static WealthVerdict of(double[] strategy, double[] benchmark, boolean unlevered, Terms terms) {
        int n = strategy.length;
        if (n != benchmark.length || n < 2) {
            throw new IllegalArgumentException("too short: " + n + " returns against " + benchmark.length
                    + " of the benchmark; at least two pairs are needed");
        }
        double[] own = logs(strategy);
        double[] other = logs(benchmark);
        double[] gap = new double[n];
        double[] excess = new double[n];
        for (int i = 0; i < n; i++) {
            gap[i] = own[i] - other[i];
            excess[i] = strategy[i] - benchmark[i];
        }
        ReturnMoments moments = ReturnMoments.of(excess);
        double length = SharpeTests.minimumLength(moments.sharpe(), 0, moments.skewness(), moments.kurtosis(), HIGH);
        long needed = length < NEVER ? Math.max(OBSERVATIONS_MIN, (long) Math.ceil(length)) : NEVER;
        boolean enough = n >= OBSERVATIONS_MIN;
        double block = enough && moments.deviation() > 0 ? BlockLength.of(gap).stationary() : 1;
        double[] ratios = new double[enough ? terms.resamples() : 0];
        double[] growth = new double[ratios.length];
        double[] sharpes = new double[ratios.length];
        double years = (double) n / terms.annualDays();
        double root = Math.sqrt(terms.annualDays());
        Bootstrap bootstrap = Bootstrap.stationary(n, block, terms.seed());
        for (int k = 0; k < ratios.length; k++) {
            int[] order = bootstrap.next();
            double a = sum(own, order);
            double b = sum(other, order);
            ratios[k] = StrictMath.expm1(a - b);
            growth[k] = StrictMath.expm1(a / years) - StrictMath.expm1(b / years);
            double sharpe =
                    ReturnMoments.of(Bootstrap.reordered(strategy, order)).sharpe() * root;
            sharpes[k] = Double.isNaN(sharpe) ? 0 : sharpe;
        }
        double earned = StrictMath.expm1(sum(own));
        double held = StrictMath.expm1(sum(other));
        double ratio = (1 + earned) / (1 + held) - 1;
        double lower = quantile(ratios, LOW);
        double beta = beta(strategy, benchmark);
        return new WealthVerdict(
                state(n, needed, ratio, lower, unlevered, terms.goal()),
                n,
                needed,
                block,
                earned,
                held,
                ratio,
                lower,
                quantile(ratios, 0.5),
                StrictMath.expm1(sum(own) / years) - StrictMath.expm1(sum(other) / years),
                quantile(growth, LOW),
                ReturnMoments.of(strategy).sharpe() * root,
                quantile(sharpes, LOW),
                quantile(sharpes, HIGH),
                beta,
                (ReturnMoments.mean(strategy) - beta * ReturnMoments.mean(benchmark)) * terms.annualDays());
    }

    private static State state(int n, long needed, double ratio, double lower, boolean unlevered, double goal) {
        if (n < needed) {
            return State.TOO_SHORT;
        }
        if (!(ratio >= goal)) {
            return State.NOT_REACHED;
        }
        if (!unlevered) {
            return State.LEVERAGED;
        }
        return lower > 0 ? State.REACHED : State.NOT_SHOWN;
    }

    private static double[] logs(double[] returns) {
        double[] logs = new double[returns.length];
        for (int i = 0; i < logs.length; i++) {
            if (!(returns[i] > -1)) {
                throw new IllegalArgumentException(
                        "return " + (i + 1) + " is " + returns[i] + ": wealth would not be above 0");
            }
            logs[i] = StrictMath.log1p(returns[i]);
        }
        return logs;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).reduce(0, Double::sum);
    }

    private static double sum(double[] values, int[] order) {
        double sum = 0;
        for (int at : order) {
            sum += values[at];
        }
        return sum;
    }

    /** Linear between the order statistics, as NumPy's default; NaN for none. */
    static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static double beta(double[] strategy, double[] benchmark) {
        double a = ReturnMoments.mean(strategy);
        double b = ReturnMoments.mean(benchmark);
        double both = 0;
        double own = 0;
        for (int i = 0; i < strategy.length; i++) {
            both += (strategy[i] - a) * (benchmark[i] - b);
            own += (benchmark[i] - b) * (benchmark[i] - b);
        }
        return own > 0 ? both / own : Double.NaN;
    }
}
