package io.reprise.research.ingest;

import io.reprise.engine.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The last part of a market journal as a journal of its own, so that a quick run needs not read all of it: a run refers to its
 * market journals by their content, so a part must be one.
 */
public final class MarketSlice {
    private MarketSlice() {}

    /**
     * Copies the last events; a slice that is there already stays as it is.
     *
     * @param events how many at most
     * @param place folder of the slice
     * @return how many it holds
     * @throws IngestException when it cannot be done; nothing is left then
     */
    public static long last(Path journal, long events, Path place) throws IOException {
        MarketJournal.Manifest whole = MarketJournal.manifest(journal);
        if (!whole.isClosed()) {
            throw new IngestException(journal + " is not a finished market journal");
        }
        MarketManifest manifest;
        try {
            manifest = MarketManifest.ofProperties(whole.properties());
        } catch (IllegalArgumentException notMarket) {
            throw new IngestException(journal + " cannot be sliced: " + notMarket.getMessage(), notMarket);
        }
        try (JournalFolder folder = new JournalFolder(place)) {
            folder.open();
            if (folder.exists()) {
                return MarketManifest.ofProperties(MarketJournal.manifest(place).properties())
                        .events();
            }
            long count = Math.min(events, manifest.events());
            write(journal, whole.contentDigest(), manifest, manifest.events() - count, folder.writing());
            folder.commit();
            return count;
        }
    }

    private static void write(Path journal, String sha256, MarketManifest manifest, long skipped, Path folder) {
        try (MarketJournal.Reader reader = MarketJournal.read(journal);
                MarketJournal.Writer writer = MarketJournal.create(folder)) {
            FrameWriter frames = new FrameWriter(writer, manifest.instrument(), manifest.periodNs());
            reader.next(); // the definition, which the writer makes anew
            for (long i = 0; reader.next(); i++) {
                if (i >= skipped) {
                    copy(frames, reader);
                }
            }
            frames.flush();
            MarketManifest.Source source = new MarketManifest.Source(
                    "last " + frames.events() + " of " + manifest.dataset(),
                    sha256,
                    sha256,
                    "slice",
                    frames.events(),
                    0);
            MarketManifest slice = new MarketManifest(
                    manifest.dataset() + ", last " + frames.events(),
                    manifest.instrument(),
                    manifest.kind(),
                    manifest.periodNs(),
                    manifest.feedLatencyNs(),
                    frames.events(),
                    frames.firstTsNs(),
                    frames.lastTsNs(),
                    List.of(source));
            writer.finish(slice.toProperties());
        }
    }

    private static void copy(FrameWriter frames, MarketJournal.Reader reader) {
        int length = Event.frameLength(reader.buffer(), reader.offset());
        frames.copy(reader.buffer(), reader.offset(), length);
    }
}
