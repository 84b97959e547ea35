package io.reprise.bench.recovery;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.market.SplitMix;
import io.reprise.engine.cli.Main;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.StreamTotals;
import io.reprise.engine.time.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One long session as people run it, {@code paper} at a pace, killed again and again at any time, and held against the
 * same session undisturbed and a plain {@code backtest}. Owned by one thread.
 */
public final class KilledPaper {
    /** One kill in so many comes while the process starts. */
    private static final int STARTING_ONE_IN = 5;

    /** How much further than meant a process may come before it is killed. */
    private static final long SLACK_MS = 100;

    private static final String READY = "ready ";
    private static final double NS_PER_MS = 1e6;

    private final Path folder;
    private final Path market;
    private final List<String> run;
    private final double speed;
    private final SplitMix random;
    private final ChildJvm jvm;
    private final SystemClock clock = new SystemClock();
    private final List<String> said = new ArrayList<>();
    private long startMs;
    private double leftMs;

    /**
     * What came of it.
     *
     * @param starting of the kills, those that came before the process was ready
     * @param calm what the killed session lacks or has twice of the undisturbed one
     * @param backtest likewise, of the backtest
     * @param end of the killed session
     */
    public record Outcome(
            int kills, int starting, long marketEvents, Tally calm, Tally backtest, SessionEnd end, double seconds) {
        /** Whether the killed session is the other two. */
        public boolean isSame() {
            return calm.isClean() && backtest.isClean();
        }
    }

    /**
     * @param folder for all that is made; is made itself
     * @param market a market journal
     * @param run options of {@code backtest} and {@code paper} alike
     * @param speed times real time
     */
    public KilledPaper(Path folder, Path market, List<String> run, double speed, long seed) {
        this.folder = folder;
        this.market = market;
        this.run = List.copyOf(run);
        this.speed = speed;
        random = new SplitMix(seed);
        jvm = new ChildJvm(folder.resolve("classes.jsa"), List.of());
    }

    /**
     * Runs all three.
     *
     * @param snapshotEvents most events between two snapshots of the killed session
     * @param progress told of each kill
     */
    public Outcome run(int kills, long snapshotEvents, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Path small = GeneratedJournal.trades(folder.resolve("small"), 1_000, 1, done -> {});
        end(start(jvm.archiving(), paper(small, folder.resolve("small-session"), "max")));
        Path calm = folder.resolve("calm");
        long startNs = clock.monoNs();
        Process undisturbed = start(jvm.archived(), paper(market, calm, "max"));
        awaitReady(undisturbed);
        startMs = (long) ((clock.monoNs() - startNs) / NS_PER_MS);
        end(undisturbed);
        List<String> backtest = new ArrayList<>(List.of("backtest", "--journal=" + market));
        backtest.addAll(run);
        backtest.addAll(List.of("--out=" + folder.resolve("backtest"), "--json"));
        end(start(jvm.archived(), backtest));

        Path killed = folder.resolve("killed");
        List<String> command = paper(market, killed, Double.toString(speed));
        command.add("--snapshot-events=" + snapshotEvents);
        StreamTotals totals = JournalManifest.read(market).stream(JournalFolder.INBOUND);
        leftMs = (totals.lastTsInitNs() - totals.firstTsInitNs()) / NS_PER_MS / speed;
        long killedNs = clock.monoNs();
        int starting = 0;
        for (int i = 0; i < kills; i++) {
            starting += kill(command, kills - i) ? 1 : 0;
            progress.accept(i + 1L);
        }
        end(start(jvm.archived(), command));
        double seconds = (clock.monoNs() - killedNs) / 1e9;
        SessionEnd end = SessionEnd.of(killed);
        return new Outcome(
                kills,
                starting,
                end.market().values().stream().mapToLong(times -> times).sum(),
                Tally.of(SessionEnd.of(calm), end, true),
                Tally.of(SessionEnd.of(folder.resolve("backtest/journal")), end, false),
                end,
                seconds);
    }

    /** Kills one process before the data end; returns whether it was still starting. */
    private boolean kill(List<String> command, int killsLeft) throws IOException {
        boolean whileStarting = random.below(STARTING_ONE_IN) == 0;
        Process process = start(jvm.archived(), command);
        if (!whileStarting) {
            awaitReady(process);
        }
        double most = whileStarting ? startMs : 2 * leftMs / (killsLeft + 1);
        long millis = (long) (most * random.below(1_000) / 1_000);
        leftMs = Math.max(0, leftMs - SLACK_MS - (whileStarting ? 0 : millis));
        if (await(process, millis)) {
            throw new IllegalStateException("the session ended before it was killed: " + said);
        }
        process.destroyForcibly();
        await(process, Long.MAX_VALUE);
        return whileStarting;
    }

    private List<String> paper(Path source, Path session, String pace) {
        List<String> command = new ArrayList<>(List.of("paper", "--source=" + source, "--journal=" + session));
        command.addAll(run);
        command.addAll(List.of("--speed=" + pace, "--json"));
        return command;
    }

    private Process start(List<String> flags, List<String> args) throws IOException {
        said.clear();
        ProcessBuilder builder = new ProcessBuilder(jvm.command(flags, Main.class, args.toArray(String[]::new)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("REPRISE_JOURNAL_SEAL_KEYS", folder.resolve("keys").toString());
        return builder.start();
    }

    private void awaitReady(Process process) throws IOException {
        BufferedReader lines = process.errorReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith(READY)) {
            said.add(line);
            line = lines.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the session did not go on: " + said);
        }
    }

    private void end(Process process) throws IOException {
        try (BufferedReader lines = process.errorReader()) {
            lines.lines().forEach(said::add);
        } catch (UncheckedIOException e) {
            process.destroyForcibly();
            throw e.getCause();
        }
        await(process, Long.MAX_VALUE);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("a process ended with exit code " + process.exitValue() + ": " + said);
        }
    }

    /** Whether the process ended in time. */
    private static boolean await(Process process, long millis) throws IOException {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ran", e);
        }
    }
}
