package io.reprise.bench.command;

import io.reprise.bench.run.Machine;
import io.reprise.engine.cli.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench jmh}: the parts one by one, by JMH with its gc profiler. */
@Command(name = "jmh", description = "Runs the JMH benches; fails when one allocates or its result is wrong.")
final class JmhBench implements Callable<Integer> {
    /** What JMH itself allocates in one iteration is below this, however many operations it is spread over. */
    private static final double ROUNDING_BYTES = 64 * 1024;
    /** What is left beyond that is a new block that Chronicle maps every 16 MiB: far below one object in a thousand events. */
    private static final double BYTES_PER_OP_MAX = 0.02;

    private static final double NS_PER_MS = 1e6;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            defaultValue = "",
            paramLabel = "PATTERN",
            description = "Regular expression on the names of the benches (default: all).")
    private String pattern;

    @Option(names = "--forks", defaultValue = "1", paramLabel = "N", description = "JVMs of each; 0 for this one.")
    private int forks;

    @Option(names = "--warmups", defaultValue = "3", paramLabel = "N", description = "Iterations that do not count.")
    private int warmups;

    @Option(names = "--iterations", defaultValue = "5", paramLabel = "N", description = "Iterations that count.")
    private int iterations;

    @Option(names = "--millis", defaultValue = "1000", paramLabel = "MS", description = "Of one iteration.")
    private long millis;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A bench's parameter; repeatable.")
    private List<String> parameters = List.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException, RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern.isEmpty() ? "io\\.reprise\\.bench\\.jmh\\." : pattern)
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--set takes NAME=VALUE, not '" + parameter + "'");
            }
            options.param(
                    parameter.substring(0, equals),
                    parameter.substring(equals + 1).split(","));
        }
        Collection<RunResult> results = run(options.build());
        print(results);
        return forks > 0 ? failOnAllocation(results) : 0;
    }

    private Collection<RunResult> run(Options options) throws RunnerException {
        try {
            return new Runner(options, log()).run();
        } catch (NoBenchmarksException e) {
            throw new IllegalArgumentException("no bench is called like '" + pattern + "'", e);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no regular expression", e);
        }
    }

    /** JMH's own account of what it does, on standard error. */
    private OutputFormat log() {
        return OutputFormatFactory.createFormatInstance(System.err, json ? VerboseMode.SILENT : VerboseMode.NORMAL);
    }

    private int failOnAllocation(Collection<RunResult> results) {
        List<String> allocating = results.stream()
                .filter(result -> allocatedBytes(result) > ROUNDING_BYTES / operations(result) + BYTES_PER_OP_MAX)
                .map(result -> String.format(Locale.ROOT, "%s %.3f B/op", name(result), allocatedBytes(result)))
                .toList();
        if (allocating.isEmpty()) {
            return 0;
        }
        spec.commandLine().getErr().println("reprise: these allocate: " + String.join(", ", allocating));
        return 1;
    }

    /** Of one iteration; every bench tells nanoseconds an operation. */
    private double operations(RunResult result) {
        return millis * NS_PER_MS / result.getPrimaryResult().getScore();
    }

    private void print(Collection<RunResult> results) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.here();
        if (!json) {
            for (RunResult result : results) {
                Result<?> time = result.getPrimaryResult();
                out.printf(
                        Locale.ROOT,
                        "%-60s %10.2f ± %.2f %s %9.4f B/op%n",
                        name(result),
                        time.getScore(),
                        time.getScoreError(),
                        time.getScoreUnit(),
                        allocatedBytes(result));
            }
            out.println("machine " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jdk() + ", "
                    + String.join(" ", machine.flags()));
            return;
        }
        try (JsonOutput object = new JsonOutput(out)) {
            object.text("bench", "jmh")
                    .array(
                            "results",
                            () -> results.forEach(result -> object.element(() -> {
                                Result<?> time = result.getPrimaryResult();
                                object.text("name", name(result))
                                        .ratio("score", time.getScore())
                                        .ratio("error", time.getScoreError())
                                        .text("unit", time.getScoreUnit())
                                        .ratio("allocatedBytesPerOp", allocatedBytes(result));
                            })));
            object.text("cpu", machine.cpu())
                    .number("cores", machine.cores())
                    .text("jdk", machine.jdk())
                    .texts("flags", machine.flags());
        }
    }

    /** Class, method and parameters, such as {@code PipelineBench.event[topology=INLINE]}. */
    private static String name(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.");
        String parameters = result.getParams().getParamsKeys().stream()
                .map(key -> key + "=" + result.getParams().getParam(key))
                .collect(Collectors.joining(","));
        String method = parts[parts.length - 2] + "." + parts[parts.length - 1];
        return parameters.isEmpty() ? method : method + "[" + parameters + "]";
    }

    private static double allocatedBytes(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? Double.NaN : allocated.getScore();
    }
}
