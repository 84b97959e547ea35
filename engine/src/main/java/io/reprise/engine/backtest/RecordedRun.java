package io.reprise.engine.backtest;

import io.reprise.codecs.BarDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run as its journal has it: what it was made with, and where its events are.
 *
 * @param journal the run's journal
 * @param sources where its market journals are; none for a session, which holds all that it saw
 * @param header the journal's
 * @param definitions its instruments as the data define them; a session knows them only with the run's ticks and lots
 * @param filePeriodsNs by instrument, the period of the bars that its data are, 0 where they are trades
 */
record RecordedRun(
        Path journal,
        List<Path> sources,
        RunHeaders.Content header,
        List<Instrument> definitions,
        List<Long> filePeriodsNs) {
    RecordedRun {
        sources = List.copyOf(sources);
        filePeriodsNs = List.copyOf(filePeriodsNs);
    }

    /**
     * Finds a run.
     *
     * @param sources where a backtest's market journals are, empty for where they were when it ran
     */
    static RecordedRun of(Path journal, List<Path> sources) throws IOException {
        RunHeaders.Content header = RunHeaders.read(journal);
        if (header.kind() != RunHeaders.Kind.BACKTEST) {
            return new RecordedRun(journal, List.of(), header, header.instruments(), filePeriodsNs(journal, header));
        }
        List<Path> market = sources.isEmpty() ? RunJournal.sources(journal) : sources;
        try (MarketMerge merge = MarketMerge.open(market)) {
            List<Long> periods = merge.instruments().stream()
                    .map(one -> merge.filePeriodNs(one.id()))
                    .toList();
            return new RecordedRun(journal, market, header, merge.instruments(), periods);
        }
    }

    /** As the first price of each instrument says; one that has none has no bars either. */
    private static List<Long> filePeriodsNs(Path journal, RunHeaders.Content header) {
        Long[] periods = new Long[header.instruments().size()];
        int found = 0;
        Event event = new Event();
        try (FrameCursor own = new FrameCursor(journal.resolve(RunJournal.INBOUND))) {
            while (found < periods.length && own.advance()) {
                event.wrap(own.buffer(), own.offset());
                if (EventKind.hasPrice(event.templateId()) && periods[event.instrumentId()] == null) {
                    periods[event.instrumentId()] =
                            event.templateId() == BarDecoder.TEMPLATE_ID ? event.barPeriodNs() : 0;
                    found++;
                }
            }
        }
        return Stream.of(periods).map(one -> one == null ? 0L : one).toList();
    }

    /** Of an instrument by its id in the run. */
    long filePeriodNs(int instrumentId) {
        return filePeriodsNs.get(instrumentId);
    }

    RunConfig config() {
        return RunConfig.of(header.configuration());
    }

    /** As they were in the run: with the ticks and lots that it was asked for. */
    List<Instrument> instruments() {
        return header.instruments();
    }

    /** Opens the run's sequence, which begins after its header. */
    Reader open() throws IOException {
        FrameCursor own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
        MarketMerge market = null;
        try {
            RunHeaders.Content content = RunHeaders.read(own);
            market = MarketMerge.open(sources);
            Backtest.Data data = sources.isEmpty() ? Backtest.Data.of(journal) : Backtest.Data.of(market);
            return new Reader(own, market, new RunSequence(own, market, content.frames() + 1), data);
        } finally {
            if (market == null) {
                own.close();
            }
        }
    }

    /** Reads a run's whole sequence, event by event. Owned by one thread. */
    record Reader(FrameCursor own, MarketMerge market, RunSequence sequence, Backtest.Data data)
            implements AutoCloseable {
        /** Points the event at the next frame, until the next call; false at the end, which must be the data's too. */
        boolean advance(Event event) {
            if (sequence.advance(event)) {
                return true;
            }
            market.requireComplete();
            return false;
        }

        @Override
        public void close() {
            own.close();
            market.close();
        }
    }
}
