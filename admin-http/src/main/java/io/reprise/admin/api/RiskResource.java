package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Route;
import io.reprise.engine.control.RiskView;
import io.reprise.engine.control.Statement;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.TradingState;
import io.reprise.engine.time.Times;
import io.reprise.research.access.Scope;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Limits and what stands against them, and the day's statement. */
final class RiskResource implements Resource {
    private static final long E8_PER_BPS = 10_000;
    private static final Param ID = Param.id("id", "A session, or a run with a journal.");

    private final Desks desks;

    RiskResource(Desks desks) {
        this.desks = desks;
    }

    /** Limits; null where there is none. */
    record Limits(
            @Maybe Dec maxOrderQty,
            @Maybe Dec maxOrderNotional,
            @Maybe Dec maxPosition,
            @Maybe Dec priceCollarBps,
            @Maybe Long maxOrdersPerWindow,
            @Maybe Double orderWindowSeconds,
            @Maybe Double maxDrawdown) {
        static Limits of(RiskLimits limits) {
            boolean hasRate = limits.ordersPerWindowMax() != RiskLimits.NONE.ordersPerWindowMax();
            return new Limits(
                    limit(limits.orderQtyMax()),
                    limit(limits.orderNotionalMax()),
                    limit(limits.positionQtyMax()),
                    limits.collarE8() == RiskLimits.NO_LIMIT
                            ? null
                            : Dec.of(Math.multiplyExact(limits.collarE8(), E8_PER_BPS)),
                    hasRate ? (long) limits.ordersPerWindowMax() : null,
                    hasRate ? limits.orderWindowNs() / (double) Times.SECOND_NS : null,
                    limits.drawdownMax() < RiskLimits.NONE.drawdownMax() ? limits.drawdownMax() : null);
        }

        private static Dec limit(long value) {
            return value == RiskLimits.NO_LIMIT ? null : Dec.of(value);
        }
    }

    /** What stands against the limits, and what they refused. */
    record Standing(
            boolean halted,
            boolean drawdownTripped,
            double currentDrawdown,
            @Maybe Dec equity,
            Map<String, Long> denialsByReason,
            Map<String, Long> rejectsByReason) {}

    /** An instrument's part. */
    record Exposed(String instrument, Dec value) {}

    /** What is at stake. */
    record Exposure(Dec gross, Dec net, List<Exposed> perInstrument) {}

    /** The portfolio's limits by key, and who may trade: ACTIVE, REDUCE_ONLY or HALTED. */
    record Portfolio(
            String profile,
            Map<String, String> limits,
            boolean killed,
            boolean dailyLossTripped,
            String account,
            Map<String, String> strategies,
            Map<String, String> instruments) {
        static Portfolio of(RiskView risk) {
            return new Portfolio(
                    risk.profile(),
                    risk.standing().limits(),
                    risk.standing().killed(),
                    risk.standing().dailyLossTripped(),
                    risk.standing().account().name(),
                    names(risk.standing().strategies()),
                    names(risk.standing().instruments()));
        }

        private static Map<String, String> names(Map<String, TradingState> states) {
            Map<String, String> names = new LinkedHashMap<>();
            states.forEach((name, state) -> names.put(name, state.name()));
            return names;
        }
    }

    /** Limits, standing and exposure. */
    record Risk(Limits limits, Standing state, Exposure exposure, Portfolio portfolio) {
        static Risk of(RiskView risk) {
            return new Risk(
                    Limits.of(risk.limits()),
                    new Standing(
                            risk.halted(),
                            risk.drawdownTripped(),
                            risk.currentDrawdown(),
                            Dec.of(risk.equity()),
                            risk.denialsByReason(),
                            risk.rejectsByReason()),
                    new Exposure(
                            Dec.of(risk.gross()),
                            Dec.of(risk.net()),
                            risk.positions().stream()
                                    .map(position -> new Exposed(position.instrument(), Dec.of(position.value())))
                                    .toList()),
                    Portfolio.of(risk));
        }
    }

    /** An instrument's part of a day. */
    record Line(
            String instrument,
            Dec openingQty,
            @Maybe Dec openingPx,
            Dec openingValue,
            Dec boughtQty,
            Dec boughtValue,
            Dec soldQty,
            Dec soldValue,
            Dec fees,
            Dec closingQty,
            @Maybe Dec closingPx,
            Dec closingValue,
            Dec pnl) {
        static Line of(Statement.Line line) {
            return new Line(
                    line.instrument(),
                    Dec.of(line.openingQty()),
                    Dec.of(line.openingPx()),
                    Dec.of(line.openingValue()),
                    Dec.of(line.boughtQty()),
                    Dec.of(line.boughtValue()),
                    Dec.of(line.soldQty()),
                    Dec.of(line.soldValue()),
                    Dec.of(line.fees()),
                    Dec.of(line.closingQty()),
                    Dec.of(line.closingPx()),
                    Dec.of(line.closingValue()),
                    Dec.of(line.pnl()));
        }
    }

    /** A day: opening + pnl - fees = closing, to the last 1e-8. */
    record StatementView(
            String day,
            long fromSeq,
            long toSeq,
            boolean complete,
            Dec opening,
            Dec openingCash,
            Dec pnl,
            Dec fees,
            Dec closing,
            Dec closingCash,
            Dec difference,
            Dec cashDifference,
            boolean reconciles,
            long fills,
            List<Line> lines) {
        static StatementView of(Statement statement) {
            return new StatementView(
                    statement.day().toString(),
                    statement.fromSeq(),
                    statement.toSeq(),
                    statement.complete(),
                    Dec.of(statement.openingEquity()),
                    Dec.of(statement.openingCash()),
                    Dec.of(statement.pnl()),
                    Dec.of(statement.fees()),
                    Dec.of(statement.closingEquity()),
                    Dec.of(statement.closingCash()),
                    Dec.of(statement.difference()),
                    Dec.of(statement.cashDifference()),
                    statement.reconciles(),
                    statement.fills(),
                    statement.lines().stream().map(Line::of).toList());
        }
    }

    /** A day that has a statement. */
    record Day(String day) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/sessions/{id}/risk")
                        .needs(Scope.READ)
                        .says("Limits, what stands against them, and what they refused.")
                        .with(ID)
                        .gives(Risk.class)
                        .does(call -> Answer.ok(Risk.of(desks.ask(call.path("id"), desk -> desk.risk())))),
                Route.get("/sessions/{id}/days")
                        .needs(Scope.READ)
                        .says("The UTC days on which a session has events.")
                        .with(ID)
                        .lists(Day.class)
                        .does(call -> Answer.ok(Page.of(
                                desks.ask(call.path("id"), desk -> desk.days()).stream()
                                        .map(day -> new Day(day.toString()))
                                        .toList(),
                                call))),
                Route.get("/sessions/{id}/statement")
                        .needs(Scope.READ)
                        .says("What a UTC day did to the account; without a day, the session's last.")
                        .with(ID, Param.text("day", "^\\d{4}-\\d{2}-\\d{2}$", "A UTC day."))
                        .gives(StatementView.class)
                        .does(call -> {
                            String day = call.query("day");
                            long asked = day == null ? 0 : call.time("day", 0); // refuses what is no day
                            return Answer.ok(StatementView.of(desks.ask(
                                    call.path("id"),
                                    desk -> desk.statement(
                                            day == null
                                                    ? desk.days().getLast()
                                                    : LocalDate.ofEpochDay(Math.floorDiv(asked, Times.DAY_NS))))));
                        }));
    }
}
