package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The trades and bars of a run's data, from any time on. Cold; owned by one thread. */
public final class MarketTape implements AutoCloseable {
    private final RunTape tape;

    private MarketTape(RunTape tape) {
        this.tape = tape;
    }

    /** As {@link RunTape#open}. */
    public static MarketTape open(Path journal, List<Path> sources) throws IOException {
        return new MarketTape(RunTape.open(journal, sources));
    }

    /** Goes to before the first event that was known at a time (epoch ns) or later. */
    public void seek(long tsInitNs) {
        tape.seekMarket(tsInitNs);
    }

    /** Moves to the next trade or bar; false when no more is recorded. */
    public boolean advance() {
        return tape.advanceMarket();
    }

    /** The trade or bar, with its instrument in the run, until the next call of any method. */
    public Event event() {
        return tape.event();
    }

    /** When the newest recorded event was known, epoch ns; a call of {@link #seek} must follow. */
    public long lastNs() {
        return tape.lastNs();
    }

    /** When the run began, epoch ns. */
    public long beginNs() {
        return tape.beginNs();
    }

    /** By their ids in the run. */
    public List<Instrument> instruments() {
        return tape.instruments();
    }

    @Override
    public void close() {
        tape.close();
    }
}
