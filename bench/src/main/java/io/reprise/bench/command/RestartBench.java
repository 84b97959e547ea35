package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.recovery.LongSession;
import io.reprise.bench.run.Machine;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench restart}: how long a killed session takes to be ready again, with and without snapshots. */
@Command(
        name = "restart",
        description = "Kills a long paper session and measures how long it takes to be ready to go on.")
final class RestartBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "Events in the session's journal, about (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--runs", defaultValue = "5", paramLabel = "K", description = "The median counts (default: 5).")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the random walk (default: 1).")
    private long seed;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (events < 1 || runs < 1) {
            throw new IllegalArgumentException("--events and --runs must be at least 1");
        }
        Path folder = Files.createTempDirectory("reprise-bench-restart");
        List<LongSession.Readiness> withSnapshots = new ArrayList<>();
        List<LongSession.Readiness> without = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (Progress progress =
                Progress.start("bench restart", spec.commandLine().getErr(), json)) {
            Path market = GeneratedJournal.trades(null, LongSession.marketEvents(events), seed, done -> {});
            LongSession session = LongSession.make(market, folder, events);
            for (int i = 0; i < runs; i++) {
                bare.add(session.bareStart());
                withSnapshots.add(session.restart());
                progress.at(i + 1L, 2L * runs);
            }
            for (int i = 0; i < runs; i++) {
                session.removeSnapshots();
                without.add(session.restart());
                progress.at(runs + i + 1L, 2L * runs);
            }
        } finally {
            GeneratedJournal.delete(folder);
        }
        print(withSnapshots, without, bare.stream().sorted().toList().get((runs - 1) / 2));
        return 0;
    }

    private static List<LongSession.Readiness> sorted(List<LongSession.Readiness> all) {
        return all.stream()
                .sorted(Comparator.comparingDouble(LongSession.Readiness::seconds))
                .toList();
    }

    private void print(
            List<LongSession.Readiness> withSnapshots, List<LongSession.Readiness> without, double bareSeconds)
            throws IOException {
        List<LongSession.Readiness> quick = sorted(withSnapshots);
        List<LongSession.Readiness> slow = sorted(without);
        LongSession.Readiness ready = quick.get((runs - 1) / 2);
        LongSession.Readiness replayed = slow.get((runs - 1) / 2);
        double perSecond = events / (replayed.seconds() - ready.seconds());
        double perCpuSecond = events / (replayed.cpuSeconds() - ready.cpuSeconds());
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.here();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "ready %.2f s after the start of the process (%.2f to %.2f in %d runs; %.2f s on a core), %.1f times a"
                            + " bare JVM's start; %,d events in the journal%n",
                    ready.seconds(),
                    quick.getFirst().seconds(),
                    quick.getLast().seconds(),
                    runs,
                    ready.cpuSeconds(),
                    ready.seconds() / bareSeconds,
                    events);
            out.printf(
                    Locale.ROOT,
                    "without snapshots %.2f s (%.2f to %.2f; %.2f s on a core): a replay at %,.0f events/s%n",
                    replayed.seconds(),
                    slow.getFirst().seconds(),
                    slow.getLast().seconds(),
                    replayed.cpuSeconds(),
                    perSecond);
            out.println("machine " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk());
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "restart")
                    .number("events", events)
                    .number("runs", runs)
                    .ratio("readySeconds", ready.seconds())
                    .ratio("readySecondsLowest", quick.getFirst().seconds())
                    .ratio("readySecondsHighest", quick.getLast().seconds())
                    .ratio("readyCpuSeconds", ready.cpuSeconds())
                    .ratio("bareJvmSeconds", bareSeconds)
                    .ratio("readyToBareJvm", ready.seconds() / bareSeconds)
                    .ratio("replaySeconds", replayed.seconds())
                    .ratio("replaySecondsLowest", slow.getFirst().seconds())
                    .ratio("replaySecondsHighest", slow.getLast().seconds())
                    .ratio("replayCpuSeconds", replayed.cpuSeconds())
                    .ratio("replayEventsPerSecond", perSecond)
                    .ratio("replayEventsPerCpuSecond", perCpuSecond)
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk());
        }
    }
}
