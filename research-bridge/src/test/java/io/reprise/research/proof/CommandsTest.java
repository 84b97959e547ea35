package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.OrderType;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.DeskState;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.control.FrameQuery;
import io.reprise.engine.control.FrameRecord;
import io.reprise.engine.control.KeyConflictException;
import io.reprise.engine.control.OrderQuery;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.Taken;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.order.OrderStatus;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.risk.Reason;
import io.reprise.research.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an operator orders is part of the sequence: it replays, it survives, and it does what it says. */
@Timeout(120)
final class CommandsTest {
    private static final String OPTIONS =
            "--strategy rsi-reversion --period 3 --lower 40 --upper 60 --shorts --bar 10s --cash 10000 --qty 1"
                    + " --fee-bps 10 --latency-ms 500 --lot 0.01 --tick 0.01";
    private static final String NAME = "X-USD.TEST";
    private static final int ROWS = 3_000;
    private static final long ONE = Fixed.ONE;
    private static final int KILLS = 6;

    @TempDir
    Path folder;

    private Path market;
    private RunConfig config;

    @BeforeEach
    void ingest() throws IOException {
        market = folder.resolve("market");
        Path file = folder.resolve("rows.csv");
        Files.write(file, RecordedRun.waves(ROWS));
        TwinCase twin = TwinCase.of(OPTIONS);
        Ingest.run(EngineRun.ingest("bitstamp-trades", market, file.toString(), twin)
                .build());
        config = EngineRun.config(twin);
    }

    private Path session(String name, Topology topology, Map<Long, Command> commands, long killAfter)
            throws IOException {
        Path journal = folder.resolve(name);
        CommandedSession.run(journal, market, config, topology, commands, killAfter);
        return journal;
    }

    private Path session(String name, Map<Long, Command> commands) throws IOException {
        return session(name, Topology.FUSED, commands, Long.MAX_VALUE);
    }

    /** Lets a test have the session for itself: the strategy has no signal before it is stopped. */
    private void warmUpLong() {
        config = EngineRun.config(TwinCase.of(OPTIONS.replace("--period 3", "--period 60")));
    }

    private static Desk open(Path journal) {
        return Desk.open(journal, List.of(), RecordedRun.CATALOG);
    }

    private static Command order(Side side, OrderType type, long qty, long limitPx, long stopPx) {
        return new Command.PlaceOrder(NAME, side, type, qty, limitPx, stopPx, TimeInForce.GTC);
    }

    private static Command market(Side side, long qty) {
        return order(side, OrderType.MARKET, qty, Fixed.NULL_PX, Fixed.NULL_PX);
    }

    /** One of each kind, and some that are refused. */
    private static Map<Long, Command> everyKind() {
        Map<Long, Command> commands = new TreeMap<>();
        List<Command> all = List.of(
                market(Side.BUY, 2 * ONE),
                new Command.Note(
                        "an agent asked for the state — ünïcode, and a text that needs more than one frame of it"),
                new Command.StopStrategy("rsi-reversion"),
                order(Side.SELL, OrderType.LIMIT, ONE, 500 * ONE, Fixed.NULL_PX),
                new Command.SetParameters("0", Map.of("lower", "35")),
                new Command.StartStrategy("0"),
                order(Side.SELL, OrderType.STOP, ONE, Fixed.NULL_PX, ONE),
                new Command.ReduceOnly(),
                market(Side.SELL, ONE),
                new Command.CancelOrder(999_999),
                new Command.Resume(),
                new Command.FlattenInstrument(NAME),
                new Command.Halt(),
                market(Side.BUY, ONE),
                new Command.CancelAll(),
                new Command.Resume(),
                market(Side.SELL, 3 * ONE),
                new Command.Flatten(),
                new Command.SetLimits(Map.of("leverage", "2", "max-position", "5", "instrument." + NAME, "50%")),
                new Command.Kill());
        for (int i = 0; i < all.size(); i++) {
            commands.put(140L * (i + 1), all.get(i));
        }
        commands.put(2_810L, new Command.ClearKill());
        commands.put(2_820L, new Command.Restrain(Command.Target.STRATEGY, "0", true));
        commands.put(2_830L, new Command.Activate(Command.Target.STRATEGY, "0"));
        return commands;
    }

