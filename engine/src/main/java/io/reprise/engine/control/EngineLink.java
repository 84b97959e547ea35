package io.reprise.engine.control;

import io.reprise.codecs.CommandKind;
import io.reprise.codecs.Side;
import io.reprise.codecs.TimeInForce;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.Rerun;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.journal.CommandQueue;
import io.reprise.engine.journal.JournalException;
import io.reprise.engine.journal.JournalLock;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StateDigest;
import io.reprise.engine.strategy.StrategyCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way to an engine that runs on a journal: commands go through the journal's command queue and are sequenced like any
 * input. The same idempotency key gives the first answer, also from another process or after a restart of any: the key's
 * hash stands in the command. Safe from any thread; commands of one link are sent one after the other.
 */
public final class EngineLink implements AutoCloseable {
    /** No idempotency key. */
    public static final String NO_KEY = "";
    /** A key has at most so many characters. */
    public static final int KEY_MAX = 200;

    private static final int NONE = -1;
    private static final long LOOK_MS = 2;
    private static final int LOOKS_MAX = 5_000;
    /** What was decided on a command is written with the batch that it is in. */
    private static final int ANSWER_LOOKS_MAX = 500;

    private final Path journal;
    private final StrategyCatalog catalog;
    private final Names names;
    private final CommandFrames frames = new CommandFrames();
    private CommandLog log;

    private EngineLink(Path journal, StrategyCatalog catalog, Names names) {
        this.journal = journal;
        this.catalog = catalog;
        this.names = names;
    }

    /** A link to whatever engine runs on a session's journal, with the strategies on the class path. */
    public static EngineLink open(Path journal) {
        return open(journal, StrategyCatalog.load(EngineLink.class.getClassLoader()));
    }

    /**
     * A link to whatever engine runs on a session's journal; none needs to run yet.
     *
     * @throws IllegalArgumentException when it is not the journal of a session
     */
    public static EngineLink open(Path journal, StrategyCatalog catalog) {
        JournalHeader header = JournalHeader.read(journal);
        if (!header.isRun() || header.refersToMarket()) {
            throw new IllegalArgumentException(journal + " is not the journal of a session, so no engine runs on it");
        }
        List<String> strategies = RunConfig.of(header.configuration()).strategyNames();
        return new EngineLink(journal, catalog, new Names(header.instruments(), strategies));
    }

