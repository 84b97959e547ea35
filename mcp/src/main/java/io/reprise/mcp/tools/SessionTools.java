package io.reprise.mcp.tools;

import io.reprise.codecs.Side;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.DeskState;
import io.reprise.engine.control.FillQuery;
import io.reprise.engine.control.FillRecord;
import io.reprise.engine.control.OrderQuery;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.Page;
import io.reprise.engine.control.RiskView;
import io.reprise.engine.control.WhyAnswer;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.time.Times;
import io.reprise.mcp.server.Call;
import io.reprise.mcp.server.Schema;
import io.reprise.mcp.server.Tool;
import io.reprise.research.access.Scope;
import io.reprise.research.decay.DecayVerdict;
import io.reprise.research.decay.SessionDecay;
import io.reprise.research.workspace.SessionFolder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What a session or a run is, was, and why: rebuilt from its journal by the engine's own code. */
final class SessionTools implements ToolPack {
    private static final String SESSION = "Id of a session or run, from list_sessions or list_runs.";

    private final Services services;

    SessionTools(Services services) {
        this.services = services;
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                new Tool(
                        "list_sessions",
                        "List sessions",
                        "Lists the paper sessions, running or over, with strategy, position in the sequence, orders, fills and "
                                + "equity. with_backtests adds the runs that left a journal.",
                        List.of(Scope.READ),
                        Tool.Kind.READS,
                        Rows.paged(Schema.input().flag("with_backtests", "Runs as well (default false)."))
                                .map(),
                        Rows.page("id, kind, running, strategy, lastSeq, time, orders, fills, halted, equity")
                                .map(),
                        this::sessions),
                tool(
                        "positions",
                        "Positions and account",
                        "Gives the account (cash, equity, drawdown) and every position of a session, as of its newest event.",
                        Schema.input(),
                        Schema.output()
                                .object("account", "cash, equity, fees, drawdown")
                                .list("positions", "instrument, qty, lastPx, value")
                                .needs("account", "positions"),
                        SessionTools::positions),
                tool(
                        "risk_state",
                        "Risk limits and state",
                        "Gives the risk limits of a session, whether it is halted or its drawdown breaker tripped, its exposure, "
                                + "and what its own risk denied and the venue rejected, by reason.",
                        Schema.input(),
                        Schema.output()
                                .object("limits", "each limit, null where there is none")
                                .object(
                                        "state",
                                        "halted, drawdownTripped, currentDrawdown, denialsByReason, rejectsByReason")
                                .object("exposure", "gross, net, perInstrument")
                                .needs("limits", "state", "exposure"),
                        (desk, call) -> risk(desk)),
                orders(),
                fills(),
                tool(
                        "explain_order",
                        "Explain an order",
                        "Says why an order was sent and what became of it: the event that caused it, the bar and features the "
                                + "strategy saw, signal, intent and risk verdict, and the venue's reports, each with its sequence.",
                        Schema.input()
                                .integer("order_id", 0, Long.MAX_VALUE, "The order's id.")
                                .needs("order_id"),
                        Schema.output()
                                .object("order", "the order as it is now")
                                .object("chain", "cause, bar, features, decisions, reports")
                                .needs("order", "chain"),
                        SessionTools::explain),
                tool(
                        "state_as_of",
                        "State as of a moment",
                        "Rebuilds all that the engine had after a sequence number, or at a time: account, positions, quotes, "
                                + "working orders, bars, features, strategies and their parameters. Neither gives the newest.",
                        Schema.input()
                                .integer("seq", 0, Long.MAX_VALUE, "A sequence number of the session's journal.")
                                .text("time", "A time, ISO-8601 UTC."),
                        Schema.output().object("state", "all of it").needs("state"),
                        (desk, call) -> Map.of("state", DeskRows.state(stateAsOf(desk, call)))),
                whyNoOrder(),
                dailyStatement(),
                decay());
    }

    private Tool decay() {
        return new Tool(
                "strategy_decay",
                "Is the strategy still as good as it was?",
                "Holds a session's strategy against what it did out of sample: TOO_SHORT, OK, WATCH (its Sharpe ratio is more "
                        + "than one standard error below) or ALARM (the CUSUM of daily returns is beyond its threshold), with "
                        + "the numbers. decay is null for a session without a baseline.",
                List.of(Scope.READ),
                Tool.Kind.READS,
                Schema.input()
                        .text("session", SESSION)
                        .integer(
                                "false_alarms_percent",
                                1,
                                50,
                                "Probability a year, in percent, of an alarm though nothing has changed (default 10).")
                        .needs("session")
                        .map(),
                Schema.output()
                        .object(
                                "decay",
                                "state, sentence, days, sharpe, baselineSharpe, standardError, cusum, threshold, alarmDate, ...")
                        .needs("decay")
                        .map(),
                call -> {
                    SessionFolder session = services.workspace().session(call.text("session"));
                    call.concerns(session.id(), null);
                    double falseAlarms =
                            call.number("false_alarms_percent", Math.round(DecayVerdict.FALSE_ALARMS * 100)) / 100.0;
                    return services.desks().ask(session, desk -> {
                        Map<String, Object> answer = new LinkedHashMap<>();
                        answer.put(
                                "decay",
                                SessionDecay.verdict(session, desk, falseAlarms)
                                        .map(DecayVerdict::figures)
                                        .orElse(null));
                        return answer;
                    });
                });
    }

    private Tool dailyStatement() {
        return tool(
                "daily_statement",
                "Statement of a day",
                "Gives a UTC day's opening and closing equity, profit, fees and fills of a session, and whether they "
                        + "reconcile to the ledger to the last 1e-8. Without a day it gives the last one.",
                Schema.input().text("day", "Such as 2024-01-31."),
                Schema.output()
                        .object("statement", "the day; null when the session has none")
                        .property("days", Map.of("type", "array", "items", Map.of("type", "string")))
                        .needs("statement", "days"),
                SessionTools::statement);
    }

    /** A tool that asks one session's desk. */
    private Tool tool(
            String name,
            String title,
            String description,
            Schema input,
            Schema output,
            BiFunction<Desk, Call, Map<String, Object>> question) {
        return new Tool(
                name,
                title,
                description,
                List.of(Scope.READ),
                Tool.Kind.READS,
                input.text("session", SESSION).needs("session").map(),
                output.map(),
                call -> {
                    SessionFolder session = services.workspace().session(call.text("session"));
                    call.concerns(session.id(), null);
                    return services.desks().ask(session, desk -> question.apply(desk, call));
                });
    }

    private Map<String, Object> sessions(Call call) {
        boolean withBacktests = call.flag("with_backtests", false);
        List<SessionFolder> all = services.workspace().sessions().stream()
                .filter(session -> withBacktests || session.kind().equals(SessionFolder.PAPER))
                .toList();
        return Rows.page(all, call.text("cursor"), call.number("limit", Rows.LIMIT), session -> {
            try {
                return services.desks().ask(session, desk -> DeskRows.session(session, desk.summary()));
            } catch (RuntimeException unreadable) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", session.id());
                row.put("kind", session.kind());
                row.put("running", session.running());
                row.put("error", services.workspace().shown(unreadable.getMessage()));
                return row;
            }
        });
    }

    private static Map<String, Object> positions(Desk desk, Call call) {
        DeskState now = desk.state();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("seq", now.seq());
        answer.put("time", DeskRows.time(now.timeNs()));
        answer.put("account", DeskRows.account(now.account()));
        answer.put("positions", now.positions().stream().map(DeskRows::position).toList());
        return answer;
    }

    private static Map<String, Object> risk(Desk desk) {
        RiskView risk = desk.risk();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("halted", risk.halted());
        state.put("drawdownTripped", risk.drawdownTripped());
        state.put("equity", DeskRows.decimal(risk.equity()));
        state.put("currentDrawdown", risk.currentDrawdown());
        state.put("denialsByReason", risk.denialsByReason());
        state.put("rejectsByReason", risk.rejectsByReason());
        Map<String, Object> exposure = new LinkedHashMap<>();
        exposure.put("gross", DeskRows.decimal(risk.gross()));
        exposure.put("net", DeskRows.decimal(risk.net()));
        exposure.put(
                "perInstrument",
                risk.positions().stream().map(DeskRows::position).toList());
        return Map.of(
                "limits",
                DeskRows.limits(risk.limits()),
                "state",
                state,
                "exposure",
                exposure,
                "portfolio",
                DeskRows.portfolio(risk));
    }

    private Tool orders() {
        return tool(
                "orders",
                "Orders of a session",
                "Lists a session's orders with status, quantities, average price, the sequence of their cause, and the reason of "
                        + "a denial or refusal in words.",
                Rows.paged(Schema.input())
                        .choice(
                                "status",
                                "Only orders of this status.",
                                Arrays.stream(OrderStatus.values())
                                        .map(Enum::name)
                                        .toArray())
                        .text("instrument", "Only orders of this instrument.")
                        .choice("side", "Only this side.", "BUY", "SELL")
                        .flag("newest_first", "Newest first (default true)."),
                Rows.page("orderId, strategy, instrument, side, type, status, qty, filledQty, avgPx, causeSeq, reason"),
                (desk, call) -> {
                    Page<OrderRecord> page = desk.orders(new OrderQuery(
                            call.has("status") ? Set.of(OrderStatus.valueOf(call.text("status"))) : Set.of(),
                            call.text("instrument"),
                            call.has("side") ? Side.valueOf(call.text("side")) : null,
                            null,
                            call.flag("newest_first", true),
                            cursor(call),
                            (int) call.number("limit", Rows.LIMIT)));
                    return Rows.page(page.items().stream().map(DeskRows::order).toList(), next(page));
                });
    }

    private Tool fills() {
        return tool(
                "fills",
                "Fills of a session",
                "Lists a session's executions: order, market event, time, side, price, quantity and fee.",
                Rows.paged(Schema.input())
                        .integer("order_id", 0, Long.MAX_VALUE, "Only of this order.")
                        .text("instrument", "Only of this instrument.")
                        .flag("newest_first", "Newest first (default true)."),
                Rows.page("seq, orderId, event, time, instrument, side, px, qty, fee, causeSeq"),
                (desk, call) -> {
                    Page<FillRecord> page = desk.fills(new FillQuery(
                            call.has("order_id") ? call.number("order_id", 0) : null,
                            call.text("instrument"),
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            call.flag("newest_first", true),
                            cursor(call),
                            (int) call.number("limit", Rows.LIMIT)));
                    return Rows.page(page.items().stream().map(DeskRows::fill).toList(), next(page));
                });
    }

    private static long cursor(Call call) {
        if (!call.has("cursor")) {
            return Page.END;
        }
        try {
            return Long.parseLong(call.text("cursor"));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("the cursor is not one that a page gave", none);
        }
    }

    private static String next(Page<?> page) {
        return page.next() == Page.END ? null : Long.toString(page.next());
    }

    private static Map<String, Object> explain(Desk desk, Call call) {
        long orderId = call.number("order_id", 0);
        return Map.of(
                "order", DeskRows.order(desk.order(orderId)),
                "chain", DeskRows.chain(desk.chain(orderId)));
    }

    private static DeskState stateAsOf(Desk desk, Call call) {
        if (call.has("seq") && call.has("time")) {
            throw new IllegalArgumentException("give seq or time, not both");
        }
        if (call.has("seq")) {
            return desk.stateAt(call.number("seq", 0));
        }
        return call.has("time") ? desk.stateAtTime(Times.parse(call.text("time"))) : desk.state();
    }

    private Tool whyNoOrder() {
        return tool(
                "why_no_order",
                "Why an order, or none",
                "Says why a strategy sent an order or none at a time: a sentence, its newest bar then, the features it saw, what "
                        + "it decided, and the state. Ask it like: why no order at 14:03?",
                Schema.input()
                        .text("time", "The time, ISO-8601 UTC.")
                        .text("strategy", "The strategy's name; may be left out where there is one.")
                        .needs("time"),
                Schema.output()
                        .property("sentence", Map.of("type", "string"))
                        .object("bar", "the strategy's newest bar then")
                        .list("features", "name, period, value")
                        .list("decisions", "signal, intents, verdicts and commands on that event")
                        .needs("sentence", "features", "decisions"),
                (desk, call) -> {
                    WhyAnswer why = desk.why(
                            Times.parse(call.text("time")),
                            call.text("strategy", desk.config().strategy()));
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("sentence", why.sentence());
                    answer.put("strategy", why.strategy());
                    answer.put("decisionSeq", why.decisionSeq());
                    answer.put("decisionTime", why.decisionSeq() == 0 ? null : DeskRows.time(why.decisionNs()));
                    answer.put("bar", DeskRows.candle(why.bar()));
                    answer.put("features", DeskRows.features(why.features()));
                    answer.put(
                            "decisions",
                            why.decisions().stream().map(DeskRows::frame).toList());
                    answer.put("state", DeskRows.state(why.state()));
                    return answer;
                });
    }

    private static Map<String, Object> statement(Desk desk, Call call) {
        List<LocalDate> days = desk.days();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("days", days.stream().map(LocalDate::toString).toList());
        if (!call.has("day")) {
            answer.put("statement", days.isEmpty() ? null : DeskRows.statement(desk.statement(days.getLast())));
            return answer;
        }
        try {
            answer.put("statement", DeskRows.statement(desk.statement(LocalDate.parse(call.text("day")))));
            return answer;
        } catch (DateTimeException noDay) {
            throw new IllegalArgumentException("a day is written such as 2024-01-31", noDay);
        }
    }
}
