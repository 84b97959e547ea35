package io.reprise.bench.command;

import io.reprise.bench.isolation.Isolation;
import io.reprise.bench.run.Machine;
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
                        + " the digests differ, the engine waits for another process, or its latency is beyond that without load.",
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

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "S", description = "Of each run (default: 10).")
    private int seconds;

    @Option(names = "--rate", defaultValue = "5000", paramLabel = "R", description = "Trades a second (default: 5000).")
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
        if (pairs < 1 || pairs > 100 || seconds < 2 || seconds > 600 || rate < 100 || rate > 200_000) {
            throw new IllegalArgumentException(
                    "--pairs must be from 1 to 100, --seconds from 2 to 600, --rate from 100 to 200000");
        }
        Isolation isolation;
        try (Progress progress =
                Progress.start("bench side-car", spec.commandLine().getErr(), json)) {
            isolation = Isolation.measure(
                    pairs, seconds, rate, requests, clients, done -> progress.at(done, 4L * pairs + 1));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            json(out, isolation);
        } else {
            text(out, isolation);
        }
        return isolation.digestsEqual() && isolation.waits().isEmpty() && isolation.latencyWithin() ? 0 : 1;
    }

    private static String us(long ns) {
        return String.format(Locale.ROOT, "%,.1f µs", ns / NS_PER_US);
    }

    private static void row(PrintWriter out, String what, List<Long> sorted) {
        out.printf(
                "%-34s median %10s   %10s to %10s%n",
                what, us(Isolation.median(sorted)), us(sorted.getFirst()), us(sorted.getLast()));
    }

    private void text(PrintWriter out, Isolation isolation) throws IOException {
        out.println("99.9 % of the engine's events took at most");
        row(out, "side-car under load", isolation.loaded());
        row(out, "in turns with it, none", isolation.unloaded());
        row(out, "pairs without on both sides", isolation.control());
        out.println("loaded median within the last range: " + (isolation.latencyWithin() ? "yes" : "NO"));
        out.printf(
                Locale.ROOT,
                "the load: %,.0f requests/s answered, %,d failed, %,.0f messages/s to %d clients%n",
                isolation.requestsPerSecond(),
                isolation.failures(),
                isolation.messagesPerSecond(),
                clients);
        out.println("digests equal in all runs: " + (isolation.digestsEqual() ? "yes" : "NO"));
        out.println("system calls under load: " + isolation.calls());
        out.println("of these, waits that another process could hold: "
                + (isolation.waits().isEmpty() ? "none" : String.join("; ", isolation.waits())));
        Machine machine = Machine.here();
        out.println("machine  " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk());
    }

    private static void json(PrintWriter out, Isolation isolation) throws IOException {
        Machine machine = Machine.here();
        try (JsonOutput object = new JsonOutput(out)) {
            object.ratio("loadedMedianUs", Isolation.median(isolation.loaded()) / NS_PER_US)
                    .ratio("unloadedMedianUs", Isolation.median(isolation.unloaded()) / NS_PER_US)
                    .ratio("controlLowestUs", isolation.control().getFirst() / NS_PER_US)
                    .ratio("controlHighestUs", isolation.control().getLast() / NS_PER_US)
                    .flag("latencyWithin", isolation.latencyWithin())
                    .ratio("requestsPerSecond", isolation.requestsPerSecond())
                    .ratio("messagesPerSecond", isolation.messagesPerSecond())
                    .number("failures", isolation.failures())
                    .flag("digestsEqual", isolation.digestsEqual())
                    .texts("waits", isolation.waits())
                    .text("calls", isolation.calls().toString())
                    .text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk());
        }
    }
}
