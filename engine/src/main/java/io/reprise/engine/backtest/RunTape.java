package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recorded run's whole sequence, its market journals merged in where it refers to them; a session that still runs has
 * more when asked again. Cold; owned by one thread.
 */
public final class RunTape implements AutoCloseable {
    private final RunHeaders.Content header;
    private final FrameCursor own;
    private final MarketMerge market;
    private final Event event = new Event();
    private RunSequence sequence;
    private Mark mark;

    /**
     * Where it stands, all that is needed to come back.
     *
     * @param seq of the newest event
     * @param nowNs the engine's time then, epoch ns
     * @param marketEvents events of the market journals so far
     * @param marketNs when the newest of them was known, epoch ns
     */
    record Mark(long seq, long nowNs, long marketEvents, long marketNs) {}

    private RunTape(RunHeaders.Content header, FrameCursor own, MarketMerge market) {
        this.header = header;
        this.own = own;
        this.market = market;
        mark = new Mark(header.frames(), header.tsInitNs(), 0, header.tsInitNs());
        sequence = new RunSequence(own, market, mark.seq + 1);
    }

    /**
     * Opens a run's journal.
     *
     * @param sources where a backtest's market journals are, empty for where they were when it ran
     * @throws IllegalArgumentException when the journal is no run's, or a market journal that it refers to is not there
     * @throws IllegalStateException when a market journal is not the one that was run on
     */
    public static RunTape open(Path journal, List<Path> sources) throws IOException {
        boolean refers = RunHeaders.read(journal).kind() == RunHeaders.Kind.BACKTEST;
        List<Path> folders = !refers ? List.of() : sources.isEmpty() ? RunJournal.sources(journal) : sources;
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("the run in " + journal + " was made on the market journal " + folder
                        + ", which is not there any more: put it back, or name where it is now");
            }
        }
        MarketMerge market = MarketMerge.open(folders);
        FrameCursor own = null;
        RunTape tape = null;
        try {
            own = new FrameCursor(journal.resolve(RunJournal.INBOUND));
            RunHeaders.Content header = RunHeaders.read(own);
            Replay.requireSame(header, market);
            tape = new RunTape(header, own, market);
            return tape;
        } finally {
            if (tape == null) {
                market.close();
                if (own != null) {
                    own.close();
                }
            }
        }
    }

    /** Moves to the next event, if it is recorded. */
    public boolean advance() {
        if (!sequence.advance(event)) {
            return false;
        }
        boolean isMarket = EventKind.isMarket(event.templateId());
        mark = new Mark(
                event.seq(),
                event.tsInitNs(),
                mark.marketEvents + (isMarket ? 1 : 0),
                isMarket ? event.tsInitNs() : mark.marketNs);
        return true;
    }

    /** Whether the event is a trade or a bar. */
    public boolean isMarket() {
        return EventKind.hasPrice(event.templateId());
    }

    /** The newest event, until the next call of any method. */
    public Event event() {
        return event;
    }

    Mark mark() {
        return mark;
    }

    /** Goes to where it stood, or stands on another tape of the run. */
    void goTo(Mark there) {
        mark = there;
        own.seek(there.seq + 1);
        if (refersToMarket() && there.marketEvents > 0) {
            market.skip(there.marketEvents, there.marketNs);
        } else {
            market.rewind();
        }
        sequence = new RunSequence(own, market, there.seq + 1);
    }

    /**
     * Goes to before the first market event that was known at a time or later. The run's own frames of a backtest are then
     * not to be asked for.
     */
    void seekMarket(long tsInitNs) {
        if (refersToMarket()) {
            market.seek(tsInitNs);
        } else {
            own.seekFrame(tsInitNs);
        }
    }

    /**
     * The next trade or bar, for those who want no other event; after {@link #seekMarket} only.
     *
     * @return whether there is one, which is then the event
     */
    boolean advanceMarket() {
        if (refersToMarket()) {
            MarketSource source = market.next();
            while (source != null && !EventKind.hasPrice(source.templateId())) {
                source = market.next();
            }
            if (source == null) {
                return false;
            }
            event.wrap(source.buffer(), source.offset(), 0, source.instrumentId());
            return true;
        }
        while (own.advance()) {
            event.wrap(own.buffer(), own.offset());
            if (isMarket()) {
                return true;
            }
        }
        return false;
    }

    /** When the last event of the data that is recorded was known; moves the tape, so for those of {@link #seekMarket}. */
    long lastNs() {
        return refersToMarket() ? market.lastTsInitNs() : own.lastTsInitNs();
    }

    /** Whether the run's market data are in other journals: a backtest's are. */
    public boolean refersToMarket() {
        return header.kind() == RunHeaders.Kind.BACKTEST;
    }

    /** What it is the run of: backtest, paper or live. */
    public String kind() {
        return header.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Sequence of the newest event. */
    public long seq() {
        return mark.seq;
    }

    /** Epoch ns of the newest event. */
    public long nowNs() {
        return mark.nowNs;
    }

    /** Trades and bars so far. */
    public long marketEvents() {
        return mark.marketEvents;
    }

    /** Sequence of the last frame of the run's header. */
    public long headerSeq() {
        return header.frames();
    }

    /** When the run began, epoch ns. */
    public long beginNs() {
        return header.tsInitNs();
    }

    /** By their ids in the run, with its ticks and lots. */
    public List<Instrument> instruments() {
        return header.instruments();
    }

    /** Settings of the run. */
    public Map<String, String> configuration() {
        return header.configuration();
    }

    public RunConfig config() {
        return RunConfig.of(header.configuration());
    }

    RunHeaders.Content header() {
        return header;
    }

    @Override
    public void close() {
        own.close();
        market.close();
    }
}
