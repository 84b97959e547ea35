package io.reprise.research.ingest;

import io.reprise.engine.backtest.MarketSource;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads recorded feeds into a market journal: trades, quotes, levels and orders in order of receipt. Several files are one
 * feed, merged by time of receipt, such as a venue's REST snapshots and its stream.
 */
final class FeedIngest {
    private static final int PROGRESS_MESSAGES = 1 << 12;
    private static final int FILES_MAX = 64;

    private final IngestRequest request;
    private final Format format;
    private final long startNs = System.nanoTime();
    private final Cells cells = new Cells();
    private long messages;
    private long accepted;
    private long rejected;
    private long others;
    private IngestResult.Reject firstReject;

    /** An open file of the feed; at its end it has no source. */
    private static final class Opened {
        private final SourceFile file;
        private final MessageDigest sha = SourceFile.sha256();
        private FeedSource source;
        private long accepted;
        private long rejected;

        private Opened(SourceFile file) {
            this.file = file;
        }
    }

    private FeedIngest(IngestRequest request) {
        this.request = request;
        format = request.effectiveFormat();
    }

    static IngestResult run(IngestRequest request) {
        if (request.mergeTo() != null) {
            throw new IngestException("feeds are not merged: give all files of a feed at once, without --merge-to");
        }
        if (request.files().size() > FILES_MAX) {
            throw new IngestException("a feed has at most " + FILES_MAX + " files, not "
                    + request.files().size());
        }
        return new FeedIngest(request).run();
    }

    private IngestResult run() {
        try (JournalFolder folder = new JournalFolder(request.journal())) {
            folder.open();
            List<SourceFile> files = request.sources();
            if (folder.exists()) {
                return known(files);
            }
            long offsetNs = request.clockOffsetNs() == null ? clockOffsetNs(files) : request.clockOffsetNs();
            return write(folder, files, offsetNs);
        } catch (JournalException failed) {
            throw new IngestException(failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new IngestException(
                    "the ingest failed: " + failed.getClass().getSimpleName() + " "
                            + Rejects.printable("" + failed.getMessage()),
                    failed);
        }
    }

    /** What was ingested before adds nothing. */
    private IngestResult known(List<SourceFile> files) throws IOException {
        MarketManifest old;
        MarketJournal.Manifest manifest;
        try {
            manifest = MarketJournal.manifest(request.journal());
            old = MarketManifest.ofProperties(manifest.properties());
        } catch (JournalException | IllegalArgumentException notOne) {
            throw new IngestException(request.journal() + " is there and is no market journal", notOne);
        }
        for (int i = 0; i < files.size(); i++) {
            boolean isSame = files.size() == old.sources().size()
                    && old.sources().get(i).sha256().equals(files.get(i).rawSha256())
                    && old.sources().get(i).settings().equals(settings());
            if (!isSame) {
                throw new IngestException(request.journal()
                        + " is already there, made of something else: choose another" + " folder for --journal");
            }
        }
        return result(old, manifest.contentDigest(), List.of(), true);
    }

    private String settings() {
        return format.settingsText() + (request.symbol() == null ? "" : " symbol=" + request.symbol());
    }

    private FeedEvents events(List<SourceFile> files, long offsetNs) {
        String name = files.getFirst().displayName();
        return new FeedEvents(
                format.feed().streams(),
                new Symbols(name, request.symbol()),
                offsetNs,
                request.feedLatencyNs(),
                format.values().nonPositivePx());
    }

    /** So much that no event is received before it happens, by the event that was received soonest. */
    private long clockOffsetNs(List<SourceFile> files) throws IOException {
        FeedEvents seen = events(files, 0);
        readAll(files, seen, null);
        messages = 0;
        accepted = 0;
        rejected = 0;
        others = 0;
        return seen.leastLatencyNs() == Long.MAX_VALUE ? 0 : -seen.leastLatencyNs();
    }

    private IngestResult write(JournalFolder folder, List<SourceFile> files, long offsetNs) throws IOException {
        FeedEvents events = events(files, offsetNs);
        Instrument instrument = Ingest.instrument(
                request, format, files.getFirst(), format.values().hasVolume());
        MarketManifest manifest;
        String digest;
        List<IngestResult.Reject> shown;
        try (MarketJournal.Writer journal = MarketJournal.create(folder.writing());
                Rejects rejects = new Rejects(folder.writing().resolve(Rejects.FILE_NAME))) {
            FrameWriter writer = new FrameWriter(journal, instrument, 0);
            events.writeTo(writer);
            List<MarketManifest.Source> sources = readAll(files, events, rejects);
            writer.flush();
            if (writer.events() == 0) {
                throw nothingIn(files.getFirst());
            }
            manifest = new MarketManifest(
                    request.dataset() == null ? Ingest.datasetName(files.getFirst()) : request.dataset(),
                    instrument,
                    Format.Kind.FEED,
                    0,
                    request.feedLatencyNs(),
                    writer.events(),
                    writer.firstTsNs(),
                    writer.lastTsNs(),
                    sources);
            shown = rejects.first();
            SequencedMap<String, String> properties = manifest.toProperties();
            properties.put(MarketSource.TRADES, Long.toString(writer.trades()));
            properties.put(MarketSource.QUOTES, Long.toString(writer.quotes()));
            digest = journal.finish(properties);
        }
        folder.commit();
        return result(manifest, digest, shown, false);
    }

    private IngestException nothingIn(SourceFile file) {
        return new IngestException(file.displayName() + " has nothing of format " + format.name()
                + (firstReject == null
                        ? ", but " + others + " messages of other kinds"
                        : ": line " + firstReject.line() + ": " + firstReject.reason()));
    }

    private List<MarketManifest.Source> readAll(List<SourceFile> files, FeedEvents events, Rejects rejects)
            throws IOException {
        List<Opened> all = new ArrayList<>();
        try {
            FeedDecoder decoder = null;
            for (SourceFile file : files) {
                Opened one = new Opened(file);
                all.add(one);
                decoder = open(one, decoder);
            }
            merge(all, events, rejects);
            events.check();
            List<MarketManifest.Source> sources = new ArrayList<>();
            for (Opened one : all) {
                sources.add(new MarketManifest.Source(
                        Ingest.sourceName(one.file),
                        one.file.rawSha256(),
                        HexFormat.of().formatHex(one.sha.digest()),
                        settings(),
                        one.accepted,
                        one.rejected));
            }
            return sources;
        } finally {
            for (Opened one : all) {
                if (one.source != null) {
                    one.source.close();
                }
            }
        }
    }

    /** Opens a file; those of one feed share their decoder. */
    private FeedDecoder open(Opened one, FeedDecoder shared) throws IOException {
        SourceFile.Text text = one.file.open();
        try {
            InputStream in = new DigestInputStream(text.stream(), one.sha);
            if (format.layout().text() == Format.Text.DBN) {
                one.source = new DbnFeed(in, one.file.displayName());
                return null;
            }
            FeedDecoder decoder = shared == null || format.layout().text() == Format.Text.CSV
                    ? FeedDecoder.of(format, text.name())
                    : shared;
            TimeReader received = TimeReaders.ofReceived(format.timing(), text.name());
            one.source = new LineFeed(in, decoder, received, format.layout().text() == Format.Text.CSV);
            return decoder;
        } catch (IOException | RuntimeException failed) {
            text.close();
            throw failed;
        }
    }

    private void merge(List<Opened> all, FeedEvents events, Rejects rejects) throws IOException {
        List<Opened> open = new ArrayList<>(all);
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < open.size(); ) {
            if (open.get(i).source.advance()) {
                next.add(open.get(i++).source.receivedNs());
            } else {
                open.remove(i);
            }
        }
        while (!open.isEmpty()) {
            int earliest = 0;
            for (int i = 1; i < open.size(); i++) {
                earliest = next.get(i) < next.get(earliest) ? i : earliest;
            }
            Opened one = open.get(earliest);
            take(one, events, rejects);
            if (one.source.advance()) {
                next.set(earliest, one.source.receivedNs());
            } else {
                open.remove(earliest);
                next.remove(earliest);
            }
        }
    }

