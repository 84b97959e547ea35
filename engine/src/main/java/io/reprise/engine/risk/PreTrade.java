package io.reprise.engine.risk;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.Side;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.portfolio.Pricing;
import java.util.List;
import java.util.Map;

/**
 * The rules that every order passes before it leaves, in a fixed order; the first that refuses is the reason. A closing
 * order, which only takes back what is held or working, is never refused; nor is a cancel. Owned by the risk stage.
 */
@HotPath
public final class PreTrade implements Stateful {
    /** In place of a source, which are numbered below. */
    private static final int HALTED_BIT = 63;

    private static final int DELISTED_BIT = 62;

    private static final long IS_HALTED = 1;
    /** In the word of the halt: the state of {@link Constraints} follows. */
    private static final long HAS_CONSTRAINTS = 2;
    /** The state of {@link Borrowable} comes last. */
    private static final long HAS_BORROWABLE = 4;

    private final RiskPolicy policy;
    private final Account account;
    private final Orders orders;
    private final List<Instrument> instruments;
    private final Costs costs;
    private final int strategies;
    private final Pricing pricing = new Pricing();
    private final Finding finding = new Finding();
    private final Working working;
    private final boolean drawdownReduces;

    /** Changed only by a sequenced command. */
    private RiskLimits limits;

    @Derived
    private boolean watchesDrawdown;

    /** By instrument, a bit for each source whose state of it is not whole, and one for its being halted. */
    private final long[] notWhole;

    private boolean halted;
    private boolean reduceOnly;
    private boolean drawdownTripped;
    /** A resume asks for a fresh look, taken on the same event. */
    @Derived
    private boolean resumed;

    private long windowStartNs = Long.MIN_VALUE;
    private int ordersInWindow;

    /** Null until a policy or a command has something for it. */
    private Constraints constraints;

    /** Null until a borrow rate arrives. */
    private Borrowable borrowable;

    @Derived
    private boolean watchesEvents;

    public PreTrade(
            RiskLimits limits,
            RiskPolicy policy,
            Account account,
            Orders orders,
            Costs costs,
            List<Instrument> instruments,
            int strategies) {
        this.notWhole = new long[instruments.size()];
        this.limits = limits;
        this.policy = policy;
        this.account = account;
        this.orders = orders;
        this.costs = costs;
        this.instruments = instruments;
        this.strategies = strategies;
        working = new Working(account, orders, instruments, costs);
        drawdownReduces = policy.is(RiskPolicy.ON_DRAWDOWN, "reduce-only");
        if (!policy.isEmpty()) {
            constrain();
        }
        derive();
    }

    /** The rooms of the policy's rules, made when they are first wanted. */
    private Constraints constrain() {
        if (constraints == null) {
            constraints = new Constraints(this, policy, account, orders, working, finding, instruments, strategies);
        }
        return constraints;
    }

    private void derive() {
        watchesDrawdown = limits.drawdownMax() < 1;
        watchesEvents = constraints != null && (constraints.watchesDay() || constraints.watchesBars());
    }

    /** The number that decided the last verdict. */
    public long actual() {
        return finding.actual();
    }

    /** What that number was held against. */
    public long limit() {
        return finding.limit();
    }

    public void halt() {
        halted = true;
    }

    /** Lets no new position be opened in an instrument until {@link #resume}. */
    public void haltInstrument(int instrumentId) {
        setWhole(instrumentId, HALTED_BIT, false);
    }

    /** The instrument trades no more. */
    public void delist(int instrumentId) {
        setWhole(instrumentId, DELISTED_BIT, false);
    }

    /**
     * How much of an instrument may be short from now on.
     *
     * @param availableQty at 1e-8, the smallest number for no limit
     */
    public void borrowable(int instrumentId, long availableQty) {
        if (borrowable == null) {
            borrowable = new Borrowable(instruments.size());
        }
        borrowable.set(instrumentId, availableQty);
    }

    /** From now on only orders that make a position smaller pass. */
    public void reduceOnly() {
        reduceOnly = true;
    }

    /** Clears the halts, reduce-only and the drawdown breaker. */
    public void resume() {
        setWhole(-1, HALTED_BIT, true);
        halted = false;
        reduceOnly = false;
        drawdownTripped = false;
        resumed = true;
        if (constraints != null) {
            constraints.dailyLoss().resume();
        }
    }

