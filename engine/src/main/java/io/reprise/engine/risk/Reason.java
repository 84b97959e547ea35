package io.reprise.engine.risk;

import io.reprise.engine.fixed.Decimals;

/** Why risk answered as it did; the code is journaled and never reused. */
public enum Reason {
    NONE(0, "approved"),
    INSUFFICIENT_FUNDS(1, "the order with its fee would cost more than the account's equity"),
    ORDER_QTY(2, "the order's quantity is above the limit for one order"),
    ORDER_NOTIONAL(3, "the order's notional is above the limit for one order"),
    POSITION_QTY(4, "the position with all working orders would be above the limit"),
    PRICE_COLLAR(5, "the order's price is further from the last price than the collar allows"),
    ORDER_RATE(6, "more orders in the window than the limit allows", Unit.COUNT),
    DRAWDOWN(7, "the drawdown breaker has tripped; only closing orders pass until an operator resumes"),
    HALTED(8, "trading is halted by an operator; only closing orders pass until an operator resumes"),
    NO_PRICE(9, "no price of the instrument is known yet"),
    OVERFLOW(10, "the order's numbers are too large to be checked"),
    ORDERS_FULL(11, "no more working orders can be held"),
    INTENTS_FULL(12, "more intents on one event than the run has room for", Unit.COUNT),
    DRAWDOWN_TRIPPED(13, "the account's drawdown went beyond the limit; the breaker is now on"),
    PARAMETERS_REFUSED(
            14, "the parameter set was not whole, not in range, or not one the strategy takes while it runs"),
    MARKET_NOT_WHOLE(
            15,
            "the instrument's feed or venue has a gap or is disconnected, or venue and journal disagree; only closing orders pass"
                    + " until its state is whole again, or an operator resumes"),
    REDUCE_ONLY(16, "only orders that make the position smaller pass until an operator resumes"),
    COMMAND_REFUSED(17, "the command names an instrument, a strategy or numbers that cannot be"),
    ORDER_NOT_WORKING(18, "no order of that number works"),
    KILLED(19, "the kill switch is on; only closing orders pass until an operator clears it"),
    STRATEGY_HALTED(20, "the strategy is halted by an operator; only its closing orders pass until it is resumed"),
    STRATEGY_REDUCE_ONLY(21, "the strategy is reduce-only: only orders that make the position smaller pass"),
    INSTRUMENT_HALTED(22, "the instrument is halted by an operator; only closing orders pass until it is resumed"),
    INSTRUMENT_REDUCE_ONLY(23, "the instrument is reduce-only: only orders that make the position smaller pass"),
    DAILY_LOSS(24, "the UTC day's loss went beyond the limit; only closing orders pass until the day ends"),
    DAILY_LOSS_TRIPPED(25, "the loss since the UTC day began went beyond the limit; the breaker is on until it ends"),
    RESTRICTED(26, "the instrument is on the restricted list"),
    SESSION_CLOSED(27, "the instrument's trading session is not open at this time", Unit.MINUTES),
    FAT_FINGER(28, "the order's notional is too large a multiple of equity to be meant"),
    GROSS(29, "the gross exposure, all working orders filled, would be above the limit"),
    NET(30, "the net exposure, all working orders filled, would be above the limit"),
    LEVERAGE(31, "the gross exposure would be too large a multiple of equity"),
    INSTRUMENT_EXPOSURE(32, "the instrument's share of equity would be above the limit"),
    CLASS_EXPOSURE(33, "the asset class's share of equity would be above the limit"),
    SECTOR_EXPOSURE(34, "the sector's share of equity would be above the limit"),
    CONCENTRATION(35, "the three largest positions would together be too large a share of equity"),
    TURNOVER(36, "the notional of the UTC day's orders would be too large a multiple of equity"),
    VOLATILITY(37, "the trade would lift the portfolio's volatility above the limit"),
    MARGINAL_VOLATILITY(38, "the trade alone would add more to the portfolio's volatility than the limit allows"),
    VOLATILITY_UNKNOWN(39, "too few returns in common to know what the trade does to the portfolio", Unit.COUNT),
    LIQUIDITY(40, "the order's quantity is too large a share of the mean volume of recent bars"),
    LIQUIDITY_UNKNOWN(41, "no volume of recent bars is known to hold the order's quantity against", Unit.COUNT),
    OPEN_ORDERS(42, "more orders would work than the limit allows", Unit.COUNT),
    STRATEGY_RATE(43, "the strategy's token bucket holds less than the one that an order takes"),
    DUPLICATE_ORDER(44, "the strategy sent an order like this one just before", Unit.NS),
    LIMITS_REFUSED(45, "the set of limits was not whole, or one of them is not known or not in range", Unit.COUNT),
    SIZE_NO_STOP(46, "the size is by the distance of a stop, and no stop is set: nothing is opened"),
    SIZE_NO_DISTANCE(47, "the stop, or what a bar moves, has no distance from the price: nothing is opened"),
    SIZE_NO_ESTIMATE(48, "too few bars or trades for the estimate that the size needs: nothing is opened", Unit.COUNT),
    SIZE_NO_EDGE(49, "the estimate says that the bet loses: nothing is opened"),
    SIZE_BELOW_LOT(50, "the size is less than a lot: nothing is opened"),
    STOP_PLACED(51, "a stop now guards the position: its level against the entry price"),
    STOP_MOVED(52, "the stop was moved: its level against the level before"),
    STOP_REGIME(53, "the regime moved the stop: its level against the level before"),
    STOP_SPLIT(54, "a split moved the stop: its level against the level before"),
    STOP_HIT(55, "the bar reached the stop, and the position is closed: the bar's worst price against the level"),
    TIME_EXIT(56, "the position was held for as many bars as it may, and is closed", Unit.COUNT),
    CANNOT_COMBINE(57, "the order's type, time in force and instructions do not go together: docs/orders.md"),
    REPLACE_LARGER(58, "a replace may not ask for more than the order's quantity: what is more is another order"),
    NOTHING_TO_REDUCE(59, "a reduce-only order finds no position that it would make smaller"),
    NOT_BORROWABLE(60, "the position, all working orders filled, would be shorter than what can be borrowed"),
    DELISTED(61, "the instrument is no longer listed");

