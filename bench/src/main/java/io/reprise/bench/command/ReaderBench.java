package io.reprise.bench.command;

import io.reprise.bench.market.GeneratedJournal;
import io.reprise.bench.recovery.StoppedReader;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.SystemCalls;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench reader}: whoever reads the hot state, and is stopped or killed inside a read, costs the engine nothing. */
@Command(
        name = "reader",
        description =
                "Measures loaded sessions alone and, between them, some whose hot state a process reads that is stopped"
                        + " and then killed inside a read, and traces what the engine's threads wait for.")
final class ReaderBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--alone", defaultValue = "10", paramLabel = "N", description = "Sessions alone (default: 10).")
    private int aloneCount;

    @Option(
            names = "--stopped",
            defaultValue = "5",
            paramLabel = "N",
            description = "Sessions with a stopped reader, no more than alone (default: 5).")
    private int stoppedCount;

    @Option(
            names = "--rate",
            defaultValue = "20000",
            paramLabel = "R",
            description = "Trades a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--stop-seconds",
            defaultValue = "60",
            paramLabel = "S",
            description = "Seconds that the reader is stopped, all of them measured (default: 60).")
    private int stopSeconds;

    @Option(names = "--warmup", defaultValue = "4", paramLabel = "S", description = "Seconds before that (default: 4).")
    private int warmup;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (stoppedCount < 1 || stoppedCount > aloneCount) {
            throw new IllegalArgumentException("--stopped must be from 1 to --alone");
        }
        if (rate < 1 || rate > 1_000_000 || stopSeconds < 1 || stopSeconds > 3600 || warmup < 1 || warmup > 3600) {
            throw new IllegalArgumentException(
                    "--stop-seconds and --warmup must be from 1 to 3600, --rate from 1 to 1000000");
        }
        Path folder = Files.createTempDirectory("reprise-bench-reader");
        StoppedReader.Outcome outcome;
        try (Progress progress =
                Progress.start("bench reader", spec.commandLine().getErr(), json)) {
            outcome = StoppedReader.run(
                    folder.resolve("run"),
                    new StoppedReader.Plan(aloneCount, stoppedCount, rate, warmup, stopSeconds),
                    SystemCalls.canBeTraced(),
                    done -> progress.at(done, aloneCount + stoppedCount));
        } finally {
            GeneratedJournal.delete(folder);
        }
        print(outcome);
        boolean waits = outcome.calls() != null && !outcome.calls().suspects().isEmpty();
        return outcome.sameDigests() && !waits ? 0 : 1;
    }

    private static long[] sorted(List<StoppedReader.Run> runs) {
        return runs.stream().mapToLong(StoppedReader.Run::medianNs).sorted().toArray();
    }

    private void print(StoppedReader.Outcome outcome) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long[] alone = sorted(outcome.alone());
        long[] read = sorted(outcome.read());
        long median = read[(stoppedCount - 1) / 2];
        boolean within = median >= alone[0] && median <= alone[aloneCount - 1];
        SystemCalls calls = outcome.calls();
        Machine machine = Machine.here();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "event to decision, median of each of %d sessions alone: %,d to %,d ns, the middle one %,d; of %d with a"
                            + " reader stopped for %d s and killed %,d to %,d, the middle one %,d: %s the range; digests"
                            + " %s%n",
                    aloneCount,
                    alone[0],
                    alone[aloneCount - 1],
                    alone[(aloneCount - 1) / 2],
                    stoppedCount,
                    stopSeconds,
                    read[0],
                    read[stoppedCount - 1],
                    median,
                    within ? "within" : "outside",
                    outcome.sameDigests() ? "equal" : "differ");
            out.println(
                    calls == null
                            ? "system calls were not traced: strace is not installed"
                            : calls.futexes() + " waits and wakes on memory of the process alone, "
                                    + calls.suspects().size() + " calls that another process could make wait");
            out.println("machine " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk());
            return;
        }
        try (JsonOutput result = new JsonOutput(out)) {
            result.text("bench", "reader")
                    .number("alone", aloneCount)
                    .number("stopped", stoppedCount)
                    .number("rate", rate)
                    .number("stopSeconds", stopSeconds)
                    .number("aloneMedianNs", alone[(aloneCount - 1) / 2])
                    .number("aloneMedianNsLowest", alone[0])
                    .number("aloneMedianNsHighest", alone[aloneCount - 1])
                    .number("readMedianNs", median)
                    .number("readMedianNsLowest", read[0])
                    .number("readMedianNsHighest", read[stoppedCount - 1])
                    .flag("withinRange", within)
                    .flag("digestsEqual", outcome.sameDigests())
                    .flag("traced", calls != null)
                    .number("privateFutexes", calls == null ? 0 : calls.futexes())
                    .number(
                            "callsThatCouldWait",
                            calls == null ? 0 : calls.suspects().size())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk());
        }
        if (calls != null) {
            calls.suspects().stream()
                    .limit(20)
                    .forEach(call -> spec.commandLine().getErr().println(call));
        }
    }
}
