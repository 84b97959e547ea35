package io.reprise.engine.risk;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Pricing;
import io.reprise.engine.portfolio.RoundTrips;

/**
 * How large a strategy's next opening order is, by a rule that is not basic; where the rule has not what it needs, nothing
 * is bought, and there is a reason with numbers. Money is exact: the estimate, a double, becomes one fraction at 1e-8, and
 * the quantity is one quotient, rounded down to the lot. Never more than all equity affords. Owned by the strategy stage.
 */
@HotPath
public final class Sizer implements Stateful {
    /** No stop is set. */
    public static final long NO_STOP = -1;
    /** The stop needs an estimate that there is not yet. */
    public static final long STOP_UNKNOWN = -2;

    private final Sizing sizing;
    private final BarMeasure measure;
    private final TradeRecord record;
    private final RoundTrips trips;
    private final Pricing pricing = new Pricing();

    @Derived
    private Reason reason = Reason.NONE;

    @Derived
    private long actual;

    @Derived
    private long limit;

    public Sizer(Sizing sizing) {
        this.sizing = sizing;
        measure = new BarMeasure(sizing.window());
        record = new TradeRecord(sizing.prior());
        trips = new RoundTrips(1, record);
    }

    public void onBar(Bar bar) {
        if (sizing.kind() == Sizing.Kind.VOLATILITY) {
            measure.onBar(bar);
        }
    }

    /** A fill of the strategy's own. */
    public void onFill(long tsNs, boolean buy, long px, long qty, long fee) {
        if (sizing.kind() == Sizing.Kind.KELLY) {
            trips.fill(0, tsNs, buy, px, qty, fee);
        }
    }

    /**
     * The size of an opening order, 0 where there is none; then {@link #reason} says why.
     *
     * @param equity money at 1e-8
     * @param px what a unit is expected to cost
     * @param stopDistance from there to the stop, at 1e-8; {@link #NO_STOP} or {@link #STOP_UNKNOWN}
     */
    public long qty(long equity, long px, long stopDistance, long takerFeeE12, long lotQty) {
        reason = Reason.NONE;
        if (equity <= 0) {
            return none(Reason.INSUFFICIENT_FUNDS, px, equity);
        }
        long wanted = wanted(equity, px, stopDistance, takerFeeE12);
        if (reason != Reason.NONE) {
            return 0;
        }
        long affordable = pricing.affordableQty(Fixed.ONE, equity, px, takerFeeE12, lotQty);
        long qty = Math.min(wanted / lotQty * lotQty, affordable);
        return qty > 0 ? qty : none(Reason.SIZE_BELOW_LOT, Math.max(0, Math.min(wanted, affordable)), lotQty);
    }

    private long wanted(long equity, long px, long stopDistance, long takerFeeE12) {
        return switch (sizing.kind()) {
            case FIXED -> sizing.value();
            case FRACTION -> pricing.affordableQty(sizing.value(), equity, px, takerFeeE12, 1);
            case RISK ->
                stopDistance == NO_STOP
                        ? none(Reason.SIZE_NO_STOP, 0, 0)
                        : lostAt(stopDistance, sizing.value(), equity);
            case KELLY -> kelly(equity, px, stopDistance, takerFeeE12);
            case VOLATILITY -> byVolatility(equity, px);
        };
    }

    /** The quantity that loses a fraction of equity over a distance. */
    private long lostAt(long distance, long fraction, long equity) {
        if (distance == STOP_UNKNOWN) {
            return none(Reason.SIZE_NO_ESTIMATE, 0, 1);
        }
        return distance <= 0 ? none(Reason.SIZE_NO_DISTANCE, distance, 0) : saturated(fraction, equity, distance);
    }

    private static long saturated(long fraction, long equity, long distance) {
        try {
            return Fixed.mulDivFloor(fraction, equity, distance);
        } catch (ArithmeticException tooLarge) {
            return Long.MAX_VALUE; // more than all equity affords, which is the least of the two
        }
    }

    private long kelly(long equity, long px, long stopDistance, long takerFeeE12) {
        boolean hasStop = stopDistance != NO_STOP;
        if (record.trades() < sizing.tradesMin() && sizing.startE8() > 0) {
            return spent(sizing.startE8(), equity, px, stopDistance, takerFeeE12);
        }
        double bet = hasStop ? TradeRecord.kelly(record.winChance(), record.payoff()) : record.edgeOverVariance();
        if (record.trades() < sizing.tradesMin() || Double.isNaN(bet)) {
            return none(Reason.SIZE_NO_ESTIMATE, record.trades(), sizing.tradesMin());
        }
        if (bet <= 0) {
            return none(Reason.SIZE_NO_EDGE, (long) Math.floor(Math.max(bet, -1e9) * Fixed.ONE), 0);
        }
        double share = Math.min(bet * Fixed.toDouble(sizing.value()), Fixed.toDouble(sizing.capE8()));
        long fraction = (long) Math.rint(share * Fixed.ONE);
        if (fraction == 0) {
            return none(Reason.SIZE_NO_EDGE, 0, 0);
        }
        return spent(fraction, equity, px, stopDistance, takerFeeE12);
    }

    /** The quantity that loses a fraction of equity at the stop, or costs it where there is no stop. */
    private long spent(long fraction, long equity, long px, long stopDistance, long takerFeeE12) {
        return stopDistance == NO_STOP
                ? pricing.affordableQty(fraction, equity, px, takerFeeE12, 1)
                : lostAt(stopDistance, fraction, equity);
    }

    private long byVolatility(long equity, long px) {
        double move = sizing.byReturns() ? measure.deviation() * px : measure.averageTrueRange();
        if (Double.isNaN(move)) {
            return none(Reason.SIZE_NO_ESTIMATE, measure.bars(), sizing.window() + (sizing.byReturns() ? 1 : 0));
        }
        return lostAt(Math.round(move), sizing.value(), equity);
    }

    private long none(Reason why, long newActual, long newLimit) {
        reason = why;
        actual = newActual;
        limit = newLimit;
        return 0;
    }

    /** Why the last size was 0. */
    public Reason reason() {
        return reason;
    }

    public long actual() {
        return actual;
    }

    public long limit() {
        return limit;
    }

    /** A split: a price of before is so much of now. */
    public void rescale(long numerator, long denominator) {
        measure.rescale((double) denominator / numerator);
    }

    @Override
    public void saveState(StateOutput out) {
        measure.saveState(out);
        record.saveState(out);
        trips.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        measure.loadState(in);
        record.loadState(in);
        trips.loadState(in);
    }
}
