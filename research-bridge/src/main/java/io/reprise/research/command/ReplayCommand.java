package io.reprise.research.command;

import io.reprise.engine.backtest.Replay;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportContext.Verification;
import io.reprise.research.report.TerminalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: a run's journal through the pipeline again, and with {@code --verify} byte for byte against the record. */
@Command(name = "replay", description = "Runs a journal through the pipeline again.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "The journal of a run: the folder journal/ of a report.")
    private Path journal;

    @Option(names = "--verify", description = "Compare every record, byte for byte; exit code 1 when one differs.")
    private boolean verify;

    @Option(
            names = "--topology",
            defaultValue = "inline",
            paramLabel = "T",
            description = "inline, fused or staged (default: inline).")
    private String topology;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private CatalogOption catalog;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        Topology threads = Topology.parse(topology);
        Replay replay = sources.isEmpty()
                ? Replay.of(journal, catalog.catalog())
                : new Replay(journal, sources, catalog.catalog());
        RingSettings ring = configuration.load().ring();
        Replay.Outcome outcome;
        try (var _ = Progress.start("replay", spec.commandLine().getErr(), json)) {
            outcome = verify ? replay.verify(threads, ring) : new Replay.Outcome(replay.run(threads, ring), null, null);
        }
        if (!verify) {
            print(outcome, Verification.NOT_REPLAYED, threads);
            return 0;
        }
        Verification verification = outcome.verified() ? Verification.VERIFIED : Verification.DIFFERS;
        print(outcome, verification, threads);
        return outcome.verified() ? 0 : 1;
    }

    private void print(Replay.Outcome outcome, Verification verification, Topology threads) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(RunJson.replay(outcome, threads.name(), verify));
            return;
        }
        var note = new ReportContext.RunNote(verification, threads.name().toLowerCase(Locale.ROOT), null);
        if (outcome.result() != null) {
            TerminalSummary.run(outcome.result(), note).forEach(out::println);
        }
        PrintWriter err = spec.commandLine().getErr();
        if (outcome.difference() != null) {
            err.println("not verified: " + outcome.difference());
        }
        if (outcome.codeChange() != null) {
            err.println("note: " + outcome.codeChange());
        }
    }
}
