package io.reprise.engine.risk;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.SessionHours;
import io.reprise.engine.fixed.Fixed;

/**
 * A limit that may be configured, and changed by a sequenced command: what its key is, what it counts, and whom it holds.
 * The key stands on the command line, in the run header, and in the command's frames.
 */
public enum Limit {
    ORDER_QTY("max-order-qty", Unit.NUMBER, Scope.ACCOUNT, "quantity of one order"),
    ORDER_NOTIONAL("max-order-notional", Unit.NUMBER, Scope.ACCOUNT, "notional of one order"),
    POSITION_QTY("max-position", Unit.NUMBER, Scope.ACCOUNT, "position with all working orders, long or short"),
    PRICE_COLLAR("price-collar", Unit.NUMBER, Scope.ACCOUNT, "distance of an order's price from the last, a fraction"),
    ORDER_RATE("max-orders-per-window", Unit.COUNT, Scope.ACCOUNT, "orders of the account in one window"),
    DRAWDOWN("max-drawdown", Unit.SHARE, Scope.ACCOUNT, "drawdown of the account, a fraction of its peak"),
    DAILY_LOSS("daily-loss", Unit.SHARE, Scope.ACCOUNT, "loss since the UTC day began, a fraction of equity then"),
    GROSS("gross", Unit.NUMBER, Scope.ACCOUNT, "gross exposure, money"),
    NET("net", Unit.NUMBER, Scope.ACCOUNT, "net exposure, long or short, money"),
    LEVERAGE("leverage", Unit.NUMBER, Scope.ACCOUNT, "gross exposure, a multiple of equity"),
    INSTRUMENT("instrument", Unit.NUMBER, Scope.INSTRUMENT, "exposure in one instrument, a multiple of equity"),
    ASSET_CLASS("class", Unit.NUMBER, Scope.ASSET_CLASS, "exposure in one asset class, a multiple of equity"),
    SECTOR("sector", Unit.NUMBER, Scope.SECTOR, "exposure in one sector, a multiple of equity"),
    CONCENTRATION("concentration", Unit.NUMBER, Scope.ACCOUNT, "the three largest exposures, a multiple of equity"),
    TURNOVER("turnover", Unit.NUMBER, Scope.ACCOUNT, "notional of the UTC day's orders, a multiple of equity"),
    VOLATILITY("volatility", Unit.NUMBER, Scope.ACCOUNT, "volatility of the portfolio, a fraction of equity a bar"),
    MARGINAL_VOLATILITY("marginal-volatility", Unit.NUMBER, Scope.ACCOUNT, "what one trade adds to that volatility"),
    LIQUIDITY("liquidity", Unit.NUMBER, Scope.INSTRUMENT, "an order, a share of the mean volume of recent bars"),
    OPEN_ORDERS("open-orders", Unit.COUNT, Scope.ACCOUNT, "orders that work at a time"),
    STRATEGY_RATE("strategy-rate", Unit.NUMBER, Scope.ACCOUNT, "orders a second of each strategy"),
    STRATEGY_BURST("strategy-burst", Unit.COUNT, Scope.ACCOUNT, "orders of a strategy at once, 1 unless set"),
    DUPLICATE("duplicate-ms", Unit.COUNT, Scope.ACCOUNT, "ms in which a strategy's like order is refused"),
    FAT_FINGER("fat-finger", Unit.NUMBER, Scope.ACCOUNT, "notional of one order, a multiple of equity"),
    RESTRICTED("restricted", Unit.FLAG, Scope.INSTRUMENT, "whether opening is forbidden: yes or no"),
    SESSION("session", Unit.SESSION, Scope.INSTRUMENT, "when opening is allowed, UTC, such as Mon-Fri 14:30-21:00");

    /** What a limit counts. */
    enum Unit {
        /** A decimal above 0 at 1e-8; in text also as percent. */
        NUMBER,
        /** As NUMBER, and below 1. */
        SHARE,
        /** A whole number above 0. */
        COUNT,
        FLAG,
        /** {@link SessionHours}. */
        SESSION
    }

    /** Whom a limit holds; but for the account there may be one for all and another for some. */
    enum Scope {
        ACCOUNT,
        INSTRUMENT,
        ASSET_CLASS,
        SECTOR
    }

    /** Values of {@link AssetClass} are below this. */
    static final int CLASSES = AssetClass.INDEX.value() + 1;

    private static final Limit[] ALL = values();

    private final String key;
    private final Unit unit;
    private final Scope scope;
    private final String text;

    Limit(String key, Unit unit, Scope scope, String text) {
        this.key = key;
        this.unit = unit;
        this.scope = scope;
        this.text = text;
    }

    public String key() {
        return key;
    }

    Unit unit() {
        return unit;
    }

    Scope scope() {
        return scope;
    }

    /** What it limits, for people. */
    public String text() {
        return text;
    }

    /** Whether it is one of {@link RiskLimits}, which have options of their own. */
    public boolean isBasic() {
        return ordinal() <= DRAWDOWN.ordinal();
    }

    /** Whether it may hold one instrument and another not. */
    public boolean isOfInstrument() {
        return scope == Scope.INSTRUMENT;
    }

    /** The limit with that key, without what comes behind its point; null when there is none. */
    public static Limit find(CharSequence key) {
        for (Limit limit : ALL) {
            if (limit.key.contentEquals(key)) {
                return limit;
            }
        }
        return null;
    }

    /** Whether a value can be one of this limit. */
    boolean takes(long value) {
        if (value == RiskLimits.NO_LIMIT) {
            return true;
        }
        return switch (unit) {
            case NUMBER, COUNT -> value > 0;
            case SHARE -> value > 0 && value < Fixed.ONE;
            case FLAG -> value == 0 || value == 1;
            case SESSION -> SessionHours.isSound(value);
        };
    }
}
