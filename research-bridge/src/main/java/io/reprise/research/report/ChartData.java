package io.reprise.research.report;

import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.backtest.RunResult.Curve;
import io.reprise.engine.backtest.RunResult.Fill;
import io.reprise.engine.backtest.RunResult.RoundTrip;
import io.reprise.engine.fixed.Decimals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/**
 * What {@code report.js} draws of one run, as compact JSON. A column is whole numbers at {@code d} places, each the
 * difference to the one before. Points, orders and round trips are thinned to a share of what the page may hold.
 */
final class ChartData {
    private static final int POINTS_MAX = 1500;
    private static final int POINTS_PER_PAGE = 14_000;
    private static final int MARKS_MAX = 1200;
    private static final int MARKS_PER_PAGE = 10_000;
    private static final int SHARE_MIN = 50;
    private static final int SCALE = 8;
    private static final int RATIO_PLACES = 5;
    private static final int PRICE_DIGITS = 7;
    private static final long MILLI_NS = 1_000_000L;

    private final RunResult run;
    private final int runsOnPage;
    private final List<Order> orders;

    /** The fills of one order together. */
    private record Order(long tsNs, boolean buy, long qty, double notional, int fills) {
        Order with(Fill fill) {
            return new Order(tsNs, buy, qty + fill.qty(), notional + (double) fill.px() * fill.qty(), fills + 1);
        }

        long avgPx() {
            return Math.round(notional / qty);
        }
    }

    ChartData(RunResult run, int runsOnPage) {
        this.run = run;
        this.runsOnPage = runsOnPage;
        this.orders = ordersOf(run.fills());
    }

    /** Orders that were filled. */
    int orderCount() {
        return orders.size();
    }

    /** Filled orders that the chart marks; fewer than {@link #orderCount()} when there are too many for the page. */
    int orderMarks() {
        return kept(orders.size(), marksMax());
    }

    String json() {
        int pricePlaces = places(run.curve().close(), PRICE_DIGITS);
        int moneyPlaces = Figures.moneyPlaces(run.initialEquity());
        StringBuilder out = new StringBuilder("{\"initial\":").append(Decimals.format(run.initialEquity()));
        appendPoints(out, pricePlaces, moneyPlaces);
        appendOrders(out, pricePlaces);
        appendTrips(out, pricePlaces);
        return out.append('}').toString();
    }

    private void appendPoints(StringBuilder out, int pricePlaces, int moneyPlaces) {
        Curve curve = run.curve();
        int n = curve.tsNs().length;
        int step = Math.ceilDiv(Math.max(n, 1), share(POINTS_PER_PAGE, POINTS_MAX));
        int points = Math.ceilDiv(n, step);
        IntToLongFunction last = i -> Math.min(n, (i + 1) * step) - 1;
        double[] drawdown = drawdown(curve.equity());
        double[] heldDrawdown = drawdown(curve.buyAndHold());
        column(out, "t", 0, points, i -> curve.tsNs()[(int) last.applyAsLong(i)] / MILLI_NS);
        column(out, "eq", moneyPlaces, points, i -> at(curve.equity()[(int) last.applyAsLong(i)], moneyPlaces));
        column(out, "bh", moneyPlaces, points, i -> at(curve.buyAndHold()[(int) last.applyAsLong(i)], moneyPlaces));
        column(out, "dd", RATIO_PLACES, points, i -> worst(drawdown, i * step, (int) last.applyAsLong(i)));
        column(out, "db", RATIO_PLACES, points, i -> worst(heldDrawdown, i * step, (int) last.applyAsLong(i)));
        column(out, "o", pricePlaces, points, i -> at(curve.open()[i * step], pricePlaces));
        column(
                out,
                "h",
                pricePlaces,
                points,
                i -> at(high(curve.high(), i * step, (int) last.applyAsLong(i)), pricePlaces));
        column(
                out,
                "l",
                pricePlaces,
                points,
                i -> at(low(curve.low(), i * step, (int) last.applyAsLong(i)), pricePlaces));
        column(out, "c", pricePlaces, points, i -> at(curve.close()[(int) last.applyAsLong(i)], pricePlaces));
        out.append(",\"pos\":\"");
        appendPositions(out, points, i -> curve.tsNs()[(int) last.applyAsLong(i)]);
        out.append('"');
    }

    /** One letter a point: the side held after the fills known by then. */
    private void appendPositions(StringBuilder out, int points, IntToLongFunction tsNs) {
        long position = 0;
        int next = 0;
        for (int i = 0; i < points; i++) {
            long ts = tsNs.applyAsLong(i);
            while (next < run.fills().size() && run.fills().get(next).tsEventNs() <= ts) {
                Fill fill = run.fills().get(next++);
                position += fill.buy() ? fill.qty() : -fill.qty();
            }
            out.append(position > 0 ? 'L' : position < 0 ? 'S' : '-');
        }
    }

