package io.reprise.bench.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: measurements, each of which also checks its result. */
@Command(
        name = "bench",
        synopsisSubcommandLabel = "BENCH",
        description = "Measures the engine, and checks what it measured.",
        subcommands = {
            ReplayBench.class,
            BarsBench.class,
            DepthBench.class,
            StrategiesBench.class,
            JmhBench.class,
            LatencyBench.class,
            RecoveryBench.class,
            RestartBench.class,
            WeekBench.class,
            ReaderBench.class,
            HotBench.class,
            OptimizeBench.class,
            SealBench.class,
            StoreBench.class,
            ArchiveBench.class,
            SideCarBench.class,
            ValidationBench.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which bench is missing");
    }
}
