package io.reprise.engine.feature;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;

/**
 * Mean and sample deviation of the last n whole numbers, n at least 2. The sum and the sum of squares are exact, so
 * that nothing drifts and the result depends on the n values alone, not on what came before them: with m = floor(sum /
 * n) and r = sum - n m, the sum of squared deviations is (sum of squares - m (sum + r)) - r^2 / n, the bracket in whole
 * numbers.
 */
@HotPath
public final class RollingMoments implements Part {
    private final int period;
    private final long limit;
    private final LongRing values;
    private final Sum128 squares = new Sum128();
    private long sum;

    public RollingMoments(int period) {
        this.period = period;
        limit = limit(period);
        values = new LongRing(period);
    }

    /** The largest absolute value that n values may have without their sum leaving 64 bits. */
    public static long limit(int period) {
        return Long.MAX_VALUE / period - 1;
    }

    public void add(long value) {
        if (value > limit || value < -limit) {
            throw new ArithmeticException(value + " is beyond the " + limit + " that " + period + " values may have");
        }
        if (values.isFull()) {
            long oldest = values.oldest();
            sum -= oldest;
            squares.subtractProduct(oldest, oldest);
        }
        values.add(value);
        sum += value;
        squares.addProduct(value, value);
    }

    public boolean isFull() {
        return values.isFull();
    }

    /** The value less the mean; only when full. */
    public double deviation(long value) {
        long floor = Math.floorDiv(sum, period);
        return value - floor - (double) (sum - floor * period) / period;
    }

    public long sum() {
        return sum;
    }

    /** The square root of the mean square; only when full. */
    public double rootMeanSquare() {
        return Math.sqrt(squares.toDouble() / period);
    }

    /** The square root of the sum of squared deviations by n - 1, at least 0 and 0 for equal values; only when full. */
    public double standardDeviation() {
        return Math.sqrt(squaredDeviations() / (period - 1));
    }

    /** The sum of squared deviations from the mean, at least 0 and 0 for equal values; only when full. */
    public double squaredDeviations() {
        long floor = Math.floorDiv(sum, period);
        long rest = sum - floor * period;
        double squaredDeviations = squares.lessProduct(floor, sum + rest) - (double) rest * rest / period;
        return Math.max(squaredDeviations, 0);
    }

    @Override
    public void scale(long by, long dividedBy) {
        values.scale(by, dividedBy);
        sumAnew();
    }

    /** Adds a number to each value. Cold. */
    public void shift(long by) {
        for (int i = values.size(); i > 0; i--) {
            values.add(Math.addExact(values.get(0), by));
        }
        sumAnew();
    }

    private void sumAnew() {
        sum = 0;
        squares.clear();
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i);
            sum = Math.addExact(sum, value);
            squares.addProduct(value, value);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        values.saveState(out);
        out.putLong(sum);
        squares.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        values.loadState(in);
        sum = in.getLong();
        squares.loadState(in);
    }
}