    /**
     * Sends a command and waits until it is sequenced.
     *
     * @param key idempotency key, {@link #NO_KEY} for none
     * @param tokenId number of whoever sends it, which stands in the journal; 0 for nobody in particular
     * @throws IllegalArgumentException when it cannot be a command of this session, in one sentence
     * @throws KeyConflictException when the key was used for another command
     * @throws JournalException when no engine runs there, or it did not take the command in {@value #LOOKS_MAX} looks
     */
    public synchronized Taken send(Command command, String key, long tokenId) {
        try {
            return take(command, key, tokenId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while waiting for the engine on " + journal, e);
        }
    }

    /** As the other {@code send}, without a key. */
    public Taken send(Command command) {
        return send(command, NO_KEY, 0);
    }

    /**
     * Refuses what the engine would refuse for reasons that are known now: names that are none, values out of range, a
     * set of parameters that the strategy does not take while it runs.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public synchronized void check(Command command) {
        if (!(command instanceof Command.SetParameters set)) {
            encode(command, 0, 0, null);
            return;
        }
        int id = names.strategyId(set.strategy());
        try (Rerun rerun = Rerun.open(journal, List.of(), catalog)) {
            rerun.goTo(Long.MAX_VALUE);
            Stages copy = rerun.stages();
            Parameters base = copy.strategies().get(id).parameters();
            if (!copy.tryParameters(id, changed(base, set.values()))) {
                throw new IllegalArgumentException(refusal(set, one -> copy.tryParameters(id, changed(base, one))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the values that are refused each by itself, or all of them. */
    private static String refusal(Command.SetParameters set, Predicate<Map<String, String>> takes) {
        Map<String, String> refused = new TreeMap<>(set.values());
        refused.entrySet().removeIf(one -> takes.test(Map.of(one.getKey(), one.getValue())));
        return set.strategy() + " does not take "
                + Command.SetParameters.text(refused.isEmpty() ? set.values() : refused)
                + (refused.isEmpty() ? " together" : "")
                + " while it runs: what it computes from was fixed at the start;"
                + " a new session can begin with it";
    }

    private static Parameters changed(Parameters base, Map<String, String> values) {
        Map<String, String> texts = new LinkedHashMap<>(base.texts());
        texts.putAll(values);
        return Parameters.of(base.definitions(), texts);
    }

    /**
     * Sends a command, unless it was sent before, without waiting for anybody to take it.
     *
     * @return its id, which stands in the journal when it is sequenced
     */
    public synchronized long post(Command command, String key, long tokenId) {
        return posted(command, key, tokenId).id();
    }

    /** A command in the queue, by now or from before. */
    private record Posted(long id, boolean repeated) {}

    private Taken take(Command command, String key, long tokenId) throws InterruptedException {
        Posted posted = posted(command, key, tokenId);
        return await(command, posted.id(), posted.repeated());
    }

    private Posted posted(Command command, String key, long tokenId) {
        if (key.length() > KEY_MAX) {
            throw new IllegalArgumentException("an idempotency key has at most " + KEY_MAX + " characters");
        }
        long hash = hash(key);
        CommandLog.Sent before = hash == 0 ? null : log().sent(hash);
        encode(command, tokenId, hash, before);
        if (before != null) {
            if (!before.isSame(frames.buffer(), frames.length())) {
                throw new KeyConflictException(key);
            }
            return new Posted(before.commandId(), true);
        }
        if (!JournalLock.isHeld(journal)) {
            throw new JournalException("no engine runs on " + journal + ", so there is nobody to take the command");
        }
        try (CommandQueue queue = CommandQueue.writer(journal)) {
            return new Posted(queue.send(frames.buffer(), 0, frames.length()), false);
        }
    }

    /** 0 for no key. */
    private static long hash(String key) {
        if (key.isEmpty()) {
            return 0;
        }
        long hash = ByteBuffer.wrap(StateDigest.newSha256().digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == 0 ? 1 : hash;
    }

    private CommandLog log() {
        if (log == null) {
            log = new CommandLog(journal);
        }
        return log;
    }

    private Taken await(Command command, long id, boolean repeated) throws InterruptedException {
        CommandLog.Place place = log().sequenced(id);
        for (int look = 0; place == null && look < LOOKS_MAX; look++) {
            if (look % 50 == 0 && !JournalLock.isHeld(journal)) {
                throw new JournalException(
                        "the engine on " + journal + " has ended before it took the command; it will when it goes on");
            }
            Thread.sleep(LOOK_MS);
            place = log().sequenced(id);
        }
        if (place == null) {
            throw new JournalException("the command was sent to the engine on " + journal
                    + ", which has not sequenced it in " + LOOK_MS * LOOKS_MAX / 1000
                    + " s; it will when it goes on: ./run.sh journal cat shows it");
        }
        return new Taken(id, place.seq(), repeated, answer(command, place));
    }

    private Taken.Answer answer(Command command, CommandLog.Place place) throws InterruptedException {
        boolean isAnswered = switch (command) {
            case Command.PlaceOrder order -> true;
            case Command.CancelOrder cancel -> true;
            case Command.StopStrategy stop -> true;
            case Command.StartStrategy start -> true;
            case Command.SetParameters parameters -> true;
            case Command.Restrain restrain -> true;
            case Command.Activate activate -> true;
            case Command.Kill kill -> true;
            case Command.ClearKill clear -> true;
            case Command.SetLimits limits -> true;
            default -> false;
        };
        boolean isSet = command instanceof Command.SetParameters || command instanceof Command.SetLimits;
        long causeSeq = isSet ? place.seq() - 1 : place.seq(); // a set is taken at its last value
        Taken.Answer answer = null;
        for (int look = 0; isAnswered && answer == null && look < ANSWER_LOOKS_MAX; look++) {
            answer = log().answer(causeSeq, place.tsInitNs());
            if (answer == null) {
                Thread.sleep(LOOK_MS);
            }
        }
        return answer;
    }

    private void encode(Command command, long tokenId, long hash, CommandLog.Sent before) {
        frames.begin();
        switch (command) {
            case Command.Halt halt -> plain(CommandKind.HALT, tokenId, hash);
            case Command.Resume resume -> plain(CommandKind.RESUME, tokenId, hash);
            case Command.ReduceOnly reduce -> plain(CommandKind.REDUCE_ONLY, tokenId, hash);
            case Command.Restrain restrain ->
                scoped(
                        restrain.reduceOnly() ? CommandKind.REDUCE_ONLY : CommandKind.HALT,
                        restrain.target(),
                        restrain.name(),
                        tokenId,
                        hash);
            case Command.Activate activate ->
                scoped(CommandKind.RESUME, activate.target(), activate.name(), tokenId, hash);
            case Command.Kill kill -> plain(CommandKind.KILL, tokenId, hash);
            case Command.ClearKill clear -> plain(CommandKind.CLEAR_KILL, tokenId, hash);
            case Command.SetLimits limits -> {
                if (limits.limits().isEmpty()) {
                    throw new IllegalArgumentException("a set of limits needs at least one");
                }
                frames.limits(new TreeMap<>(limits.limits()), names);
                plain(CommandKind.SET_LIMITS, tokenId, hash);
            }
            case Command.Flatten flatten -> plain(CommandKind.FLATTEN, tokenId, hash);
            case Command.CancelAll cancel -> plain(CommandKind.CANCEL_ALL, tokenId, hash);
            case Command.FlattenInstrument flatten ->
                frames.command(
                        CommandKind.FLATTEN, names.instrumentId(flatten.instrument()), NONE, NONE, tokenId, hash);
            case Command.CancelOrder cancel ->
                frames.command(CommandKind.CANCEL_ORDER, NONE, NONE, cancel.orderId(), tokenId, hash);
            case Command.StopStrategy stop ->
                frames.command(CommandKind.STOP_STRATEGY, NONE, names.strategyId(stop.strategy()), NONE, tokenId, hash);
            case Command.StartStrategy start ->
                frames.command(
                        CommandKind.START_STRATEGY, NONE, names.strategyId(start.strategy()), NONE, tokenId, hash);
            case Command.PlaceOrder order -> {
                int id = names.instrumentId(order.instrument());
                requireSound(order, names.instruments().get(id));
                frames.order(id, order, tokenId, hash);
            }
            case Command.SetParameters set -> {
                int id = names.strategyId(set.strategy());
                frames.parameters(id, full(id, set, before));
                frames.command(CommandKind.SET_PARAMETERS, NONE, id, NONE, tokenId, hash);
            }
            case Command.Note note -> {
                frames.text(note.text());
                plain(CommandKind.NOTE, tokenId, hash);
            }
        }
    }

    private void scoped(CommandKind kind, Command.Target target, String name, long tokenId, long hash) {
        boolean isStrategy = target == Command.Target.STRATEGY;
        frames.command(
                kind,
                isStrategy ? NONE : names.instrumentId(name),
                isStrategy ? names.strategyId(name) : NONE,
                NONE,
                tokenId,
                hash);
    }

    private void plain(CommandKind kind, long tokenId, long hash) {
        frames.command(kind, NONE, NONE, NONE, tokenId, hash);
    }

    /** The set in force with the values in their places; of a key that was used, the set that was sent then. */
    private Parameters full(int strategyId, Command.SetParameters set, CommandLog.Sent before) {
        Parameters base = before == null ? inForce(strategyId) : sentBefore(strategyId, before);
        return changed(base, set.values());
    }

    private Parameters inForce(int strategyId) {
        try (Rerun rerun = Rerun.open(journal, List.of(), catalog)) {
            rerun.goTo(Long.MAX_VALUE);
            return rerun.stages().strategies().get(strategyId).parameters();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Parameters sentBefore(int strategyId, CommandLog.Sent before) {
        Parameters first = inForce(strategyId);
        Map<String, String> texts =
                CommandFrames.values(new UnsafeBuffer(before.frames()), before.frames().length, first.definitions());
        return Parameters.of(first.definitions(), texts);
    }

    private static void requireSound(Command.PlaceOrder order, Instrument instrument) {
        if (order.side() != Side.BUY && order.side() != Side.SELL) {
            throw new IllegalArgumentException("an order is to buy or to sell, not " + order.side());
        }
        if (order.timeInForce() == null || order.timeInForce() == TimeInForce.NULL_VAL) {
            throw new IllegalArgumentException("an order needs a time in force: GTC, IOC or FOK");
        }
        if (order.qty() <= 0 || order.qty() % instrument.lotQty() != 0) {
            throw new IllegalArgumentException("the quantity " + Decimals.plain(order.qty()) + " of "
                    + instrument.name() + " must be above 0 and a multiple of " + Decimals.plain(instrument.lotQty()));
        }
        switch (order.type()) {
            case MARKET -> {}
            case LIMIT -> requirePx("limit", order.limitPx(), instrument);
            case STOP -> requirePx("stop", order.stopPx(), instrument);
            default -> throw new IllegalArgumentException("an order is of type MARKET, LIMIT or STOP");
        }
    }

    private static void requirePx(String what, long px, Instrument instrument) {
        boolean isThere = px != Fixed.NULL_PX && (px > 0 || instrument.nonPositivePx());
        if (!isThere || px % instrument.tickPx() != 0) {
            throw new IllegalArgumentException("the " + what + " price "
                    + (px == Fixed.NULL_PX ? "is missing" : Decimals.plain(px) + " cannot be") + ": of "
                    + instrument.name() + " it must be a multiple of " + Decimals.plain(instrument.tickPx())
                    + (instrument.nonPositivePx() ? "" : ", above 0"));
        }
    }

    @Override
    public synchronized void close() {
        if (log != null) {
            log.close();
        }
    }
}
