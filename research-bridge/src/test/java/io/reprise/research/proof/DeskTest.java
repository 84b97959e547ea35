package io.reprise.research.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.Side;
import io.reprise.codecs.TradeDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.Rerun;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.control.Candle;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.DeskState;
import io.reprise.engine.control.EquityPoint;
import io.reprise.engine.control.FillQuery;
import io.reprise.engine.control.FillRecord;
import io.reprise.engine.control.FrameQuery;
import io.reprise.engine.control.FrameRecord;
import io.reprise.engine.control.OrderQuery;
import io.reprise.engine.control.OrderRecord;
import io.reprise.engine.control.Page;
import io.reprise.engine.control.Statement;
import io.reprise.engine.control.WhyAnswer;
import io.reprise.engine.event.Event;
import io.reprise.engine.pipeline.InlinePipeline;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk says of a run is what the run was. */
final class DeskTest {
    private static final String OPTIONS =
            "--strategy sma-cross --fast 2 --slow 5 --bar 1s --cash 10000 --fee-bps 10 --latency-ms 500";
    private static final int JUMPS = 300;
    private static final int FILES = 40;

    @TempDir
    Path folder;

    private RecordedRun run(int rows) throws IOException {
        return RecordedRun.of(folder, RecordedRun.waves(rows), OPTIONS);
    }

    private static Desk open(Path journal) {
        return Desk.open(journal, List.of(), RecordedRun.CATALOG);
    }

    @Test
    void standsAtAnySequenceWhereTheEngineStood() throws IOException {
        RecordedRun run = run(9_000); // more than two kept positions
        Map<Long, String> digests = new HashMap<>();
        Stages stages = RecordedRun.stages(DeskTest.spec(run), (buffer, offset, length, count, seq) -> {});
        InlinePipeline pipeline = new InlinePipeline(stages);
        Random random = new Random(7);
        long first = Event.seq(run.frames().getFirst(), 0);
        Set<Integer> watched = new TreeSet<>();
        for (int i = 0; i < JUMPS; i++) {
            watched.add(random.nextInt(run.frames().size()));
        }
        Event event = new Event();
        for (int i = 0; i < run.frames().size(); i++) {
            pipeline.onEvent(event.wrap(run.frames().get(i), 0));
            if (watched.contains(i)) {
                digests.put(first + i, stages.stateDigest());
            }
        }
        List<Long> order = new ArrayList<>(digests.keySet());
        Collections.shuffle(order, random);
        try (Rerun rerun = Rerun.open(run.journal(), List.of(), RecordedRun.CATALOG)) {
            for (long seq : order) {
                assertEquals(seq, rerun.goTo(seq));
                assertEquals(digests.get(seq), rerun.stages().stateDigest(), "sequence " + seq);
                long ns = Event.tsInitNs(run.frames().get((int) (seq - first)), 0);
                long last = rerun.goToTime(ns);
                assertEquals(ns, rerun.nowNs(), "sequence " + seq);
                assertTrue(last >= seq, "sequence " + seq);
            }
            assertEquals(first + run.frames().size() - 1, rerun.goTo(Long.MAX_VALUE));
            assertEquals(run.result().stateDigest(), rerun.stages().stateDigest());
        }
    }

    private static PipelineSpec spec(RecordedRun run) {
        PipelineSpec small = run.spec();
        return new PipelineSpec(
                small.instruments(),
                small.strategies(),
                small.initialCash(),
                small.costs(),
                small.limits(),
                PipelineSpec.ORDERS_MAX_DEFAULT);
    }

    @Test
    void agreesWithRandomRunsToTheLastUnit() throws IOException {
        long fills = 0;
        long days = 0;
        for (long seed = 1; seed <= FILES; seed++) {
            RandomCase one = RandomCase.of(seed);
            Path market = one.ingest(folder.resolve("market-" + seed));
            Path journal = folder.resolve("journal-" + seed);
            Backtest.Request request = Backtest.Request.unrecorded(
                    List.of(market), EngineRun.config(one.options().getFirst()));
            RunResult result = Backtest.run(request.recordedIn(journal), RecordedRun.CATALOG, fill -> {});
            try (Desk desk = open(journal)) {
                String where = "seed " + seed;
                assertFills(result, desk, where);
                assertOrders(result, desk, where);
                assertEquals(result.finalEquity(), desk.summary().equity(), where);
                assertEquals(result.events(), desk.summary().marketEvents(), where);
                assertTrue(desk.summary().ended(), where);
                assertFalse(desk.isRunning(), where);
                days += assertStatements(result, desk, where);
                assertCurve(result, desk, where);
            }
            fills += result.fillCount();
            Folders.delete(market);
            Folders.delete(journal);
        }
        assertTrue(fills > FILES && days > FILES, fills + " fills on " + days + " days prove little");
    }

