package io.reprise.bench.command;

import io.reprise.bench.run.Machine;
import io.reprise.bench.run.SealRun;
import io.reprise.bench.run.SealRun.Measured;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench seal}: what sealing costs, and that the thread that appends does not pay it. */
@Command(
        name = "seal",
        description =
                "Appends a journal with and without a thread that seals it, seals one alone, and checks every seal.")
final class SealBench implements Callable<Integer> {
    private static final int MIB = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--mib", defaultValue = "256", paramLabel = "N", description = "Size of a journal (default: 256).")
    private int mib;

    @Option(
            names = "--segment-mib",
            defaultValue = "16",
            paramLabel = "N",
            description = "Size of a segment (default: 16).")
    private int segmentMib;

    @Option(
            names = "--runs",
            defaultValue = "7",
            paramLabel = "K",
            description = "Runs, of which the median counts; the first only warms up (default: 7).")
    private int runs;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (mib < 1 || mib > 65_536 || segmentMib < 1 || segmentMib > mib || runs < 2 || runs > 1_000) {
            throw new IllegalArgumentException(
                    "--mib must be from 1 to 65536, --segment-mib from 1 to that, --runs from 2 to 1000");
        }
        List<Measured> measured = new ArrayList<>();
        try (Progress progress = Progress.start("bench seal", spec.commandLine().getErr(), json)) {
            SealRun run = new SealRun((long) mib * MIB, (long) segmentMib * MIB);
            run.run();
            for (int i = 1; i < runs; i++) {
                progress.at(i, runs);
                measured.add(run.run());
            }
        }
        print(measured);
        return 0;
    }

    private void print(List<Measured> measured) throws IOException {
        Machine machine = Machine.here();
        if (json) {
            try (JsonOutput output = new JsonOutput(spec.commandLine().getOut())) {
                output.number("segments", measured.getFirst().segments())
                        .ratio("sealNsPer64Bytes", median(measured, Measured::sealNs))
                        .ratio("appendNsPer64Bytes", median(measured, Measured::appendNs))
                        .ratio("appendNsPer64BytesWhileSealed", median(measured, Measured::appendNsWhileSealed))
                        .ratio("appendBytesPerDocument", median(measured, Measured::appendBytes))
                        .ratio("appendBytesPerDocumentWhileSealed", median(measured, Measured::appendBytesWhileSealed))
                        .text("cpu", machine.cpu())
                        .number("cores", machine.cores())
                        .text("jdk", machine.jdk())
                        .texts("flags", machine.flags());
            }
            return;
        }
        say("sealing", measured, Measured::sealNs, "ns per 64 bytes");
        say("appending alone", measured, Measured::appendNs, "ns per 64 bytes");
        say("appending while sealed", measured, Measured::appendNsWhileSealed, "ns per 64 bytes");
        say("allocated alone", measured, Measured::appendBytes, "bytes per document");
        say("allocated while sealed", measured, Measured::appendBytesWhileSealed, "bytes per document");
        spec.commandLine()
                .getOut()
                .println("machine                    " + machine.cpu() + ", " + machine.cores() + " cores, "
                        + machine.jdk() + ", " + String.join(" ", machine.flags()));
    }

    private void say(String what, List<Measured> measured, ToDoubleFunction<Measured> figure, String unit) {
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%-26s %.2f %s (%.2f to %.2f)",
                        what,
                        median(measured, figure),
                        unit,
                        measured.stream().mapToDouble(figure).min().orElse(0),
                        measured.stream().mapToDouble(figure).max().orElse(0)));
    }

    private static double median(List<Measured> measured, ToDoubleFunction<Measured> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