    /** Cancels are up to the orders stage; from now on only closing orders pass, until {@link #clearKill}. */
    public void kill() {
        constrain().states().kill(true);
    }

    public void clearKill() {
        constrain().states().kill(false);
    }

    public boolean isKilled() {
        return constraints != null && constraints.states().isKilled();
    }

    /** Sets a strategy's state; false when there is no such. */
    public boolean setStrategy(int strategyId, TradingState state) {
        return constrain().states().setStrategy(strategyId, state);
    }

    /** Sets an instrument's state; false when there is no such. */
    public boolean setInstrument(int instrumentId, TradingState state) {
        return constrain().states().setInstrument(instrumentId, state);
    }

    public TradingState strategyState(int strategyId) {
        return constraints == null ? TradingState.ACTIVE : constraints.states().ofStrategy(strategyId);
    }

    public TradingState instrumentState(int instrumentId) {
        return constraints == null ? TradingState.ACTIVE : constraints.states().ofInstrument(instrumentId);
    }

    /** What holds for the account itself. */
    public TradingState accountState() {
        if (halted || isKilled() || drawdownTripped && !drawdownReduces) {
            return TradingState.HALTED;
        }
        return reduceOnly || drawdownTripped ? TradingState.REDUCE_ONLY : TradingState.ACTIVE;
    }

    /** The limits of every order, as they are in force. */
    public RiskLimits basicLimits() {
        return limits;
    }

    /** The policy's limits that are in force, as texts by key. Cold. */
    public Map<String, String> limitTexts() {
        return constraints == null ? Map.of() : constraints.limits().texts();
    }

    /** The set of limits that is on its way. */
    public LimitChange limitChange() {
        return constrain().change();
    }

    /**
     * Where a command's limit has its place, -1 when there is no such instrument, class or sector. Cold.
     *
     * @param scope what stands behind the point of its key, empty for all
     * @param instrumentId whom a limit of an instrument holds, -1 for all
     */
    int placeOf(Limit limit, String scope, int instrumentId) {
        return limit.isBasic() ? scope.isEmpty() ? 0 : -1 : constrain().limits().placeOf(limit, scope, instrumentId);
    }

    /** Puts a limit in force that {@link #placeOf} has a place for. */
    void setLimit(Limit limit, int place, long value) {
        if (limit.isBasic()) {
            limits = limits.with(limit, value);
            constrain(); // the limits are part of the state from here on
        } else {
            constrain().limits().set(limit, place, value);
            constraints.derive();
        }
        derive();
        resumed = true;
    }

    /** Whether each event, or the bars that it closes, must be looked at. */
    public boolean watchesEvents() {
        return watchesEvents;
    }

    /** Whether the loss of the day is watched, for which no price is quiet. */
    public boolean watchesDay() {
        return constraints != null && constraints.watchesDay();
    }

    public void onBar(Bar bar) {
        constraints.onBar(bar);
    }

    /** A split of an instrument into so many new units for so many old ones. */
    public void rescale(int instrumentId, long numerator, long denominator) {
        if (borrowable != null) {
            borrowable.rescale(instrumentId, numerator, denominator);
        }
        if (constraints != null) {
            constraints.rescale(instrumentId, numerator, denominator);
        }
    }

    /** Looks at the loss of the day after an event; true when that breaker trips now. */
    public boolean tripsOnDailyLoss(long tsInitNs) {
        if (!watchesDay() || !constraints.dailyLoss().trips(tsInitNs)) {
            return false;
        }
        finding.set(constraints.dayLoss(), constraints.limits().value(Limit.DAILY_LOSS));
        return true;
    }

    /** Whether the breaker of the day's loss lets no new position be opened. */
    public boolean isDailyLossTripped() {
        return constraints != null && constraints.dailyLoss().isTripped();
    }

    public boolean isHalted() {
        return halted;
    }

    public boolean isReduceOnly() {
        return reduceOnly;
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
        drawdown();
        return true;
    }

    private void drawdown() {
        finding.set(
                (long) Math.ceil(account.currentDrawdown() * Fixed.ONE), Math.round(limits.drawdownMax() * Fixed.ONE));
    }