    private static void assertFills(RunResult result, Desk desk, String where) {
        List<FillRecord> fills =
                all(cursor -> desk.fills(new FillQuery(null, null, Long.MIN_VALUE, Long.MAX_VALUE, false, cursor, 7)));
        List<RunResult.Fill> same = fills.stream()
                .map(fill -> new RunResult.Fill(
                        fill.orderId(),
                        fill.marketEvent(),
                        fill.tsEventNs(),
                        fill.side() == Side.BUY,
                        fill.px(),
                        fill.qty(),
                        fill.fee(),
                        fill.causeSeq()))
                .toList();
        assertEquals(result.fills(), same, where);
        List<FillRecord> turned =
                all(cursor -> desk.fills(new FillQuery(null, null, Long.MIN_VALUE, Long.MAX_VALUE, true, cursor, 5)));
        assertEquals(fills.reversed(), turned, where);
    }

    private static <T> List<T> all(Function<Long, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        long cursor = Page.END;
        do {
            Page<T> page = pages.apply(cursor);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor != Page.END);
        return items;
    }

    private static void assertOrders(RunResult result, Desk desk, String where) {
        List<OrderRecord> orders =
                all(cursor -> desk.orders(new OrderQuery(Set.of(), null, null, null, false, cursor, 3)));
        DeskState end = desk.state();
        assertEquals(end.counters().ordersSubmitted(), orders.size(), where);
        long filled = orders.stream().mapToLong(OrderRecord::filledQty).sum();
        assertEquals(result.fills().stream().mapToLong(RunResult.Fill::qty).sum(), filled, where);
        assertEquals(result.fees(), orders.stream().mapToLong(OrderRecord::fee).sum(), where);
        assertEquals(
                result.rejects(),
                orders.stream()
                        .filter(order -> order.status().name().matches("DENIED|REJECTED"))
                        .count(),
                where);
        for (OrderRecord order : orders) {
            assertEquals(order, desk.order(order.orderId()), where);
            assertTrue(order.status().isClosed(), where + " " + order);
        }
    }

    private static long assertStatements(RunResult result, Desk desk, String where) {
        long equity = desk.config().initialCash();
        long fees = 0;
        int fills = 0;
        for (LocalDate day : desk.days()) {
            Statement statement = desk.statement(day);
            assertTrue(statement.reconciles(), where + " " + statement);
            assertTrue(statement.complete(), where);
            assertEquals(equity, statement.openingEquity(), where + " " + day);
            equity = statement.closingEquity();
            fees += statement.fees();
            fills += statement.fills();
        }
        assertEquals(result.finalEquity(), equity, where);
        assertEquals(result.fees(), fees, where);
        assertEquals(result.fillCount(), fills, where);
        return desk.days().size();
    }

    private static void assertCurve(RunResult result, Desk desk, String where) {
        List<EquityPoint> curve = desk.equity(50);
        assertTrue(curve.size() <= 50, where);
        assertEquals(result.finalEquity(), curve.getLast().equity(), where);
        for (EquityPoint point : curve) {
            DeskState state = desk.stateAt(point.seq());
            assertEquals(state.account().equity(), point.equity(), where + " sequence " + point.seq());
            assertEquals(state.account().currentDrawdown(), point.drawdown(), 1e-12, where + " " + point.seq());
        }
    }

    @Test
    void drawsTheCandlesOfTheTrades() throws IOException {
        RecordedRun run = run(3_000);
        List<Candle> naive = new ArrayList<>();
        Event event = new Event();
        for (UnsafeBuffer frame : run.frames()) {
            event.wrap(frame, 0);
            if (event.templateId() == TradeDecoder.TEMPLATE_ID) {
                long start = event.tsInitNs() / 60_000_000_000L * 60_000_000_000L;
                Candle last = naive.isEmpty() || naive.getLast().timeNs() != start
                        ? new Candle(start, event.px(), event.px(), event.px(), event.px(), 0, 0)
                        : naive.removeLast();
                naive.add(new Candle(
                        start,
                        last.openPx(),
                        Math.max(last.highPx(), event.px()),
                        Math.min(last.lowPx(), event.px()),
                        event.px(),
                        last.volume() + event.qty(),
                        last.trades() + 1));
            }
        }
        try (Desk desk = open(run.journal())) {
            String name = desk.instruments().getFirst();
            assertEquals(naive, desk.candles(name, "1m", 0, Long.MAX_VALUE, 1_000));
            assertEquals(
                    naive.subList(naive.size() - 20, naive.size()),
                    desk.candles(name, "1m", Long.MIN_VALUE, Long.MAX_VALUE, 20));
            assertEquals(
                    naive.subList(5, 9),
                    desk.candles(name, "1m", naive.get(5).timeNs(), naive.get(9).timeNs(), 1_000));
            assertEquals(
                    naive.subList(5, 9),
                    desk.candles(name, "1m", Long.MIN_VALUE, naive.get(9).timeNs(), 4));
            assertEquals(naive.subList(0, 3), desk.candles(name, "1m", 0, Long.MAX_VALUE, 3));
            assertThrows(IllegalArgumentException.class, () -> desk.candles("NO-SUCH", "1m", 0, Long.MAX_VALUE, 3));
            assertThrows(IllegalArgumentException.class, () -> desk.candles(name, "7q", 0, Long.MAX_VALUE, 3));
        }
    }

