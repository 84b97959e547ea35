package io.reprise.research.command;

import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.cli.Sealing;
import io.reprise.engine.cli.Version;
import io.reprise.engine.config.Configuration;
import io.reprise.engine.live.CrashPoint;
import io.reprise.engine.live.PaperSession;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.seal.SealThread;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportFolder;
import io.reprise.research.report.ResultJson;
import io.reprise.research.report.TerminalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paper}: recorded data, paced, through the pipeline with threads and the simulated venue; goes on after a crash. */
@Command(
        name = "paper",
        description =
                "Trades on paper: a source at its own pace through the live pipeline, every event journaled first. "
                        + "Started again on the same journal it goes on where it was, however it ended.",
        footer = BacktestOptions.DEFAULTS)
final class PaperCommand implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int DEAD_MAN_SECONDS_MAX = 86_400;
    private static final double MS_PER_SECOND = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "DIR",
            description = "A market journal; repeatable, ties in time go by this order.")
    private List<Path> sources;

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "DIR",
            description = "The session's journal: new, or of a session to go on with.")
    private Path journal;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N",
            description = "1 is real time, N is N times as fast, max does not wait (default: 1).")
    private String speed;

    @Option(
            names = "--topology",
            defaultValue = "fused",
            paramLabel = "T",
            description = "fused or staged (default: fused).")
    private String topology;

    @Option(
            names = "--snapshot-events",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Most events between two snapshots (default: ${DEFAULT-VALUE}).")
    private long snapshotEvents;

    @Option(
            names = "--snapshot-seconds",
            defaultValue = "86400",
            paramLabel = "N",
            description = "Most engine time between two snapshots (default: ${DEFAULT-VALUE}, a day).")
    private long snapshotSeconds;

    @Option(
            names = "--on-stop",
            defaultValue = "cancel",
            paramLabel = "WHAT",
            description = "Working orders at a stop: cancel or keep (default: cancel).")
    private String onStop;

    @Option(
            names = "--dead-man",
            paramLabel = "S",
            description =
                    "Halts when the side-car that served the session is not heard of for so many seconds, 5 or more"
                            + " (default: only an alert).")
    private Integer deadManSeconds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report of the ended session goes (default: JOURNAL/../report).")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private BacktestOptions options;

    @Mixin
    private CatalogOption catalog;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Configuration settings = configuration.load();
        PaperSession.Request request = new PaperSession.Request(
                sources,
                options.toConfig(settings.riskPolicy()),
                journal,
                settings.sessionJournal(),
                Topology.parse(topology),
                settings.ring(),
                speed(),
                snapshotEvents,
                snapshotNs(),
                cancelsOnStop());
        requireDeadMan();
        StopOnSignal onSignal = new StopOnSignal(err);
        PaperSession session;
        boolean ended;
        try {
            session = PaperSession.open(request, catalog.catalog(), err::println, CrashPoint.Listener.NONE);
            if (deadManSeconds != null) {
                session.haltWithoutSideCar(deadManSeconds * NS_PER_SECOND);
            }
            SealThread sealing = Sealing.of(settings, err::println).start(journal);
            onSignal.running(session, sealing);
            err.printf(
                    Locale.ROOT,
                    "ready %.2f s after the start of the process, at sequence %d%n",
                    ManagementFactory.getRuntimeMXBean().getUptime() / MS_PER_SECOND,
                    session.seq());
            try (sealing;
                    session;
                    Progress progress = Progress.start("paper", err, json)) {
                ended = run(session, progress);
            }
        } catch (IOException | RuntimeException | Error failure) {
            onSignal.withdraw();
            throw failure;
        }
        if (!ended) {
            return 0; // a signal asked for it: its thread says how the process ends
        }
        onSignal.withdraw();
        if (session.divergence() != null) {
            return 1;
        }
        report();
        return 0;
    }

    private static boolean run(PaperSession session, Progress progress) {
        Thread watcher = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    progress.at(session.progress(), 0);
                    Thread.sleep(100);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return session.run();
        } finally {
            watcher.interrupt();
        }
    }

    private long snapshotNs() {
        if (snapshotSeconds <= 0 || snapshotSeconds > Long.MAX_VALUE / NS_PER_SECOND) {
            throw new IllegalArgumentException("--snapshot-seconds cannot be " + snapshotSeconds
                    + ": it must be from 1 to " + Long.MAX_VALUE / NS_PER_SECOND);
        }
        return snapshotSeconds * NS_PER_SECOND;
    }

    private void requireDeadMan() {
        if (deadManSeconds != null && (deadManSeconds < 5 || deadManSeconds > DEAD_MAN_SECONDS_MAX)) {
            throw new IllegalArgumentException("--dead-man cannot be " + deadManSeconds
                    + ": it must be from 5, for a side-car is heard of once a second, to " + DEAD_MAN_SECONDS_MAX);
        }
    }

    private double speed() {
        if (speed.equals("max")) {
            return 0;
        }
        try {
            double times = Double.parseDouble(speed);
            if (times > 0 && times <= 1e9) {
                return times;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "--speed cannot be '" + speed + "': it must be above 0 and at most 1e9, or max");
    }

    private boolean cancelsOnStop() {
        return switch (onStop) {
            case "cancel" -> true;
            case "keep" -> false;
            default ->
                throw new IllegalArgumentException("--on-stop cannot be '" + onStop + "': it takes cancel or keep");
        };
    }

    private void report() throws IOException {
        RunResult result = Replay.of(journal, catalog.catalog()).run(Topology.INLINE, RingSettings.DEFAULT);
        Path folder = out != null ? out : journal.toAbsolutePath().resolveSibling(journal.getFileName() + "-report");
        ReportContext context = new ReportContext(
                result.strategy() + " on paper, " + result.dataset(),
                Version.code(),
                List.of(ReportContext.RunNote.NONE));
        ReportFolder.write(folder, result, context);
        PrintWriter text = spec.commandLine().getOut();
        if (json) {
            text.print(ResultJson.text(result, null));
        } else {
            TerminalSummary.run(result, ReportContext.RunNote.NONE).forEach(text::println);
            text.println("report   " + folder.resolve(ReportFolder.REPORT));
            text.println("journal  " + journal);
        }
    }
}