    private static final Reason[] BY_CODE = values();

    /** What the numbers of a verdict count. */
    public enum Unit {
        /** Multiples of 1e-8: quantities, money, fractions. */
        FIXED("1e-8"),
        COUNT("whole numbers"),
        NS("ns"),
        MINUTES("minutes of the UTC day");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final int code;
    private final String text;
    private final Unit unit;

    Reason(int code, String text) {
        this(code, text, Unit.FIXED);
    }

    Reason(int code, String text, Unit unit) {
        this.code = code;
        this.text = text;
        this.unit = unit;
    }

    /** What {@code actual} and {@code limit} of a verdict with this reason count. */
    public Unit unit() {
        return unit;
    }

    /** The number that stands in the journal. */
    public int code() {
        return code;
    }

    /** A number of a verdict with this reason, for people. */
    public String number(long value) {
        return unit == Unit.FIXED ? Decimals.plain(value) : Long.toString(value);
    }

    /** Whether it tells of a stop, and refuses nothing. */
    public boolean isNews() {
        return code >= STOP_PLACED.code && code <= TIME_EXIT.code;
    }

    /** Whether it says that a breaker tripped, which is no answer to what was asked. */
    public boolean isTrip() {
        return this == DRAWDOWN_TRIPPED || this == DAILY_LOSS_TRIPPED;
    }

    /** One sentence for people. */
    public String text() {
        return text;
    }

    /** The reason with that code; codes are dense from 0. */
    public static Reason of(int code) {
        return BY_CODE[code];
    }
}
