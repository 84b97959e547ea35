package io.reprise.bench.command;

import io.reprise.bench.isolation.Isolation;
import io.reprise.bench.isolation.IsolationRun;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.SystemCalls;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench side-car}: whether a side-car under load costs the engine anything. */
@Command(
        name = "side-car",
        description =
                "Runs a session on one core, with and without a side-car under load on another, in turns; fails when"
                        + " the digests differ, the engine waits for another process, the load is not reached, or the"
                        + " latency is not what runs without load come to.",
        footer = "Needs taskset, strace, and two cores; other work on the machine spoils the latencies, not the rest.")
final class SideCarBench implements Callable<Integer> {
    private static final double NS_PER_US = 1e3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pairs",
            defaultValue = "10",
            paramLabel = "N",
            description = "Pairs of runs, of each kind (default: 10).")
    private int pairs;

    @Option(
            names = "--seconds",
            defaultValue = "7",
            paramLabel = "S",
            description = "Measured in each run (default: 7).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "2",
            paramLabel = "S",
            description = "Before that, in each run (default: 2).")
    private int warmup;

    @Option(
            names = "--rate",
            defaultValue = "10000",
            paramLabel = "R",
            description = "Trades a second (default: 10000).")
    private int rate;

    @Option(
            names = "--requests",
            defaultValue = "1000",
            paramLabel = "R",
            description = "HTTP requests a second (default: 1000).")
    private int requests;

    @Option(
            names = "--clients",
            defaultValue = "100",
            paramLabel = "N",
            description = "Clients of the stream (default: 100).")
    private int clients;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1 || pairs > 100 || seconds < 2 || seconds > 600 || warmup < 1 || warmup > 600) {
            throw new IllegalArgumentException(
                    "--pairs must be from 1 to 100, --seconds from 2 to 600, --warmup from 1 to 600");
        }
        if (rate < 400 || rate > 200_000 || requests < 1 || requests > 100_000 || clients < 1 || clients > 1_000) {
            throw new IllegalArgumentException(
                    "--rate must be from 400 to 200000, --requests from 1 to 100000, --clients from 1 to 1000");
        }
        Machine machine = Machine.here(); // before it is pinned to one core
        if (!SystemCalls.canBeTraced() || machine.cores() < 2) {
            throw new IllegalStateException("bench side-car needs strace and two cores");
        }
        Isolation.Plan plan = new Isolation.Plan(pairs, warmup, seconds, rate, requests, clients);
        Isolation isolation;
        try (Progress progress =
                Progress.start("bench side-car", spec.commandLine().getErr(), json)) {
            isolation = Isolation.measure(plan, done -> progress.at(done, plan.runs()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            json(out, isolation, machine);
        } else {
            text(out, isolation, machine);
        }
        return isolation.holds() ? 0 : 1;
    }

    private static String us(long ns) {
        return String.format(Locale.ROOT, "%,.1f µs", ns / NS_PER_US);
    }

    private static void row(PrintWriter out, String what, List<IsolationRun> runs) {
        List<Long> sorted = Isolation.p999(runs);
        out.printf(
                "%-34s median %10s   %10s to %10s%n",
                what, us(Isolation.median(sorted)), us(sorted.getFirst()), us(sorted.getLast()));
    }

    private static String yes(boolean holds) {
        return holds ? "yes" : "NO";
    }

    private void text(PrintWriter out, Isolation isolation, Machine machine) {
        out.printf(
                Locale.ROOT,
                "tick to order, p99.9 of each run, %,d decisions a run%n",
                isolation.control().getFirst().decisions());
        row(out, "side-car under load", isolation.loaded());
        row(out, "in turns with it, none", isolation.unloaded());
        row(out, "pairs without on both sides", isolation.control());
        row(out, "a core as busy with nothing", isolation.busy());
        out.println("loaded median within the range of pairs without: " + yes(isolation.latencyWithin()));
        out.printf(
                Locale.ROOT,
                "loaded median not above what a core as busy (%.0f %%) with nothing costs: %s%n",
                isolation.loadShare() * 100,
                yes(isolation.latencyAsBusy()));
        out.printf(
                Locale.ROOT,
                "the load, in the slowest run: %,.0f requests/s answered of %,d, %,d failed%s, %,.0f messages/s to %d clients: %s%n",
                isolation.requestsPerSecond(),
                requests,
                isolation.failures(),
                isolation.firstFailure().isEmpty() ? "" : " (" + isolation.firstFailure() + ")",
                isolation.messagesPerSecond(),
                clients,
                isolation.loadReached() ? "reached" : "NOT REACHED");
        out.println("digests equal in all runs: " + yes(isolation.digestsEqual()));
        SystemCalls calls = isolation.calls();
        out.println("system calls of the engine under load: " + calls.counts());
        out.println("  on memory of its own: " + calls.futexes() + ", on files that the side-car does not lock: "
                + calls.locks());
        out.println("  that could wait for another process: "
                + (calls.suspects().isEmpty()
                        ? "none"
                        : calls.suspects().size() + ", such as "
                                + calls.suspects().getFirst()));
        out.println("machine  " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk());
    }

    private void json(PrintWriter out, Isolation isolation, Machine machine) throws IOException {
        List<Long> control = Isolation.p999(isolation.control());
        SystemCalls calls = isolation.calls();
        try (JsonOutput object = new JsonOutput(out)) {
            object.text("bench", "side-car")
                    .number("pairs", pairs)
                    .number("rate", rate)
                    .number("seconds", seconds)
                    .number("decisions", isolation.control().getFirst().decisions())
                    .ratio("loadedMedianUs", Isolation.median(Isolation.p999(isolation.loaded())) / NS_PER_US)
                    .ratio("unloadedMedianUs", Isolation.median(Isolation.p999(isolation.unloaded())) / NS_PER_US)
                    .ratio("controlLowestUs", control.getFirst() / NS_PER_US)
                    .ratio("controlMedianUs", Isolation.median(control) / NS_PER_US)
                    .ratio("controlHighestUs", control.getLast() / NS_PER_US)
                    .ratio("busyMedianUs", Isolation.median(Isolation.p999(isolation.busy())) / NS_PER_US)
                    .ratio("busyHighestUs", Isolation.p999(isolation.busy()).getLast() / NS_PER_US)
                    .ratio("loadShare", isolation.loadShare())
                    .flag("latencyWithin", isolation.latencyWithin())
                    .flag("latencyAsBusy", isolation.latencyAsBusy())
                    .flag("loadReached", isolation.loadReached())
                    .ratio("requestsPerSecond", isolation.requestsPerSecond())
                    .ratio("messagesPerSecond", isolation.messagesPerSecond())
                    .number("failures", isolation.failures())
                    .flag("digestsEqual", isolation.digestsEqual())
                    .number("callsThatCouldWait", calls.suspects().size())
                    .texts("waits", calls.suspects().stream().limit(20).toList())
                    .text("calls", calls.counts().toString())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk());
        }
    }
}
