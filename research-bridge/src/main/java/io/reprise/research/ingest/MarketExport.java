package io.reprise.research.ingest;

import io.reprise.engine.domain.Instrument;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.agrona.DirectBuffer;

/**
 * Writes market frames that were kept elsewhere as a market journal, which appears as a whole. The frames of a whole market
 * journal give its content digest again. Owned by the thread that writes.
 */
public final class MarketExport implements AutoCloseable {
    private final JournalFolder folder;
    private final MarketJournal.Writer journal;
    private final FrameWriter frames;
    private final Instrument instrument;
    private final long periodNs;
    private boolean isOpen = true;

    private MarketExport(JournalFolder folder, Instrument instrument, long periodNs) {
        this.folder = folder;
        this.instrument = instrument;
        this.periodNs = periodNs;
        journal = MarketJournal.create(folder.writing());
        frames = new FrameWriter(journal, instrument, periodNs);
    }

    /**
     * Begins a journal.
     *
     * @param place where it goes; a journal that is there is replaced when this one is whole
     * @param periodNs of bars; 0 for all else
     */
    public static MarketExport open(Path place, Instrument instrument, long periodNs) throws IOException {
        JournalFolder folder = new JournalFolder(place);
        MarketExport export = null;
        try {
            folder.open();
            export = new MarketExport(folder, instrument, periodNs);
            return export;
        } finally {
            if (export == null) {
                folder.close();
            }
        }
    }

    /** Adds a frame, not known before the last one; it gets the next sequence. */
    public void append(DirectBuffer frame, int offset, int length) {
        frames.copy(frame, offset, length);
    }

    /** Events so far. */
    public long events() {
        return frames.events();
    }

    /**
     * Ends the journal and puts it in its place.
     *
     * @param dataset name for people
     * @param kind of its events, such as trades
     * @param source what they are from
     * @return the journal's content digest
     */
    public String commit(String dataset, String kind, String source) throws IOException {
        frames.flush();
        String sha256 = Json.sha256(List.of(source, frames.events(), frames.firstTsNs(), frames.lastTsNs()));
        MarketManifest manifest = new MarketManifest(
                dataset,
                instrument,
                periodNs == 0 ? Format.Kind.TRADES : Format.Kind.BARS,
                periodNs,
                0,
                frames.events(),
                frames.firstTsNs(),
                frames.lastTsNs(),
                List.of(new MarketManifest.Source(source, sha256, sha256, "store", frames.events(), 0)));
        SequencedMap<String, String> properties = manifest.toProperties();
        properties.put("kind", kind);
        String digest = journal.finish(properties);
        isOpen = false;
        folder.commit();
        return digest;
    }

    @Override
    public void close() throws IOException {
        try {
            if (isOpen) {
                journal.close();
            }
        } finally {
            folder.close();
        }
    }
}
