package io.reprise.bench.command;

import io.reprise.bench.many.LastCloseProvider;
import io.reprise.bench.many.ManyStrategies;
import io.reprise.bench.run.ProcessFacts;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench strategies}: one hundred strategies on ten instruments in one pipeline, beside one on each. */
@Command(name = "strategies", description = "Measures what one more strategy in a pipeline costs, by thread CPU time.")
final class StrategiesBench implements Callable<Integer> {
    private static final int INSTRUMENTS = 10;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--strategies",
            defaultValue = "100",
            paramLabel = "N",
            description = "In the one pipeline, in tens (default: 100).")
    private int strategies;

    @Option(
            names = "--minutes",
            defaultValue = "100000",
            paramLabel = "M",
            description = "Bars of each of the ten instruments, each round (default: 100000).")
    private int minutes;

    @Option(names = "--runs", defaultValue = "7", paramLabel = "K", description = "The median counts (default: 7).")
    private int runs;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (strategies < 2 * INSTRUMENTS || strategies % INSTRUMENTS != 0 || minutes < 1 || runs < 1) {
            throw new IllegalArgumentException(
                    "--strategies must be a multiple of 10, 20 or more; --minutes and --runs at least 1");
        }
        int each = strategies / INSTRUMENTS;
        LastCloseProvider provider = new LastCloseProvider();
        ManyStrategies few = new ManyStrategies(INSTRUMENTS, List.of(provider), true);
        ManyStrategies many = new ManyStrategies(INSTRUMENTS, Collections.nCopies(each, provider), true);
        List<Double> margins = new ArrayList<>();
        List<Double> ofOne = new ArrayList<>();
        long allocated = Long.MAX_VALUE;
        double events = (double) minutes * INSTRUMENTS;
        try (Progress progress =
                Progress.start("bench strategies", spec.commandLine().getErr(), json)) {
            few.cpuNs(minutes);
            many.cpuNs(minutes);
            for (int run = 0; run < runs; run++) {
                progress.at(run, runs);
                double fewNs = few.cpuNs(minutes);
                long calls = provider.calls();
                double manyNs = many.cpuNs(minutes);
                requireCalls(provider.calls() - calls, each);
                margins.add((manyNs - fewNs) / (events * (each - 1)));
                ofOne.add(fewNs / events);
                long before = ProcessFacts.threadAllocatedBytes();
                many.bars(minutes);
                allocated = Math.min(allocated, ProcessFacts.threadAllocatedBytes() - before);
            }
        }
        print(median(margins), Collections.min(margins), Collections.max(margins), median(ofOne), allocated);
        return 0;
    }

    private void requireCalls(long calls, int each) {
        long wanted = (long) minutes * INSTRUMENTS * each;
        if (calls != wanted) {
            throw new IllegalStateException("the strategies were called " + calls + " times, not " + wanted);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void print(double margin, double least, double most, double ofOne, long allocated) throws IOException {
        if (json) {
            try (JsonOutput out = new JsonOutput(spec.commandLine().getOut())) {
                out.text("bench", "strategies")
                        .number("strategies", strategies)
                        .number("instruments", INSTRUMENTS)
                        .number("minutes", minutes)
                        .number("runs", runs)
                        .ratio("marginNs", margin)
                        .ratio("marginNsLeast", least)
                        .ratio("marginNsMost", most)
                        .ratio("eventNsWithOne", ofOne)
                        .number("allocatedBytes", allocated);
            }
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d strategies on %d instruments: %.1f ns for each strategy more on a bar (%.1f to %.1f in %d runs,"
                                + " thread CPU time)%nan event with one strategy takes %.0f ns; %d bytes allocated in %,d events%n",
                        strategies,
                        INSTRUMENTS,
                        margin,
                        least,
                        most,
                        runs,
                        ofOne,
                        allocated,
                        (long) minutes * INSTRUMENTS);
    }
}
