package io.reprise.engine.backtest;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a run's manifest says of where its results come from: code, configuration, data and seed, as in the run header, so that
 * they can be read without knowing the frames. The seal of the journal covers it.
 */
final class RunManifest {
    private static final String DATA = "data";

    private RunManifest() {}

    /** Properties of the manifest, in a fixed order. */
    static SequencedMap<String, String> of(RunHeaders.Content header) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        properties.put("run.kind", header.kind().name());
        properties.put("run.id", HexFormat.of().toHexDigits(header.runId()));
        properties.put("run.seed", Long.toString(header.seed()));
        properties.putAll(Provenance.of(header.configuration()).texts());
        properties.put("config.sha256", header.configSha256());
        List<RunHeaders.Source> sources = header.sources();
        properties.put(DATA, Integer.toString(sources.size()));
        for (int i = 0; i < sources.size(); i++) {
            properties.put(DATA + "." + i + ".sha256", sources.get(i).contentSha256());
            properties.put(
                    DATA + "." + i + ".frames", Long.toString(sources.get(i).frames()));
        }
        return properties;
    }
}
