package io.reprise.engine.backtest;

import io.reprise.codecs.BarDecoder;
import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.JournalManifest;
import io.reprise.engine.journal.StreamTotals;
import io.reprise.engine.pipeline.BarDocument;
import io.reprise.engine.pipeline.TradeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A market journal. Its definitions come first and give its instruments; every other frame is an event. Owned by the
 * driver's thread.
 */
public final class MarketSource implements AutoCloseable {
    /** The stream of a market journal that holds its frames. */
    public static final String STREAM = "inbound";
    /** Property of a recorded feed's manifest: how many trades it holds. */
    public static final String TRADES = "trades";
    /** Property of a recorded feed's manifest: how many quotes and rows of books it holds. */
    public static final String QUOTES = "quotes";

    private final Path folder;
    private final JournalManifest manifest;
    private final FrameCursor cursor;
    private final List<Instrument> instruments = new ArrayList<>();
    private final long filePeriodNs;
    private final int firstTemplateId;
    private final boolean hasPrices;
    private final boolean hasQuotes;
    private final long firstTsInitNs;
    private final BarDocument bars = new BarDocument();
    private long barsOfDocument;
    private int[] runIds = new int[0];

    private MarketSource(Path folder, JournalManifest manifest, FrameCursor cursor) {
        this.folder = folder;
        this.manifest = manifest;
        this.cursor = cursor;
        boolean more = cursor.advance();
        while (more && cursor.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instruments.add(InstrumentFrames.decode(cursor.buffer(), cursor.offset()));
            more = cursor.advance();
        }
        if (instruments.isEmpty() || !more) {
            throw new IllegalArgumentException("the journal " + folder
                    + " does not hold market data: it needs an instrument definition and events");
        }
        filePeriodNs = cursor.templateId() == BarDecoder.TEMPLATE_ID
                ? new Event().wrap(cursor.buffer(), cursor.offset()).barPeriodNs()
                : 0;
        firstTemplateId = cursor.templateId();
        hasPrices = EventKind.hasPrice(firstTemplateId) || counted(TRADES) > 0;
        hasQuotes = EventKind.isQuoted(firstTemplateId) || counted(QUOTES) > 0;
        firstTsInitNs = Event.tsInitNs(cursor.buffer(), cursor.offset());
        cursor.stepBack();
    }

