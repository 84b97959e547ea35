package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.live.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Sessions in processes of their own that are killed with SIGKILL, by their own hand at a crash point and from outside at
 * any time, started again on the same journal until they end, and then held against an undisturbed session and a plain
 * backtest. Owned by one thread.
 */
public final class KilledSessions {
    /** About this many kills fall on one session. */
    private static final int KILLS_PER_SESSION = 16;
    /** In one round of kills each crash point comes once, and kills from outside come so often. */
    private static final int OUTSIDE_PER_ROUND = 4;
    /** In so many sessions one is sent operators' commands. */
    private static final int COMMANDED_ONE_IN = 4;

    private static final int COMMAND_BEFORE_ONE_IN = 2;
    /** More sessions than this for one kill mean that nothing is killed. */
    private static final int SESSIONS_PER_KILL_MAX = 20;

    private final Path folder;
    private final long events;
    private final SplitMix random;
    private final ChildProcess child;
    private final ArrayDeque<Kill> round = new ArrayDeque<>();
    private final Map<CrashPoint, Integer> points = new EnumMap<>(CrashPoint.class);
    private final List<String> faults = new ArrayList<>();
    private Tally tally = Tally.NOTHING;
    private int kills;
    private int outside;
    private int sessions;
    private long commands;
    private long sessionMs;

    /** How a process is to die: at a crash point, or from outside where that is null. */
    private record Kill(CrashPoint where) {}

    /**
     * What came of it.
     *
     * @param outside kills from outside
     * @param points kills at each crash point
     * @param commands operators' commands that were taken
     * @param faults what was not as it should be, in sentences
     */
    public record Outcome(
            int kills,
            int outside,
            Map<CrashPoint, Integer> points,
            int sessions,
            long commands,
            Tally tally,
            List<String> faults) {}

    private KilledSessions(Path folder, long events, long seed) {
        this.folder = folder;
        this.events = events;
        this.random = new SplitMix(seed);
        this.child = new ChildProcess(folder);
    }

    /**
     * Kills until enough have been killed.
     *
     * @param folder is made and removed
     * @param events market events of one session
     * @param progress told how many kills there were so far
     */
    public static Outcome run(Path folder, int kills, long events, long seed, LongConsumer progress)
            throws IOException {
        Files.createDirectories(folder);
        KilledSessions killed = new KilledSessions(folder, events, seed);
        if (kills > 0) {
            killed.prepare(seed);
        }
        while (killed.kills < kills) {
            killed.session(seed + killed.sessions, kills);
            progress.accept(killed.kills);
            if (killed.sessions > SESSIONS_PER_KILL_MAX * (killed.kills + 1)) {
                throw new IllegalStateException(killed.sessions + " sessions were run and only " + killed.kills
                        + " of their processes could be killed");
            }
        }
        GeneratedJournal.delete(folder);
        return new Outcome(
                killed.kills,
                killed.outside,
                killed.points,
                killed.sessions,
                killed.commands,
                killed.tally,
                killed.faults);
    }

    private void prepare(long seed) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder, events, seed);
        sessionMs = child.prepare(of, folder.resolve("first"));
    }

    private void session(long seed, int killsMax) throws IOException {
        sessions++;
        RecoveryCase of = RecoveryCase.in(folder, events, seed);
        Path expected = folder.resolve("expected");
        Undisturbed undisturbed = Undisturbed.of(of, expected);
        boolean commanded = random.below(COMMANDED_ONE_IN) == 0;
        Path journal = folder.resolve("session");
        ChildProcess.End end;
        do {
            if (commanded && Files.isDirectory(journal) && random.below(COMMAND_BEFORE_ONE_IN) == 0) {
                Commands.send(journal, random);
            }
            end = killOnce(of, journal, undisturbed, kills < killsMax);
        } while (end.isKilled());
        if (end.exitCode() == 0) {
            compare(of, journal, undisturbed, commanded);
        } else {
            fault(of + ": a process ended with " + end);
        }
        GeneratedJournal.delete(expected);
        GeneratedJournal.delete(journal);
        GeneratedJournal.delete(of.market());
    }

    /** Starts the session's next process, which is killed unless the session ends first. */
    private ChildProcess.End killOnce(RecoveryCase of, Path journal, Undisturbed undisturbed, boolean more)
            throws IOException {
        if (!more) {
            return child.run(of, journal, null, 0);
        }
        Kill kill = next();
        ChildProcess.End end;
        if (kill.where() == null) {
            end = child.runFor(of, journal, random.below(sessionMs + 1));
        } else {
            int passes = undisturbed.points().getOrDefault(kill.where(), 1);
            int pass = 1 + (int) random.below(Math.max(1, 2L * passes / KILLS_PER_SESSION));
            end = child.run(of, journal, kill.where(), pass);
        }
        if (!end.isKilled()) {
            round.addFirst(kill); // it is owed to the next session
            return end;
        }
        kills++;
        if (kill.where() == null) {
            outside++;
        } else if (end.out().equals(kill.where().name())) {
            points.merge(kill.where(), 1, Integer::sum);
        } else {
            fault(of + ": a process died before it came to " + kill.where() + ": " + end);
        }
        return end;
    }

    private Kill next() {
        if (round.isEmpty()) {
            List<Kill> drawn = new ArrayList<>();
            for (CrashPoint point : CrashPoint.values()) {
                drawn.add((int) random.below(drawn.size() + 1L), new Kill(point));
            }
            for (int i = 0; i < OUTSIDE_PER_ROUND; i++) {
                drawn.add((int) random.below(drawn.size() + 1L), new Kill(null));
            }
            round.addAll(drawn);
        }
        return round.removeFirst();
    }

    private void compare(RecoveryCase of, Path journal, Undisturbed undisturbed, boolean commanded) throws IOException {
        try {
            SessionEnd end = SessionEnd.of(journal);
            Tally one = commanded
                    ? Commands.tally(journal, end).plus(Tally.ofMarket(undisturbed.end(), end))
                    : Tally.of(undisturbed.end(), end, true);
            commands += end.commands().size();
            tally = tally.plus(one);
            if (!one.isClean()) {
                fault(of + ": " + one);
            }
        } catch (IllegalStateException e) {
            fault(of + ": " + e.getMessage());
        }
    }

    private void fault(String sentence) {
        tally = tally.plus(new Tally(0, 0, false));
        faults.add(sentence);
    }
}
