package io.reprise.research.optimize;

/**
 * Weights and what they stand for.
 *
 * @param method that found them
 * @param weights shares of the capital, one for each asset
 * @param objective what the method made least or greatest, in its own unit (each method says which)
 * @param mean expected return per observation, NaN for methods that look at none
 * @param volatility standard deviation of the return per observation, by the covariance that was used; NaN without one
 * @param gap relative KKT gap: how far the conditions of an optimum are from being met; 0 for closed forms
 */
public record Allocation(
        String method, double[] weights, double objective, double mean, double volatility, double gap) {
    /** Sum of the absolute weights. */
    public double gross() {
        double sum = 0;
        for (double weight : weights) {
            sum += Math.abs(weight);
        }
        return sum;
    }
}
