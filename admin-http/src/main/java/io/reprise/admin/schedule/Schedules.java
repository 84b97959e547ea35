package io.reprise.admin.schedule;

import io.reprise.admin.log.Log;
import io.reprise.engine.time.NanoClock;
import io.reprise.engine.time.Times;
import io.reprise.research.store.Json;
import io.reprise.research.store.PrivateFile;
import io.reprise.research.workspace.UnknownId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The schedules, in a file of the side-car, and the thread that does what is due. What came due while the side-car was down is
 * not made up for. Safe from any thread.
 */
public final class Schedules implements AutoCloseable {
    private static final int SCHEDULES_MAX = 200;
    private static final int ID_BYTES = 6;
    private static final long EVERY_MS = 1_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Path file;
    private final NanoClock clock;
    private final Log log;
    private final Function<Schedule, String> runner;
    private final SecureRandom random = new SecureRandom();
    private final Thread thread = new Thread(this::work, "reprise-schedules");
    private final Map<String, Instant> due = new HashMap<>();
    private List<Schedule> schedules = List.of();

    private record Stored(List<Schedule> schedules) {}

    private Schedules(Path file, NanoClock clock, Log log, Function<Schedule, String> runner) {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.runner = runner;
        thread.setDaemon(true);
    }

    /**
     * Opens the schedules.
     *
     * @param runner does what a schedule says, and tells in one sentence what came of it
     */
    public static Schedules open(Path sideCar, NanoClock clock, Log log, Function<Schedule, String> runner)
            throws IOException {
        Schedules opened = new Schedules(sideCar.resolve("schedules.json"), clock, log, runner);
        if (Files.exists(opened.file)) {
            opened.schedules =
                    Json.read(Files.readString(opened.file), Stored.class).schedules();
        }
        opened.plan();
        return opened;
    }

    public Schedules start() {
        thread.start();
        return this;
    }

    public synchronized List<Schedule> list() {
        return schedules;
    }

    /** When a schedule is next due, ISO-8601 UTC; null for never. */
    public synchronized String next(Schedule schedule) {
        Instant at = due.get(schedule.id());
        return at == null ? null : Times.format(Times.of(at));
    }

    /** Adds a schedule under an id of its own. */
    public synchronized Schedule add(Schedule wanted) {
        Cron.parse(wanted.cron());
        if (schedules.size() >= SCHEDULES_MAX) {
            throw new IllegalArgumentException("there are " + SCHEDULES_MAX + " schedules already");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        Schedule made = new Schedule(
                HexFormat.of().formatHex(bytes),
                wanted.cron(),
                wanted.action(),
                wanted.session(),
                wanted.request(),
                wanted.jobType(),
                wanted.by(),
                null,
                null);
        List<Schedule> more = new ArrayList<>(schedules);
        more.add(made);
        write(more);
        plan();
        return made;
    }

    /** Puts another in a schedule's place, which keeps its id and what it did last. */
    public synchronized Schedule change(String id, Schedule wanted) {
        Cron.parse(wanted.cron());
        Schedule old = find(id);
        Schedule changed = new Schedule(
                id,
                wanted.cron(),
                wanted.action(),
                wanted.session(),
                wanted.request(),
                wanted.jobType(),
                wanted.by(),
                old.lastRun(),
                old.lastOutcome());
        write(schedules.stream().map(one -> one == old ? changed : one).toList());
        planNext(changed);
        return changed;
    }

    private Schedule find(String id) {
        return schedules.stream()
                .filter(schedule -> schedule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownId("there is no schedule '" + id + "'"));
    }

    public synchronized Schedule remove(String id) {
        Schedule gone = find(id);
        write(schedules.stream().filter(schedule -> schedule != gone).toList());
        due.remove(id);
        return gone;
    }

    private void write(List<Schedule> changed) {
        PrivateFile.write(file, Json.pretty(new Stored(changed)));
        schedules = List.copyOf(changed);
    }

    private synchronized void plan() {
        for (Schedule schedule : schedules) {
            if (!due.containsKey(schedule.id())) {
                planNext(schedule);
            }
        }
    }

    private void planNext(Schedule schedule) {
        Optional<Instant> next = Cron.parse(schedule.cron()).next(now());
        next.ifPresentOrElse(at -> due.put(schedule.id(), at), () -> due.remove(schedule.id()));
    }

    private Instant now() {
        long ns = clock.epochNs();
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_SECOND), Math.floorMod(ns, NS_PER_SECOND));
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                runDue();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what is due, one after the other. */
    void runDue() {
        List<Schedule> ready = new ArrayList<>();
        synchronized (this) {
            for (Schedule schedule : schedules) {
                Instant at = due.get(schedule.id());
                if (at != null && !now().isBefore(at)) {
                    ready.add(schedule);
                    planNext(schedule);
                }
            }
        }
        ready.forEach(this::run);
    }

    private void run(Schedule schedule) {
        String outcome;
        try {
            outcome = runner.apply(schedule);
            log.info("schedule: " + outcome, Map.of("schedule", schedule.id()));
        } catch (RuntimeException failed) {
            outcome = "failed: " + failed.getMessage();
            log.warn("schedule " + outcome, Map.of("schedule", schedule.id()));
        }
        String told = outcome;
        String time = Times.format(clock.epochNs());
        synchronized (this) {
            write(schedules.stream()
                    .map(one -> one.id().equals(schedule.id()) ? one.ran(time, told) : one)
                    .toList());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
