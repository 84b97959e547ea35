package io.reprise.research.features;

import io.reprise.research.history.HistoryException;
import io.reprise.research.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one file of the feature store holds: a feature of an asset on bars of one kind, a row a bar. The file is part of the store
 * when its manifest is there, and at no other time. Immutable.
 *
 * @param format of this manifest
 * @param asset instrument, of several legs their names with {@code ~} between
 * @param feature its text, such as {@code rsi(14)}; {@code bar} for the bars themselves
 * @param leg whose bars it takes, 0 for the asset's own
 * @param version of the feature
 * @param timeframe of the bars, such as 5m
 * @param origin {@code computed} or {@code recorded}
 * @param sources content of the market journals, or the run's id
 * @param asOfNs what was known later was not looked at, epoch ns
 * @param code version of the program
 * @param rows one a closed bar
 * @param sha256 of the file
 */
record FeatureManifest(
        int format,
        String asset,
        String feature,
        int leg,
        int version,
        String timeframe,
        String origin,
        List<String> sources,
        long asOfNs,
        String code,
        long rows,
        String sha256) {
    static final String SUFFIX = ".json";
    static final int FORMAT = 1;

    private static final int KEY_DIGITS = 20;
    private static final long BYTES_MAX = 1 << 20;

    FeatureManifest {
        sources = List.copyOf(sources);
    }

    /** Name of its files: the same for the same values of the same bars. */
    String key() {
        return Json.sha256(List.of(origin, sources, code, Long.toString(asOfNs)))
                .substring(0, KEY_DIGITS);
    }

    FeatureManifest with(long newRows, String newSha256) {
        return new FeatureManifest(
                format, asset, feature, leg, version, timeframe, origin, sources, asOfNs, code, newRows, newSha256);
    }

    /** Whether a file made as of then and by the same code from the same data says what this one would. */
    boolean isAnsweredBy(FeatureManifest other) {
        return other.origin.equals(origin)
                && other.sources.equals(sources)
                && other.code.equals(code)
                && other.asOfNs >= asOfNs;
    }

    static FeatureManifest read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new HistoryException(file + " is larger than " + BYTES_MAX + " bytes and is not read");
            }
            FeatureManifest manifest = Json.read(Files.readString(file), FeatureManifest.class);
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
