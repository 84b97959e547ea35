package io.reprise.research.proof;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.fixed.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the twin and the engine say differently of one run; nothing, if all is well. */
final class Differences {
    /** Rule 33. */
    private static final double RATIO = 1e-9;
    /** A Sharpe ratio beyond this is made of the rounding of returns that are all but equal. */
    private static final double SHARPE_MAX = 1e6;

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> between(TwinResult twin, RunResult engine) {
        Differences differences = new Differences();
        differences.fills(twin.fills(), engine.fills());
        differences.counts(twin, engine);
        differences.amounts(twin, engine);
        differences.ratios(twin, engine);
        return differences.found;
    }

    private void fills(List<TwinFill> twin, List<RunResult.Fill> engine) {
        for (int i = 0; i < Math.max(twin.size(), engine.size()); i++) {
            String ours =
                    i < twin.size() ? twin.get(i).orderId() + ":" + twin.get(i).line() : "none";
            String theirs = i < engine.size() ? line(engine.get(i)) : "none";
            if (!ours.equals(theirs)) {
                differ("fill " + i, ours, theirs);
                return;
            }
        }
    }

    private static String line(RunResult.Fill fill) {
        return fill.orderId() + ":"
                + String.join(
                        ",",
                        Long.toString(fill.event()),
                        Long.toString(fill.tsEventNs()),
                        fill.buy() ? "BUY" : "SELL",
                        Decimals.format(fill.px()),
                        Decimals.format(fill.qty()),
                        Decimals.format(fill.fee()));
    }

    private void counts(TwinResult twin, RunResult engine) {
        same("rejectedRows", twin.rejectedRows(), engine.rejectedRows());
        same("events", twin.events(), engine.events());
        same("bars", twin.bars(), engine.bars());
        same("orders", twin.orders(), engine.orders());
        same("rejects", twin.rejects(), engine.rejects());
        same("openOrders", twin.openOrders(), engine.openOrders());
        same("fillCount", (long) twin.fills().size(), engine.fillCount());
        same("days", twin.days(), (long) engine.days());
    }

    private void amounts(TwinResult twin, RunResult engine) {
        amount("position", twin.position(), engine.position());
        amount("fees", twin.fees(), engine.fees());
        amount("cash", twin.cash(), engine.cash());
        amount("minCash", twin.minCash(), engine.minCash());
        amount("initialEquity", twin.initialEquity(), engine.initialEquity());
        amount("finalEquity", twin.finalEquity(), engine.finalEquity());
        amount("buyAndHoldEquity", twin.buyAndHoldEquity(), engine.buyAndHoldEquity());
    }

    private void ratios(TwinResult twin, RunResult engine) {
        ratio("totalReturn", twin.totalReturn(), engine.totalReturn());
        ratio("buyAndHoldReturn", twin.buyAndHoldReturn(), engine.buyAndHoldReturn());
        ratio("excessReturn", twin.excessReturn(), engine.excessReturn());
        if (twin.sharpe() == null || Math.abs(twin.sharpe()) < SHARPE_MAX) {
            ratio("sharpe", twin.sharpe(), engine.sharpe());
        }
        ratio("maxDrawdown", twin.maxDrawdown(), engine.maxDrawdown());
    }

    private void amount(String what, BigDecimal twin, long engine) {
        same(what, twin.toPlainString(), Decimals.format(engine));
    }

    private void same(String what, Object twin, Object engine) {
        if (!Objects.equals(twin, engine)) {
            differ(what, twin, engine);
        }
    }

    private void ratio(String what, Double twin, Double engine) {
        boolean bothAreNumbers = twin != null && engine != null;
        if (bothAreNumbers
                ? !(Math.abs(twin - engine) <= RATIO * Math.max(1, Math.abs(twin)))
                : !Objects.equals(twin, engine)) {
            differ(what, twin, engine);
        }
    }

    private void differ(String what, Object twin, Object engine) {
        found.add(what + ": twin " + twin + ", engine " + engine);
    }
}