    /** Opens a journal and reads its definitions; a folder that is none is refused in one sentence. */
    public static MarketSource open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no journal " + folder);
        }
        JournalManifest manifest = JournalManifest.read(folder);
        StreamTotals inbound = manifest.stream(STREAM);
        if (!inbound.closed() || inbound.contentSha256().isEmpty()) {
            throw new IllegalArgumentException(
                    folder
                            + " is not a finished market journal: ./run.sh ingest makes one, ./run.sh journal verify looks into it");
        }
        FrameCursor cursor = FrameCursor.ofClosed(folder.resolve(STREAM));
        try {
            return new MarketSource(folder, manifest, cursor);
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    public Path folder() {
        return folder;
    }

    public JournalManifest manifest() {
        return manifest;
    }

    /** Instruments by the ids that they have in this journal. */
    public List<Instrument> instruments() {
        return List.copyOf(instruments);
    }

    /** Period of the bars in the journal, 0 where it holds trades. */
    public long filePeriodNs() {
        return filePeriodNs;
    }

    /** How many events of a kind a recorded feed has, by its manifest. */
    private long counted(String key) {
        return Long.parseLong(manifest.properties().getOrDefault(key, "0"));
    }

    /** Whether it holds quotes or books. */
    boolean hasQuotes() {
        return hasQuotes;
    }

    /** Whether it holds trades or bars; otherwise only quotes, books, corporate actions or funding. */
    public boolean hasPrices() {
        return hasPrices;
    }

    /** Gives each of the journal's instruments its id in this run. */
    void mapInstruments(int[] idsInRun) {
        runIds = idsInRun;
    }

    /** What its first event is. */
    int firstTemplateId() {
        return firstTemplateId;
    }

    /** Whether it is of an instrument, by its id in this run. */
    boolean has(int instrumentId) {
        return instruments.stream().anyMatch(one -> runIds[one.id()] == instrumentId);
    }

    /** Moves to the next event; false at the journal's end. */
    boolean advance() {
        if (!cursor.advance()) {
            return false;
        }
        if (cursor.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("the market journal " + folder + " defines an instrument after its events");
        }
        return true;
    }

    /** Moves to before the first event that was known at a time or later; returns how many events come before it. */
    long seek(long tsInitNs) {
        long frames = cursor.seekFrame(tsInitNs);
        while (frames < instruments.size() && cursor.advance()) {
            frames++; // the definitions are no events
        }
        return frames - instruments.size();
    }

    /** Takes trades from here on that lie in the same document and stay within what the run asks for; how many. */
    int gather(TradeRun run) {
        int count = run.gather(cursor.buffer(), cursor.offset(), cursor.limit(), instrumentId());
        if (count > 0) {
            cursor.skipTo(run.lastOffset(), run.end());
        }
        return count;
    }

    /** The bars of the document from the current event, which is one, on; null where they cannot be taken as columns. */
    BarDocument bars() {
        if (barsOfDocument != cursor.documents()) {
            barsOfDocument = cursor.documents();
            bars.clear();
        }
        return bars.holds(cursor.offset()) || bars.gather(cursor.buffer(), cursor.offset(), cursor.limit())
                ? bars
                : null;
    }

    /** Moves on within the document, to a frame behind which the next one lies. */
    void skipTo(int lastOffset, int nextOffset) {
        cursor.skipTo(lastOffset, nextOffset);
    }

    public UnsafeBuffer buffer() {
        return cursor.buffer();
    }

    public int offset() {
        return cursor.offset();
    }

    int templateId() {
        return cursor.templateId();
    }

    public long tsInitNs() {
        return Event.tsInitNs(cursor.buffer(), cursor.offset());
    }

    /** Whether its event comes before another source's, which was given before this one. */
    boolean precedes(MarketSource given) {
        long tsInitNs = tsInitNs();
        long others = given.tsInitNs();
        return tsInitNs < others
                || tsInitNs == others && EventKind.rank(templateId()) < EventKind.rank(given.templateId());
    }

    long tsEventNs() {
        return Event.tsEventNs(cursor.buffer(), cursor.offset());
    }

    /** The event's instrument, by its id in this run. */
    public int instrumentId() {
        return runIds[Event.instrumentId(cursor.buffer(), cursor.offset())];
    }

    /** When the first event was known. */
    long firstTsInitNs() {
        return firstTsInitNs;
    }

    /** When the last event was known; the journal stands at its end then. */
    long lastTsInitNs() {
        return cursor.lastTsInitNs();
    }

    /** The journal's name for people. */
    String dataset() {
        return manifest.properties()
                .getOrDefault(Backtest.DATASET, folder.getFileName().toString());
    }

    /** Why what it holds stands for something else; empty where it does not. */
    String proxy() {
        return manifest.properties().getOrDefault(Backtest.PROXY, "");
    }

    long rejectedRows() {
        return Long.parseLong(manifest.properties().getOrDefault(Backtest.REJECTED_ROWS, "0"));
    }

    /** How a run header refers to this journal. */
    RunHeaders.Source reference() {
        StreamTotals inbound = manifest.stream(STREAM);
        return new RunHeaders.Source(inbound.contentSha256(), inbound.frames(), (int) inbound.chainCrc());
    }

    /** A journal that ended before its manifest says so has lost its tail: an error. */
    void requireComplete() {
        StreamTotals inbound = manifest.stream(STREAM);
        if (cursor.chainCrc() != (int) inbound.chainCrc()) {
            throw new IllegalStateException("the journal " + folder + " ends before its " + inbound.frames()
                    + " frames do: it is cut or damaged; ./run.sh journal verify says where");
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
