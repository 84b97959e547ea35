package io.reprise.engine.control;

import io.reprise.engine.backtest.Explanation;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.MarketTape;
import io.reprise.engine.backtest.Rerun;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunTape;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.hot.HotReader;
import io.reprise.engine.hot.HotState;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One run or session, as its journal and its hot state show it, running or over. It only reads, and no engine waits for
 * it. What a question needs is opened when it is first asked and kept; answers grow with the journal. Bad questions are
 * answered by an {@link IllegalArgumentException} of one sentence, damage by an {@link IllegalStateException}. Safe from
 * any thread.
 */
public final class Desk implements AutoCloseable {
    /** The name under which an operator's own orders stand where a strategy's would. */
    public static final String MANUAL = "manual";
    /** The id that they have there. */
    public static final int MANUAL_ID = -1;

    /** A session that has not shown itself for so long may be gone: then the journal's lock tells. */
    private static final long SILENT_NS = 2_000_000_000L;

    private final Path journal;
    private final List<Path> sources;
    private final StrategyCatalog catalog;
    private final RunConfig config;
    private final Map<String, String> configuration;
    private final boolean isBacktest;
    private final String kind;
    private final Names names;
    private final SystemClock clock = new SystemClock();

    private Ledger ledger;
    private OrderLog orders;
    private TimeTravel travel;
    private Candles candles;
    private HotReader hot;

    private Desk(Path journal, List<Path> sources, StrategyCatalog catalog, RunTape tape) {
        this.journal = journal;
        this.sources = List.copyOf(sources);
        this.catalog = catalog;
        config = tape.config();
        configuration = tape.configuration();
        isBacktest = tape.refersToMarket();
        kind = tape.kind();
        names = new Names(tape.instruments(), config.strategyNames());
        ledger = new Ledger(tape, names);
    }

    /** Opens a journal, with the strategies on the class path, its market journals being where they were when it ran. */
    public static Desk open(Path journal) {
        return open(journal, List.of(), StrategyCatalog.load(Desk.class.getClassLoader()));
    }

    /**
     * Opens a journal.
     *
     * @param sources where a backtest's market journals are now, empty for where they were when it ran
     * @throws IllegalArgumentException when it is no run's journal, or a market journal that it refers to is not there
     */
    public static Desk open(Path journal, List<Path> sources, StrategyCatalog catalog) {
        return quietly(() -> {
            RunTape tape = RunTape.open(journal, sources);
            Desk desk = null;
            try {
                desk = new Desk(journal, sources, catalog, tape);
                return desk;
            } finally {
                if (desk == null) {
                    tape.close();
                }
            }
        });
    }

