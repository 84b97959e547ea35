package io.reprise.engine.risk;

/** Why risk answered as it did; the code is journaled and never reused. */
public enum Reason {
    NONE(0, "approved"),
    INSUFFICIENT_FUNDS(1, "the order with its fee would cost more than the account's equity"),
    ORDER_QTY(2, "the order's quantity is above the limit for one order"),
    ORDER_NOTIONAL(3, "the order's notional is above the limit for one order"),
    POSITION_QTY(4, "the position with all working orders would be above the limit"),
    PRICE_COLLAR(5, "the order's price is further from the last price than the collar allows"),
    ORDER_RATE(6, "more orders in the window than the limit allows"),
    DRAWDOWN(7, "the drawdown breaker has tripped; only closing orders pass until an operator resumes"),
    HALTED(8, "trading is halted by an operator; only closing orders pass until an operator resumes"),
    NO_PRICE(9, "no price of the instrument is known yet"),
    OVERFLOW(10, "the order's numbers are too large to be checked"),
    ORDERS_FULL(11, "no more working orders can be held"),
    INTENTS_FULL(12, "more than 64 intents on one event"),
    DRAWDOWN_TRIPPED(13, "the account's drawdown went beyond the limit; the breaker is now on"),
    PARAMETERS_REFUSED(
            14, "the parameter set was not whole, not in range, or not one the strategy takes while it runs"),
    MARKET_NOT_WHOLE(
            15,
            "the instrument's feed or venue has a gap or is disconnected, or venue and journal disagree; only closing orders pass"
                    + " until its state is whole again, or an operator resumes");

    private static final Reason[] BY_CODE = values();

    private final int code;
    private final String text;

    Reason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number that stands in the journal. */
    public int code() {
        return code;
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
