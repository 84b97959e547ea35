package io.reprise.engine.cli;

import io.reprise.engine.config.Setting;
import io.reprise.engine.journal.JournalFolder;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.JournalSettings;
import io.reprise.engine.journal.StreamAppender;
import io.reprise.engine.seal.SealKeys;
import io.reprise.engine.seal.Sealer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code journal seal}: seals what is not sealed yet. */
@Command(
        name = "seal",
        description =
                "Seals what is ended and has no seal yet, and a closed journal as a whole. Seals that are there stay"
                        + " as they are. Runs and sessions seal their journals themselves unless journal.seal is false.")
final class JournalSealCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The journal.")
    private Path journal;

    @Option(
            names = "--close",
            description =
                    "Close a journal that a killed session left open, so that it can be sealed as a whole: what was"
                            + " not finished at its end is moved to a folder cut. The session can still go on later.")
    private boolean close;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Mixin
    private ConfigOption configuration;

    @Override
    public Integer call() throws IOException {
        JournalSelection.requireJournal(journal);
        PrintWriter err = spec.commandLine().getErr();
        SealKeys keys = SealKeys.open(configuration.load().folder(Setting.JOURNAL_SEAL_KEYS));
        if (close && !JournalManifest.read(journal).closed()) {
            close(err);
        }
        int sealed;
        boolean isWhole;
        try (Sealer sealer = Sealer.open(journal, keys, true);
                Progress _ = Progress.start("seal", err, json)) {
            sealed = sealer.sealAll();
            isWhole = sealer.sealJournal();
        }
        print(keys, sealed, isWhole);
        return 0;
    }

    /** Opening recovers a stream and closing it ends it. */
    private void close(PrintWriter err) {
        try (JournalFolder folder = JournalFolder.open(journal, JournalSettings.defaults())) {
            for (String stream : List.of(JournalFolder.INBOUND, JournalFolder.OUTBOUND)) {
                if (Files.isDirectory(journal.resolve(stream))) {
                    StreamAppender appender =
                            stream.equals(JournalFolder.INBOUND) ? folder.inbound() : folder.outbound();
                    if (appender.cut() != null) {
                        err.println(stream + ": " + appender.cut().sentence());
                    }
                }
            }
        }
    }

    private void print(SealKeys keys, int sealed, boolean isWhole) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonOutput output = new JsonOutput(out)) {
                output.text("journal", journal.toString())
                        .number("sealed", sealed)
                        .flag("whole", isWhole)
                        .text("keyId", keys.keyId());
            }
            return;
        }
        out.println("sealed " + sealed + (sealed == 1 ? " segment" : " segments") + " with the key " + keys.keyId());
        out.println(
                isWhole
                        ? "the journal is sealed as a whole"
                        : "the journal is not closed, so its last segments are not sealed; --close ends it");
    }
}
