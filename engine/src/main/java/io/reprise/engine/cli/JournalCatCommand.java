package io.reprise.engine.cli;

import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.JournalView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code journal cat}: a line for each frame. */
@Command(
        name = "cat",
        description = "Prints the frames, one a line: stream, sequence, time (tsInit), type, instrument, fields. Fields"
                + " that say nothing are left out.")
final class JournalCatCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JournalSelection selection;

    @Option(
            names = "--inline",
            description = "Also the market frames of a run, which its journal only refers to, in their places.")
    private boolean inline;

    @Option(names = "--json", description = "A JSON object for each frame, with every field.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        JournalHeader header = selection.header();
        JournalNames names = new JournalNames(header.instruments());
        StringBuilder line = new StringBuilder();
        long count = 0;
        try (JournalView view = selection.open(header, inline)) {
            while (count < selection.limit() && view.advance()) {
                names.learn(view.buffer(), view.offset());
                line.setLength(0);
                if (json) {
                    JournalLines.appendJson(line, view, names);
                } else {
                    JournalLines.appendText(line, view, names);
                }
                out.append(line.append('\n'));
                if (++count % JournalLines.LOOK_EVERY == 0 && out.checkError()) {
                    return 0; // whoever reads has seen enough
                }
            }
        } finally {
            out.flush();
        }
        return 0;
    }
}