    private void take(Opened one, FeedEvents events, Rejects rejects) throws IOException {
        if ((++messages & PROGRESS_MESSAGES - 1) == 0) {
            request.progress().accept(messages);
        }
        events.begin(one.source.receivedNs());
        try {
            if (one.source.decode(events)) {
                accepted++;
                one.accepted++;
            } else {
                others++;
            }
            events.commit();
        } catch (IllegalArgumentException | com.fasterxml.jackson.core.JsonProcessingException refused) {
            events.rollback();
            rejected++;
            one.rejected++;
            reject(one, refused, rejects);
        }
    }

    private void reject(Opened one, Exception refused, Rejects rejects) throws IOException {
        boolean isJson = refused instanceof com.fasterxml.jackson.core.JsonProcessingException;
        String reason = isJson ? "it is no JSON message" : refused.getMessage();
        one.source.show(cells);
        if (request.strict()) {
            throw new IngestException(
                    one.file.displayName() + " line " + cells.line + ": " + reason + " (strict: nothing was ingested)");
        }
        if (firstReject == null) {
            firstReject = Rejects.reject(one.file.displayName(), cells, reason);
        }
        if (rejects != null) {
            rejects.add(one.file.displayName(), cells, reason);
        }
    }

    private IngestResult result(
            MarketManifest manifest, String digest, List<IngestResult.Reject> shown, boolean alreadyIngested) {
        return new IngestResult(
                request.journal(),
                manifest.dataset(),
                manifest.instrument().name(),
                format.name(),
                manifest.kind(),
                null,
                accepted + rejected,
                accepted,
                rejected,
                others,
                shown,
                alreadyIngested ? IngestResult.NO_TIME : manifest.firstTsNs(),
                alreadyIngested ? IngestResult.NO_TIME : manifest.lastTsNs(),
                alreadyIngested,
                manifest.events(),
                manifest.rejectedRows(),
                manifest.firstTsNs(),
                manifest.lastTsNs(),
                digest,
                (System.nanoTime() - startNs) / 1e9);
    }
}
