package io.reprise.engine.cli;

import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.JournalView;
import io.reprise.engine.backtest.RunEvidence;
import io.reprise.engine.config.Configuration;
import io.reprise.engine.seal.Bundle;
import io.reprise.engine.seal.PublicKeys;
import io.reprise.engine.seal.SealCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: a sealed run as a bundle that a third party can check. */
@Command(
        name = "export",
        description =
                "Writes a run's journal, its seals, public keys and market data into one zip file, with a program that"
                        + " checks them and needs nothing but a JDK. What does not hold against its seals is not exported.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "The journal of a run: the folder journal/ of a report.")
    private Path journal;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The zip file.")
    private Path out;

    @Option(
            names = "--without-data",
            description = "Leave a backtest's market data out; the manifest names them by digest.")
    private boolean withoutData;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private ConfigOption configuration;

    @Mixin
    private KeyOption key;

    @Override
    public Integer call() throws IOException {
        JournalSelection.requireJournal(journal);
        Configuration settings = configuration.load();
        PublicKeys keys = key.keys(settings);
        PrintWriter err = spec.commandLine().getErr();
        SealCheck.Report report;
        Bundle.Written written;
        try (Progress progress = Progress.start("export", err, json)) {
            long[] looks = new long[1];
            Runnable listener = () -> progress.at(++looks[0], 0);
            report = RunEvidence.check(journal, sources, !withoutData, keys, listener);
            if (!report.verified()) {
                report.findings().forEach(finding -> err.println("not verified: " + finding.sentence()));
                err.println("reprise: " + journal + " is not as it was sealed, or not sealed, and is not exported;"
                        + " ./run.sh journal seal seals what has no seal yet");
                return 1;
            }
            written = Bundle.write(journal, markets(), Bundle.used(keys, report.keyIds()), out, listener);
        }
        print(report, written);
        return 0;
    }

    private List<Path> markets() {
        if (withoutData || !JournalHeader.read(journal).refersToMarket()) {
            return List.of();
        }
        return sources.isEmpty() ? JournalView.sources(journal) : sources;
    }

    private void print(SealCheck.Report report, Bundle.Written written) {
        PrintWriter text = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(text)) {
                output.text("file", out.toString())
                        .number("bytes", written.bytes())
                        .number("files", written.files())
                        .text("sha256", written.sha256())
                        .text("verifierSha256", written.verifierSha256())
                        .texts("keyIds", report.keyIds());
            }
            return;
        }
        report.streams().forEach(stream -> text.println("seals    " + stream.sentence()));
        report.keyIds().forEach(id -> text.println("key      " + id));
        text.println("bundle   " + out + ", " + written.files() + " files, " + written.bytes() + " bytes, SHA-256 "
                + written.sha256());
        text.println("check it with: java Verify.java " + out.getFileName() + " --key-id "
                + String.join(" ", report.keyIds()));
    }
}
