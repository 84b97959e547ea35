package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.cli.Main;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.time.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A session that was killed after many events, and how long {@code paper} takes to be ready to go on: from the start of the
 * process to the line in which it says so. Owned by one thread.
 */
public final class LongSession {
    /** As {@code paper} has it when it is not told otherwise. */
    private static final long SNAPSHOT_EVENTS = 100_000;

    private static final long SNAPSHOT_NS = Duration.ofDays(1).toNanos();
    private static final long LOOK_NS = 1_000_000;
    private static final String BAR = "1m";
    private static final String READY = "ready ";
    /** A session needs some data left to go on with. */
    private static final long EVENTS_LEFT = 1_000;

    private final Path market;
    private final Path folder;
    private final Path journal;
    private final ChildJvm jvm;

    /**
     * How a process got ready.
     *
     * @param seconds from its start, by the wall
     * @param cpuSeconds that all its threads were on a core until then
     */
    public record Readiness(double seconds, double cpuSeconds) {}

    private LongSession(Path market, Path folder) {
        this.market = market;
        this.folder = folder;
        this.journal = folder.resolve("session");
        this.jvm = new ChildJvm(folder.resolve("classes.jsa"), List.of());
    }

    /**
     * Makes one in a folder, and lets its process die by SIGKILL within two snapshots of its newest one.
     *
     * @param market a generated market journal of so many events and {@value #EVENTS_LEFT} more
     */
    public static LongSession make(Path market, Path folder, long events) throws IOException {
        LongSession made = new LongSession(market, folder);
        Files.createDirectories(folder);
        made.archive();
        List<String> command = made.jvm.command(
                List.of(), LongSession.class, market.toString(), made.journal.toString(), Long.toString(events));
        int exit = made.await(new ProcessBuilder(command).inheritIO().start());
        if (exit != ChildProcess.KILLED) {
            throw new IllegalStateException(
                    "the long session ended with exit code " + exit + " instead of being killed");
        }
        return made;
    }

    /** Market events that the journal must have. */
    public static long marketEvents(long events) {
        return events + EVENTS_LEFT;
    }

    /** Leaves an archive of the classes that {@code paper} loads, as {@code run.sh} does. */
    private void archive() throws IOException {
        Path small = GeneratedJournal.trades(folder.resolve("small"), EVENTS_LEFT, 1, done -> {});
        List<String> command = paper(small, folder.resolve("small-session"), jvm.archiving(), "max");
        int exit = await(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        if (exit != 0) {
            throw new IllegalStateException("a small session ended with exit code " + exit);
        }
    }

    /** @param args market, journal, events after which this process kills itself */
    public static void main(String[] args) throws IOException {
        long events = Long.parseLong(args[2]);
        AtomicReference<PaperSession> session = new AtomicReference<>();
        SelfKill kill = new SelfKill(CrashPoint.BEFORE_PUBLISH, 1, System.out);
        CrashPoint.Listener crash = point -> {
            PaperSession running = session.get();
            if (point == CrashPoint.BEFORE_PUBLISH && running != null && running.seq() >= events) {
                while (running.followedSeq() < running.seq() - SNAPSHOT_EVENTS) {
                    LockSupport.parkNanos(LOOK_NS);
                }
                kill.at(point);
            }
        };
        PaperSession opened = PaperSession.open(
                request(Path.of(args[0]), Path.of(args[1])), RecoveryCase.catalog(), System.err::println, crash);
        session.set(opened);
        try (opened) {
            opened.run();
        }
    }

    private static PaperSession.Request request(Path market, Path journal) {
        return new PaperSession.Request(
                List.of(market),
                config(),
                journal,
                JournalSettings.defaults().withPreTouch(true),
                Topology.FUSED,
                RingSettings.DEFAULT,
                0,
                SNAPSHOT_EVENTS,
                SNAPSHOT_NS,
                true);
    }

    /** What {@link #paper} asks for. */
    private static RunConfig config() {
        return new RunConfig(
                "sma-cross",
                Map.of("fast", "10", "slow", "30"),
                BarSpec.parse(BAR),
                10_000_000_00000000L,
                Sizing.quantity(1_00000000L),
                new Costs(100_000_000L, 100_000_000L, 0),
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE);
    }

    private List<String> paper(Path source, Path session, List<String> flags, String speed) {
        return jvm.command(
                flags,
                Main.class,
                "paper",
                "--source=" + source,
                "--journal=" + session,
                "--strategy=sma-cross",
                "--set=fast=10",
                "--set=slow=30",
                "--bar=" + BAR,
                "--cash=10000000",
                "--qty=1",
                "--fee-bps=1",
                "--speed=" + speed,
                "--json");
    }

    /** Starts {@code paper} on the session, waits until it is ready, and kills it. */
    public Readiness restart() throws IOException {
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        Process process = new ProcessBuilder(paper(market, journal, jvm.archived(), "1"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.errorReader()) {
            String line = lines.readLine();
            while (line != null && !line.startsWith(READY)) {
                said.add(line);
                line = lines.readLine();
            }
            double seconds = (clock.monoNs() - startNs) / 1e9;
            double cpuSeconds =
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
            if (line == null) {
                throw new IllegalStateException("the session did not go on: " + said);
            }
            return new Readiness(seconds, cpuSeconds);
        } finally {
            process.destroyForcibly();
            await(process);
        }
    }

    /** Seconds, by the wall, that a JVM of the same flags needs to start and to say its version. */
    public double bareStart() throws IOException {
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        int exit = await(new ProcessBuilder(jvm.bare())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        if (exit != 0) {
            throw new IllegalStateException("a JVM that says its version ended with exit code " + exit);
        }
        return (clock.monoNs() - startNs) / 1e9;
    }

    /** Leaves the next restart nothing but the journal. */
    public void removeSnapshots() throws IOException {
        Path snapshots = JournalFolder.snapshots(journal);
        if (Files.exists(snapshots)) {
            GeneratedJournal.delete(snapshots);
        }
    }

    private int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ran", e);
        }
    }
}
