package io.reprise.bench.command;

import io.reprise.bench.run.EngineRun;
import io.reprise.bench.run.Machine;
import io.reprise.bench.run.ProcessFacts;
import io.reprise.bench.run.Spread;
import io.reprise.engine.cli.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** How measured figures are told: always with the machine, the JDK and the flags they were measured on. */
final class Figures {
    private Figures() {}

    /** A rate with its range, in words. */
    static String rate(Spread spread, String unit) {
        return String.format(
                Locale.ROOT,
                "%,.0f %s/s (%,.0f to %,.0f in %d runs; %,.0f per second of CPU time)",
                spread.perSecond(),
                unit,
                spread.perSecondLowest(),
                spread.perSecondHighest(),
                spread.runs(),
                spread.perCpuSecond());
    }

    /** What the run did, what it was measured on, and where its journal is. */
    static void print(PrintWriter out, EngineRun run, Path market) throws IOException {
        out.printf(
                Locale.ROOT,
                "%.4f bytes allocated per event, %.0f MiB resident at most, %,d orders, %,d fills%n",
                run.allocatedBytesPerEvent(),
                ProcessFacts.highWaterMiB(),
                run.result().orders(),
                run.result().fillCount());
        out.println("state digest    " + run.result().stateDigest());
        out.println("outbound digest " + run.result().outboundDigest());
        Machine machine = Machine.here();
        out.println("machine         " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk() + ", "
                + String.join(" ", machine.flags()));
        out.println("journal         " + market + " (kept for the next run)");
    }

    /** Seconds and rates; the unit is {@code events} or {@code bars}. */
    static void rates(JsonOutput out, Spread spread, String unit) {
        out.ratio("seconds", spread.median())
                .ratio(unit + "PerSecond", spread.perSecond())
                .ratio(unit + "PerSecondLowest", spread.perSecondLowest())
                .ratio(unit + "PerSecondHighest", spread.perSecondHighest())
                .ratio("cpuSeconds", spread.cpuMedian());
    }

    /** What the run did. */
    static void run(JsonOutput out, EngineRun run) throws IOException {
        out.ratio("allocatedBytesPerEvent", run.allocatedBytesPerEvent())
                .ratio("rssMiB", ProcessFacts.highWaterMiB())
                .number("orders", run.result().orders())
                .number("fills", run.result().fillCount())
                .text("stateDigest", run.result().stateDigest())
                .text("outboundDigest", run.result().outboundDigest());
    }

    /** What it was measured on, and where the journal is. */
    static void machine(JsonOutput out, Path market) throws IOException {
        Machine machine = Machine.here();
        out.text("journal", market.toString())
                .text("cpu", machine.cpu())
                .number("cores", machine.cores())
                .text("jdk", machine.jdk())
                .texts("flags", machine.flags());
    }
}
