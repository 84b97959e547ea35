package io.reprise.engine.backtest;

import io.reprise.codecs.BarDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A run as its journal has it: what it was made with, and where its events are.
 *
 * @param journal the run's journal
 * @param sources where its market journals are; none for a session, which holds all that it saw
 * @param header the journal's
 */
record RecordedRun(Path journal, List<Path> sources, RunHeaders.Content header) {
    RecordedRun {
        sources = List.copyOf(sources);
    }

    /**
     * Finds a run.
     *
     * @param sources where a backtest's market journals are, empty for where they were when it ran
     */
    static RecordedRun of(Path journal, List<Path> sources) {
        RunHeaders.Content header = RunHeaders.read(journal);
        if (header.kind() != RunHeaders.Kind.BACKTEST) {
            return new RecordedRun(journal, List.of(), header);
        }
        return new RecordedRun(journal, sources.isEmpty() ? RunJournal.sources(journal) : sources, header);
    }

    RunConfig config() {
        return RunConfig.of(header.configuration());
    }

    /** As they were in the run: with the ticks and lots that it was asked for. */
    List<Instrument> instruments() {
        return header.instruments();
    }

    /** Period of the bars that the run's data are, 0 where they are trades. */
    long filePeriodNs() throws IOException {
        try (Reader reader = open()) {
            if (!sources.isEmpty()) {
                return reader.market().sources().getFirst().filePeriodNs();
            }
            Event event = new Event();
            while (reader.advance(event)) {
                if (EventKind.of(event) == EventKind.MARKET) {
                    return event.templateId() == BarDecoder.TEMPLATE_ID ? event.barPeriodNs() : 0;
                }
            }
            return 0;
        }
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
