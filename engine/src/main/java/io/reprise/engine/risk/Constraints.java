package io.reprise.engine.risk;

import io.reprise.codecs.OrderType;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Derived;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.SessionHours;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.OrderRules;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import java.util.List;

/**
 * The rules of a {@link RiskPolicy}, a room each, in the order in which {@link PreTrade} asks them. Made when a policy has
 * limits or a command first wants one, so that a run without them has nothing to look at. Owned by the risk stage.
 */
@HotPath
final class Constraints implements Stateful {
    private final Account account;
    private final Finding finding;
    private final LimitTable limits;
    private final TradingStates states;
    private final Exposures exposures;
    private final Paces paces;
    private final DailyLoss dailyLoss;
    private final BarHistory bars;
    private final LimitChange change;

    private final boolean dailyLossReduces;

    @Derived
    private boolean watchesDay;

    @Derived
    private boolean watchesBars;

    @Derived
    private boolean watchesExposure;

    @Derived
    private boolean watchesPace;

    Constraints(
            PreTrade preTrade,
            RiskPolicy policy,
            Account account,
            Orders orders,
            Working working,
            Finding finding,
            List<Instrument> instruments,
            int strategies) {
        this.account = account;
        this.finding = finding;
        limits = new LimitTable(policy, instruments);
        states = new TradingStates(strategies, instruments.size());
        exposures = new Exposures(limits, policy, account, working, finding, instruments);
        paces = new Paces(limits, orders, finding, strategies);
        dailyLoss = new DailyLoss(limits, account);
        bars = new BarHistory(limits, account, orders, finding, instruments.size(), policy.volatilityWindow());
        change = new LimitChange(preTrade);
        dailyLossReduces = policy.is(RiskPolicy.ON_DAILY_LOSS, "reduce-only");
        derive();
    }

    /** After a limit has changed: what must be looked at. */
    void derive() {
        watchesDay = limits.isSet(Limit.DAILY_LOSS);
        watchesBars = bars.watches();
        watchesExposure = exposures.watches();
        watchesPace = limits.isSet(Limit.OPEN_ORDERS)
                || limits.isSet(Limit.DUPLICATE)
                || limits.isSet(Limit.STRATEGY_RATE)
                || limits.isSet(Limit.TURNOVER);
    }

    LimitChange change() {
        return change;
    }

    LimitTable limits() {
        return limits;
    }

    TradingStates states() {
        return states;
    }

    DailyLoss dailyLoss() {
        return dailyLoss;
    }

    boolean watchesDay() {
        return watchesDay;
    }

    boolean watchesBars() {
        return watchesBars;
    }

    void onBar(Bar bar) {
        if (watchesBars) {
            bars.onBar(bar);
        }
    }

    void rescale(int instrumentId, long numerator, long denominator) {
        bars.rescale(instrumentId, numerator, denominator);
    }

    /** Kill switch, halts and the loss of the day. */
    Reason checkStates(OrderIntent intent) {
        Reason halt = states.checkHalts(intent);
        return halt == Reason.NONE && !dailyLossReduces ? checkDailyLoss() : halt;
    }

    private Reason checkDailyLoss() {
        if (!dailyLoss.isTripped()) {
            return Reason.NONE;
        }
        finding.set(dayLoss(), limits.value(Limit.DAILY_LOSS));
        return Reason.DAILY_LOSS;
    }

    /** The loss of the day as a fraction at 1e-8. */
    long dayLoss() {
        return dailyLoss.openEquity() <= 0 || dailyLoss.loss() <= 0
                ? 0
                : Finding.ratio(dailyLoss.loss(), dailyLoss.openEquity());
    }

    /** Restricted list and trading hours. */
    Reason checkMarket(OrderIntent intent, long timeNs) {
        int id = intent.instrumentId;
        if (limits.value(Limit.RESTRICTED, id) == 1) {
            finding.set(1, 0);
            return Reason.RESTRICTED;
        }
        long hours = limits.value(Limit.SESSION, id);
        if (hours == RiskLimits.NO_LIMIT || SessionHours.isOpen(hours, timeNs)) {
            return Reason.NONE;
        }
        finding.set(SessionHours.minuteOfDay(timeNs), SessionHours.from(hours));
        return Reason.SESSION_CLOSED;
    }

    /** Of an order that does not make the position smaller. */
    Reason checkReduceOnly(OrderIntent intent) {
        Reason state = states.checkReduceOnly(intent);
        return state == Reason.NONE && dailyLossReduces ? checkDailyLoss() : state;
    }

    Reason checkFatFinger(OrderIntent intent) {
        long allowed = limits.value(Limit.FAT_FINGER);
        return allowed != RiskLimits.NO_LIMIT
                        && finding.aboveMultiple(
                                Fixed.multiply(intent.estimatePx, intent.orderQty), account.equity(), allowed)
                ? Reason.FAT_FINGER
                : Reason.NONE;
    }

    /** What works has been counted. */
    Reason checkExposure(OrderIntent intent) {
        return watchesExposure ? exposures.check(intent) : Reason.NONE;
    }

    /** What needs bars: liquidity and the portfolio's volatility. */
    Reason checkBars(OrderIntent intent) {
        if (!watchesBars) {
            return Reason.NONE;
        }
        Reason liquidity = OrderRules.waits(OrderType.get(intent.type)) ? Reason.NONE : bars.checkLiquidity(intent);
        return liquidity == Reason.NONE ? bars.checkVolatility(intent, account.equity()) : liquidity;
    }

    /** Turnover, open orders, duplicates and the token bucket, which an order that is refused takes nothing from. */
    Reason checkPace(OrderIntent intent, long timeNs) {
        if (!watchesPace) {
            return Reason.NONE;
        }
        Reason turnover = paces.checkTurnover(intent, timeNs, account.equity());
        return turnover == Reason.NONE ? paces.check(intent, timeNs) : turnover;
    }

    void approved(OrderIntent intent, long timeNs) {
        if (watchesPace) {
            paces.approved(intent, timeNs);
        }
    }

    @Override
    public void saveState(StateOutput out) {
        limits.saveState(out);
        states.saveState(out);
        paces.saveState(out);
        dailyLoss.saveState(out);
        bars.saveState(out);
        change.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        limits.loadState(in);
        states.loadState(in);
        paces.loadState(in);
        dailyLoss.loadState(in);
        bars.loadState(in);
        change.loadState(in);
        derive();
    }
}
