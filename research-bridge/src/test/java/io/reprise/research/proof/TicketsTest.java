package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.LinkKind;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderCommandDecoder;
import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.order.OrderTicket;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.sim.VenueRules;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of every type, from a strategy's ticket through risk to the venue and back, replayed to the same bytes. */
final class TicketsTest {
    private static final List<OrderType> TYPES = List.of(
            OrderType.MARKET,
            OrderType.LIMIT,
            OrderType.STOP,
            OrderType.STOP_LIMIT,
            OrderType.MARKET_IF_TOUCHED,
            OrderType.LIMIT_IF_TOUCHED,
            OrderType.MARKET_TO_LIMIT,
            OrderType.TRAILING_STOP,
            OrderType.TRAILING_STOP_LIMIT);
    private static final StrategyCatalog CATALOG = StrategyCatalog.of(List.of(new Tickets()));

    @TempDir
    Path folder;

    /** Sends, replaces and cancels as a seed says, on each bar. */
    private static final class Tickets implements StrategyProvider {
        @Override
        public String name() {
            return "tickets";
        }

        @Override
        public String summary() {
            return "fills in tickets";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("seed", 1, 0, 1_000_000, "of what it does"));
        }

        @Override
        public Strategy create(Parameters parameters) {
            return new Writer(parameters.integer("seed"));
        }
    }

    private static final class Writer implements Strategy {
        private long random;
        private long newest;

        Writer(long seed) {
            random = seed;
        }

        @Override
        public void onStart(Setup setup) {
            // bars alone
        }

        private int below(int bound) {
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            return (int) ((random >>> 33) % bound);
        }

        @Override
        public void onBar(Bar bar, Context context) {
            Side side = below(2) == 0 ? Side.BUY : Side.SELL;
            long step = (1 + below(8)) * Fixed.ONE;
            long ahead = side == Side.BUY ? step : -step;
            long px = bar.closePx();
            long qty = (1 + below(6)) * Fixed.ONE / 10;
            switch (below(7)) {
                case 0 -> context.cancel(newest);
                case 1 -> context.replace(newest, below(2) * qty, px + ahead, Fixed.NULL_PX);
                case 2 -> newest = context.bracket(entry(context, side, qty, px), px - 2 * ahead, px + 2 * ahead);
                case 3 -> pair(context, side, qty, px, step);
                default -> newest = one(context, side, qty, px, ahead);
            }
        }

        private OrderTicket entry(Context context, Side side, long qty, long px) {
            OrderTicket ticket = context.order(side, qty);
            return below(2) == 0 ? ticket : ticket.limit(px);
        }

        /** A breakout either way: one fills, the other goes. */
        private void pair(Context context, Side side, long qty, long px, long step) {
            LinkKind kind = below(2) == 0 ? LinkKind.OCO : LinkKind.OUO;
            Side other = side == Side.BUY ? Side.SELL : Side.BUY;
            long away = side == Side.BUY ? step : -step;
            newest = context.order(side, qty).stop(px + away).first(kind).send();
            if (newest >= 0) {
                context.order(other, qty).stop(px - away).link(kind, newest).send();
            }
        }

        private long one(Context context, Side side, long qty, long px, long ahead) {
            OrderTicket ticket = context.order(side, qty);
            switch (below(9)) {
                case 0 -> ticket.limit(px - ahead).iceberg(Math.max(Fixed.ONE / 10, qty / 2));
                case 1 -> ticket.limit(px - ahead).postOnly();
                case 2 -> ticket.stopLimit(px + ahead, px + 2 * ahead);
                case 3 -> ticket.ifTouched(px - ahead);
                case 4 -> ticket.limitIfTouched(px - ahead, px);
                case 5 -> ticket.marketToLimit();
                case 6 -> ticket.trailingStop(Math.abs(ahead));
                case 7 -> ticket.trailingStopPercent(Fixed.ONE / 50);
                default -> ticket.trailingStopLimit(Math.abs(ahead), px + ahead, px + 2 * ahead);
            }
            return switch (below(5)) {
                case 0 -> ticket.day().send();
                case 1 -> ticket.goodTill(1_000_900_000_000_000L).send();
                case 2 -> ticket.ioc().send();
                case 3 -> ticket.reduceOnly().send();
                default -> ticket.send();
            };
        }

        @Override
        public void saveState(StateOutput out) {
            out.putLong(random);
            out.putLong(newest);
        }

        @Override
        public void loadState(StateInput in) {
            random = in.getLong();
            newest = in.getLong();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"1, pessimistic", "2, ohlc", "3, adaptive", "4, pessimistic", "5, olhc"})
    void goThroughTheWholePipelineAndReplay(int seed, String path) throws IOException {
        Path market = folder.resolve("market");
        Path journal = folder.resolve("journal");
        Path file = folder.resolve("rows.csv");
        Files.write(file, RecordedRun.waves(4_000));
        TwinCase twin =
                TwinCase.of("--strategy sma-cross --fast 2 --slow 5 --bar 30s --qty 1 --cash 100000 --fee-bps 7.5"
                        + " --slippage-bps 2 --latency-ms 4000 --lot 0.01 --tick 0.05");
        Ingest.run(EngineRun.ingest("bitstamp-trades", market, file.toString(), twin)
                .build());
        RunConfig base = EngineRun.config(twin);
        RunConfig config = new RunConfig(
                "tickets",
                Map.of("seed", Integer.toString(seed)),
                base.bar(),
                base.initialCash(),
                base.sizing(),
                base.costs(),
                base.latencyNs(),
                base.tickPx(),
                base.lotQty(),
                base.annualDays(),
                false,
                false,
                base.limits(),
                base.policy(),
                null,
                VenueRules.DEFAULT.with("intrabar", path).with("emulate", seed % 2 == 0 ? "stop,lists" : "none"));
        RunResult result = Backtest.run(
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal), CATALOG, fill -> {});
        assertTrue(result.fillCount() > 100, "fills " + result.fillCount());
        for (Topology topology : Topology.values()) {
            Replay.Outcome outcome = Replay.of(journal, CATALOG).verify(topology, RingSettings.DEFAULT);
            assertTrue(outcome.verified(), topology + ": " + outcome.difference());
        }
        seen(journal);
    }

    /** The journal has commands of every type, written by version 2 where version 1 has no words for them, and replaces. */
    private static void seen(Path journal) {
        Set<OrderType> types = EnumSet.noneOf(OrderType.class);
        Set<OrderAction> actions = EnumSet.noneOf(OrderAction.class);
        OrderCommandDecoder command = new OrderCommandDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (UnsafeBuffer frame : RecordedRun.outbound(journal)) {
            if (Event.templateId(frame, 0) == OrderCommandDecoder.TEMPLATE_ID) {
                command.wrapAndApplyHeader(frame, 0, header);
                types.add(command.orderType());
                actions.add(command.orderAction());
                boolean isNew = command.orderType().value() > OrderType.STOP.value()
                        || command.timeInForce().value() > TimeInForce.FOK.value();
                assertTrue(!isNew || command.actingVersion() == OrderCommandDecoder.SCHEMA_VERSION);
            }
        }
        assertEquals(EnumSet.copyOf(TYPES), types);
        assertEquals(EnumSet.of(OrderAction.NEW, OrderAction.CANCEL, OrderAction.REPLACE), actions);
    }
}
