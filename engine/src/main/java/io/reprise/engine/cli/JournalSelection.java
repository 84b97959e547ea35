package io.reprise.engine.cli;

import io.reprise.engine.backtest.FrameFilter;
import io.reprise.engine.backtest.JournalHeader;
import io.reprise.engine.backtest.JournalView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which frames of which journal: mixed into the commands that go through frames. */
final class JournalSelection {
    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The journal: a folder with inbound/, outbound/ or both, such as journal/ of a report.")
    private Path journal;

    @Option(
            names = "--stream",
            defaultValue = "both",
            paramLabel = "S",
            description =
                    "inbound, outbound or both (default): each outbound frame behind the inbound one it came from.")
    private String stream;

    @Option(
            names = "--seq",
            paramLabel = "A..B",
            description = "Sequences, both ends included; 100.., ..200 and 100 work too. Outbound frames count by the"
                    + " sequence of their cause; with --stream outbound, by their own.")
    private String seq;

    @Option(
            names = "--time",
            paramLabel = "FROM..TO",
            description =
                    "Times (tsInit), the end left out: ISO-8601 in UTC, or nanoseconds since 1970; one side may be"
                            + " missing, a date alone is that day.")
    private String time;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Types of frames, such as Trade,ExecutionReport; docs/frames.md has them all.")
    private List<String> types = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "No more frames than this.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "Where a market journal of the run is now, if not where it was; in order.")
    private List<Path> sources = List.of();

    Path journal() {
        return journal;
    }

    long limit() {
        return limit;
    }

    List<String> types() {
        return types;
    }

    /** What the journal says of itself. */
    JournalHeader header() {
        requireJournal();
        return JournalHeader.read(journal);
    }

    /** Opens the frames that are wanted; with the market frames of a run merged in, if asked for. */
    JournalView open(JournalHeader header, boolean withMarket) throws IOException {
        FrameFilter filter = JournalRanges.filter(seq, time, types);
        String wanted = JournalRanges.stream(stream);
        boolean hasInbound = Files.isDirectory(journal.resolve("inbound"));
        boolean hasOutbound = Files.isDirectory(journal.resolve("outbound"));
        if (wanted != null && !Files.isDirectory(journal.resolve(wanted))) {
            throw new IllegalArgumentException(journal + " has no " + wanted + " stream");
        }
        if (withMarket && header.refersToMarket() && !"outbound".equals(wanted)) {
            requireSources();
            return JournalView.ofRun(journal, wanted == null && hasOutbound, sources, filter);
        }
        if (wanted == null && hasInbound && hasOutbound) {
            return JournalView.ofBoth(journal, filter);
        }
        String only = wanted != null ? wanted : hasInbound ? "inbound" : "outbound";
        return JournalView.ofStream(journal, only, filter);
    }

    private void requireJournal() {
        requireJournal(journal);
    }

    /** Refuses a folder that has no stream. */
    static void requireJournal(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        if (hasStream(folder)) {
            return;
        }
        Path inside = folder.resolve("journal");
        throw new IllegalArgumentException(folder + " is not a journal: it has neither a folder inbound nor a folder"
                + " outbound" + (hasStream(inside) ? "; " + inside + " is one" : ""));
    }

    private static boolean hasStream(Path folder) {
        return Files.isDirectory(folder.resolve("inbound")) || Files.isDirectory(folder.resolve("outbound"));
    }

    private void requireSources() {
        for (Path source : sources.isEmpty() ? JournalView.sources(journal) : sources) {
            if (!Files.isDirectory(source)) {
                throw new IllegalArgumentException("the run's market journal is not at " + source
                        + ": --source DIR says where it is now, --stored does without it");
            }
        }
    }
}