    @Test
    void explainsAnOrderAsExplainDoes() throws IOException {
        RecordedRun run = run(2_000);
        Replay replay = Replay.of(run.journal(), RecordedRun.CATALOG);
        try (Desk desk = open(run.journal())) {
            for (OrderRecord order : desk.orders(OrderQuery.all(5)).items()) {
                Explanation chain = desk.chain(order.orderId());
                Explanation same = replay.explain(order.orderId());
                assertEquals(same.causeSeq(), chain.causeSeq());
                assertEquals(same.bar(), chain.bar());
                assertEquals(same.features(), chain.features());
                assertEquals(same.decisions(), chain.decisions());
                assertEquals(same.reports(), chain.reports());
            }
            String none = assertThrows(IllegalArgumentException.class, () -> desk.order(999_999))
                    .getMessage();
            assertTrue(none.endsWith("holds no order 999999"), none);
        }
    }

    @Test
    void saysWhyThereWasNoOrder() throws IOException {
        RecordedRun run = run(2_000);
        long firstNs = Event.tsInitNs(run.frames().getFirst(), 0);
        try (Desk desk = open(run.journal())) {
            WhyAnswer early = desk.why(firstNs, "sma-cross");
            assertTrue(early.sentence().contains("nothing to decide on"), early.sentence());
            assertNull(early.bar());
            WhyAnswer warming = desk.why(firstNs + 40_000_000_000L, "sma-cross");
            OrderRecord order = desk.orders(OrderQuery.all(1)).items().getFirst();
            WhyAnswer sent = desk.why(order.timeNs(), "0");
            assertEquals(order.causeSeq(), sent.decisionSeq());
            assertTrue(sent.sentence().contains("wanted order " + order.orderId()), sent.sentence());
            assertTrue(
                    warming.sentence().contains("warming up")
                            || warming.sentence().contains("no signal"),
                    warming.sentence());
            assertFalse(sent.decisions().isEmpty());
        }
    }

    @Test
    void pagesThroughFrames() throws IOException {
        RecordedRun run = run(500);
        try (Desk desk = open(run.journal())) {
            List<FrameRecord> paged = new ArrayList<>();
            long from = 0;
            do {
                Page<FrameRecord> page = desk.frames(FrameQuery.from(FrameQuery.Stream.ALL, from, 13));
                paged.addAll(page.items());
                from = page.next();
            } while (from != Page.END);
            long inbound = paged.stream()
                    .filter(frame -> frame.stream().equals("inbound"))
                    .count();
            assertEquals(Event.seq(run.frames().getLast(), 0), inbound);
            assertEquals(paged.size(), Set.copyOf(paged).size(), "a frame came twice");
            assertTrue(paged.size() > inbound);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> desk.frames(
                            new FrameQuery(FrameQuery.Stream.INBOUND, 0, 9, 0, Long.MAX_VALUE, Set.of("Nonsense"), 9)));
        }
    }

    @Test
    void seesASessionAsItsBacktest() throws IOException {
        RecordedRun run = run(3_000);
        Path session =
                Sessions.run(folder.resolve("session"), run.market(), run.config(), Map.of(1_500L, CommandKind.HALT));
        try (Desk desk = open(session)) {
            assertTrue(desk.summary().halted());
            assertEquals("paper", desk.summary().kind());
            DeskState half = desk.stateAt(desk.summary().lastSeq() / 4);
            assertFalse(half.halted());
            for (LocalDate day : desk.days()) {
                assertTrue(desk.statement(day).reconciles());
            }
            String name = desk.instruments().getFirst();
            try (Desk backtest = open(run.journal())) {
                assertEquals(
                        backtest.candles(name, "5m", 0, Long.MAX_VALUE, 1_000),
                        desk.candles(name, "5m", 0, Long.MAX_VALUE, 1_000));
            }
            assertTrue(desk.hot().isPresent());
            Page<FrameRecord> frames = desk.frames(FrameQuery.from(FrameQuery.Stream.ALL, 0, 1_000));
            assertEquals(
                    1_000,
                    frames.items().stream()
                                    .filter(frame -> frame.stream().equals("inbound"))
                                    .count()
                            + frames.items().stream()
                                    .filter(frame -> frame.stream().equals("outbound"))
                                    .count());
            assertTrue(frames.items().stream().anyMatch(frame -> frame.stream().equals("outbound")));
        }
    }

    @Test
    void saysWhichMarketJournalIsMissing() throws IOException {
        RecordedRun run = run(300);
        Path moved = folder.resolve("moved");
        Files.move(run.market(), moved);
        String missing = assertThrows(IllegalArgumentException.class, () -> open(run.journal()))
                .getMessage();
        assertTrue(missing.contains(run.market() + ", which is not there any more"), missing);
        try (Desk desk = Desk.open(run.journal(), List.of(moved), RecordedRun.CATALOG)) {
            assertEquals(run.result().finalEquity(), desk.summary().equity());
        }
    }
}
