package io.reprise.engine.risk;

import io.reprise.codecs.Side;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import java.util.Arrays;

/**
 * What recent bars say of each instrument: returns from close to close, from which variances and correlations are reckoned
 * over the times that two instruments have in common, and volumes. An instrument's bars are those of its first series.
 * Estimates are doubles, sums in a fixed order. Owned by the risk stage.
 */
@HotPath
final class BarHistory implements Stateful {
    /** Fewer returns in common are no estimate. */
    static final int RETURNS_MIN = 10;
    /** Bars whose mean volume is an order's measure. */
    static final int VOLUMES = 20;

    private static final long NONE = Long.MIN_VALUE;

    private final LimitTable limits;
    private final Account account;
    private final Orders orders;
    private final Finding finding;
    private final int instruments;
    private final int window;

    /** By instrument, a ring of the newest returns and the ends of their bars, and how many there ever were. */
    private final double[] returns;

    private final long[] ends;
    private final long[] returnCounts;
    private final long[] closes;

    private final long[] volumes;
    private final long[] volumeCounts;

    /** Scratch of one check: shares of equity. */
    private final double[] weights;

    private int common;

    BarHistory(LimitTable limits, Account account, Orders orders, Finding finding, int instruments, int window) {
        this.limits = limits;
        this.account = account;
        this.orders = orders;
        this.finding = finding;
        this.instruments = instruments;
        this.window = window;
        returns = new double[instruments * window];
        ends = new long[instruments * window];
        returnCounts = new long[instruments];
        closes = new long[instruments];
        volumes = new long[instruments * VOLUMES];
        volumeCounts = new long[instruments];
        weights = new double[instruments];
        Arrays.fill(closes, NONE);
    }

    boolean watches() {
        return limits.isSet(Limit.VOLATILITY)
                || limits.isSet(Limit.MARGINAL_VOLATILITY)
                || limits.isSet(Limit.LIQUIDITY);
    }

    void onBar(Bar bar) {
        int id = bar.instrumentId();
        if (closes[id] != NONE && closes[id] != 0) {
            int at = id * window + (int) (returnCounts[id] % window);
            returns[at] = ((double) bar.closePx() - closes[id]) / Math.abs((double) closes[id]);
            ends[at] = bar.endNs();
            returnCounts[id]++;
        }
        closes[id] = bar.closePx();
        if (bar.volume() >= 0) {
            volumes[id * VOLUMES + (int) (volumeCounts[id] % VOLUMES)] = bar.volume();
            volumeCounts[id]++;
        }
    }

    /** A split: closes and volumes of before are of the new size, and returns stay. */
    void rescale(int id, long numerator, long denominator) {
        if (closes[id] != NONE) {
            closes[id] = Fixed.mulDivHalfEven(closes[id], denominator, numerator);
        }
        for (int i = id * VOLUMES; i < (id + 1) * VOLUMES; i++) {
            volumes[i] = Fixed.mulDivHalfEven(volumes[i], numerator, denominator);
        }
    }

    Reason checkLiquidity(OrderIntent intent) {
        int id = intent.instrumentId;
        long share = limits.value(Limit.LIQUIDITY, id);
        if (share == RiskLimits.NO_LIMIT) {
            return Reason.NONE;
        }
        int count = (int) Math.min(volumeCounts[id], VOLUMES);
        if (count == 0) {
            finding.set(0, 1);
            return Reason.LIQUIDITY_UNKNOWN;
        }
        long sum = 0;
        for (int i = id * VOLUMES; i < id * VOLUMES + count; i++) {
            sum = Math.addExact(sum, volumes[i]);
        }
        return finding.above(intent.orderQty, Fixed.mulDivFloor(sum / count, share, Fixed.ONE))
                ? Reason.LIQUIDITY
                : Reason.NONE;
    }

    /** Whether the portfolio, expected positions filled, stays as quiet as it must with the order. */
    Reason checkVolatility(OrderIntent intent, long equity) {
        long allowed = limits.value(Limit.VOLATILITY);
        long allowedMore = limits.value(Limit.MARGINAL_VOLATILITY);
        if (allowed == RiskLimits.NO_LIMIT && allowedMore == RiskLimits.NO_LIMIT) {
            return Reason.NONE;
        }
        if (equity <= 0) {
            finding.set(RiskLimits.NO_LIMIT, allowed);
            return Reason.VOLATILITY;
        }
        int id = intent.instrumentId;
        long signed = intent.side == Side.BUY.value() ? intent.orderQty : -intent.orderQty;
        weigh(equity);
        double before = volatility();
        weights[id] += (double) signed * account.lastPx(id) / Fixed.ONE / equity;
        double after = volatility();
        if (Double.isNaN(after) || Double.isNaN(before)) {
            finding.set(common, RETURNS_MIN);
            return Reason.VOLATILITY_UNKNOWN;
        }
        if (after <= before) {
            return Reason.NONE;
        }
        if (finding.above(fixed(after), allowed)) {
            return Reason.VOLATILITY;
        }
        return finding.above(fixed(after - before), allowedMore) ? Reason.MARGINAL_VOLATILITY : Reason.NONE;
    }

    /** At 1e-8, rounded up. */
    private static long fixed(double value) {
        return (long) Math.ceil(value * Fixed.ONE);
    }

    private void weigh(long equity) {
        for (int id = 0; id < instruments; id++) {
            long qty = Math.addExact(account.position(id), orders.workingLeaves(id));
            weights[id] = qty == 0 || account.lastPx(id) == Fixed.NULL_PX
                    ? 0
                    : (double) qty * account.lastPx(id) / Fixed.ONE / equity;
        }
    }

    /** √(wᵀ Σ w) a bar; NaN where a covariance that counts is not known. */
    private double volatility() {
        double variance = 0;
        for (int i = 0; i < instruments; i++) {
            for (int j = 0; j <= i && weights[i] != 0; j++) {
                if (weights[j] != 0) {
                    variance += (i == j ? 1 : 2) * weights[i] * weights[j] * covariance(i, j);
                }
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /** Sample covariance of the returns that two instruments have at the same times; NaN for too few. */
    private double covariance(int i, int j) {
        common = 0;
        double meanI = 0;
        double meanJ = 0;
        double moment = 0;
        long a = Math.max(0, returnCounts[i] - window);
        long b = Math.max(0, returnCounts[j] - window);
        while (a < returnCounts[i] && b < returnCounts[j]) {
            int atI = i * window + (int) (a % window);
            int atJ = j * window + (int) (b % window);
            if (ends[atI] == ends[atJ]) {
                common++;
                double fromI = returns[atI] - meanI;
                meanI += fromI / common;
                meanJ += (returns[atJ] - meanJ) / common;
                moment += fromI * (returns[atJ] - meanJ);
                a++;
                b++;
            } else if (ends[atI] < ends[atJ]) {
                a++;
            } else {
                b++;
            }
        }
        return common < RETURNS_MIN ? Double.NaN : moment / (common - 1);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putDoubles(returns, returns.length);
        out.putLongs(ends, ends.length);
        out.putLongs(returnCounts, instruments);
        out.putLongs(closes, instruments);
        out.putLongs(volumes, volumes.length);
        out.putLongs(volumeCounts, instruments);
    }

    @Override
    public void loadState(StateInput in) {
        in.getDoubles(returns, returns.length);
        in.getLongs(ends, ends.length);
        in.getLongs(returnCounts, instruments);
        in.getLongs(closes, instruments);
        in.getLongs(volumes, volumes.length);
        in.getLongs(volumeCounts, instruments);
    }
}