    private static <T> T quietly(Callable<T> work) {
        try {
            return work.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Path journal() {
        return journal;
    }

    /** What the run was asked for. */
    public RunConfig config() {
        return config;
    }

    /** Names of the instruments, by id. */
    public List<String> instruments() {
        return names.instruments().stream().map(one -> one.name()).toList();
    }

    Names names() {
        return names;
    }

    /** Whether an engine runs on the journal now. Reads the hot state; looks at the journal's lock only when that is silent. */
    public boolean isRunning() {
        return isRunning(hot().orElse(null));
    }

    private boolean isRunning(HotState state) {
        if (isBacktest) {
            return false;
        }
        if (state != null && state.session().running()) {
            long silentNs = clock.epochNs() - state.session().publishedNs();
            boolean isAlive = ProcessHandle.of(state.session().pid())
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            if (!isAlive || silentNs < SILENT_NS) {
                return isAlive;
            }
        }
        return JournalLock.isHeld(journal);
    }

    /** The newest hot state; empty when the run shows none, or none that can be read. */
    public synchronized Optional<HotState> hot() {
        try {
            if (hot != null && !hot.isCurrent()) {
                hot.close();
                hot = null;
            }
            if (hot == null) {
                hot = HotReader.open(journal);
            }
            return Optional.of(hot.read());
        } catch (JournalException unreadable) {
            return Optional.empty();
        }
    }

    /** What the run is and how far it is: by the hot state while it runs, else by the journal. */
    public SessionSummary summary() {
        HotState shown = hot().orElse(null);
        boolean running = isRunning(shown);
        Map<String, String> parameters = Parameters.of(
                        catalog.find(config.strategy()).parameters(), config.parameters())
                .texts();
        if (running && shown != null) {
            HotState.Session session = shown.session();
            return new SessionSummary(
                    kind(),
                    true,
                    session.pid(),
                    config.strategy(),
                    parameters,
                    config.bar().text(),
                    instruments(),
                    session.seq(),
                    session.tsInitNs(),
                    session.marketEvents(),
                    session.ordersSubmitted(),
                    session.fills(),
                    session.rejects(),
                    session.denials(),
                    session.halted(),
                    session.drawdownTripped(),
                    session.diverged(),
                    false,
                    shown.account().equity(),
                    config.initialCash(),
                    configuration);
        }
        Ledger.Now now = ledger().now();
        DeskState end = state();
        return new SessionSummary(
                kind(),
                running,
                -1,
                config.strategy(),
                parameters,
                config.bar().text(),
                instruments(),
                now.seq(),
                now.timeNs(),
                now.marketEvents(),
                end.counters().ordersSubmitted(),
                end.counters().fills(),
                end.counters().rejects(),
                end.counters().denials(),
                end.halted(),
                end.drawdownTripped(),
                shown != null && shown.session().diverged(),
                now.ended(),
                now.equity(),
                config.initialCash(),
                configuration);
    }

    /** backtest, paper or live. */
    public String kind() {
        return kind;
    }

    /** The newest state that the journal leads to. */
    public DeskState state() {
        return stateAt(Long.MAX_VALUE);
    }

    /** All that the engine had after an event; beyond the last it is the newest. */
    public DeskState stateAt(long seq) {
        return travel().at(seq);
    }

    /** All that the engine had after the last event that was known at a time (epoch ns). */
    public DeskState stateAtTime(long timeNs) {
        return travel().atTime(timeNs);
    }

    public Page<OrderRecord> orders(OrderQuery query) {
        return orderLog().orders(query);
    }

    /** Everything the journal has of an order, or one sentence that there is none. */
    public OrderRecord order(long orderId) {
        OrderRecord order = orderLog().order(orderId);
        if (order == null) {
            throw new IllegalArgumentException("the journal " + journal + " holds no order " + orderId);
        }
        return order;
    }

    /** Why an order was sent and what became of it. */
    public Explanation chain(long orderId) {
        return travel().explain(orderId);
    }

    public Page<FillRecord> fills(FillQuery query) {
        return orderLog().fills(query);
    }

    public Page<FrameRecord> frames(FrameQuery query) {
        return quietly(
                () -> FrameRows.read(journal, isBacktest, sources, query, new JournalNames(names.instruments())));
    }

    /**
     * Candles of an instrument, oldest first; the newest of a session that runs may still grow.
     *
     * @param timeframe such as {@code 1m}, {@code 4h} or {@code 1d}
     * @param fromNs the first begins then or later; {@link Long#MIN_VALUE} for the last so many before {@code toNs}
     * @param toNs all begin before this
     * @param limit most candles
     */
    public List<Candle> candles(String instrument, String timeframe, long fromNs, long toNs, int limit) {
        return candles().read(names.instrumentId(instrument), timeframe, fromNs, toNs, limit);
    }

    /** Equity over the run's time, by at most so many points. */
    public List<EquityPoint> equity(int points) {
        return ledger().equity(points);
    }

    /** The UTC days on which the run has events. */
    public List<LocalDate> days() {
        return ledger().days();
    }

    /** What a UTC day did to the account. */
    public Statement statement(LocalDate day) {
        return ledger().statement(day);
    }

    /** Why a strategy, by name or id, sent an order or none at a time. */
    public WhyAnswer why(long timeNs, String strategy) {
        return travel().why(timeNs, names.strategyId(strategy));
    }

    /** Limits and what stands against them now. */
    public RiskView risk() {
        DeskState now = state();
        long gross = 0;
        long net = 0;
        for (DeskState.Position position : now.positions()) {
            gross = Math.addExact(gross, Math.abs(position.value()));
            net = Math.addExact(net, position.value());
        }
        return new RiskView(
                now.risk().basic(),
                now.halted(),
                now.reduceOnly(),
                now.drawdownTripped(),
                now.account().equity(),
                now.account().currentDrawdown(),
                gross,
                net,
                now.positions(),
                orderLog().denials(),
                orderLog().rejects(),
                config.policy().profile(),
                now.risk());
    }

    private synchronized Ledger ledger() {
        return ledger;
    }

    private synchronized OrderLog orderLog() {
        if (orders == null) {
            orders = new OrderLog(journal, names);
        }
        return orders;
    }

    private synchronized TimeTravel travel() {
        if (travel == null) {
            travel = new TimeTravel(quietly(() -> Rerun.open(journal, sources, catalog)), names);
        }
        return travel;
    }

    private synchronized Candles candles() {
        if (candles == null) {
            candles = new Candles(quietly(() -> MarketTape.open(journal, sources)));
        }
        return candles;
    }

    @Override
    public synchronized void close() {
        ledger.close();
        if (orders != null) {
            orders.close();
        }
        if (travel != null) {
            travel.close();
        }
        if (candles != null) {
            candles.close();
        }
        if (hot != null) {
            hot.close();
        }
    }
}
