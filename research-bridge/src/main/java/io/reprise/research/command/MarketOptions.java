package io.reprise.research.command;

import io.reprise.engine.cli.Progress;
import io.reprise.engine.time.Times;
import io.reprise.research.history.HistoricalDataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What market a run is over: journals as they are, or a range of history, which becomes a journal beside the report. */
final class MarketOptions {
    /** Where the journals made of history lie in the report's folder. */
    static final String MARKET = "market";

    @ArgGroup
    private Source source = new Source();

    private static final class Source {
        @Option(
                names = "--journal",
                paramLabel = "DIR",
                description = "A market journal; repeatable, ties in time go by this order.")
        private List<Path> journals;

        @ArgGroup(exclusive = false)
        private Range range;
    }

    private static final class Range {
        @Option(
                names = "--store",
                required = true,
                paramLabel = "DIR",
                description = "A cold store, such as data/store; what it lacks comes from the market journals.")
        private Path store;

        @Option(
                names = "--journals",
                paramLabel = "DIR",
                description = "With --store: a folder below which market journals lie; repeatable"
                        + " (default: data/journals).")
        private List<Path> journals;

        @Option(
                names = "--instrument",
                required = true,
                paramLabel = "NAME",
                description = "With --store: an instrument, such as BTC-USD.BITSTAMP; repeatable.")
        private List<String> instruments;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "With --store: not before (default: the beginning).")
        private String from;

        @Option(names = "--to", paramLabel = "TIME", description = "With --store: before (default: the end).")
        private String to;

        @Option(
                names = "--timeframe",
                defaultValue = "trades",
                paramLabel = "P",
                description = "With --store: trades, quotes or books as they were recorded, or bars such as 1m"
                        + " (default: ${DEFAULT-VALUE}).")
        private String timeframe;
    }

    /**
     * The market journals of the run, made first where they are a range of history.
     *
     * @param folder of the report
     */
    List<Path> journals(Path folder, Progress progress) throws IOException {
        if (source.journals != null) {
            return source.journals;
        }
        Range range = source.range;
        if (range == null) {
            throw new IllegalArgumentException(
                    "a market is missing: --journal DIR, or --store DIR with --instrument NAME");
        }
        long fromNs = range.from == null ? Long.MIN_VALUE : Times.parse(range.from);
        long toNs = range.to == null ? Long.MAX_VALUE : Times.parse(range.to);
        List<Path> made = new ArrayList<>();
        List<Path> journals = range.journals == null ? List.of(Path.of(StoreOptions.JOURNALS)) : range.journals;
        try (HistoricalDataStore history = HistoricalDataStore.open(range.store, journals)) {
            for (String instrument : range.instruments) {
                HistoricalDataStore.Answer answer = history.query(instrument, fromNs, toNs, range.timeframe);
                Path place = folder.resolve(MARKET).resolve((made.size() + 1) + "-" + instrument.replace('/', '-'));
                HistoricalDataStore.toJournal(answer, place, rows -> progress.at(rows, 0));
                made.add(place);
            }
        }
        return made;
    }
}
