package io.reprise.engine.risk;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderIntent;
import io.reprise.engine.order.Orders;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.time.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A risk engine with an account of 1000, two coins at 100 and 10 and a share at 50, and no costs unless said. */
final class RiskRig {
    static final int BTC = 0;
    static final int ETH = 1;
    static final int AAPL = 2;
    /** Wednesday, 2026-01-07, 12:00 UTC. */
    static final long NOON_NS = 1_767_787_200L * Times.SECOND_NS;

    static final List<Instrument> INSTRUMENTS = List.of(
            instrument(BTC, "BTC", AssetClass.CRYPTO),
            instrument(ETH, "ETH", AssetClass.CRYPTO),
            instrument(AAPL, "AAPL", AssetClass.EQUITY));

    final Account account = new Account(fixed("1000"), INSTRUMENTS.size());
    final Orders orders = new Orders(64, 2, INSTRUMENTS.size());
    final PreTrade preTrade;
    long nowNs = NOON_NS;
    private long orderIdNext = 1;

    RiskRig(RiskLimits limits, RiskPolicy policy, Costs costs) {
        preTrade = new PreTrade(limits, policy, account, orders, costs, INSTRUMENTS, 2);
        price(BTC, "100");
        price(ETH, "10");
        price(AAPL, "50");
    }

    /** With limits as on the command line: {@code leverage=2, class.CRYPTO=30%}. */
    static RiskRig of(String limits) {
        return new RiskRig(RiskLimits.NONE, policy(limits), Costs.NONE);
    }

    static RiskPolicy policy(String limits) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String one : limits.isEmpty() ? new String[0] : limits.split(", ")) {
            settings.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return new RiskPolicy(RiskPolicy.RESEARCH, settings);
    }

    private static Instrument instrument(int id, String name, AssetClass assetClass) {
        return new Instrument(id, name, assetClass, fixed("0.01"), fixed("0.0001"), "USD", false, true);
    }

    static long fixed(String text) {
        return Decimals.parse(text);
    }

    RiskRig price(int id, String px) {
        account.mark(id, fixed(px));
        return this;
    }

    /** Books a fill at the last price. */
    RiskRig hold(int id, String qty) {
        long signed = fixed(qty);
        account.fill(id, signed > 0, account.lastPx(id), Math.abs(signed), 0);
        return this;
    }

    /** An order that is in the market, as risk has approved it. */
    RiskRig working(int id, String qty, OrderType type, boolean closing) {
        orders.add(intent(0, id, qty, type, closing), 1);
        return this;
    }

    RiskRig after(long ns) {
        nowNs += ns;
        preTrade.tripsOnDailyLoss(nowNs);
        return this;
    }

    void bar(int id, long endNs, String close, String volume) {
        long px = fixed(close);
        preTrade.onBar(new Bar().set(id, endNs - 1, endNs, px, px, px, px, fixed(volume), 1));
        price(id, close);
    }

    OrderIntent intent(int strategyId, int id, String qty, OrderType type, boolean closing) {
        long signed = fixed(qty);
        OrderIntent intent = new OrderIntent();
        intent.orderId = orderIdNext++;
        intent.strategyId = strategyId;
        intent.instrumentId = id;
        intent.action = (byte) OrderAction.NEW.value();
        intent.side = (byte) (signed > 0 ? Side.BUY : Side.SELL).value();
        intent.type = (byte) type.value();
        intent.timeInForce = (byte) TimeInForce.GTC.value();
        intent.closing = closing;
        intent.held = true;
        intent.orderQty = Math.abs(signed);
        intent.limitPx = type == OrderType.LIMIT ? account.lastPx(id) : OrderIntent.NULL_PX;
        intent.stopPx = type == OrderType.STOP ? account.lastPx(id) : OrderIntent.NULL_PX;
        intent.estimatePx = account.lastPx(id);
        return intent;
    }

    Reason market(int id, String qty) {
        return preTrade.check(intent(0, id, qty, OrderType.MARKET, false), nowNs);
    }

    Reason close(int id, String qty) {
        return preTrade.check(intent(0, id, qty, OrderType.MARKET, true), nowNs);
    }

    String numbers() {
        return Decimals.plain(preTrade.actual()) + " " + Decimals.plain(preTrade.limit());
    }

    static String plain(long fixed) {
        return fixed == Fixed.NULL_PX ? "none" : Decimals.plain(fixed);
    }
}
