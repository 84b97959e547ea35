package io.reprise.engine.cli;

import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.journal.Damage;
import io.reprise.engine.journal.Finding;
import io.reprise.engine.journal.JournalCheck;
import io.reprise.engine.journal.JournalRepair;
import io.reprise.engine.journal.StreamCheck;
import io.reprise.engine.seal.SealCheck;
import io.reprise.engine.seal.Tampering;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal verify}: whether a journal is whole. */
@Command(
        name = "verify",
        description = "Reads every document of every stream and holds headers, checksums, chain, totals and digests"
                + " against each other; names each damage. Exit code 1 when there is one.")
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The journal.")
    private Path journal;

    @Option(
            names = "--seals",
            description =
                    "Hold it against its seals as well: market journals too, which replay --verify=seals is not for.")
    private boolean withSeals;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private ConfigOption configuration;

    @Mixin
    private KeyOption key;

    private long frames;
    private List<Tampering> tampering = List.of();

    @Override
    public Integer call() throws IOException {
        JournalSelection.requireJournal(journal);
        JournalCheck.Report report;
        try (Progress progress = Progress.start("verify", spec.commandLine().getErr(), json)) {
            report = JournalCheck.run(journal, scan -> {
                frames += scan.frameCount();
                progress.at(frames, 0);
            });
            if (withSeals) {
                tampering =
                        SealCheck.run(journal, key.keys(configuration.load())).findings();
            }
        }
        List<Finding> findings = new ArrayList<>(report.allFindings());
        addOutboundDigest(report, findings);
        if (json) {
            printJson(report, findings);
        } else {
            printText(report, findings);
        }
        return isVerified(findings) ? 0 : 1;
    }

    private boolean isVerified(List<Finding> findings) {
        return findings.isEmpty() && tampering.isEmpty();
    }

    /** A finished run has written down what its decisions hashed to; a repaired copy does not claim to hold them all. */
    private static void addOutboundDigest(JournalCheck.Report report, List<Finding> findings) {
        Map<String, String> properties = report.manifest().properties();
        String recorded = properties.get(RunJournal.OUTBOUND_DIGEST);
        if (recorded == null || properties.containsKey(JournalRepair.REPAIRED_FROM)) {
            return;
        }
        for (StreamCheck.Report stream : report.streams()) {
            String found = stream.totals().contentSha256();
            boolean isOutbound = stream.stream().equals(RunJournal.OUTBOUND) && stream.closed() && stream.verified();
            if (isOutbound && !recorded.equals(found)) {
                String reason = "the SHA-256 of the frames is " + found + ", the run's outboundDigest was " + recorded;
                Damage damage = new Damage(
                        "manifest.json",
                        0,
                        stream.totals().documents(),
                        stream.totals().lastSeq() + 1,
                        reason);
                findings.add(new Finding(stream.stream(), damage, 0, 0));
            }
        }
    }

    private void printText(JournalCheck.Report report, List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        for (StreamCheck.Report stream : report.streams()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %,d frames in %,d documents, sequences %d to %d, %s",
                    stream.stream(),
                    stream.totals().frames(),
                    stream.totals().documents(),
                    stream.totals().firstSeq(),
                    stream.totals().lastSeq(),
                    stream.closed() ? "closed" : report.beingWritten() ? "being written" : "not closed"));
        }
        tampering.forEach(finding -> out.println("seals: " + finding.sentence()));
        for (Finding finding : findings) {
            out.println((finding.stream().isEmpty() ? "journal" : finding.stream()) + ": " + finding.sentence());
        }
        out.println("verified: " + isVerified(findings));
    }

    private void printJson(JournalCheck.Report report, List<Finding> findings) {
        try (JsonOutput output = new JsonOutput(spec.commandLine().getOut())) {
            output.text("journal", journal.toString())
                    .flag("verified", isVerified(findings))
                    .flag("closed", report.manifest().closed())
                    .flag("beingWritten", report.beingWritten());
            output.array(
                    "streams",
                    () -> report.streams()
                            .forEach(stream -> output.element(() -> JournalReports.stream(output, stream))));
            JournalReports.findings(output, findings);
            if (withSeals) {
                output.array(
                        "tampering",
                        () -> tampering.forEach(finding -> output.element(
                                () -> output.text("place", finding.place()).text("reason", finding.reason()))));
            }
        }
    }
}
