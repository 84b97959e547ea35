package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Curve;
import io.reprise.engine.backtest.RunResult.Day;
import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A run over a seeded random walk, with orders in two fills each, for looking at and for testing the reports. */
final class SyntheticRun {
    static final long UNIT = 100_000_000L;
    static final long DAY_NS = 86_400_000_000_000L;
    static final long START_NS = 1_385_337_600L * 1_000_000_000L;
    private static final long CASH = 10_000 * UNIT;

    String dataset = "bitstamp-2013-11-25";
    String instrument = "BTC-USD.BITSTAMP";
    String strategy = "sma-cross";
    int annualDays = 365;
    int points = 2_000;
    long spanNs = 7 * DAY_NS;
    double px = 800;
    double drift = 0;
    double swing = 0.002;
    int hold = 25;
    int rest = 20;
    boolean shorts;
    double levered = 0.5;
    /** Price step in 1e-8. */
    long tick = UNIT / 100;

    long seed = 7;

    private final List<Fill> fills = new ArrayList<>();
    private final List<RoundTrip> trips = new ArrayList<>();
    private long cash = CASH;
    private long minCash = CASH;
    private long position;
    private long fees;

    private record Entry(long tsNs, long px, long qty, long fee) {}

    RunResult build() {
        Random random = new Random(seed);
        long[][] c = new long[7][points];
        List<Day> days = new ArrayList<>();
        double walk = px;
        double peak = CASH;
        double deepest = 0;
        double held = 0;
        Entry entry = null;
        for (int i = 0; i < points; i++) {
            double open = walk;
            walk *= 1 + drift + swing * random.nextGaussian();
            c[0][i] = START_NS + spanNs / points * (i + 1);
            c[3][i] = ticks(open);
            c[6][i] = ticks(walk);
            c[4][i] = Math.max(c[3][i], c[6][i]) + ticks(walk * swing * random.nextDouble());
            c[5][i] = Math.min(c[3][i], c[6][i]) - ticks(walk * swing * random.nextDouble());
            held = i == 0 ? (double) CASH / c[3][0] : held;
            int cycle = hold + rest;
            if (hold > 0 && i % cycle == rest) {
                entry = enter(i, c[0][i], c[6][i], !shorts || (i / cycle) % 2 == 0);
            } else if (hold > 0 && i % cycle == 0 && entry != null) {
                exit(i, c[0][i], c[6][i], entry);
                entry = null;
            }
            c[1][i] = cash + Math.round((double) position * c[6][i] / UNIT);
            c[2][i] = Math.round(held * c[6][i]);
            peak = Math.max(peak, c[1][i]);
            deepest = Math.max(deepest, (peak - c[1][i]) / peak);
            day(days, (c[0][i] - 1) / DAY_NS, c[1][i], c[2][i]);
        }
        return result(c, days, deepest);
    }

    private static void day(List<Day> days, long epochDay, long equity, long held) {
        if (!days.isEmpty() && days.getLast().epochDay() == epochDay) {
            days.removeLast();
        }
        days.add(new Day(epochDay, equity, held));
    }

    private Entry enter(int i, long tsNs, long pxNow, boolean buy) {
        long qty = Math.max(1, (long) (1000.0 * levered * Math.max(cash, UNIT) / pxNow)) * (UNIT / 1000);
        long fee = fill(i, tsNs, buy, pxNow, qty / 2) + fill(i, tsNs, buy, pxNow, qty - qty / 2);
        return new Entry(tsNs, pxNow, buy ? qty : -qty, fee);
    }

    private void exit(int i, long tsNs, long pxNow, Entry entry) {
        long qty = Math.abs(entry.qty());
        long fee =
                fill(i, tsNs, entry.qty() < 0, pxNow, qty / 2) + fill(i, tsNs, entry.qty() < 0, pxNow, qty - qty / 2);
        long gross = Math.round((double) (pxNow - entry.px()) * entry.qty() / UNIT);
        trips.add(new RoundTrip(
                entry.tsNs(),
                tsNs,
                entry.qty() > 0,
                qty,
                entry.px(),
                pxNow,
                entry.fee() + fee,
                gross - entry.fee() - fee));
    }

    private long fill(int i, long tsNs, boolean buy, long pxNow, long qty) {
        long notional = Math.round((double) pxNow * qty / UNIT);
        long fee = Math.round(notional * 0.001);
        cash += (buy ? -notional : notional) - fee;
        minCash = Math.min(minCash, cash);
        position += buy ? qty : -qty;
        fees += fee;
        fills.add(new Fill(fills.size() / 2 + 1, i + 1, tsNs, buy, pxNow, qty, fee, 10L * i + 3));
        return fee;
    }

    private RunResult result(long[][] c, List<Day> days, double deepest) {
        long end = c[1][points - 1];
        long heldEnd = c[2][points - 1];
        double total = (double) end / CASH - 1;
        double heldTotal = (double) heldEnd / CASH - 1;
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("fast", "10");
        parameters.put("slow", "30");
        parameters.put("shorts", String.valueOf(shorts));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bar", "1m");
        settings.put("cash", "10000");
        settings.put("fraction", "0.5");
        settings.put("feeBps", "10");
        settings.put("slippageBps", "5");
        settings.put("latencyMs", "250");
        settings.put("tick", "0.01");
        settings.put("lot", "0.001");
        Curve curve = new Curve(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
        return new RunResult(
                dataset,
                instrument,
                strategy,
                parameters,
                settings,
                annualDays,
                START_NS,
                c[0][points - 1],
                points * 50L,
                points,
                0.0123,
                fills.size() / 2,
                fills.size(),
                1,
                18,
                0,
                CASH,
                end,
                cash,
                minCash,
                position,
                fees,
                RunResult.CarryResult.NONE,
                heldEnd,
                total,
                heldTotal,
                total - heldTotal,
                sharpe(days, true),
                sharpe(days, false),
                days.size(),
                deepest,
                0.31,
                "3fa9c1d27b6e40158a2c9e5f11d0b7a43fa9c1d27b6e40158a2c9e5f11d0b7a4",
                "b81e02c47d5f9a6310ee42cbd8f7a95cb81e02c47d5f9a6310ee42cbd8f7a95c",
                curve,
                days,
                List.copyOf(fills),
                List.copyOf(trips),
                List.of());
    }

    private Double sharpe(List<Day> days, boolean ours) {
        double[] returns = new double[days.size()];
        long before = CASH;
        for (int i = 0; i < returns.length; i++) {
            long now = ours ? days.get(i).equity() : days.get(i).buyAndHold();
            returns[i] = (double) now / before - 1;
            before = now;
        }
        double sharpe = TrackRecord.of(returns, 0).sharpe();
        return Double.isNaN(sharpe) ? null : sharpe * Math.sqrt(annualDays);
    }

    private long ticks(double value) {
        return Math.round(value * UNIT / tick) * tick;
    }
}
