package io.reprise.research.command;

import io.reprise.engine.backtest.Replay;
import io.reprise.engine.backtest.RunEvidence;
import io.reprise.engine.cli.ConfigOption;
import io.reprise.engine.cli.KeyOption;
import io.reprise.engine.cli.Progress;
import io.reprise.engine.config.Configuration;
import io.reprise.engine.pipeline.RingSettings;
import io.reprise.engine.pipeline.Topology;
import io.reprise.engine.seal.PublicKeys;
import io.reprise.engine.seal.SealCheck;
import io.reprise.research.report.ReportContext;
import io.reprise.research.report.ReportContext.Verification;
import io.reprise.research.report.TerminalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

    @Option(
            names = "--verify",
            arity = "0..1",
            fallbackValue = "crc",
            preprocessor = AttachedOnly.class,
            paramLabel = "crc|seals",
            description =
                    "Compare every record, byte for byte, checksums included; =seals holds the journal against its"
                            + " seals first: every document, signature, the manifest and the data. Exit code 1 when anything differs.")
    private Verify verify;

    /** How much is verified. */
    enum Verify {
        CRC,
        SEALS
    }

    /** {@code --verify JOURNAL} names a journal, {@code --verify=seals} a word. */
    static final class AttachedOnly implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> args, CommandSpec spec, ArgSpec option, Map<String, Object> info) {
            if (" ".equals(info.get("separator"))) {
                args.push(((OptionSpec) option).fallbackValue());
            }
            return false;
        }
    }

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

    private SealCheck.Report seals;

    @Mixin
    private CatalogOption catalog;

    @Mixin
    private ConfigOption configuration;

    @Mixin
    private KeyOption key;

    @Override
    public Integer call() throws IOException {
        Configuration settings = configuration.load();
        if (verify == Verify.SEALS && !sealsHold(key.keys(settings))) {
            return 1;
        }
        Topology threads = Topology.parse(topology);
        Replay replay = sources.isEmpty()
                ? Replay.of(journal, catalog.catalog())
                : new Replay(journal, sources, catalog.catalog());
        RingSettings ring = settings.ring();
        Replay.Outcome outcome;
        try (var _ = Progress.start("replay", spec.commandLine().getErr(), json)) {
            outcome = verify != null
                    ? replay.verify(threads, ring)
                    : new Replay.Outcome(replay.run(threads, ring), null, null, null);
        }
        if (verify == null) {
            print(outcome, Verification.NOT_REPLAYED, threads);
            return 0;
        }
        Verification verification = outcome.verified() ? Verification.VERIFIED : Verification.DIFFERS;
        print(outcome, verification, threads);
        return outcome.verified() ? 0 : 1;
    }

    /** Says what is not as it was sealed; such a journal is not replayed. */
    private boolean sealsHold(PublicKeys keys) throws IOException {
        try (Progress _ = Progress.start("seals", spec.commandLine().getErr(), json)) {
            seals = RunEvidence.check(journal, sources, true, keys);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!seals.verified() && json) {
            out.print(RunJson.tampered(seals));
        }
        if (!json) {
            seals.streams().forEach(stream -> out.println("seals    " + stream.sentence()));
            seals.keyIds().forEach(id -> out.println("key      " + id));
        }
        PrintWriter err = spec.commandLine().getErr();
        seals.findings().forEach(finding -> err.println("not verified: " + finding.sentence()));
        return seals.verified();
    }

    private void print(Replay.Outcome outcome, Verification verification, Topology threads) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(RunJson.replay(outcome, threads.name(), verify != null, seals));
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
        if (outcome.unfinished() != null) {
            err.println("note: " + outcome.unfinished());
        }
        if (outcome.codeChange() != null) {
            err.println("note: " + outcome.codeChange());
        }
    }
}
