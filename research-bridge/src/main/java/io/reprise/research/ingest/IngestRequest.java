package io.reprise.research.ingest;

import io.reprise.codecs.AssetClass;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * What to ingest, as what, into what. Made by {@link #of}.
 *
 * @param format layout of the files
 * @param files paths, or {@code zip!entry}, in order of time
 * @param entry which entry of each zip, {@code *} and {@code ?} standing for any text and any letter; null = the only one
 * @param symbol which symbol of files that hold several; null = the only one
 * @param journal folder of the market journal, made or added to
 * @param mergeTo folder of a new journal that gets {@code journal} and the files merged by time; null = none
 * @param instrument symbol and venue; null = made from the first file's name
 * @param dataset name of the data set; null = the first file's name
 * @param stamp which instant of a bar is stamped; null = as the format says
 * @param hasVolume whether volumes are in units of the instrument; null = as the format says
 * @param barPeriodNs period of the bars; 0 = as the format says, else found from the data
 * @param zone of stamps that do not name one; null = as the format says
 * @param newestFirst the files are in reverse, whatever the format says
 * @param nonPositivePx prices at or below 0 are real
 * @param strict the first bad row ends the ingest
 * @param feedLatencyNs from the venue's time to when we knew it
 * @param clockOffsetNs added to the times of receipt of a recorded feed; null = so much that nothing is received before it
 *     happens
 * @param tickPx smallest price step, 1e-8; 0 = as the journal has it, else 1e-8
 * @param lotQty smallest quantity step, 1e-8; 0 = as the journal has it, else 1e-8
 * @param assetClass null = as the format says
 * @param currency null = from the instrument's name, else USD
 * @param progress given the number of rows read, now and then, on the calling thread
 */
public record IngestRequest(
        Format format,
        List<String> files,
        String entry,
        String symbol,
        Path journal,
        Path mergeTo,
        String instrument,
        String dataset,
        Format.Stamp stamp,
        Boolean hasVolume,
        long barPeriodNs,
        ZoneId zone,
        boolean newestFirst,
        boolean nonPositivePx,
        boolean strict,
        long feedLatencyNs,
        Long clockOffsetNs,
        long tickPx,
        long lotQty,
        AssetClass assetClass,
        String currency,
        LongConsumer progress) {
    /** As many files as one command takes. */
    public static final int FILES_MAX = 100_000;

    private static final long FEED_LATENCY_MAX_NS = 86_400_000_000_000L;

    public IngestRequest {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(progress, "progress");
        files = List.copyOf(files);
        if (files.isEmpty() || files.size() > FILES_MAX) {
            throw new IllegalArgumentException("one to " + FILES_MAX + " files are needed, not " + files.size());
        }
        if (feedLatencyNs < 0 || feedLatencyNs > FEED_LATENCY_MAX_NS) {
            throw new IllegalArgumentException("the feed latency must be from 0 to one day");
        }
        if (barPeriodNs < 0 || tickPx < 0 || lotQty < 0) {
            throw new IllegalArgumentException("bar period, tick and lot must not be below 0");
        }
        if (symbol != null && !format.hasSymbols()) {
            throw new IllegalArgumentException(
                    "rows of format " + format.name() + " name no symbol, so none can be chosen");
        }
        if (format.kind() != Format.Kind.FEED && (clockOffsetNs == null || clockOffsetNs != 0)) {
            throw new IllegalArgumentException("a clock offset is for recorded feeds, and format " + format.name()
                    + " is of " + FormatFile.word(format.kind()));
        }
        if (!format.isBars() && (stamp != null || barPeriodNs != 0 || Boolean.FALSE.equals(hasVolume))) {
            throw new IllegalArgumentException("stamp, bar period and volume are for bars, and format " + format.name()
                    + " is of " + FormatFile.word(format.kind()));
        }
    }

    /** The sources that the files are. */
    List<SourceFile> sources() {
        return files.stream().map(file -> SourceFile.parse(file, entry)).toList();
    }

    /** A request with nothing but the necessary, for a file of a format. */
    public static Builder of(Format format, Path journal, List<String> files) {
        return new Builder(format, journal, files);
    }

    /** The format with what this request says otherwise. */
    Format effectiveFormat() {
        Format.Timing timing = format.timing();
        Format.Values values = format.values();
        Format effective = format.withTiming(new Format.Timing(
                        timing.pattern(),
                        timing.received(),
                        zone == null ? timing.zone() : zone,
                        stamp == null ? timing.stamp() : stamp,
                        barPeriodNs == 0 ? timing.barPeriodNs() : barPeriodNs))
                .withValues(new Format.Values(
                        values.priceDivisor(),
                        hasVolume == null ? values.hasVolume() : hasVolume,
                        nonPositivePx || values.nonPositivePx(),
                        values.buyWords(),
                        values.sellWords()));
        return newestFirst ? effective.withOrder(Format.Order.NEWEST_FIRST) : effective;
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final Format format;
        private final Path journal;
        private final List<String> files;
        private String entry;
        private String symbol;
        private Path mergeTo;
        private String instrument;
        private String dataset;
        private Format.Stamp stamp;
        private Boolean hasVolume;
        private long barPeriodNs;
        private ZoneId zone;
        private boolean newestFirst;
        private boolean nonPositivePx;
        private boolean strict;
        private long feedLatencyNs;
        private Long clockOffsetNs = 0L;
        private long tickPx;
        private long lotQty;
        private AssetClass assetClass;
        private String currency;
        private LongConsumer progress = rows -> {};

        private Builder(Format format, Path journal, List<String> files) {
            this.format = format;
            this.journal = journal;
            this.files = files;
        }

        public Builder mergeTo(Path folder) {
            mergeTo = folder;
            return this;
        }

        public Builder entry(String pattern) {
            entry = pattern;
            return this;
        }

        public Builder symbol(String name) {
            symbol = name;
            return this;
        }

        public Builder instrument(String name) {
            instrument = name;
            return this;
        }

        public Builder dataset(String name) {
            dataset = name;
            return this;
        }

        public Builder stamp(Format.Stamp newStamp) {
            stamp = newStamp;
            return this;
        }

        public Builder hasVolume(Boolean isInUnits) {
            hasVolume = isInUnits;
            return this;
        }

        public Builder barPeriodNs(long ns) {
            barPeriodNs = ns;
            return this;
        }

        public Builder zone(ZoneId newZone) {
            zone = newZone;
            return this;
        }

        public Builder newestFirst(boolean isReversed) {
            newestFirst = isReversed;
            return this;
        }

        public Builder nonPositivePx(boolean isReal) {
            nonPositivePx = isReal;
            return this;
        }

        public Builder strict(boolean stopsAtFirst) {
            strict = stopsAtFirst;
            return this;
        }

        public Builder feedLatencyNs(long ns) {
            feedLatencyNs = ns;
            return this;
        }

        /** Added to the times of receipt of a recorded feed; null = found from the feed. */
        public Builder clockOffsetNs(Long ns) {
            clockOffsetNs = ns;
            return this;
        }

        public Builder increments(long newTickPx, long newLotQty) {
            tickPx = newTickPx;
            lotQty = newLotQty;
            return this;
        }

        public Builder assetClass(AssetClass newClass) {
            assetClass = newClass;
            return this;
        }

        public Builder currency(String newCurrency) {
            currency = newCurrency;
            return this;
        }

        public Builder progress(LongConsumer consumer) {
            progress = consumer;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException when its parts do not go together
         */
        public IngestRequest build() {
            return new IngestRequest(
                    format,
                    files,
                    entry,
                    symbol,
                    journal,
                    mergeTo,
                    instrument,
                    dataset,
                    stamp,
                    hasVolume,
                    barPeriodNs,
                    zone,
                    newestFirst,
                    nonPositivePx,
                    strict,
                    feedLatencyNs,
                    clockOffsetNs,
                    tickPx,
                    lotQty,
                    assetClass,
                    currency,
                    progress);
        }
    }
}