    private void appendOrders(StringBuilder out, int pricePlaces) {
        List<Order> shown = thinned(orders, marksMax());
        int qtyPlaces = places(shown.stream().mapToLong(Order::qty).toArray(), SCALE);
        out.append(",\"orders\":{\"n\":").append(shown.size());
        column(out, "t", 0, shown, o -> o.tsNs() / MILLI_NS);
        column(out, "px", pricePlaces, shown, o -> at(o.avgPx(), pricePlaces));
        column(out, "qty", qtyPlaces, shown, o -> at(o.qty(), qtyPlaces));
        column(out, "fills", 0, shown, Order::fills);
        out.append(",\"side\":\"");
        shown.forEach(o -> out.append(o.buy() ? 'B' : 'S'));
        out.append("\"}");
    }

    private void appendTrips(StringBuilder out, int pricePlaces) {
        List<RoundTrip> shown = thinned(run.roundTrips(), marksMax());
        out.append(",\"trips\":{\"n\":").append(shown.size());
        column(out, "t", 0, shown, t -> t.entryTsNs() / MILLI_NS);
        column(out, "u", 0, shown, t -> t.exitTsNs() / MILLI_NS);
        column(out, "px", pricePlaces, shown, t -> at(t.avgEntryPx(), pricePlaces));
        column(out, "py", pricePlaces, shown, t -> at(t.avgExitPx(), pricePlaces));
        out.append(",\"won\":\"");
        shown.forEach(t -> out.append(t.pnl() > 0 ? 'W' : 'L'));
        out.append("\"}");
    }

    private static <T> void column(StringBuilder out, String name, int places, List<T> rows, ToLongFunction<T> value) {
        column(out, name, places, rows.size(), i -> value.applyAsLong(rows.get(i)));
    }

    private static void column(StringBuilder out, String name, int places, int n, IntToLongFunction value) {
        out.append(",\"").append(name).append("\":{\"d\":").append(places).append(",\"v\":[");
        long before = 0;
        for (int i = 0; i < n; i++) {
            long now = value.applyAsLong(i);
            out.append(i == 0 ? "" : ",").append(now - before);
            before = now;
        }
        out.append("]}");
    }

    private double[] drawdown(long[] equity) {
        double[] drawdown = new double[equity.length];
        long peak = run.initialEquity();
        for (int i = 0; i < equity.length; i++) {
            peak = Math.max(peak, equity[i]);
            drawdown[i] = peak > 0 ? (double) (peak - equity[i]) / peak : 0;
        }
        return drawdown;
    }

    private static long worst(double[] drawdown, int from, int to) {
        double worst = 0;
        for (int i = from; i <= to; i++) {
            worst = Math.max(worst, drawdown[i]);
        }
        return Math.round(worst * 100_000);
    }

    private static long high(long[] values, int from, int to) {
        long high = values[from];
        for (int i = from + 1; i <= to; i++) {
            high = Math.max(high, values[i]);
        }
        return high;
    }

    private static long low(long[] values, int from, int to) {
        long low = values[from];
        for (int i = from + 1; i <= to; i++) {
            low = Math.min(low, values[i]);
        }
        return low;
    }

    /** The places that these values use, but no more than give the largest of them so many digits. */
    private static int places(long[] values, int digits) {
        long largest = 0;
        int used = 0;
        for (long value : values) {
            largest = Math.max(largest, Math.abs(value));
            while (used < SCALE && at(value, used) * pow10(SCALE - used) != value) {
                used++;
            }
        }
        int whole = Long.toString(largest / pow10(SCALE)).length();
        return Math.min(used, largest >= pow10(SCALE) ? Math.clamp(digits - whole, 0, SCALE) : SCALE);
    }

    private static long at(long fixed, int places) {
        long unit = pow10(SCALE - places);
        return Math.floorDiv(fixed + unit / 2, unit);
    }

    private static long pow10(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static List<Order> ordersOf(List<Fill> fills) {
        Map<Long, Order> orders = new LinkedHashMap<>();
        for (Fill fill : fills) {
            Order none = new Order(fill.tsEventNs(), fill.buy(), 0, 0, 0);
            orders.put(fill.orderId(), orders.getOrDefault(fill.orderId(), none).with(fill));
        }
        return List.copyOf(orders.values());
    }

    private int marksMax() {
        return share(MARKS_PER_PAGE, MARKS_MAX);
    }

    private int share(int perPage, int max) {
        return Math.clamp(perPage / runsOnPage, SHARE_MIN, max);
    }

    private static int kept(int size, int max) {
        return size == 0 ? 0 : Math.ceilDiv(size, Math.ceilDiv(size, max));
    }

    private static <T> List<T> thinned(List<T> all, int max) {
        int step = Math.max(1, Math.ceilDiv(all.size(), max));
        List<T> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            shown.add(all.get(i));
        }
        return shown;
    }
}
