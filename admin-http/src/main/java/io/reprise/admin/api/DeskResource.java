package io.reprise.admin.api;

import io.reprise.admin.http.Answer;
import io.reprise.admin.http.Body;
import io.reprise.admin.http.Call;
import io.reprise.admin.http.Json;
import io.reprise.admin.http.Json.Dec;
import io.reprise.admin.http.Json.Moment;
import io.reprise.admin.http.Maybe;
import io.reprise.admin.http.Page;
import io.reprise.admin.http.Param;
import io.reprise.admin.http.Problem;
import io.reprise.admin.http.Route;
import io.reprise.codecs.Side;
import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.EquityPoint;
import io.reprise.engine.control.FillQuery;
import io.reprise.engine.control.FillRecord;
import io.reprise.engine.control.FrameQuery;
import io.reprise.engine.control.FrameRecord;
import io.reprise.engine.control.OrderQuery;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.WhyAnswer;
import io.reprise.engine.order.OrderStatus;
import io.reprise.research.access.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a session's journal answers: state as of any sequence, orders, fills, frames, candles, equity, and why. */
final class DeskResource implements Resource {
    private static final String INSTRUMENT = "^[\\x21-\\x7E]{1,40}$";
    private static final Param ID = Param.id("id", "A session, or a run with a journal.");

    private final Desks desks;

    DeskResource(Desks desks) {
        this.desks = desks;
    }

    /** A fill. */
    record FillView(
            long seq,
            long orderId,
            long event,
            @Maybe Moment time,
            String side,
            Dec px,
            Dec qty,
            @Maybe Dec fee,
            long causeSeq,
            String instrument,
            String liquidity) {
        static FillView of(FillRecord fill) {
            return new FillView(
                    fill.seq(),
                    fill.orderId(),
                    fill.marketEvent(),
                    Views.moment(fill.timeNs()),
                    fill.side().name(),
                    Dec.of(fill.px()),
                    Dec.of(fill.qty()),
                    Dec.of(fill.fee()),
                    fill.causeSeq(),
                    fill.instrument(),
                    fill.liquidity().name());
        }
    }

