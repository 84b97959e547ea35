package io.reprise.research.command;

import io.reprise.engine.cli.Progress;
import io.reprise.research.ingest.MarketSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slice}: the last part of a market journal, for a quick look before the whole run. */
@Command(
        name = "slice",
        description = "Makes a market journal of the last events of another, for a quick run before the whole one. "
                + "A slice that is there already stays as it is.")
final class SliceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--journal", required = true, paramLabel = "DIR", description = "A market journal.")
    private Path journal;

    @Option(names = "--last", required = true, paramLabel = "N", description = "How many events, from 1 on.")
    private long last;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the slice goes.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (last < 1) {
            throw new IllegalArgumentException("--last cannot be " + last + ": it must be 1 or more");
        }
        long events;
        try (Progress _ = Progress.start("slice", spec.commandLine().getErr(), false)) {
            events = MarketSlice.last(journal, last, out);
        }
        spec.commandLine().getOut().println(out + " holds " + events + " events");
        return 0;
    }
}
