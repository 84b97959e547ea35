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
        description = "Measures loaded sessions in pairs, without and with a process that reads their hot state and is"
                + " stopped and killed inside a read, and traces what the engine's threads wait for.")
final class ReaderBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--pairs", defaultValue = "10", paramLabel = "N", description = "Pairs of sessions (default: 10).")
    private int pairs;

    @Option(
            names = "--rate",
            defaultValue = "20000",
            paramLabel = "R",
            description = "Trades a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "8", paramLabel = "S", description = "Measured seconds (default: 8).")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "4", paramLabel = "S", description = "Seconds before that (default: 4).")
    private int warmup;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (pairs < 1 || rate < 1 || rate > 1_000_000 || seconds < 1 || warmup < 1) {
            throw new IllegalArgumentException(
                    "--pairs, --seconds and --warmup must be at least 1, --rate from 1 to 1000000");
        }
        Path folder = Files.createTempDirectory("reprise-bench-reader");
        StoppedReader.Outcome outcome;
        try (Progress progress =
                Progress.start("bench reader", spec.commandLine().getErr(), json)) {
            outcome = StoppedReader.run(
                    folder.resolve("run"),
                    pairs,
                    rate,
                    warmup,
                    seconds,
                    SystemCalls.canBeTraced(),
                    done -> progress.at(done, 2L * pairs));
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
        long median = read[(pairs - 1) / 2];
        boolean within = median >= alone[0] && median <= alone[pairs - 1];
        SystemCalls calls = outcome.calls();
        Machine machine = Machine.here();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "event to decision, median of each of %d sessions alone: %,d to %,d ns, the middle one %,d; with a stopped"
                            + " reader %,d to %,d, the middle one %,d: %s the range; digests %s%n",
                    pairs,
                    alone[0],
                    alone[pairs - 1],
                    alone[(pairs - 1) / 2],
                    read[0],
                    read[pairs - 1],
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
            result.text("bench", "sidecar")
                    .number("pairs", pairs)
                    .number("rate", rate)
                    .number("seconds", seconds)
                    .number("aloneMedianNs", alone[(pairs - 1) / 2])
                    .number("aloneMedianNsLowest", alone[0])
                    .number("aloneMedianNsHighest", alone[pairs - 1])
                    .number("readMedianNs", median)
                    .number("readMedianNsLowest", read[0])
                    .number("readMedianNsHighest", read[pairs - 1])
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