    /** A frame of the journal; its fields by their names in the schema. */
    record FrameView(String stream, long seq, @Maybe Moment time, String type, Map<String, Object> fields) {
        static FrameView of(FrameRecord frame) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (FrameRecord.Field field : frame.fields()) {
                fields.put(field.name(), field.isNumber() ? Views.number(field.text()) : field.text());
            }
            return new FrameView(frame.stream(), frame.seq(), Views.moment(frame.timeNs()), frame.type(), fields);
        }
    }

    /** The account at one time. */
    record EquityView(@Maybe Moment time, long seq, Dec equity, double drawdown) {
        static EquityView of(EquityPoint point) {
            return new EquityView(Views.moment(point.timeNs()), point.seq(), Dec.of(point.equity()), point.drawdown());
        }
    }

    /** A frame in words. */
    record Step(long seq, @Maybe Moment time, String type, String text, Map<String, Object> fields) {
        static Step of(Explanation.FrameText frame) {
            Map<String, Object> fields = Json.map(frame.json());
            String type = String.valueOf(fields.remove("type"));
            long seq = number(fields.remove("seq"));
            long timeNs = number(fields.get("tsInitNs"));
            String line = frame.line();
            int at = line.indexOf(type);
            String text =
                    at < 0 ? line.strip() : line.substring(at + type.length()).strip();
            fields.replaceAll((name, value) -> value instanceof Number ? Views.number(value.toString()) : value);
            return new Step(seq, Views.moment(timeNs), type, text, fields);
        }

        static Step of(FrameRecord frame) {
            FrameView view = FrameView.of(frame);
            StringBuilder text = new StringBuilder();
            view.fields().forEach((name, value) -> {
                if (value != null) {
                    text.append(text.isEmpty() ? "" : " ")
                            .append(name)
                            .append('=')
                            .append(value);
                }
            });
            return new Step(view.seq(), view.time(), view.type(), text.toString(), view.fields());
        }

        private static long number(Object value) {
            return value instanceof Number number ? number.longValue() : 0;
        }
    }

    /** Why an order was sent, and what became of it. */
    record Chain(
            long orderId,
            long causeSeq,
            @Maybe Step cause,
            @Maybe State.CandleView bar,
            List<State.Feature> features,
            List<Step> decisions,
            List<Step> reports) {}

    /** Why a strategy sent an order, or none. */
    record Why(
            String sentence,
            String strategy,
            long decisionSeq,
            @Maybe Moment decisionTime,
            @Maybe State.CandleView bar,
            List<State.Feature> features,
            List<Step> decisions,
            State state) {}

    /** An order that is to be explained. */
    @Body
    record ToExplain(String session, Long orderId) {}

    @Override
    public List<Route> routes() {
        return List.of(state(), orders(), order(), chain(), explain(), why(), fills(), frames(), candles(), equity());
    }

    private Route.Builder get(String below) {
        return Route.get("/sessions/{id}/" + below).needs(Scope.READ).with(ID);
    }

    private <T> T ask(Call call, Function<Desk, T> question) {
        return desks.ask(call.path("id"), question);
    }

    private Route state() {
        return get("state")
                .says("A session's state after an event, or at a time; the newest without either.")
                .with(
                        Param.integer("seq", 0, Long.MAX_VALUE, "After this event."),
                        Param.time("time", "After the last event known at this time."))
                .gives(State.class)
                .does(call -> {
                    if (call.query("seq") != null && call.query("time") != null) {
                        throw Problem.bad("seq and time cannot both be given");
                    }
                    boolean isNewest = call.query("seq") == null && call.query("time") == null;
                    long nowNs = desks.clock().epochNs();
                    return Answer.ok(ask(
                            call,
                            desk -> Views.state(
                                    call.query("time") != null
                                            ? desk.stateAtTime(call.time("time", 0))
                                            : desk.stateAt(call.number("seq", Long.MAX_VALUE)),
                                    desk.isRunning(),
                                    isNewest,
                                    desk.hot().orElse(null),
                                    nowNs)));
                });
    }

    private Route orders() {
        return get("orders")
                .says("A session's orders, newest first.")
                .with(
                        Param.oneOf("state", "Only orders that stand so.", OrderStatus.class),
                        Param.text("instrument", INSTRUMENT, "Only of this instrument."),
                        Param.oneOf("side", "Only of this side.", "BUY", "SELL"),
                        Param.oneOf("sort", "newest (default) or oldest first.", "newest", "oldest"))
                .lists(State.OrderView.class)
                .does(call -> {
                    String state = call.query("state");
                    String side = call.query("side");
                    OrderQuery query = new OrderQuery(
                            state == null ? Set.of() : Set.of(OrderStatus.valueOf(state)),
                            call.query("instrument"),
                            side == null ? null : Side.valueOf(side),
                            null,
                            !"oldest".equals(call.query("sort")),
                            call.query("cursor") == null ? io.reprise.engine.control.Page.END : call.cursor(),
                            call.limit());
                    return Answer.ok(page(ask(call, desk -> desk.orders(query)), Views::order));
                });
    }

    private static <T, V> Page<V> page(io.reprise.engine.control.Page<T> page, Function<T, V> view) {
        boolean isLast = page.next() == io.reprise.engine.control.Page.END;
        return new Page<>(page.items().stream().map(view).toList(), isLast ? null : Long.toString(page.next()));
    }

    private Route order() {
        return get("orders/{orderId}")
                .says("One order.")
                .with(Param.number("orderId", "An order of the session."))
                .gives(State.OrderView.class)
                .does(call -> Answer.ok(Views.order(order(call.path("id"), call.pathNumber("orderId")))));
    }

    private OrderRecord order(String session, long orderId) {
        return desks.ask(session, desk -> {
            try {
                return desk.order(orderId);
            } catch (IllegalArgumentException none) {
                throw Problem.notFound("there is no order " + orderId + " in this session");
            }
        });
    }

    private Route chain() {
        return get("orders/{orderId}/chain")
                .says("Why an order was sent and what became of it: its cause, features, decisions and reports.")
                .with(Param.number("orderId", "An order of the session."))
                .gives(Chain.class)
                .does(call -> Answer.ok(chain(call.path("id"), call.pathNumber("orderId"))));
    }

    private Route explain() {
        return Route.post("/explain")
                .needs(Scope.READ)
                .says("An order's chain, as GET /sessions/{id}/orders/{orderId}/chain.")
                .takes(ToExplain.class)
                .gives(Chain.class)
                .does(call -> {
                    ToExplain asked = call.body(ToExplain.class);
                    return Answer.ok(chain(asked.session(), asked.orderId()));
                });
    }

    private Chain chain(String session, long orderId) {
        order(session, orderId);
        return desks.ask(session, desk -> {
            Explanation explanation = desk.chain(orderId);
            var then = desk.stateAt(explanation.causeSeq());
            OrderRecord order = desk.order(orderId);
            State.CandleView bar = explanation.bar() == null
                    ? null
                    : then.series().stream()
                            .filter(series -> series.instrument().equals(order.instrument()) && series.bar() != null)
                            .findFirst()
                            .map(series -> Views.candle(series.bar()))
                            .orElse(null);
            return new Chain(
                    orderId,
                    explanation.causeSeq(),
                    explanation.cause() == null ? null : Step.of(explanation.cause()),
                    bar,
                    explanation.features().stream()
                            .map(feature -> new State.Feature(feature.name(), null, feature.value()))
                            .toList(),
                    explanation.decisions().stream().map(Step::of).toList(),
                    explanation.reports().stream().map(Step::of).toList());
        });
    }

    private Route why() {
        return get("why")
                .says("Why a strategy sent an order, or none, at a time.")
                .with(
                        Param.time("time", "The time that is asked about.").needed(),
                        Param.text("strategy", "^[a-z0-9-]{1,40}$", "Name of the strategy (default: the session's)."))
                .gives(Why.class)
                .does(call -> Answer.ok(ask(call, desk -> {
                    String strategy = call.query("strategy");
                    WhyAnswer why = desk.why(
                            call.time("time", 0),
                            strategy == null ? desk.config().strategy() : strategy);
                    return new Why(
                            why.sentence(),
                            why.strategy(),
                            why.decisionSeq(),
                            Views.moment(why.decisionNs()),
                            why.bar() == null ? null : Views.candle(why.bar()),
                            why.features().stream().map(Views::feature).toList(),
                            why.decisions().stream().map(Step::of).toList(),
                            Views.state(why.state(), desk.isRunning(), false, null, 0));
                })));
    }

    private Route fills() {
        return get("fills")
                .says("A session's fills, newest first.")
                .with(
                        Param.text("instrument", INSTRUMENT, "Only of this instrument."),
                        Param.integer("orderId", 0, Long.MAX_VALUE, "Only of this order."),
                        Param.time("from", "Known then or later."),
                        Param.time("to", "Known before."),
                        Param.oneOf("sort", "newest (default) or oldest first.", "newest", "oldest"))
                .lists(FillView.class)
                .does(call -> {
                    String order = call.query("orderId");
                    FillQuery query = new FillQuery(
                            order == null ? null : Long.valueOf(order),
                            call.query("instrument"),
                            call.time("from", Long.MIN_VALUE),
                            call.time("to", Long.MAX_VALUE),
                            !"oldest".equals(call.query("sort")),
                            call.query("cursor") == null ? io.reprise.engine.control.Page.END : call.cursor(),
                            call.limit());
                    return Answer.ok(page(ask(call, desk -> desk.fills(query)), FillView::of));
                });
    }

    private Route frames() {
        return get("frames")
                .says("Frames of a session's journal, in order.")
                .with(
                        Param.oneOf(
                                "stream",
                                "inbound (default), outbound, or all with every market frame.",
                                "inbound",
                                "outbound",
                                "all"),
                        Param.integer("fromSeq", 0, Long.MAX_VALUE, "From this sequence of the stream on."),
                        Param.text(
                                "type",
                                "^[A-Za-z]{1,40}(,[A-Za-z]{1,40}){0,19}$",
                                "Only of these types, with commas between."))
                .lists(FrameView.class)
                .does(call -> {
                    String stream = call.query("stream") == null ? "inbound" : call.query("stream");
                    String types = call.query("type");
                    long from = call.query("cursor") != null ? call.cursor() : call.number("fromSeq", 0);
                    FrameQuery query = new FrameQuery(
                            FrameQuery.Stream.valueOf(stream.toUpperCase(java.util.Locale.ROOT)),
                            from,
                            Long.MAX_VALUE,
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            types == null ? Set.of() : Set.of(types.split(",")),
                            call.limit());
                    return Answer.ok(page(ask(call, desk -> desk.frames(query)), FrameView::of));
                });
    }

    private Route candles() {
        return get("candles")
                .says("Candles of an instrument, oldest first; without from, the last ones.")
                .with(
                        Param.text("instrument", INSTRUMENT, "The instrument (default: the session's first)."),
                        Param.text("timeframe", "^\\d{1,4}[smhd]$", "Such as 1m (default), 4h or 1d."),
                        Param.time("from", "The first begins then or later."),
                        Param.time("to", "All begin before."),
                        Param.integer("limit", 1, Page.LIMIT_MAX, "Most candles (default: 500)."))
                .gives(new Route.PageOf(State.CandleView.class))
                .does(call -> {
                    String timeframe = call.query("timeframe") == null ? "1m" : call.query("timeframe");
                    int limit = (int) call.number("limit", 500);
                    List<State.CandleView> candles = ask(
                            call,
                            desk -> desk
                                    .candles(
                                            call.query("instrument") == null
                                                    ? desk.instruments().getFirst()
                                                    : call.query("instrument"),
                                            timeframe,
                                            call.time("from", Long.MIN_VALUE),
                                            call.time("to", Long.MAX_VALUE),
                                            limit)
                                    .stream()
                                    .map(Views::candle)
                                    .toList());
                    return Answer.ok(new Page<>(candles, null));
                });
    }

    private Route equity() {
        return get("equity")
                .says("Equity over the session's time.")
                .with(Param.integer("points", 2, 5_000, "Most points (default: 500)."))
                .gives(new Route.PageOf(EquityView.class))
                .does(call -> Answer.ok(new Page<>(
                        ask(
                                call,
                                desk -> desk.equity((int) call.number("points", 500)).stream()
                                        .map(EquityView::of)
                                        .toList()),
                        null)));
    }
}