    @Test
    void everyKindReplaysToTheSameBytesInEveryTopology() throws IOException {
        for (Topology topology : List.of(Topology.FUSED, Topology.STAGED)) {
            Path journal = session("session-" + topology, topology, everyKind(), Long.MAX_VALUE);
            for (Topology again : Topology.values()) {
                Replay.Outcome outcome = Replay.of(journal, RecordedRun.CATALOG).verify(again, RingSettings.DEFAULT);
                assertTrue(outcome.verified(), topology + " by " + again + ": " + outcome.difference());
            }
            try (Desk desk = open(journal)) {
                Set<String> kinds = desk
                        .frames(new FrameQuery(
                                FrameQuery.Stream.INBOUND,
                                0,
                                Long.MAX_VALUE,
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                Set.of("OperatorCommand"),
                                1_000))
                        .items()
                        .stream()
                        .map(frame -> field(frame, "commandKind"))
                        .collect(Collectors.toSet());
                assertEquals(
                        Set.of(
                                "HALT",
                                "RESUME",
                                "FLATTEN",
                                "CANCEL_ALL",
                                "STOP",
                                "REDUCE_ONLY",
                                "STOP_STRATEGY",
                                "START_STRATEGY",
                                "CANCEL_ORDER",
                                "SET_PARAMETERS",
                                "NOTE",
                                "SET_LIMITS",
                                "KILL",
                                "CLEAR_KILL"),
                        kinds);
                for (LocalDate day : desk.days()) {
                    assertTrue(desk.statement(day).reconciles(), desk.statement(day)::toString);
                }
                assertEquals(
                        "35", desk.state().strategies().getFirst().parameters().get("lower"));
            }
        }
        assertEquals(digests("session-FUSED"), digests("session-STAGED"));
    }

    private Map<String, String> digests(String name) throws IOException {
        Map<String, String> properties =
                new TreeMap<>(JournalManifest.read(folder.resolve(name)).properties());
        properties.keySet().retainAll(Set.of("stateDigest", "outboundDigest"));
        assertEquals(2, properties.size());
        return properties;
    }

