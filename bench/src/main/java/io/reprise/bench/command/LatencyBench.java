package io.reprise.bench.command;

import io.reprise.bench.latency.LatencyReport;
import io.reprise.bench.latency.LatencyReport.Request;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench latency}: tick to order under open-loop load, beside what the machine can do at best. */
@Command(
        name = "latency",
        description =
                "Measures tick to order of the live pipeline at a fixed rate, from planned times, journal included, "
                        + "beside a bare spin and a bare append.")
final class LatencyBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            defaultValue = "100000",
            paramLabel = "R",
            description = "Trades a second (default: 100000).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "S", description = "Measured seconds (default: 10).")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "5", paramLabel = "S", description = "Seconds before that (default: 5).")
    private int warmup;

    @Option(
            names = "--topology",
            defaultValue = "fused",
            paramLabel = "T",
            description = "fused or staged (default: fused).")
    private String topology;

    @Option(
            names = "--wait",
            defaultValue = "busy-spin",
            paramLabel = "W",
            description = "blocking, sleeping, yielding or busy-spin (default: busy-spin).")
    private String waiting;

    @Option(names = "--out", paramLabel = "FILE", description = "A page with the percentile plot.")
    private Path out;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (rate < 1 || rate > 1_000_000 || seconds < 1 || seconds > 3600 || warmup < 0 || warmup > 3600) {
            throw new IllegalArgumentException(
                    "--rate must be from 1 to 1000000, --seconds from 1 and --warmup from 0 to 3600");
        }
        Topology threads = Topology.parse(topology);
        if (threads == Topology.INLINE) {
            throw new IllegalArgumentException("--topology cannot be inline: live runs fused or staged");
        }
        RingSettings.Wait wait;
        try {
            wait = RingSettings.Wait.valueOf(waiting.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--wait cannot be '" + waiting + "': it takes blocking, sleeping, yielding or busy-spin", e);
        }
        LatencyReport report;
        try (Progress progress =
                Progress.start("bench latency", spec.commandLine().getErr(), json)) {
            progress.at(0, 0);
            report = LatencyReport.measure(
                    new Request(threads, new RingSettings(RingSettings.DEFAULT.slots(), wait), rate, warmup, seconds));
        }
        if (json) {
            report.json(spec.commandLine().getOut());
        } else {
            report.print(spec.commandLine().getOut());
        }
        if (out != null) {
            report.page(out);
        }
        return 0;
    }
}
