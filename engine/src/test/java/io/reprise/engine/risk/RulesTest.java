package io.reprise.engine.risk;

import static io.reprise.engine.risk.RiskRig.AAPL;
import static io.reprise.engine.risk.RiskRig.BTC;
import static io.reprise.engine.risk.RiskRig.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.OrderType;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.time.Times;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule lets pass what is below its limit and at it, and refuses what is above, with the numbers that decided. */
final class RulesTest {
    private static final Map<String, Integer> IDS = Map.of("BTC", BTC, "ETH", ETH, "AAPL", AAPL);

    /** An order on an account of 1000: BTC at 100, ETH at 10, AAPL at 50. */
    @ParameterizedTest(name = "{0}: {1} {2} is {3}")
    @CsvSource({
        // limits, instrument, quantity, reason, actual and limit
        "gross=500, BTC, 4.9, NONE, 0 0",
        "gross=500, BTC, 5, NONE, 0 0",
        "gross=500, BTC, 5.0001, GROSS, 500.01 500",
        "gross=500, BTC, -5.0001, GROSS, 500.01 500",
        "net=500, BTC, 4.9, NONE, 0 0",
        "net=500, BTC, 5, NONE, 0 0",
        "net=500, BTC, 5.0001, NET, 500.01 500",
        "net=500, BTC, -5.0001, NET, 500.01 500",
        "leverage=0.5, BTC, 4.9, NONE, 0 0",
        "leverage=0.5, BTC, 5, NONE, 0 0",
        "leverage=0.5, BTC, 5.0001, LEVERAGE, 0.50001 0.5",
        "instrument=40%, BTC, 3.9, NONE, 0 0",
        "instrument=40%, BTC, 4, NONE, 0 0",
        "instrument=40%, BTC, 4.0001, INSTRUMENT_EXPOSURE, 0.40001 0.4",
        "instrument.BTC=40%, ETH, 100, NONE, 0 0",
        "class.CRYPTO=30%, BTC, 2.9, NONE, 0 0",
        "class.CRYPTO=30%, BTC, 3, NONE, 0 0",
        "class.CRYPTO=30%, BTC, 3.0001, CLASS_EXPOSURE, 0.30001 0.3",
        "class.CRYPTO=30%, AAPL, 20, NONE, 0 0",
        "concentration=60%, BTC, 5.9, NONE, 0 0",
        "concentration=60%, BTC, 6, NONE, 0 0",
        "concentration=60%, BTC, 6.0001, CONCENTRATION, 0.60001 0.6",
        "fat-finger=0.5, BTC, 4.9, NONE, 0 0",
        "fat-finger=0.5, BTC, 5, NONE, 0 0",
        "fat-finger=0.5, BTC, 5.0001, FAT_FINGER, 0.50001 0.5",
        "turnover=0.5, BTC, 4.9, NONE, 0 0",
        "turnover=0.5, BTC, 5, NONE, 0 0",
        "turnover=0.5, BTC, 5.0001, TURNOVER, 0.50001 0.5",
        "restricted.BTC=yes, BTC, 1, RESTRICTED, 0.00000001 0",
        "restricted.BTC=yes, ETH, 1, NONE, 0 0",
        "restricted=yes, ETH, 1, RESTRICTED, 0.00000001 0",
    })
    void holdsAnOrderAgainstItsLimit(String limits, String instrument, String qty, Reason reason, String numbers) {
        RiskRig rig = RiskRig.of(limits);
        assertEquals(reason, rig.market(IDS.get(instrument), qty));
        assertEquals(numbers, rig.numbers());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "max-order-qty, 2, 1.9, 2, 2.0001, ORDER_QTY",
        "max-order-notional, 200, 1.9, 2, 2.0001, ORDER_NOTIONAL",
        "max-position, 2, 1.9, 2, 2.0001, POSITION_QTY",
    })
    void holdsAnOrderAgainstABasicLimitThatACommandSet(
            String key, String limit, String below, String at, String above, Reason reason) {
        RiskRig rig = RiskRig.of("");
        assertEquals(Reason.NONE, rig.market(BTC, above));
        LimitChange change = rig.preTrade.limitChange();
        change.begin(1);
        change.add(1, 0, key, -1, RiskRig.fixed(limit));
        assertTrue(change.apply());
        assertEquals(Reason.NONE, rig.market(BTC, below));
        assertEquals(Reason.NONE, rig.market(BTC, at));
        assertEquals(reason, rig.market(BTC, above));
    }

    @Test
    void sumsWhatIsHeldWorksAndIsOrdered() {
        RiskRig rig = RiskRig.of("class.CRYPTO=50%").hold(BTC, "2").working(ETH, "10", OrderType.LIMIT, false);
        assertEquals(Reason.NONE, rig.market(ETH, "10"));
        assertEquals(Reason.NONE, rig.market(ETH, "20"));
        assertEquals(Reason.CLASS_EXPOSURE, rig.market(ETH, "20.0001"));
        assertEquals("0.500001 0.5", rig.numbers());
        assertEquals(Reason.NONE, rig.market(AAPL, "4"));
    }

    @Test
    void sumsASector() {
        RiskRig rig = RiskRig.of("sector.COINS=50%, sector-of.BTC=COINS, sector-of.ETH=COINS")
                .hold(BTC, "2");
        assertEquals(Reason.NONE, rig.market(ETH, "29.9"));
        assertEquals(Reason.NONE, rig.market(ETH, "30"));
        assertEquals(Reason.SECTOR_EXPOSURE, rig.market(ETH, "30.0001"));
        assertEquals("0.500001 0.5", rig.numbers());
        assertEquals(Reason.NONE, rig.market(AAPL, "9"));
    }

    @Test
    void netsLongAgainstShort() {
        RiskRig rig = RiskRig.of("net=300").hold(BTC, "3");
        assertEquals(Reason.NET, rig.market(AAPL, "0.0001"));
        assertEquals(Reason.NONE, rig.market(AAPL, "-12"));
        assertEquals(Reason.NET, rig.market(AAPL, "-12.0001"));
    }

    /** Neither the buy nor the sale may fill: the worst of both counts, not their sum. */
    @Test
    void takesTheWorstOfWhatWorks() {
        RiskRig rig = RiskRig.of("gross=500").working(BTC, "4", OrderType.LIMIT, false);
        rig.working(BTC, "-5", OrderType.LIMIT, false);
        assertEquals(Reason.NONE, rig.market(BTC, "1"));
        assertEquals(Reason.GROSS, rig.market(BTC, "1.0001"));
        assertEquals(Reason.GROSS, rig.market(BTC, "-0.0001"));
    }

    @Test
    void letsPassWhatMakesAnExposureNoLarger() {
        RiskRig rig = RiskRig.of("leverage=1, instrument=50%").hold(BTC, "5").price(BTC, "150");
        assertEquals(Reason.INSTRUMENT_EXPOSURE, rig.market(BTC, "0.0001"));
        assertEquals(Reason.NONE, rig.market(BTC, "-5"));
        assertEquals(Reason.NONE, rig.market(BTC, "-8"));
    }

    @Test
    void countsCostsWithTheLeverage() {
        Costs costs = new Costs(10_000_000_000L, 0, 0); // 100 bps
        RiskRig rig = new RiskRig(RiskLimits.NONE, RiskRig.policy("leverage=0.5"), costs);
        assertEquals(Reason.NONE, rig.market(BTC, "4.9751")); // 497.51 of 1000 - 4.9751, less than half
        assertEquals(Reason.LEVERAGE, rig.market(BTC, "4.9752"));
    }

    @Test
    void judgesAClosingOrderThatTheAccountHasNothingFor() {
        RiskRig rig = RiskRig.of("gross=500").hold(BTC, "-3");
        assertEquals(Reason.NONE, rig.close(BTC, "3"), "it takes back what is held");
        assertEquals(Reason.NONE, rig.close(BTC, "8"), "short 3 becomes long 5 at most");
        assertEquals(Reason.GROSS, rig.close(BTC, "8.0001"));
        assertEquals(Reason.NONE, rig.close(BTC, "-2"));
        assertEquals(Reason.GROSS, rig.close(BTC, "-2.0001"));
        rig.working(BTC, "5", OrderType.LIMIT, false);
        assertEquals(Reason.NONE, rig.close(BTC, "-5"), "it cancels out what works");
    }

    @Test
    void neverRefusesAClosingOrderForAState() {
        RiskRig rig = RiskRig.of("restricted=yes, session=Sat 10:00-11:00").hold(BTC, "2");
        rig.preTrade.halt();
        rig.preTrade.kill();
        assertEquals(Reason.NONE, rig.close(BTC, "-2"));
    }

    @Test
    void asksWhetherTheSessionIsOpen() {
        RiskRig rig = RiskRig.of("session=Mon-Wed 11:00-12:00, session.ETH=Wed 12:00-12:01, session.AAPL=none");
        assertEquals(Reason.SESSION_CLOSED, rig.market(BTC, "1"), "it ends at noon, exclusively");
        assertEquals(12 * 60, rig.preTrade.actual());
        assertEquals(11 * 60, rig.preTrade.limit());
        assertEquals(Reason.NONE, rig.market(ETH, "1"));
        assertEquals(Reason.NONE, rig.market(AAPL, "1"));
        rig.nowNs -= 1;
        assertEquals(Reason.NONE, rig.market(BTC, "1"));
        assertEquals(Reason.SESSION_CLOSED, rig.market(ETH, "1"));
        rig.nowNs += Times.DAY_NS;
        assertEquals(Reason.SESSION_CLOSED, rig.market(BTC, "1"), "on a Thursday");
    }

    @Test
    void countsOrdersThatWork() {
        RiskRig rig = RiskRig.of("open-orders=2");
        assertEquals(Reason.NONE, rig.market(BTC, "1"));
        rig.working(BTC, "1", OrderType.LIMIT, false);
        assertEquals(Reason.NONE, rig.market(BTC, "1"));
        rig.working(BTC, "1", OrderType.LIMIT, false);
        assertEquals(Reason.OPEN_ORDERS, rig.market(BTC, "1"));
        assertEquals(3, rig.preTrade.actual());
        assertEquals(2, rig.preTrade.limit());
    }

    @Test
    void takesATokenForEachOrderOfAStrategy() {
        RiskRig rig = RiskRig.of("strategy-rate=2, strategy-burst=3");
        for (int i = 0; i < 3; i++) {
            assertEquals(Reason.NONE, rig.market(BTC, "0.1"));
        }
        assertEquals(Reason.STRATEGY_RATE, rig.market(BTC, "0.1"));
        assertEquals("0 1", rig.numbers());
        OrderIntent others = rig.intent(1, BTC, "0.1", OrderType.MARKET, false);
        assertEquals(Reason.NONE, rig.preTrade.check(others, rig.nowNs), "each strategy has its own");
        rig.nowNs += Times.SECOND_NS / 2 - 1;
        assertEquals(Reason.STRATEGY_RATE, rig.market(BTC, "0.1"));
        rig.nowNs += 1;
        assertEquals(Reason.NONE, rig.market(BTC, "0.1"));
        assertEquals(Reason.STRATEGY_RATE, rig.market(BTC, "0.1"));
    }

    @Test
    void refusesTheLikeOrderWithinTheWindow() {
        RiskRig rig = RiskRig.of("duplicate-ms=100");
        assertEquals(Reason.NONE, rig.market(BTC, "1"));
        rig.nowNs += 99_999_999;
        assertEquals(Reason.DUPLICATE_ORDER, rig.market(BTC, "1"));
        assertEquals(99_999_999, rig.preTrade.actual());
        assertEquals(100_000_000, rig.preTrade.limit());
        assertEquals(Reason.NONE, rig.market(BTC, "1.1"), "another quantity is another order");
        assertEquals(Reason.NONE, rig.market(BTC, "-1.1"), "and so is the other side");
        rig.nowNs += 100_000_000;
        assertEquals(Reason.NONE, rig.market(BTC, "-1.1"));
    }

    @Test
    void holdsAnOrderAgainstTheVolumeOfRecentBars() {
        RiskRig rig = RiskRig.of("liquidity=10%");
        assertEquals(Reason.LIQUIDITY_UNKNOWN, rig.market(BTC, "1"));
        rig.bar(BTC, 1, "100", "20");
        rig.bar(BTC, 2, "100", "40");
        assertEquals(Reason.NONE, rig.market(BTC, "2.9"));
        assertEquals(Reason.NONE, rig.market(BTC, "3"));
        assertEquals(Reason.LIQUIDITY, rig.market(BTC, "3.0001"));
        assertEquals("3.0001 3", rig.numbers());
    }

    /** Two coins that move as one, and a share that moves against them, one percent up and down. */
    private static void moves(RiskRig rig, int bars) {
        for (int i = 0; i < bars; i++) {
            boolean up = i % 2 == 1;
            rig.bar(BTC, i, up ? "101" : "100", "1");
            rig.bar(ETH, i, up ? "10.1" : "10", "1");
            rig.bar(AAPL, i, up ? "50" : "50.5", "1");
        }
        rig.price(BTC, "100").price(ETH, "10").price(AAPL, "50");
    }

    @Test
    void holdsThePortfoliosVolatilityOnRollingCorrelations() {
        RiskRig rig = RiskRig.of("volatility=0.5%");
        moves(rig, 10);
        assertEquals(Reason.VOLATILITY_UNKNOWN, rig.market(BTC, "1"), "nine returns are too few");
        assertEquals(9, rig.preTrade.actual());
        moves(rig, 61);
        double sigma = 0.01003; // of returns of about 1 % either way
        assertEquals(Reason.NONE, rig.market(BTC, "4.9"));
        assertEquals(Reason.VOLATILITY, rig.market(BTC, "5.1"));
        assertEquals(0.51 * sigma, rig.preTrade.actual() / 1e8, 1e-4);
        rig.hold(BTC, "4.9");
        assertEquals(Reason.VOLATILITY, rig.market(ETH, "2"), "it moves with what is held");
        assertEquals(Reason.NONE, rig.market(AAPL, "2"), "it moves against it");
        assertEquals(Reason.NONE, rig.market(ETH, "-2"));
    }

    @Test
    void holdsWhatOneTradeAdds() {
        RiskRig rig = RiskRig.of("marginal-volatility=0.2%");
        moves(rig, 61);
        assertEquals(Reason.NONE, rig.market(BTC, "1.9"));
        assertEquals(Reason.MARGINAL_VOLATILITY, rig.market(BTC, "2.1"));
        rig.hold(BTC, "4");
        assertEquals(Reason.NONE, rig.market(BTC, "1.9"), "only what it adds");
        assertEquals(Reason.MARGINAL_VOLATILITY, rig.market(BTC, "2.1"));
    }

    @Test
    void tripsOnTheLossOfTheDayAndForgetsItTheNext() {
        RiskRig rig = RiskRig.of("daily-loss=5%").hold(BTC, "5").after(0);
        rig.price(BTC, "90").after(1);
        assertFalse(rig.preTrade.isDailyLossTripped(), "5 % is at the limit");
        assertEquals(Reason.NONE, rig.market(ETH, "1"));
        rig.price(BTC, "89.99");
        assertTrue(rig.preTrade.tripsOnDailyLoss(rig.nowNs));
        assertEquals("0.05005 0.05", rig.numbers());
        rig.price(BTC, "100").after(1);
        assertEquals(Reason.DAILY_LOSS, rig.market(ETH, "1"), "it stays on when the price comes back");
        assertEquals(Reason.NONE, rig.close(BTC, "-5"));
        rig.after(Times.DAY_NS);
        assertEquals(Reason.NONE, rig.market(ETH, "1"));
    }

    @Test
    void measuresTheDaysLossFromTheEndOfTheDayBefore() {
        RiskRig rig = RiskRig.of("daily-loss=5%").hold(BTC, "5").after(0);
        rig.price(BTC, "120").after(1);
        rig.price(BTC, "108"); // the day's first event: from 1100 to 1040, more than 5 %
        assertTrue(rig.preTrade.tripsOnDailyLoss(rig.nowNs + Times.DAY_NS));
    }

    @Test
    void canOnlyReduceWhereABreakerSaysSo() {
        RiskRig rig = RiskRig.of("daily-loss=5%, on-daily-loss=reduce-only")
                .hold(BTC, "5")
                .after(0);
        rig.price(BTC, "80").after(1);
        assertEquals(Reason.DAILY_LOSS, rig.market(BTC, "1"));
        assertEquals(Reason.NONE, rig.market(BTC, "-5"));
        assertEquals(Reason.DAILY_LOSS, rig.market(BTC, "-5.0001"));
        RiskLimits drawdown = new RiskLimits(
                RiskLimits.NO_LIMIT,
                RiskLimits.NO_LIMIT,
                RiskLimits.NO_LIMIT,
                RiskLimits.NO_LIMIT,
                Integer.MAX_VALUE,
                1,
                0.05);
        for (String action : Set.of("halt", "reduce-only")) {
            rig = new RiskRig(drawdown, RiskRig.policy("on-drawdown=" + action), Costs.NONE).hold(BTC, "5");
            rig.price(BTC, "90");
            assertFalse(rig.preTrade.tripsOnDrawdown(), "5 % is at the limit");
            rig.account.price(BTC, RiskRig.fixed("89.99"));
            assertTrue(rig.preTrade.tripsOnDrawdown());
            assertEquals("0.05005 0.05", rig.numbers());
            assertEquals(Reason.DRAWDOWN, rig.market(BTC, "1"));
            assertEquals(action.equals("halt") ? Reason.DRAWDOWN : Reason.NONE, rig.market(BTC, "-1"));
        }
    }

    @Test
    void keepsAStateForEachStrategyAndInstrument() {
        RiskRig rig = RiskRig.of("").hold(BTC, "2");
        OrderIntent more = rig.intent(1, BTC, "1", OrderType.MARKET, false);
        OrderIntent less = rig.intent(1, BTC, "-1", OrderType.MARKET, false);
        assertTrue(rig.preTrade.setStrategy(1, TradingState.REDUCE_ONLY));
        assertEquals(Reason.STRATEGY_REDUCE_ONLY, rig.preTrade.check(more, rig.nowNs));
        assertEquals(Reason.NONE, rig.preTrade.check(less, rig.nowNs));
        assertEquals(Reason.NONE, rig.market(BTC, "1"), "the other strategy");
        assertTrue(rig.preTrade.setStrategy(1, TradingState.HALTED));
        assertEquals(Reason.STRATEGY_HALTED, rig.preTrade.check(less, rig.nowNs));
        assertTrue(rig.preTrade.setStrategy(1, TradingState.ACTIVE));
        assertTrue(rig.preTrade.setInstrument(BTC, TradingState.REDUCE_ONLY));
        assertEquals(Reason.INSTRUMENT_REDUCE_ONLY, rig.preTrade.check(more, rig.nowNs));
        assertEquals(Reason.NONE, rig.preTrade.check(less, rig.nowNs));
        assertEquals(Reason.NONE, rig.market(ETH, "1"));
        assertTrue(rig.preTrade.setInstrument(BTC, TradingState.HALTED));
        assertEquals(Reason.INSTRUMENT_HALTED, rig.preTrade.check(less, rig.nowNs));
        assertFalse(rig.preTrade.setInstrument(3, TradingState.HALTED));
        assertFalse(rig.preTrade.setStrategy(2, TradingState.HALTED));
        rig.preTrade.kill();
        assertEquals(Reason.KILLED, rig.market(ETH, "1"));
        rig.preTrade.resume();
        assertEquals(Reason.KILLED, rig.market(ETH, "1"), "a resume is not enough");
        rig.preTrade.clearKill();
        assertEquals(Reason.NONE, rig.market(ETH, "1"));
    }

    /** Where several rules refuse, the first in the documented order is the reason. */
    @Test
    void givesTheFirstReasonOfMany() {
        RiskRig rig = RiskRig.of("gross=100, leverage=0.1, restricted=yes, session=Sat 10:00-11:00, open-orders=1")
                .working(ETH, "1", OrderType.LIMIT, false);
        rig.preTrade.halt();
        rig.preTrade.kill();
        rig.preTrade.setInstrument(BTC, TradingState.HALTED);
        assertEquals(Reason.HALTED, rig.market(BTC, "5"));
        rig.preTrade.resume();
        assertEquals(Reason.KILLED, rig.market(BTC, "5"));
        rig.preTrade.clearKill();
        assertEquals(Reason.INSTRUMENT_HALTED, rig.market(BTC, "5"));
        rig.preTrade.setInstrument(BTC, TradingState.ACTIVE);
        assertEquals(Reason.RESTRICTED, rig.market(BTC, "5"));
        lift(rig, "restricted");
        assertEquals(Reason.SESSION_CLOSED, rig.market(BTC, "5"));
        lift(rig, "session");
        assertEquals(Reason.GROSS, rig.market(BTC, "5"));
        lift(rig, "gross");
        assertEquals(Reason.LEVERAGE, rig.market(BTC, "5"));
        lift(rig, "leverage");
        assertEquals(Reason.OPEN_ORDERS, rig.market(BTC, "5"));
        assertEquals(Reason.INSUFFICIENT_FUNDS, rig.market(BTC, "50"));
    }

    private static void lift(RiskRig rig, String key) {
        LimitChange change = rig.preTrade.limitChange();
        change.begin(7);
        change.add(7, 0, key, -1, RiskLimits.NO_LIMIT);
        assertTrue(change.apply());
    }

    @Test
    void changesAllLimitsOfASetOrNone() {
        RiskRig rig = RiskRig.of("gross=100");
        LimitChange change = rig.preTrade.limitChange();
        change.begin(1);
        change.add(1, 0, "gross", -1, RiskRig.fixed("200"));
        change.add(1, 1, "no-such", -1, 1);
        assertFalse(change.apply());
        assertEquals(Map.of("gross", "100"), rig.preTrade.limitTexts());
        change.begin(2);
        change.add(2, 0, "gross", -1, RiskRig.fixed("200"));
        change.add(3, 1, "net", -1, RiskRig.fixed("200"));
        assertFalse(change.apply(), "of another command");
        change.begin(4);
        change.add(4, 1, "gross", -1, RiskRig.fixed("200"));
        assertFalse(change.apply(), "the first is missing");
        change.begin(5);
        change.add(5, 0, "gross", -1, 0);
        assertFalse(change.apply(), "a limit of 0");
        change.begin(6);
        change.add(6, 0, "instrument", 3, 1);
        assertFalse(change.apply(), "no such instrument");
        change.begin(7);
        change.add(7, 0, "gross", -1, RiskRig.fixed("200"));
        change.add(7, 1, "instrument", ETH, RiskRig.fixed("0.1"));
        change.add(7, 2, "class.CRYPTO", -1, RiskRig.fixed("0.5"));
        assertTrue(change.apply());
        assertEquals(Map.of("gross", "200", "instrument.ETH", "0.1", "class.CRYPTO", "0.5"), rig.preTrade.limitTexts());
    }

    @Test
    void refusesALimitThatCannotBe() {
        for (String bad : Set.of(
                "gross=0",
                "gross=x",
                "leverage=-1",
                "no-such=1",
                "class.CHEESE=1",
                "gross.BTC=1",
                "daily-loss=1",
                "open-orders=1.5",
                "restricted=maybe",
                "session=Mon-Fri",
                "session=Mon-Fri 25:00-26:00",
                "session=Xyz 10:00-11:00",
                "on-kill=explode",
                "volatility-window=1",
                "max-position=3",
                "sector-of.BTC=a b")) {
            assertThrows(IllegalArgumentException.class, () -> RiskRig.policy(bad), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> RiskRig.of("instrument.NO-SUCH=1"));
        assertThrows(IllegalArgumentException.class, () -> new RiskPolicy("reckless", Map.of()));
    }

    @Test
    void writesEachLimitInOneForm() {
        RiskPolicy policy = RiskRig.policy(
                "class.CRYPTO=30%, session=mon-fri 14:30-21:00, session.BTC=00:00-24:00, open-orders=007, gross=1e3");
        assertEquals(
                Map.of(
                        "class.CRYPTO", "0.3",
                        "session", "Mon-Fri 14:30-21:00",
                        "session.BTC", "00:00-24:00",
                        "open-orders", "7",
                        "gross", "1000"),
                policy.settings());
        assertEquals(policy, new RiskPolicy(policy.profile(), policy.settings()));
        assertEquals(
                "0.3",
                new RiskPolicy(RiskPolicy.PORTFOLIO, Map.of()).effective().get("class.CRYPTO"));
        assertTrue(RiskPolicy.RESEARCH_ONLY.isEmpty());
    }

    @Test
    void hasDenseCodesAndEachKeyOnce() {
        Reason[] reasons = Reason.values();
        for (int code = 0; code < reasons.length; code++) {
            assertEquals(code, reasons[code].code());
        }
        Set<String> keys = new java.util.HashSet<>();
        for (Limit limit : EnumSet.allOf(Limit.class)) {
            assertTrue(keys.add(limit.key()) && limit.key().length() <= 32, limit.key());
            assertEquals(limit, Limit.find(limit.key()));
        }
    }
}
