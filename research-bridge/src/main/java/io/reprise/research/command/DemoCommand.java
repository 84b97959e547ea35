package io.reprise.research.command;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.Sealing;
import io.reprise.engine.cli.Version;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.time.SystemClock;
import io.reprise.research.report.HtmlReport;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportContext.RunNote;
import io.reprise.research.report.ReportContext.Verification;
import io.reprise.research.report.ReportFolder;
import io.reprise.research.report.TerminalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}, the main job: real samples from Maven Central through the pipeline, replayed, verified and reported. */
@Command(
        name = "demo",
        description =
                "Runs three strategies on real samples, replays and verifies each run, writes one report, and opens"
                        + " the console on them with a paper session beside, until Ctrl-C.",
        footer = "Where standard output is no terminal, and with --json, it ends after the report; --console opens the"
                + " console all the same.")
final class DemoCommand implements Callable<Integer> {
    /** Set by run.sh where standard output is a terminal. */
    private static final String TERMINAL = "reprise.terminal";

    private static final List<String> STRATEGIES = List.of("sma-cross", "rsi-reversion", "donchian-breakout");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "reports/demo",
            description = "Where everything goes (default: reports/demo).")
    private Path out;

    @Option(names = "--no-console", description = "End after the report.")
    private boolean noConsole;

    @Option(names = "--console", description = "Open the console though standard output is no terminal.")
    private boolean console;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8750",
            description = "The console's port, 0 for any that is free (default: 8750).")
    private int port;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (console && (noConsole || json)) {
            throw new IllegalArgumentException("--console cannot be given with --no-console or --json");
        }
        Sealing sealing = Sealing.of(configuration.load(), spec.commandLine().getErr()::println);
        SystemClock clock = new SystemClock();
        long startNs = clock.monoNs();
        StrategyCatalog catalog = StrategyCatalog.load(DemoCommand.class.getClassLoader());
        List<RunResult> runs = new ArrayList<>();
        List<RunNote> notes = new ArrayList<>();
        for (DemoSample sample : DemoSample.all()) {
            Path journal = sample.ingest(out.resolve("data"));
            for (String strategy : STRATEGIES) {
                say(sample.dataset() + " " + strategy);
                Path folder = Path.of(sample.name(), strategy);
                runs.add(run(journal, sample.config(strategy), catalog, out.resolve(folder), sealing));
                notes.add(verify(out.resolve(folder), runs.getLast(), catalog, folder));
            }
        }
        ReportContext context = new ReportContext("Reprise: the main job on real data", Version.code(), notes);
        for (int i = 0; i < runs.size(); i++) {
            ReportContext own = new ReportContext(context.title(), context.codeVersion(), List.of(notes.get(i)));
            ReportFolder.write(out.resolve(notes.get(i).folder()), runs.get(i), own);
        }
        Path report = out.resolve(ReportFolder.REPORT);
        HtmlReport.write(report, runs, context);
        print(runs, context, report, (clock.monoNs() - startNs) / 1e9);
        boolean verified = notes.stream().allMatch(note -> note.verification() == Verification.VERIFIED);
        if (verified && wantsConsole()) {
            open();
        }
        return verified ? 0 : 1;
    }

    /** A script that reads what the demo says must see it end. */
    private boolean wantsConsole() {
        return console || !noConsole && !json && Boolean.getBoolean(TERMINAL);
    }

    private void open() throws IOException, InterruptedException {
        PrintWriter text = spec.commandLine().getOut();
        text.flush();
        Optional<DemoConsole> shown = ServiceLoader.load(DemoConsole.class).findFirst();
        if (shown.isEmpty()) {
            text.println("there is no console on this class path");
            return;
        }
        Path market = out.resolve("data").resolve(DemoSample.all().getFirst().name());
        shown.get().show(out, market, port, text, spec.commandLine().getErr());
    }

    private static RunResult run(Path journal, RunConfig config, StrategyCatalog catalog, Path folder, Sealing sealing)
            throws IOException {
        return RunFolders.run(
                Backtest.Request.unrecorded(List.of(journal), config), catalog, folder, sealing, events -> {});
    }

    /** Byte for byte inline, and the same digests from the threads of the other two topologies. */
    private RunNote verify(Path folder, RunResult run, StrategyCatalog catalog, Path relative) throws IOException {
        Replay replay = Replay.of(folder.resolve(RunFolders.JOURNAL), catalog);
        Replay.Outcome outcome = replay.verify(Topology.INLINE, RingSettings.DEFAULT);
        boolean same = outcome.verified();
        String difference = outcome.difference();
        for (Topology topology : List.of(Topology.FUSED, Topology.STAGED)) {
            RunResult again = replay.run(topology, RingSettings.DEFAULT);
            if (!again.stateDigest().equals(run.stateDigest())
                    || !again.outboundDigest().equals(run.outboundDigest())) {
                same = false;
                difference = topology + " ends with other digests";
            }
        }
        if (!same) {
            spec.commandLine().getErr().println("not verified: " + relative + ": " + difference);
        }
        return new RunNote(
                same ? Verification.VERIFIED : Verification.DIFFERS,
                "inline, fused and staged",
                relative.toString().replace('\\', '/'));
    }

    private void say(String what) {
        if (!json) {
            spec.commandLine().getErr().println("running  " + what);
        }
    }

    private void print(List<RunResult> runs, ReportContext context, Path report, double seconds) throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        if (json) {
            screen.print(RunJson.demo(out, runs, context));
            return;
        }
        TerminalSummary.table(runs, context).forEach(screen::println);
        long events = runs.stream().mapToLong(RunResult::events).sum();
        screen.println();
        screen.printf(
                Locale.ROOT,
                "%d backtests over %,d events, each replayed in three topologies, in %.1f s%n",
                runs.size(),
                events,
                seconds);
        screen.println("report   " + report.toAbsolutePath().normalize());
    }
}
