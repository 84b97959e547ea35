package io.reprise.research.history;

import io.reprise.codecs.AssetClass;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What a partition, one month of one series, holds. A file is part of the store when the manifest names it, and at no other
 * time: writing the manifest is what commits. Immutable.
 *
 * @param format of this manifest
 * @param kind of the data
 * @param instrument symbol and venue
 * @param assetClass kind of asset
 * @param currency of the prices
 * @param tick smallest price step, decimal
 * @param lot smallest quantity step, decimal
 * @param nonPositivePx whether prices at or below 0 are real
 * @param hasVolume whether volumes are in units of the instrument
 * @param timeframe of bars, such as 1m; null for all else
 * @param rows of all files
 * @param files in order of their time
 * @param cover times that the partition answers for
 */
record PartitionManifest(
        int format,
        String kind,
        String instrument,
        String assetClass,
        String currency,
        String tick,
        String lot,
        boolean nonPositivePx,
        boolean hasVolume,
        String timeframe,
        long rows,
        List<StoredFile> files,
        List<Interval> cover) {
    static final String FILE = "manifest.json";
    private static final int FORMAT = 1;
    private static final long BYTES_MAX = 16 << 20;

    PartitionManifest {
        files = List.copyOf(files);
        cover = List.copyOf(cover);
    }

    static PartitionManifest of(Series series, List<StoredFile> files, Cover cover) {
        Instrument instrument = series.instrument();
        return new PartitionManifest(
                FORMAT,
                series.kind().text(),
                instrument.name(),
                instrument.assetClass().name(),
                instrument.currency(),
                Decimals.plain(instrument.tickPx()),
                Decimals.plain(instrument.lotQty()),
                instrument.nonPositivePx(),
                instrument.hasVolume(),
                series.timeframe(),
                files.stream().mapToLong(StoredFile::rows).sum(),
                files.stream()
                        .sorted(Comparator.comparingLong(StoredFile::firstTsInitNs))
                        .toList(),
                cover.spans());
    }

    Series series() {
        return new Series(
                HistoryKind.parse(kind),
                new Instrument(
                        0,
                        instrument,
                        AssetClass.valueOf(assetClass),
                        Decimals.parse(tick),
                        Decimals.parse(lot),
                        currency,
                        nonPositivePx,
                        hasVolume),
                timeframe == null ? 0 : BarSpec.parse(timeframe).size());
    }

    Cover covered() {
        return new Cover(cover);
    }

    /**
     * Reads a partition's manifest.
     *
     * @throws HistoryException naming the file, when it cannot be read
     */
    static PartitionManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new HistoryException(file + " is larger than " + BYTES_MAX + " bytes and is not read");
            }
            PartitionManifest manifest = Json.read(Files.readString(file), PartitionManifest.class);
            if (manifest.format() != FORMAT) {
                throw new HistoryException(
                        file + " has format " + manifest.format() + ", which this version does not know");
            }
            return manifest;
        } catch (IOException | IllegalArgumentException damaged) {
            throw new HistoryException(file + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }
}
