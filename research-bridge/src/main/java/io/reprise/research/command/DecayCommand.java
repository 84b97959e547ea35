package io.reprise.research.command;

import io.reprise.engine.cli.Progress;
import io.reprise.engine.control.Command;
import io.reprise.engine.control.Desk;
import io.reprise.engine.control.EngineLink;
import io.reprise.engine.control.Taken;
import io.reprise.research.decay.Cusum;
import io.reprise.research.decay.DecayBaseline;
import io.reprise.research.decay.DecaySimulation;
import io.reprise.research.decay.DecayVerdict;
import io.reprise.research.decay.Performance;
import io.reprise.research.decay.SessionDecay;
import io.reprise.research.decay.SharpeEstimate;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code decay}: whether a running strategy still earns what it earned out of sample. */
@CommandLine.Command(
        name = "decay",
        description = "Holds a session against what its strategy did out of sample. docs/decay.md tells more.",
        subcommands = {DecayCommand.Baseline.class, DecayCommand.Check.class, DecayCommand.Simulate.class})
final class DecayCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one of baseline, check and simulate is missing");
    }

    /** Prints for people or for machines. */
    private static void print(CommandSpec spec, boolean json, Map<String, Object> object, List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.pretty(object));
        } else {
            lines.forEach(out::println);
        }
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    @CommandLine.Command(
            name = "baseline",
            description = "Stitches the baseline of a strategy from runs, each from the day after its last fit.")
    static final class Baseline implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @ArgGroup(exclusive = false, multiplicity = "1..*")
        private List<Piece> pieces;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the baseline is written.")
        private Path out;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        static final class Piece {
            @Option(
                    names = "--journal",
                    paramLabel = "DIR",
                    required = true,
                    description = "The journal of a run, oldest first.")
            private Path journal;

            @Option(
                    names = "--fitted-until",
                    paramLabel = "DATE",
                    required = true,
                    description = "The last UTC day that had a say in its parameters; only later days count.")
            private LocalDate fittedUntil;
        }

        @Override
        public Integer call() throws IOException {
            DecayBaseline baseline;
            try (var _ = Progress.start("decay", spec.commandLine().getErr(), json)) {
                baseline = DecayBaseline.of(pieces.stream()
                        .map(piece -> new DecayBaseline.Source(piece.journal, piece.fittedUntil))
                        .toList());
            }
            baseline.write(out);
            Performance all = baseline.performance();
            SharpeEstimate sharpe = SharpeEstimate.of(all.returns());
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("baseline", out.toString());
            object.put("strategy", baseline.strategy());
            object.put("instruments", baseline.instruments());
            object.put("days", all.days().size());
            object.put("sharpe", sharpe.annual(baseline.annualDays()));
            object.put("trades", all.trades());
            print(
                    spec,
                    json,
                    object,
                    List.of(
                            format(
                                    "%s on %s: %d days out of sample in %d %s, Sharpe %.2f a year, %d trades",
                                    baseline.strategy(),
                                    String.join(", ", baseline.instruments()),
                                    all.days().size(),
                                    baseline.pieces().size(),
                                    baseline.pieces().size() == 1 ? "piece" : "pieces",
                                    sharpe.annual(baseline.annualDays()),
                                    all.trades()),
                            "written to " + out));
            return 0;
        }
    }

    /** What an alarm does to the strategy. */
    enum Act {
        NOTHING,
        NOTE,
        STOP
    }

    @CommandLine.Command(
            name = "check",
            description = "Holds a session against a baseline: ok, watch or alarm, with the numbers.")
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "JOURNAL", description = "The journal of the session, running or over.")
        private Path journal;

        @Option(
                names = "--baseline",
                paramLabel = "FILE",
                description = "What decay baseline wrote (default: decay-baseline.json beside the journal).")
        private Path baseline;

        @Option(
                names = "--since",
                paramLabel = "DATE",
                description = "The first UTC day that counts (default: the session's first).")
        private LocalDate since = LocalDate.EPOCH;

        @Option(
                names = "--false-alarms",
                paramLabel = "P",
                defaultValue = "0.10",
                description = "Probability a year of an alarm though nothing has changed (default: ${DEFAULT-VALUE}).")
        private double falseAlarms;

        @Option(
                names = "--act",
                paramLabel = "WHAT",
                defaultValue = "nothing",
                description =
                        "On watch or alarm: nothing; note writes the verdict into the running session's sequence; stop does,"
                                + " and on an alarm takes no more orders of the strategy until start-strategy.")
        private Act act;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            DecayVerdict verdict;
            try (Desk desk = Desk.open(journal);
                    var _ = Progress.start("decay", spec.commandLine().getErr(), json)) {
                verdict = DecayVerdict.of(
                        DecayBaseline.read(baseline == null ? SessionDecay.file(journal) : baseline),
                        desk,
                        since,
                        falseAlarms);
            }
            Map<String, Object> object = verdict.figures();
            List<String> lines = new ArrayList<>(lines(verdict));
            if (act != Act.NOTHING && verdict.state().compareTo(DecayVerdict.State.WATCH) >= 0) {
                act(verdict, object, lines);
            }
            print(spec, json, object, lines);
            return 0;
        }

        /** The same verdict on the same last day is said once, however often it is looked at. */
        private void act(DecayVerdict verdict, Map<String, Object> object, List<String> lines) {
            String key = verdict.key();
            try (EngineLink link = EngineLink.open(journal)) {
                Taken noted = link.send(new Command.Note("decay " + verdict.sentence()), key, 0);
                object.put("noteSequence", noted.seq());
                lines.add("noted at sequence " + noted.seq());
                if (act == Act.STOP && verdict.state() == DecayVerdict.State.ALARM) {
                    Taken stopped = link.send(new Command.StopStrategy(verdict.strategy()), key + " stop", 0);
                    object.put("stopSequence", stopped.seq());
                    lines.add(verdict.strategy() + " stopped at sequence " + stopped.seq());
                }
            }
        }

        private static List<String> lines(DecayVerdict verdict) {
            return List.of(
                    verdict.sentence(),
                    format(
                            "hit rate %s of %d trades against %s of %d; slippage %.2f bps a fill against %.2f",
                            percent(verdict.live().hitRate()),
                            verdict.live().trades(),
                            percent(verdict.baseline().hitRate()),
                            verdict.baseline().trades(),
                            verdict.live().slippageBps(),
                            verdict.baseline().slippageBps()),
                    format(
                            "an edge that is gone altogether is noticed after %d days in half of all cases, at %.0f %% false alarms a year",
                            verdict.detection().median(), verdict.falseAlarms() * 100));
        }

        private static String percent(double share) {
            return Double.isNaN(share) ? "none" : format("%.0f %%", share * 100);
        }
    }

    @CommandLine.Command(
            name = "simulate",
            description = "Shows by simulation how often the alarm is false and how long it takes.")
    static final class Simulate implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--sharpe",
                paramLabel = "S",
                defaultValue = "1",
                description = "Sharpe ratio a year of the baseline (default: ${DEFAULT-VALUE}).")
        private double sharpe;

        @Option(
                names = "--annual",
                paramLabel = "DAYS",
                defaultValue = "365",
                description = "Days a year, 365 or 252 (default: ${DEFAULT-VALUE}).")
        private int annualDays;

        @Option(
                names = "--false-alarms",
                paramLabel = "P",
                defaultValue = "0.10",
                description = "Probability a year of an alarm though nothing has changed (default: ${DEFAULT-VALUE}).")
        private double falseAlarms;

        @Option(
                names = "--paths",
                paramLabel = "N",
                defaultValue = "10000",
                description = "Series of each kind (default: ${DEFAULT-VALUE}).")
        private int paths;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Seed (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() {
            if (annualDays != 365 && annualDays != 252) {
                throw new IllegalArgumentException("a year has 365 or 252 days, not " + annualDays);
            }
            if (paths < 1 || !(sharpe > 0)) {
                throw new IllegalArgumentException("paths and Sharpe ratio must be above 0");
            }
            double shift = sharpe / Math.sqrt(annualDays);
            Cusum cusum = Cusum.of(shift, falseAlarms, annualDays);
            Cusum.RunLength detection = cusum.runLength(shift);
            DecaySimulation simulated;
            try (var _ = Progress.start("decay", spec.commandLine().getErr(), json)) {
                simulated = DecaySimulation.of(cusum, shift, annualDays, paths, seed);
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("threshold", cusum.threshold());
            object.put("falseAlarmsPerYear", cusum.alarmWithin(annualDays, 0));
            object.put("simulatedFalseAlarmsPerYear", simulated.falseAlarms());
            object.put("detectionDaysMedian", detection.median());
            object.put("simulatedDetectionDaysMedian", simulated.detectionMedian());
            print(
                    spec,
                    json,
                    object,
                    List.of(
                            format("Sharpe %.2f a year: k %.4f, h %.2f", sharpe, cusum.reference(), cusum.threshold()),
                            format(
                                    "false alarms a year: %.2f %% by the Markov chain, %.2f %% of %d simulated years",
                                    cusum.alarmWithin(annualDays, 0) * 100, simulated.falseAlarms() * 100, paths),
                            format(
                                    "edge gone: noticed after %d days in half of all cases by the chain, %d simulated",
                                    detection.median(), simulated.detectionMedian())));
            return 0;
        }
    }
}