    private static String field(FrameRecord frame, String name) {
        return frame.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void comesBackTheSameWhereverItIsKilled() throws IOException {
        session("undisturbed", everyKind());
        Map<String, String> wanted = digests("undisturbed");
        Random random = new Random(11);
        for (int i = 0; i < KILLS; i++) {
            String name = "killed-" + i;
            long at = 0;
            for (int kills = 0; kills < 3; kills++) {
                at += 1 + random.nextInt(ROWS / 4);
                session(name, Topology.FUSED, everyKind(), at);
            }
            session(name, everyKind());
            assertEquals(wanted, digests(name), "killed up to market event " + at);
        }
    }

    @Test
    void keepsAHaltAndAStoppedStrategyAcrossRestarts() throws IOException {
        Map<Long, Command> commands = new TreeMap<>();
        commands.put(300L, new Command.Halt());
        commands.put(400L, new Command.StopStrategy("0"));
        session("halted", Topology.FUSED, commands, 1_000);
        session("halted", Topology.FUSED, Map.of(), 2_000);
        Path journal = session("halted", Map.of());
        try (Desk desk = open(journal)) {
            assertTrue(desk.state().halted());
            assertTrue(desk.state().strategies().getFirst().stopped());
            long haltSeq = seqOf(desk, "HALT");
            long stopSeq = seqOf(desk, "STOP_STRATEGY");
            List<OrderRecord> orders = desk.orders(OrderQuery.all(1_000)).items();
            assertTrue(orders.stream().anyMatch(order -> order.causeSeq() < haltSeq));
            for (OrderRecord order : orders) {
                assertTrue(order.causeSeq() < stopSeq, "a stopped strategy sent " + order);
                assertTrue(
                        order.causeSeq() < haltSeq
                                || order.closing()
                                || order.reason().startsWith("HALTED"),
                        order::toString);
            }
        }
    }

    private static long seqOf(Desk desk, String kind) {
        return desk
                .frames(new FrameQuery(
                        FrameQuery.Stream.INBOUND,
                        0,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Set.of("OperatorCommand"),
                        1_000))
                .items()
                .stream()
                .filter(frame -> field(frame, "commandKind").equals(kind))
                .findFirst()
                .orElseThrow()
                .seq();
    }

    @Test
    void aStoppedStrategySeesItsBarsAndTradesAgainWhenStarted() throws IOException {
        Path plain = session("plain", Map.of());
        Map<Long, Command> commands = new TreeMap<>();
        commands.put(300L, new Command.StopStrategy("0"));
        commands.put(2_000L, new Command.StartStrategy("0"));
        Path journal = session("stopped", commands);
        try (Desk desk = open(journal);
                Desk other = open(plain)) {
            assertEquals(other.state().series(), desk.state().series());
            long stopSeq = seqOf(desk, "STOP_STRATEGY");
            long startSeq = seqOf(desk, "START_STRATEGY");
            List<OrderRecord> orders = desk.orders(OrderQuery.all(1_000)).items();
            assertTrue(orders.stream().anyMatch(order -> order.causeSeq() > startSeq));
            assertTrue(orders.stream().noneMatch(order -> order.causeSeq() > stopSeq && order.causeSeq() < startSeq));
            assertFalse(desk.state().strategies().getFirst().stopped());
            DeskState before = desk.stateAt(startSeq - 1);
            assertTrue(before.strategies().getFirst().stopped());
            String why = desk.why(before.timeNs(), "0").sentence();
            assertTrue(why.contains("was stopped by an operator"), why);
        }
    }

    @Test
    void anOrderByHandIsNobodysButTheOperators() throws IOException {
        warmUpLong();
        Map<Long, Command> commands = new TreeMap<>();
        commands.put(64L, new Command.StopStrategy("0"));
        commands.put(200L, market(Side.BUY, 2 * ONE));
        commands.put(700L, order(Side.BUY, OrderType.LIMIT, ONE, 5 * ONE, Fixed.NULL_PX));
        commands.put(900L, new Command.CancelOrder(2));
        commands.put(1_200L, new Command.FlattenInstrument(NAME));
        Path journal = session("by-hand", commands);
        try (Desk desk = open(journal)) {
            List<OrderRecord> orders = desk.orders(OrderQuery.all(10)).items();
            assertEquals(3, orders.size());
            assertTrue(orders.stream().allMatch(order -> order.strategy().equals(Desk.MANUAL)));
            assertEquals(
                    List.of(OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.FILLED),
                    orders.stream().map(OrderRecord::status).toList());
            assertEquals("requested", orders.get(1).reason());
            DeskState held = desk.stateAt(orders.get(1).causeSeq());
            assertEquals(2 * ONE, held.positions().getFirst().qty());
            assertEquals(0, held.strategies().getFirst().position());
            assertEquals(0, desk.state().positions().getFirst().qty());
            assertTrue(orders.get(2).closing());
            assertTrue(
                    desk.chain(orders.getFirst().orderId()).cause().line().contains("OperatorOrder"),
                    desk.chain(orders.getFirst().orderId())::toString);
        }
    }

    @Test
    void theKillSwitchCancelsFlattensAndStaysOnAcrossRestarts() throws IOException {
        config = EngineRun.config(
                TwinCase.of(OPTIONS.replace("--period 3", "--period 60") + " --limits on-kill=flatten"));
        Map<Long, Command> commands = new TreeMap<>();
        commands.put(64L, new Command.StopStrategy("0"));
        commands.put(200L, market(Side.BUY, 2 * ONE));
        commands.put(300L, order(Side.BUY, OrderType.LIMIT, ONE, 5 * ONE, Fixed.NULL_PX));
        commands.put(500L, new Command.Kill());
        commands.put(600L, market(Side.BUY, ONE));
        session("killed", Topology.FUSED, commands, 1_000);
        commands = new TreeMap<>();
        commands.put(1_200L, new Command.Resume());
        commands.put(1_300L, market(Side.BUY, ONE));
        commands.put(1_500L, new Command.ClearKill());
        commands.put(1_600L, market(Side.BUY, ONE));
        Path journal = session("killed", commands);
        try (Desk desk = open(journal)) {
            List<OrderRecord> orders = desk.orders(OrderQuery.all(10)).items();
            assertEquals(
                    List.of(
                            OrderStatus.FILLED,
                            OrderStatus.CANCELED,
                            OrderStatus.FILLED,
                            OrderStatus.DENIED,
                            OrderStatus.DENIED,
                            OrderStatus.FILLED),
                    orders.stream().map(OrderRecord::status).toList());
            assertTrue(orders.get(2).closing(), "the kill switch closed what was held");
            assertTrue(orders.get(3).reason().startsWith("KILLED"), orders.get(3)::toString);
            assertTrue(orders.get(4).reason().startsWith("KILLED"), "a resume is not enough");
            DeskState before = desk.stateAt(orders.get(4).causeSeq());
            assertTrue(before.risk().killed());
            assertEquals(0, before.positions().getFirst().qty());
            assertFalse(desk.risk().standing().killed());
        }
    }

    @Test
    void reduceOnlyLetsOnlySmallerPositionsPass() throws IOException {
        warmUpLong();
        Map<Long, Command> commands = new TreeMap<>();
        commands.put(64L, new Command.StopStrategy("0"));
        commands.put(200L, market(Side.BUY, 2 * ONE));
        commands.put(500L, new Command.ReduceOnly());
        commands.put(600L, market(Side.BUY, ONE));
        commands.put(700L, market(Side.SELL, 3 * ONE));
        commands.put(800L, market(Side.SELL, ONE));
        commands.put(1_000L, new Command.Resume());
        commands.put(1_100L, market(Side.SELL, 3 * ONE));
        Path journal = session("reduce", commands);
        try (Desk desk = open(journal)) {
            List<OrderRecord> orders = desk.orders(OrderQuery.all(10)).items();
            assertEquals(
                    List.of(
                            OrderStatus.FILLED,
                            OrderStatus.DENIED,
                            OrderStatus.DENIED,
                            OrderStatus.FILLED,
                            OrderStatus.FILLED),
                    orders.stream().map(OrderRecord::status).toList());
            assertTrue(orders.get(1).reason().startsWith("REDUCE_ONLY"), orders.get(1)::reason);
            assertTrue(orders.get(2).reason().contains("(-1 against 2)"), orders.get(2)::reason);
            assertTrue(desk.stateAt(orders.get(2).causeSeq()).reduceOnly());
            assertFalse(desk.state().reduceOnly());
            assertEquals(Map.of("REDUCE_ONLY", 2L), desk.risk().denialsByReason());
            assertEquals(Map.of("REDUCE_ONLY", 2L), desk.hot().orElseThrow().denials());
            assertTrue(desk.hot().orElseThrow().strategies().getFirst().stopped());
            assertEquals(
                    -2 * ONE, desk.hot().orElseThrow().instruments().getFirst().manualPosition());
        }
    }

    @Test
    void answersEachKeyOnceFromAnyLink() throws Exception {
        Path journal = folder.resolve("live");
        PaperSession.Request request = new PaperSession.Request(
                List.of(market),
                config,
                journal,
                JournalSettings.defaults(),
                Topology.FUSED,
                RingSettings.DEFAULT,
                1, // real time: the session waits, and looks for commands meanwhile
                100_000,
                Long.MAX_VALUE,
                false);
        Thread stopping;
        try (PaperSession session =
                PaperSession.open(request, RecordedRun.CATALOG, note -> {}, CrashPoint.Listener.NONE)) {
            Thread driver = new Thread(session::run);
            driver.start();
            stopping = new Thread(session::stop);
            try {
                useLinks(journal);
            } finally {
                stopping.start();
                driver.join();
            }
            assertNull(session.divergence());
        }
        stopping.join();
        try (EngineLink link = EngineLink.open(journal, RecordedRun.CATALOG)) {
            Taken again = link.send(new Command.Halt(), "k1", 1);
            assertTrue(again.repeated(), "answered though nobody runs");
            String nobody = assertThrows(JournalException.class, () -> link.send(new Command.Halt(), "k9", 1))
                    .getMessage();
            assertTrue(nobody.startsWith("no engine runs on "), nobody);
        }
    }

    private static void useLinks(Path journal) {
        List<Taken> first = new ArrayList<>();
        Command parameters = new Command.SetParameters("0", Map.of("lower", "20"));
        try (EngineLink link = EngineLink.open(journal, RecordedRun.CATALOG)) {
            first.add(link.send(new Command.Halt(), "k1", 1));
            first.add(link.send(market(Side.BUY, ONE), "k2", 1));
            first.add(link.send(parameters, "k3", 1));
            first.add(link.send(new Command.Note("x".repeat(500)), "k4", 1));
            assertEquals(Reason.HALTED, first.get(1).answer().reason());
            assertTrue(first.get(2).answer().approved());
            Taken unknown = link.send(new Command.CancelOrder(77));
            assertEquals(Reason.ORDER_NOT_WORKING, unknown.answer().reason());
            assertEquals(
                    Reason.NONE,
                    link.send(new Command.SetParameters("0", Map.of("upper", "80")))
                            .answer()
                            .reason());
            assertThrows(IllegalArgumentException.class, () -> link.send(market(Side.BUY, 1)));
            assertThrows(IllegalArgumentException.class, () -> link.send(new Command.FlattenInstrument("NO-SUCH")));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> link.send(new Command.SetParameters("0", Map.of("lower", "4000"))));
            checks(link);
        }
        try (EngineLink link = EngineLink.open(journal, RecordedRun.CATALOG)) {
            assertEquals(repeated(first.get(0)), link.send(new Command.Halt(), "k1", 1));
            assertEquals(repeated(first.get(1)), link.send(market(Side.BUY, ONE), "k2", 1));
            assertEquals(repeated(first.get(2)), link.send(parameters, "k3", 1));
            assertEquals(repeated(first.get(3)), link.send(new Command.Note("x".repeat(500)), "k4", 1));
            assertThrows(KeyConflictException.class, () -> link.send(new Command.Resume(), "k1", 1));
            assertThrows(KeyConflictException.class, () -> link.send(market(Side.BUY, 2 * ONE), "k2", 1));
            assertThrows(
                    KeyConflictException.class,
                    () -> link.send(new Command.SetParameters("0", Map.of("lower", "21")), "k3", 1));
        }
    }

    /** What the engine would refuse is refused before it is sent, with the values that are the reason. */
    private static void checks(EngineLink link) {
        link.check(new Command.SetParameters("0", Map.of("lower", "21")));
        String refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> link.check(new Command.SetParameters("0", Map.of("lower", "21", "period", "5"))))
                .getMessage();
        assertTrue(refused.startsWith("0 does not take period=5 while it runs: "), refused);
        for (Command bad : List.of(
                new Command.SetParameters("0", Map.of("lower", "4000")),
                new Command.SetParameters("0", Map.of("no-such", "1")),
                new Command.SetParameters("no-such", Map.of("lower", "21")),
                new Command.FlattenInstrument("NO-SUCH"),
                market(Side.BUY, 1))) {
            assertThrows(IllegalArgumentException.class, () -> link.check(bad), bad.toString());
        }
        link.check(new Command.Halt());
    }

    private static Taken repeated(Taken first) {
        return new Taken(first.commandId(), first.seq(), true, first.answer());
    }
}