    /** Answers an intent at the time of its cause. */
    public Reason check(OrderIntent intent, long tsInitNs) {
        finding.clear();
        if (intent.action == OrderAction.CANCEL.value()) {
            return Reason.NONE;
        }
        if (intent.action == OrderAction.REPLACE.value()) {
            return checkReplace(intent, tsInitNs);
        }
        if (intent.hasTerms() && !intent.combines()) {
            return Reason.CANNOT_COMBINE;
        }
        try {
            Reason reason = intent.isReduceOnly()
                    ? checkReducing(intent)
                    : intent.closing ? checkClosing(intent) : checkOpening(intent, tsInitNs);
            if (reason == Reason.NONE) {
                finding.clear();
                if (constraints != null) {
                    constraints.approved(intent, tsInitNs);
                }
            }
            return reason;
        } catch (ArithmeticException e) {
            finding.clear();
            return Reason.OVERFLOW;
        }
    }

    /** A replace may ask for less, or for other prices; what is more would be judged as the order that it is. */
    private Reason checkReplace(OrderIntent intent, long tsInitNs) {
        int slot = orders.slotOf(intent.orderId);
        if (slot == Orders.NO_SLOT) {
            return Reason.ORDER_NOT_WORKING;
        }
        if (intent.orderQty > orders.orderQty(slot)) {
            finding.set(intent.orderQty, orders.orderQty(slot));
            return Reason.REPLACE_LARGER;
        }
        if (intent.closing) {
            return Reason.NONE;
        }
        Reason reason = checkStates(intent, tsInitNs);
        boolean isFar = reason == Reason.NONE
                && limits.collarE8() != RiskLimits.NO_LIMIT
                && account.lastPx(intent.instrumentId) != Fixed.NULL_PX
                && beyondCollar(intent);
        return isFar ? Reason.PRICE_COLLAR : reason;
    }

    /** The venue lets it make no position larger; one that could do nothing is refused here, but a child's position is to come. */
    private Reason checkReducing(OrderIntent intent) {
        long position = account.position(intent.instrumentId);
        boolean isChild = OrderRules.isChild(LinkKind.get(intent.linkKind));
        boolean reduces = intent.side == Side.BUY.value() ? position < 0 : position > 0;
        if (!isChild && !reduces) {
            finding.set(position, 0);
            return Reason.NOTHING_TO_REDUCE;
        }
        return Reason.NONE;
    }

    /** A closing order passes, unless it makes the account's own position larger than a limit allows. */
    private Reason checkClosing(OrderIntent intent) {
        boolean isLimited = constraints != null || limits.positionQtyMax() != RiskLimits.NO_LIMIT;
        if (!isLimited || account.lastPx(intent.instrumentId) == Fixed.NULL_PX) {
            return Reason.NONE;
        }
        working.count();
        return working.takesBack(intent) ? Reason.NONE : checkPosition(intent);
    }

    /** What may be held with the order, at the venue's worst. */
    private Reason checkPosition(OrderIntent intent) {
        if (limits.positionQtyMax() != RiskLimits.NO_LIMIT) {
            long after = working.largestWith(intent);
            if (after > working.largest(intent.instrumentId) && above(after, limits.positionQtyMax())) {
                return Reason.POSITION_QTY;
            }
        }
        return constraints == null ? Reason.NONE : constraints.checkExposure(intent);
    }

    private Reason checkOpening(OrderIntent intent, long tsInitNs) {
        Reason reason = checkStates(intent, tsInitNs);
        if (reason == Reason.NONE && account.lastPx(intent.instrumentId) == Fixed.NULL_PX) {
            reason = Reason.NO_PRICE;
        }
        if (reason == Reason.NONE && !reduces(intent)) {
            reason = checkReduceOnly(intent);
        }
        if (reason == Reason.NONE) {
            reason = checkSize(intent);
        }
        if (reason == Reason.NONE) {
            reason = checkFunds(intent);
        }
        if (reason == Reason.NONE && borrowable != null && borrowable.isTooShort(intent, working, finding)) {
            reason = Reason.NOT_BORROWABLE;
        }
        if (reason == Reason.NONE && constraints != null) {
            reason = constraints.checkBars(intent);
        }
        if (reason == Reason.NONE && constraints != null) {
            reason = constraints.checkPace(intent, tsInitNs);
        }
        return reason == Reason.NONE ? checkRate(tsInitNs) : reason;
    }

