package io.reprise.research.decay;

import io.reprise.codecs.Side;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.FillQuery;
import io.reprise.engine.control.FillRecord;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.Page;
import io.reprise.engine.control.Statement;
import io.reprise.engine.portfolio.RoundTrips;
import io.reprise.engine.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run did from one day to another.
 *
 * @param days its whole UTC days with their returns, oldest first
 * @param trades round trips that ended on them (rule 37 of docs/semantics.md)
 * @param wins those with a P&amp;L above 0 after fees
 * @param fills executions on them
 * @param slippageBps what the fills cost beyond the price that the order was sized with, in basis points of that, the mean
 *     over the fills; above 0 is worse; 0 without fills
 */
public record Performance(List<Day> days, int trades, int wins, int fills, double slippageBps) {
    private static final int YEAR_OF_TRADING_DAYS = 252;

    public Performance {
        days = List.copyOf(days);
    }

    /** A UTC day and the simple return of the account's equity on it. */
    public record Day(String date, double value) {}

    /**
     * Reads a run's journal.
     *
     * @param from the first day that counts
     * @throws IllegalArgumentException when the run's equity is not above 0
     */
    public static Performance of(Desk desk, LocalDate from) {
        List<Day> days = days(desk, from);
        Fills fills = new Fills(desk, Times.DAY_NS * from.toEpochDay());
        return new Performance(days, fills.trades, fills.wins, fills.count, fills.slippageBps());
    }

    /** Several runs' parts, one after the other; slippage is the mean over all fills. */
    static Performance stitched(List<Performance> parts) {
        List<Day> days = new ArrayList<>();
        int trades = 0;
        int wins = 0;
        int fills = 0;
        double slippage = 0;
        for (Performance part : parts) {
            days.addAll(part.days);
            trades += part.trades;
            wins += part.wins;
            fills += part.fills;
            slippage += part.slippageBps * part.fills;
        }
        return new Performance(days, trades, wins, fills, fills == 0 ? 0 : slippage / fills);
    }

    /** Annualised by 365, a day without events repeats the equity before; by 252, it is no day (rule 31). */
    private static List<Day> days(Desk desk, LocalDate from) {
        List<Day> days = new ArrayList<>();
        List<LocalDate> own = desk.days();
        if (own.isEmpty()) {
            return days;
        }
        boolean tradingDays = desk.config().annualDays() == YEAR_OF_TRADING_DAYS;
        List<LocalDate> wanted = tradingDays
                ? own
                : own.getFirst().datesUntil(own.getLast().plusDays(1)).toList();
        for (LocalDate date : wanted) {
            if (!date.isBefore(from)) {
                Statement statement = desk.statement(date);
                if (statement.complete()) {
                    days.add(new Day(date.toString(), returnOf(statement, desk)));
                }
            }
        }
        return days;
    }

    private static double returnOf(Statement day, Desk desk) {
        if (day.openingEquity() <= 0 || day.closingEquity() <= 0) {
            throw new IllegalArgumentException("the equity of the run in " + desk.journal() + " is not above 0 on "
                    + day.day() + ", so it has no return");
        }
        return (double) day.closingEquity() / day.openingEquity() - 1;
    }

    /** The daily returns alone. */
    public double[] returns() {
        return days.stream().mapToDouble(Day::value).toArray();
    }

    /** Share of the trades that won, NaN without any. */
    public double hitRate() {
        return trades == 0 ? Double.NaN : (double) wins / trades;
    }

    /** Walks a run's fills; round trips need those before the first day too. */
    private static final class Fills {
        private int count;
        private int trades;
        private int wins;
        private double cost;

        Fills(Desk desk, long fromNs) {
            RoundTrips trips = new RoundTrips(desk.instruments().size(), (_, _, exitTsNs, _, _, _, _, _, pnl) -> {
                if (exitTsNs >= fromNs) {
                    trades++;
                    wins += pnl > 0 ? 1 : 0;
                }
            });
            FillQuery query = FillQuery.all(Page.LIMIT_MAX);
            Page<FillRecord> page = desk.fills(query);
            while (true) {
                for (FillRecord fill : page.items()) {
                    trips.fill(
                            desk.instruments().indexOf(fill.instrument()),
                            fill.tsEventNs(),
                            fill.side() == Side.BUY,
                            fill.px(),
                            fill.qty(),
                            fill.fee());
                    if (fill.tsEventNs() >= fromNs) {
                        take(fill, desk.order(fill.orderId()));
                    }
                }
                if (page.next() == Page.END) {
                    return;
                }
                page = desk.fills(query.from(page.next()));
            }
        }

        private void take(FillRecord fill, OrderRecord order) {
            count++;
            double worse = (double) fill.px() - order.estimatePx();
            cost += (fill.side() == Side.BUY ? worse : -worse) / Math.abs((double) order.estimatePx()) * 1e4;
        }

        double slippageBps() {
            return count == 0 ? 0 : cost / count;
        }
    }
}
