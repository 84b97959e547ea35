package io.reprise.research.ingest;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads files into a market journal: a first document that defines the instrument, then trades or bars. The journal is
 * written beside its place and moved there whole, so it is there or it is not; memory does not grow with the data.
 */
public final class Ingest {
    /** As many files as are merged at once. */
    static final int MERGED_FILES_MAX = 64;

    private static final String OTHER_SETTINGS = ": choose another folder for --journal";

    private final IngestRequest request;
    private final Format format;
    private final JournalFolder folder;
    private final List<MarketManifest.Source> done = new ArrayList<>();
    private final long startNs = System.nanoTime();
    private MarketManifest old;
    private String oldDigest;
    private long periodNs;
    private Instrument instrument;
    private FrameWriter writer;
    private Rejects rejects;
    private long rows;
    private long accepted;
    private long otherRows;
    private long firstTsNs = IngestResult.NO_TIME;
    private long lastTsNs = IngestResult.NO_TIME;

    private Ingest(IngestRequest request) {
        this.request = request;
        format = request.effectiveFormat();
        folder = new JournalFolder(request.mergeTo() == null ? request.journal() : request.mergeTo());
    }

    /**
     * Ingests. What was ingested before, known by its digest, adds nothing.
     *
     * @throws IngestException when it cannot be done; nothing is changed then
     */
    public static IngestResult run(IngestRequest request) {
        if (request.format().kind() == Format.Kind.FEED) {
            return FeedIngest.run(request);
        }
        Ingest ingest = new Ingest(request);
        try (JournalFolder open = ingest.folder) {
            open.open();
            return ingest.run();
        } catch (JournalException failed) {
            throw new IngestException(failed.getMessage(), failed);
        } catch (UncheckedIOException failed) {
            throw failed(failed.getCause());
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    private static IngestException failed(IOException failed) {
        return new IngestException(
                "the ingest failed: " + failed.getClass().getSimpleName() + " "
                        + Rejects.printable("" + failed.getMessage()),
                failed);
    }

    private IngestResult run() throws IOException {
        List<SourceFile> sources = request.sources();
        openOld();
        List<Fresh> fresh = findFresh(sources);
        if (fresh.isEmpty()) {
            return result(old, oldDigest, request.journal(), true);
        }
        resolveInstrument(fresh.getFirst().source());
        MarketManifest manifest;
        String digest;
        try (MarketJournal.Writer journal = MarketJournal.create(folder.writing())) {
            writer = new FrameWriter(journal, instrument, periodNs);
            try (Rejects kept = openRejects()) {
                rejects = kept;
                if (request.mergeTo() == null) {
                    appendAll(fresh);
                } else {
                    mergeAll(fresh);
                }
            }
            writer.flush();
            manifest = manifest(fresh.getFirst().source());
            digest = journal.finish(manifest.toProperties());
        }
        folder.commit();
        return result(manifest, digest, request.mergeTo() == null ? request.journal() : request.mergeTo(), false);
    }

    private Rejects openRejects() throws IOException {
        Path file = folder.writing().resolve(Rejects.FILE_NAME);
        Path oldFile = request.journal().resolve(Rejects.FILE_NAME);
        if (old != null && Files.exists(oldFile)) {
            Files.copy(oldFile, file);
        }
        return new Rejects(file);
    }

    private void openOld() throws IOException {
        if (request.mergeTo() != null) {
            if (folder.exists()) {
                throw new IngestException("the journal to merge to, " + request.mergeTo() + ", is already there");
            }
            if (!Files.exists(request.journal())) {
                throw new IngestException("there is no journal " + request.journal() + " to merge with");
            }
        } else if (!folder.exists()) {
            return;
        }
        String name = request.journal().toString();
        try {
            MarketJournal.Manifest manifest = MarketJournal.manifest(request.journal());
            old = MarketManifest.ofProperties(manifest.properties());
            if (!manifest.isClosed()) {
                throw new IngestException(name + " is a journal that is still written or was never closed");
            }
            oldDigest = manifest.contentDigest();
        } catch (JournalException | IllegalArgumentException notAJournal) {
            throw new IngestException(
                    name + " is there and is no market journal (" + Rejects.printable("" + notAJournal.getMessage())
                            + ")",
                    notAJournal);
        }
        checkOld(name);
    }

    /** What is already in the journal was read in the way that is asked for now. */
    private void checkOld(String name) {
        Instrument known = old.instrument();
        check(name, "instrument", request.instrument(), known.name());
        check(name, "asset class", request.assetClass(), known.assetClass());
        check(name, "currency", request.currency(), known.currency());
        check(name, "tick", orNull(request.tickPx()), Decimals.plain(known.tickPx()));
        check(name, "lot", orNull(request.lotQty()), Decimals.plain(known.lotQty()));
        check(name, "kind of rows", FormatFile.word(format.kind()), FormatFile.word(old.kind()));
        check(name, "non-positive prices", format.values().nonPositivePx(), known.nonPositivePx());
        check(name, "feed latency", request.feedLatencyNs(), old.feedLatencyNs());
        check(name, "volume", request.hasVolume(), known.hasVolume());
        check(name, "bar period", request.barPeriodNs() == 0 ? null : request.barPeriodNs(), old.periodNs());
    }

    private static String orNull(long step) {
        return step == 0 ? null : Decimals.plain(step);
    }

    private static void check(String journal, String what, Object asked, Object known) {
        if (asked != null && !asked.equals(known)) {
            throw new IngestException(journal + " was made with another " + what + " (" + known + ", now " + asked + ")"
                    + OTHER_SETTINGS);
        }
    }

    /** A source that is not yet in the journal, with the digest of its bytes. */
    private record Fresh(SourceFile source, String sha256) {}

    private List<Fresh> findFresh(List<SourceFile> sources) throws IOException {
        Set<String> known = new HashSet<>();
        if (old != null) {
            old.sources().forEach(s -> {
                known.add(s.sha256());
                known.add(s.textSha256());
            });
        }
        boolean mayBeRepacked = old != null || sources.size() > 1;
        List<Fresh> fresh = new ArrayList<>();
        for (SourceFile source : sources) {
            try {
                String sha256 = source.rawSha256();
                String textSha256 = mayBeRepacked && !known.contains(sha256) ? source.textSha256() : sha256;
                if (!known.contains(sha256) && !known.contains(textSha256)) {
                    fresh.add(new Fresh(source, sha256));
                } else {
                    checkSettings(source, sha256, textSha256);
                }
                known.add(sha256);
                known.add(textSha256);
            } catch (IOException failed) {
                throw new IngestException(
                        source.displayName() + " cannot be read: " + Rejects.printable("" + failed.getMessage()),
                        failed);
            }
        }
        return fresh;
    }

    private void checkSettings(SourceFile source, String sha256, String textSha256) {
        for (MarketManifest.Source known : old == null ? List.<MarketManifest.Source>of() : old.sources()) {
            boolean isSame = known.sha256().equals(sha256) || known.textSha256().equals(textSha256);
            if (isSame && !known.settings().equals(settings())) {
                throw new IngestException(source.displayName() + " is already in " + request.journal()
                        + ", read in another way (" + known.settings() + ", now " + settings() + ")"
                        + OTHER_SETTINGS);
            }
        }
    }

    private String settings() {
        return format.settingsText() + (request.symbol() == null ? "" : " symbol=" + request.symbol());
    }

    private void resolveInstrument(SourceFile first) {
        boolean missesVolume;
        try (SourceRows opened = new SourceRows(first, format, 0, request, null)) {
            missesVolume = opened.missesVolume();
        }
        if (missesVolume && Boolean.TRUE.equals(request.hasVolume())) {
            throw new IngestException(first.displayName() + " has no volume column");
        }
        if (old != null) {
            instrument = old.instrument();
            periodNs = old.periodNs();
            return;
        }
        instrument = instrument(request, format, first, format.values().hasVolume() && !missesVolume);
        if (format.isBars()) {
            periodNs = format.timing().barPeriodNs() == 0
                    ? findPeriod(first)
                    : format.timing().barPeriodNs();
        }
    }

    /** What the request says of an instrument, and else the file's name and the format. */
    static Instrument instrument(IngestRequest request, Format format, SourceFile first, boolean hasVolume) {
        String name = request.instrument() == null ? instrumentName(request, first) : request.instrument();
        AssetClass assetClass = request.assetClass() == null ? format.assetClass() : request.assetClass();
        try {
            return new Instrument(
                    FrameWriter.INSTRUMENT_ID,
                    name,
                    assetClass,
                    Math.max(1, request.tickPx()),
                    Math.max(1, request.lotQty()),
                    request.currency() == null ? currencyOf(name) : request.currency(),
                    format.values().nonPositivePx(),
                    hasVolume);
        } catch (IllegalArgumentException refused) {
            throw new IngestException(refused.getMessage(), refused);
        }
    }

    private long findPeriod(SourceFile first) {
        BarPeriod found = BarPeriod.of(first, format, request);
        if (found.acceptedRows() == 1) {
            throw new IngestException("the period of the bars cannot be found from the one acceptable row of "
                    + first.displayName() + ": say it with --bar, such as --bar 1d");
        }
        return Math.max(1, found.commonNs()); // without a row there will be no bar
    }

    private static String instrumentName(IngestRequest request, SourceFile first) {
        String name = request.symbol() == null ? datasetName(first) : request.symbol();
        String base = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]", "-");
        String venue = ".FILE";
        int most = Instrument.NAME_MAX - venue.length();
        return (base.length() > most ? base.substring(0, most) : base) + venue;
    }

    /** BTC-USD.BITSTAMP is quoted in USD. */
    private static String currencyOf(String instrument) {
        String symbol =
                instrument.substring(0, instrument.indexOf('.') < 0 ? instrument.length() : instrument.indexOf('.'));
        String quote = symbol.substring(symbol.lastIndexOf('-') + 1);
        boolean isQuote = quote.length() < symbol.length() && quote.matches("[A-Z0-9]{2,8}");
        return isQuote ? quote : "USD";
    }

    static String datasetName(SourceFile first) {
        String name = first.entry() == null ? first.file().getFileName().toString() : first.entry();
        String base = name.substring(name.lastIndexOf('/') + 1).replaceAll("(?i)(\\.(gz|zip|csv|json|txt))+$", "");
        return base.isEmpty() ? "data" : base;
    }

    private void appendAll(List<Fresh> fresh) throws IOException {
        if (old != null) {
            try (MarketStream stream = new JournalStream(MarketJournal.read(request.journal()))) {
                while (stream.advance()) {
                    stream.writeTo(writer);
                }
            }
            done.addAll(old.sources());
        }
        for (Fresh next : fresh) {
            long rejectedBefore = rejects.count();
            try (FileStream stream = open(next)) {
                append(stream);
                finish(next, stream, rejects.count() - rejectedBefore);
            }
        }
    }

    private void append(FileStream stream) {
        boolean hasRow = stream.advance();
        if (hasRow && writer.events() > 0 && !comesAfter(stream)) {
            refuseOverlap(stream);
        }
        while (hasRow) {
            stream.writeTo(writer);
            hasRow = stream.advance();
        }
    }

    private boolean comesAfter(FileStream stream) {
        return stream.tsEventNs() > writer.lastTsNs() || stream.tsEventNs() == writer.lastTsNs() && !format.isBars();
    }

    private void refuseOverlap(FileStream stream) {
        while (stream.advance()) {
            // to the end of its range
        }
        SourceRows file = stream.rows();
        throw new IngestException(file.source().displayName() + " covers " + range(file.firstTsNs(), file.lastTsNs())
                + ", which does not come after the " + range(writer.firstTsNs(), writer.lastTsNs())
                + " that " + request.journal() + (old == null ? " would already hold" : " already holds")
                + ": give files in order of time, or merge into a new journal with --merge-to");
    }

    private static String range(long fromNs, long toNs) {
        return MarketManifest.text(fromNs) + " to " + MarketManifest.text(toNs);
    }

    private FileStream open(Fresh next) {
        if (format.isBars()) {
            checkPeriod(next.source());
        }
        Format complete = instrument.hasVolume() ? format : SourceRows.withoutVolume(format);
        SourceRows opened = new SourceRows(next.source(), complete, periodNs, request, rejects);
        if (opened.missesVolume()) {
            opened.close();
            throw new IngestException(next.source().displayName() + " has no volume column, and " + request.journal()
                    + " has volumes" + OTHER_SETTINGS);
        }
        return new FileStream(opened, format.isBars());
    }

    private void checkPeriod(SourceFile source) {
        if (request.barPeriodNs() != 0 || format.timing().barPeriodNs() != 0) {
            return;
        }
        BarPeriod found = BarPeriod.of(source, format, request);
        if (found.commonNs() != 0 && found.commonNs() != periodNs) {
            String common = new BarSpec(BarKind.TIME, found.commonNs()).text();
            String period = new BarSpec(BarKind.TIME, periodNs).text();
            throw new IngestException(
                    source.displayName() + " has bars " + common + " apart, and those before it are of " + period
                            + ": if they are of " + period + " too, say it with --bar " + period);
        }
    }

    private void finish(Fresh next, FileStream stream, long rejected) {
        SourceRows file = stream.rows();
        if (file.accepted() == 0) {
            throw nothingIn(file);
        }
        rows += file.rows();
        accepted += file.accepted();
        otherRows += file.otherRows();
        firstTsNs = firstTsNs == IngestResult.NO_TIME ? file.firstTsNs() : Math.min(firstTsNs, file.firstTsNs());
        lastTsNs = Math.max(lastTsNs, file.lastTsNs());
        done.add(new MarketManifest.Source(
                sourceName(next.source()), next.sha256(), file.textSha256(), settings(), file.accepted(), rejected));
    }

    static String sourceName(SourceFile source) {
        String name = source.file().getFileName().toString();
        return source.entry() == null ? name : name + "!" + source.entry();
    }

    private IngestException nothingIn(SourceRows file) {
        String name = file.source().displayName();
        if (file.rows() == 0) {
            return new IngestException(name + " has no rows"
                    + (file.otherRows() == 0
                            ? ""
                            : " of format " + format.name() + ", but " + file.otherRows() + " of other kinds"));
        }
        IngestResult.Reject bad = file.firstReject();
        return new IngestException(name + " has no acceptable row: all " + file.rows() + " were rejected, such as line "
                + bad.line() + ": " + bad.reason());
    }

    /** By time; at equal time what the journal holds first, then the files in their order. */
    private void mergeAll(List<Fresh> fresh) throws IOException {
        if (fresh.size() > MERGED_FILES_MAX) {
            throw new IngestException("at most " + MERGED_FILES_MAX + " files are merged at once, not " + fresh.size());
        }
        done.addAll(old.sources());
        List<MarketStream> all = new ArrayList<>();
        try {
            all.add(new JournalStream(MarketJournal.read(request.journal())));
            for (Fresh next : fresh) {
                all.add(open(next));
            }
            merge(new ArrayList<>(all));
            for (int i = 0; i < fresh.size(); i++) {
                FileStream stream = (FileStream) all.get(i + 1);
                finish(
                        fresh.get(i),
                        stream,
                        stream.rows().rows() - stream.rows().accepted());
            }
        } finally {
            all.forEach(MarketStream::close);
        }
    }

    private void merge(List<MarketStream> streams) {
        streams.removeIf(stream -> !stream.advance());
        while (!streams.isEmpty()) {
            int earliest = 0;
            for (int i = 1; i < streams.size(); i++) {
                if (streams.get(i).tsEventNs() < streams.get(earliest).tsEventNs()) {
                    earliest = i;
                }
            }
            MarketStream stream = streams.get(earliest);
            if (format.isBars() && writer.events() > 0 && stream.tsEventNs() <= writer.lastTsNs()) {
                stream.rejectLast("a bar of this time is already there");
            } else {
                stream.writeTo(writer);
            }
            if (!stream.advance()) {
                streams.remove(earliest);
            }
        }
    }

    private MarketManifest manifest(SourceFile first) {
        String dataset =
                request.dataset() != null ? request.dataset() : old != null ? old.dataset() : datasetName(first);
        return new MarketManifest(
                dataset,
                instrument,
                format.kind(),
                periodNs,
                request.feedLatencyNs(),
                writer.events(),
                writer.firstTsNs(),
                writer.lastTsNs(),
                List.copyOf(done));
    }

    private IngestResult result(MarketManifest manifest, String digest, Path journal, boolean alreadyIngested) {
        return new IngestResult(
                journal,
                manifest.dataset(),
                manifest.instrument().name(),
                format.name(),
                manifest.kind(),
                manifest.bar(),
                rows,
                accepted,
                rows - accepted,
                otherRows,
                rejects == null ? List.of() : rejects.first(),
                firstTsNs,
                lastTsNs,
                alreadyIngested,
                manifest.events(),
                manifest.rejectedRows(),
                manifest.firstTsNs(),
                manifest.lastTsNs(),
                digest,
                (System.nanoTime() - startNs) / 1e9);
    }
}