    private Reason checkStates(OrderIntent intent, long tsInitNs) {
        if ((notWhole[intent.instrumentId] & 1L << DELISTED_BIT) != 0) {
            return Reason.DELISTED;
        }
        if (halted) {
            return Reason.HALTED;
        }
        if (drawdownTripped && !drawdownReduces) {
            drawdown();
            return Reason.DRAWDOWN;
        }
        Reason reason = constraints == null ? Reason.NONE : constraints.checkStates(intent);
        if (reason == Reason.NONE && notWhole[intent.instrumentId] != 0) {
            return Reason.MARKET_NOT_WHOLE;
        }
        return reason == Reason.NONE && constraints != null ? constraints.checkMarket(intent, tsInitNs) : reason;
    }

    private Reason checkReduceOnly(OrderIntent intent) {
        if (reduceOnly) {
            return Reason.REDUCE_ONLY;
        }
        if (drawdownTripped) {
            drawdown();
            return Reason.DRAWDOWN;
        }
        return constraints == null ? Reason.NONE : constraints.checkReduceOnly(intent);
    }

    /** Whether the position, all working orders filled, is nearer to flat with the order, and not beyond it. */
    private boolean reduces(OrderIntent intent) {
        if (!mayReduceOnly()) {
            return true;
        }
        long before = expectedPosition(intent.instrumentId);
        long signedQty = intent.side == Side.BUY.value() ? intent.orderQty : -intent.orderQty;
        long after = Math.addExact(before, signedQty);
        finding.set(after, before);
        return before > 0 ? signedQty < 0 && after >= 0 : before < 0 && signedQty > 0 && after <= 0;
    }

    private boolean mayReduceOnly() {
        return reduceOnly || drawdownTripped || constraints != null;
    }

    private long expectedPosition(int instrumentId) {
        return Math.addExact(account.position(instrumentId), orders.workingLeaves(instrumentId));
    }

    private Reason checkSize(OrderIntent intent) {
        if (above(intent.orderQty, limits.orderQtyMax())) {
            return Reason.ORDER_QTY;
        }
        if (limits.orderNotionalMax() != RiskLimits.NO_LIMIT
                && above(Fixed.multiply(intent.estimatePx, intent.orderQty), limits.orderNotionalMax())) {
            return Reason.ORDER_NOTIONAL;
        }
        if (constraints != null) {
            Reason reason = constraints.checkFatFinger(intent);
            if (reason != Reason.NONE) {
                return reason;
            }
        }
        if (constraints != null || limits.positionQtyMax() != RiskLimits.NO_LIMIT) {
            working.count();
            Reason reason = checkPosition(intent);
            if (reason != Reason.NONE) {
                return reason;
            }
        }
        if (limits.collarE8() != RiskLimits.NO_LIMIT && beyondCollar(intent)) {
            return Reason.PRICE_COLLAR;
        }
        return Reason.NONE;
    }

    private Reason checkFunds(OrderIntent intent) {
        long equity = account.equity();
        if (pricing.exceeds(intent.orderQty, intent.estimatePx, costs.takerFeeE12(), equity)) {
            finding.set(Fixed.multiply(intent.estimatePx, intent.orderQty), equity);
            return Reason.INSUFFICIENT_FUNDS;
        }
        return Reason.NONE;
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
        return finding.above(value, allowed);
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong((halted ? IS_HALTED : 0)
                | (constraints == null ? 0 : HAS_CONSTRAINTS)
                | (borrowable == null ? 0 : HAS_BORROWABLE));
        out.putBoolean(reduceOnly);
        out.putBoolean(drawdownTripped);
        out.putLong(windowStartNs);
        out.putInt(ordersInWindow);
        out.putLongs(notWhole, notWhole.length);
        if (constraints != null) {
            limits.saveState(out);
            constraints.saveState(out);
        }
        if (borrowable != null) {
            borrowable.saveState(out);
        }
    }

    @Override
    public void loadState(StateInput in) {
        long word = in.getLong();
        halted = (word & IS_HALTED) != 0;
        reduceOnly = in.getBoolean();
        drawdownTripped = in.getBoolean();
        windowStartNs = in.getLong();
        ordersInWindow = in.getInt();
        in.getLongs(notWhole, notWhole.length);
        if ((word & HAS_CONSTRAINTS) != 0) {
            limits = RiskLimits.load(in);
            constrain().loadState(in);
        }
        borrowable = (word & HAS_BORROWABLE) == 0 ? null : new Borrowable(instruments.size());
        if (borrowable != null) {
            borrowable.loadState(in);
        }
        derive();
    }
}
