package io.reprise.engine.risk;

import io.reprise.codecs.OrderAction;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Pricing;

/**
 * The rules that every order passes before it leaves, in a fixed order; the first that refuses is the reason. A closing
 * order, which only takes back what is held or working, is never refused; nor is a cancel. Owned by the risk stage.
 */
@HotPath
public final class PreTrade implements Stateful {
    /** In place of a source, which are numbered below. */
    private static final int HALTED_BIT = 63;

    private final RiskLimits limits;
    private final Account account;
    private final Orders orders;
    private final Pricing pricing = new Pricing();
    private final long takerFeeE12;
    private final boolean watchesDrawdown;

    /** By instrument, a bit for each source whose state of it is not whole, and one for its being halted. */
    private final long[] notWhole;

    private boolean halted;
    private boolean drawdownTripped;
    /** A resume asks for a fresh look, taken on the same event. */
    @Derived
    private boolean resumed;

    private long windowStartNs = Long.MIN_VALUE;
    private int ordersInWindow;
    private long actual;
    private long limit;

    public PreTrade(RiskLimits limits, Account account, Orders orders, long takerFeeE12, int instruments) {
        this.notWhole = new long[instruments];
        this.limits = limits;
        this.account = account;
        this.orders = orders;
        this.takerFeeE12 = takerFeeE12;
        watchesDrawdown = limits.drawdownMax() < 1;
    }

    /** The number that decided the last verdict. */
    public long actual() {
        return actual;
    }

    /** What that number was held against. */
    public long limit() {
        return limit;
    }

    public void halt() {
        halted = true;
    }

    /** Lets no new position be opened in an instrument until {@link #resume}. */
    public void haltInstrument(int instrumentId) {
        setWhole(instrumentId, HALTED_BIT, false);
    }

    /** Clears the halts and the drawdown breaker. */
    public void resume() {
        setWhole(-1, HALTED_BIT, true);
        halted = false;
        drawdownTripped = false;
        resumed = true;
    }

    public boolean isHalted() {
        return halted;
    }

    public boolean isDrawdownTripped() {
        return drawdownTripped;
    }

    /**
     * A source says whether it knows the whole state of an instrument.
     *
     * @param instrumentId or a negative number for all
     */
    public void setWhole(int instrumentId, int sourceId, boolean whole) {
        int first = Math.max(0, instrumentId);
        int last = instrumentId < 0 ? notWhole.length - 1 : instrumentId;
        for (int i = first; i <= last; i++) {
            notWhole[i] = whole ? notWhole[i] & ~(1L << sourceId) : notWhole[i] | 1L << sourceId;
        }
    }

    /**
     * Whether {@link #tripsOnDrawdown} may answer yes. A price that is neither a new peak nor a deeper drawdown cannot trip
     * what the prices before it did not, so most events need no look at equity.
     */
    public boolean mayTripOnDrawdown() {
        return watchesDrawdown && (account.isUnmarked() || resumed);
    }

    /** Looks at the account before its mark; true when the breaker trips now. */
    public boolean tripsOnDrawdown() {
        if (!mayTripOnDrawdown()) {
            return false;
        }
        resumed = false;
        if (drawdownTripped || account.currentDrawdown() <= limits.drawdownMax()) {
            return false;
        }
        drawdownTripped = true;
        return true;
    }

    /** Answers an intent at the time of its cause. */
    public Reason check(OrderIntent intent, long tsInitNs) {
        actual = 0;
        limit = 0;
        if (intent.action != OrderAction.NEW.value() || intent.closing) {
            return Reason.NONE;
        }
        if (halted) {
            return Reason.HALTED;
        }
        if (drawdownTripped) {
            return Reason.DRAWDOWN;
        }
        if (notWhole[intent.instrumentId] != 0) {
            return Reason.MARKET_NOT_WHOLE;
        }
        if (account.lastPx(intent.instrumentId) == Fixed.NULL_PX) {
            return Reason.NO_PRICE;
        }
        try {
            Reason reason = checkSize(intent);
            return reason == Reason.NONE ? checkRate(tsInitNs) : reason;
        } catch (ArithmeticException e) {
            return Reason.OVERFLOW;
        }
    }

    private Reason checkSize(OrderIntent intent) {
        if (above(intent.orderQty, limits.orderQtyMax())) {
            return Reason.ORDER_QTY;
        }
        if (limits.orderNotionalMax() != RiskLimits.NO_LIMIT
                && above(Fixed.multiply(intent.estimatePx, intent.orderQty), limits.orderNotionalMax())) {
            return Reason.ORDER_NOTIONAL;
        }
        if (limits.positionQtyMax() != RiskLimits.NO_LIMIT && above(positionAfter(intent), limits.positionQtyMax())) {
            return Reason.POSITION_QTY;
        }
        if (limits.collarE8() != RiskLimits.NO_LIMIT && beyondCollar(intent)) {
            return Reason.PRICE_COLLAR;
        }
        long equity = account.equity();
        if (pricing.exceeds(intent.orderQty, intent.estimatePx, takerFeeE12, equity)) {
            actual = Fixed.multiply(intent.estimatePx, intent.orderQty);
            limit = equity;
            return Reason.INSUFFICIENT_FUNDS;
        }
        return Reason.NONE;
    }

    private long positionAfter(OrderIntent intent) {
        long signedQty = intent.side == Side.BUY.value() ? intent.orderQty : -intent.orderQty;
        long working = orders.workingLeaves(intent.instrumentId);
        return Math.abs(Math.addExact(Math.addExact(account.position(intent.instrumentId), working), signedQty));
    }

    private boolean beyondCollar(OrderIntent intent) {
        long px = intent.limitPx != OrderIntent.NULL_PX ? intent.limitPx : intent.stopPx;
        if (px == OrderIntent.NULL_PX) {
            return false;
        }
        long last = account.lastPx(intent.instrumentId);
        long distance = Math.absExact(Math.subtractExact(px, last));
        return above(distance, Fixed.multiply(Math.absExact(last), limits.collarE8()));
    }

    private Reason checkRate(long tsInitNs) {
        if (windowStartNs == Long.MIN_VALUE || tsInitNs - windowStartNs >= limits.orderWindowNs()) {
            windowStartNs = tsInitNs;
            ordersInWindow = 0;
        }
        if (above(ordersInWindow + 1L, limits.ordersPerWindowMax())) {
            return Reason.ORDER_RATE;
        }
        ordersInWindow++;
        return Reason.NONE;
    }

    private boolean above(long value, long allowed) {
        if (value <= allowed) {
            return false;
        }
        actual = value;
        limit = allowed;
        return true;
    }

    @Override
    public void saveState(StateOutput out) {
        out.putBoolean(halted);
        out.putBoolean(drawdownTripped);
        out.putLong(windowStartNs);
        out.putInt(ordersInWindow);
        out.putLongs(notWhole, notWhole.length);
    }

    @Override
    public void loadState(StateInput in) {
        halted = in.getBoolean();
        drawdownTripped = in.getBoolean();
        windowStartNs = in.getLong();
        ordersInWindow = in.getInt();
        in.getLongs(notWhole, notWhole.length);
    }
}
