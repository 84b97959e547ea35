package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.recovery.CrashImages;
import io.reprise.bench.recovery.Harm;
import io.reprise.bench.recovery.KilledSessions;
import io.reprise.bench.recovery.RecoveryCase;
import io.reprise.bench.recovery.Tally;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench recovery}: sessions that are killed must end as if they had not been. */
@Command(
        name = "recovery",
        description =
                "Kills paper sessions with SIGKILL, lets them go on, and holds their end against undisturbed ones.")
final class RecoveryBench implements Callable<Integer> {
    private static final int IMAGES_PER_POINT = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kills",
            defaultValue = "100",
            paramLabel = "N",
            description = "Processes to kill (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--images",
            defaultValue = "0",
            paramLabel = "N",
            description = "Crash images to recover in this process, at least (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--events",
            defaultValue = "4000",
            paramLabel = "N",
            description = "Trades in one session (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of sessions, kills and images (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    private final Map<CrashPoint, Integer> imaged = new EnumMap<>(CrashPoint.class);
    private final List<String> faults = new ArrayList<>();
    private Tally imageTally = new Tally(0, 0, true);
    private int imageCount;

    @Override
    public Integer call() throws IOException {
        if (kills < 0 || images < 0 || kills + images < 1 || events < 1_000) {
            throw new IllegalArgumentException(
                    "--kills and --images cannot be below 0, nor both 0, and --events must be at least 1000");
        }
        SystemClock clock = new SystemClock();
        Path folder = Files.createTempDirectory("reprise-bench-recovery");
        try (Progress progress =
                Progress.start("bench recovery", spec.commandLine().getErr(), json)) {
            long startNs = clock.monoNs();
            long all = (long) kills + images;
            KilledSessions.Outcome killed =
                    KilledSessions.run(folder.resolve("kills"), kills, events, seed, done -> progress.at(done, all));
            double seconds = (clock.monoNs() - startNs) / 1e9;
            for (long next = seed; imageCount < images; next++) {
                takeImages(folder, next);
                progress.at(killed.kills() + (long) imageCount, all);
            }
            double imageSeconds = (clock.monoNs() - startNs) / 1e9 - seconds;
            faults.addAll(killed.faults());
            print(killed, seconds, imageSeconds);
        } finally {
            GeneratedJournal.delete(folder);
        }
        faults.forEach(fault -> spec.commandLine().getErr().println(fault));
        return faults.isEmpty() ? 0 : 1;
    }

    /** One case each without harm, with every harm, and with operators' commands. */
    private void takeImages(Path folder, long next) throws IOException {
        RecoveryCase of = RecoveryCase.in(folder.resolve("markets"), events, next);
        for (List<Harm> harms : List.of(List.of(Harm.NONE), List.of(Harm.values()))) {
            takeImages(new CrashImages.Plan(of, folder.resolve("images"), IMAGES_PER_POINT, harms, false));
        }
        takeImages(new CrashImages.Plan(of, folder.resolve("images"), IMAGES_PER_POINT, List.of(Harm.NONE), true));
        GeneratedJournal.delete(of.market());
    }

    private void takeImages(CrashImages.Plan plan) throws IOException {
        CrashImages.Outcome outcome = CrashImages.run(plan);
        imageCount += outcome.images();
        outcome.points().forEach((point, count) -> imaged.merge(point, count, Integer::sum));
        imageTally = imageTally.plus(outcome.tally());
        faults.addAll(outcome.faults());
    }

    private void print(KilledSessions.Outcome killed, double seconds, double imageSeconds) {
        PrintWriter out = spec.commandLine().getOut();
        Tally tally = killed.tally().plus(imageTally);
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%,d kills (%,d from outside) in %,d sessions and %.0f s, %,d crash images in %.0f s:"
                            + " %,d lost, %,d doubled, digests %s%n",
                    killed.kills(),
                    killed.outside(),
                    killed.sessions(),
                    seconds,
                    imageCount,
                    imageSeconds,
                    tally.lost(),
                    tally.doubled(),
                    tally.digestsEqual() ? "equal" : "differ");
            out.println("kills at " + killed.points());
            if (imageCount > 0) {
                out.println("images at " + imaged);
            }
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "recovery")
                    .number("kills", killed.kills())
                    .number("lost", tally.lost())
                    .number("doubled", tally.doubled())
                    .flag("digestsEqual", tally.digestsEqual())
                    .number("seconds", Math.round(seconds))
                    .number("outside", killed.outside())
                    .number("sessions", killed.sessions())
                    .number("commands", killed.commands())
                    .number("events", events)
                    .number("seed", seed);
            result.object(
                    "killsAt", () -> killed.points().forEach((point, count) -> result.number(point.name(), count)));
            result.number("images", imageCount).number("imageSeconds", Math.round(imageSeconds));
            result.object("imagesAt", () -> imaged.forEach((point, count) -> result.number(point.name(), count)));
        }
    }
}
