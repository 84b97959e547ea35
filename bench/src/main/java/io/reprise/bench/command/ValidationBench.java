package io.reprise.bench.command;

import io.reprise.bench.run.Stopwatch;
import io.reprise.bench.validation.Families;
import io.reprise.bench.validation.Leak;
import io.reprise.engine.cli.JsonOutput;
import io.reprise.engine.cli.Progress;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench validation}: whether the statistics find what was planted, and nothing where nothing was. */
@Command(
        name = "validation",
        description = "Simulates families of strategies with and without skill, and a leak, where the truth is known.",
        footer = "Exit code 1 when a figure is outside of what docs/validation.md says.")
final class ValidationBench implements Callable<Integer> {
    private static final int STRATEGIES = 100;
    private static final int DAYS = 1000;
    private static final int BLOCKS = 10;
    private static final double PLANTED = 3;
    private static final int ALL = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--families", defaultValue = "200", paramLabel = "N", description = "Of each kind (default: 200).")
    private int families;

    @Option(names = "--walks", defaultValue = "20", paramLabel = "N", description = "For the leak (default: 20).")
    private int walks;

    @Option(names = "--bars", defaultValue = "4000", paramLabel = "N", description = "Of each walk (default: 4000).")
    private int bars;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (families < 1 || walks < 1 || bars < 1000) {
            throw new IllegalArgumentException("--families and --walks must be at least 1, --bars at least 1000");
        }
        Families none;
        Families planted;
        Leak leak;
        Stopwatch watch = new Stopwatch();
        try (var _ = Progress.start("bench validation", spec.commandLine().getErr(), json)) {
            none = Families.of(families, STRATEGIES, DAYS, BLOCKS, 0);
            planted = Families.of(families, STRATEGIES, DAYS, BLOCKS, PLANTED);
            leak = Leak.of(walks, bars);
        }
        double seconds = watch.stop().seconds();
        boolean whole = families >= 2 * ALL && walks >= ALL;
        boolean passes = none.overfittingMean() >= 0.45
                && none.overfittingMean() <= 0.55
                && none.deflatedShare() <= 0.06
                && planted.deflatedShare() >= 0.85
                && planted.soundShare() >= 0.85
                && leak.shuffled() > 0.55
                && Math.abs(leak.purged() - 0.5) <= 0.02;
        print(none, planted, leak, seconds, passes);
        return passes || !whole ? 0 : 1;
    }

    private void print(Families none, Families planted, Leak leak, double seconds, boolean passes) {
        if (json) {
            try (JsonOutput out = new JsonOutput(spec.commandLine().getOut())) {
                out.text("bench", "validation")
                        .number("families", families)
                        .ratio("nullOverfittingMean", none.overfittingMean())
                        .ratio("nullDeflatedShare", none.deflatedShare())
                        .ratio("plantedOverfittingMean", planted.overfittingMean())
                        .ratio("plantedDeflatedShare", planted.deflatedShare())
                        .ratio("plantedSoundShare", planted.soundShare())
                        .number("walks", walks)
                        .number("bars", bars)
                        .ratio("shuffledAccuracy", leak.shuffled())
                        .ratio("purgedAccuracy", leak.purged())
                        .ratio("seconds", seconds)
                        .flag("passes", passes);
            }
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d families without skill: mean PBO %.3f, DSR above 0.95 in %.1f %%%n"
                                + "%d with one annual Sharpe ratio of 3: DSR above 0.95 in %.1f %%, PBO below 0.1 in %.1f %%%n"
                                + "%d random walks of %d bars: nearest neighbor right in %.1f %% over shuffled folds, %.1f %% over purged"
                                + " ones%n%s, %.1f s%n",
                        families,
                        none.overfittingMean(),
                        none.deflatedShare() * 100,
                        families,
                        planted.deflatedShare() * 100,
                        planted.soundShare() * 100,
                        walks,
                        bars,
                        leak.shuffled() * 100,
                        leak.purged() * 100,
                        passes ? "as it should be" : "NOT as it should be",
                        seconds);
    }
}
