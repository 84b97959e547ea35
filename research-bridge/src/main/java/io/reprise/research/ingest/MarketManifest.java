package io.reprise.research.ingest;

import io.reprise.codecs.AssetClass;
import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.fixed.Decimals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What a market journal says of itself in its manifest. Times are ns since 1970 UTC.
 *
 * @param dataset name of the data set
 * @param instrument what is traded
 * @param kind trades or bars
 * @param periodNs period of the bars; 0 for trades
 * @param feedLatencyNs added to each event's time
 * @param events market events
 * @param firstTsNs tsEvent of the first
 * @param lastTsNs tsEvent of the last
 * @param sources what it was made of, in order
 */
record MarketManifest(
        String dataset,
        Instrument instrument,
        Format.Kind kind,
        long periodNs,
        long feedLatencyNs,
        long events,
        long firstTsNs,
        long lastTsNs,
        List<Source> sources) {
    static final String REJECTED_ROWS = "rejectedRows";
    private static final String HOLDS = "market";

    /**
     * A file that went into it.
     *
     * @param name file name and entry, without folders
     * @param sha256 of its bytes as they lay there
     * @param textSha256 of its unpacked text
     * @param settings how it was read
     * @param acceptedRows became events
     * @param rejectedRows did not
     */
    record Source(
            String name, String sha256, String textSha256, String settings, long acceptedRows, long rejectedRows) {}

    long rejectedRows() {
        return sources.stream().mapToLong(Source::rejectedRows).sum();
    }

    /** The period as text, such as 1m; null for trades. */
    String bar() {
        return periodNs == 0 ? null : new BarSpec(BarKind.TIME, periodNs).text();
    }

    SequencedMap<String, String> toProperties() {
        SequencedMap<String, String> out = new LinkedHashMap<>();
        out.put("holds", HOLDS);
        out.put("dataset", dataset);
        out.put("instrument", instrument.name());
        out.put("assetClass", instrument.assetClass().name());
        out.put("currency", instrument.currency());
        out.put("tick", Decimals.plain(instrument.tickPx()));
        out.put("lot", Decimals.plain(instrument.lotQty()));
        out.put("nonPositivePx", Boolean.toString(instrument.nonPositivePx()));
        out.put("hasVolume", Boolean.toString(instrument.hasVolume()));
        out.put("kind", FormatFile.word(kind));
        if (periodNs != 0) {
            out.put("bar", bar());
        }
        out.put("feedLatencyNs", Long.toString(feedLatencyNs));
        out.put("acceptedRows", Long.toString(events));
        out.put(REJECTED_ROWS, Long.toString(rejectedRows()));
        out.put("firstTsEventNs", Long.toString(firstTsNs));
        out.put("lastTsEventNs", Long.toString(lastTsNs));
        out.put("first", text(firstTsNs));
        out.put("last", text(lastTsNs));
        out.put("sources", Integer.toString(sources.size()));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            String prefix = "source." + (i + 1) + ".";
            out.put(prefix + "name", source.name());
            out.put(prefix + "sha256", source.sha256());
            out.put(prefix + "textSha256", source.textSha256());
            out.put(prefix + "settings", source.settings());
            out.put(prefix + "acceptedRows", Long.toString(source.acceptedRows()));
            out.put(prefix + "rejectedRows", Long.toString(source.rejectedRows()));
        }
        return out;
    }

    /** Throws an IllegalArgumentException when the properties are not those of a market journal. */
    static MarketManifest ofProperties(SequencedMap<String, String> in) {
        if (!HOLDS.equals(in.get("holds"))) {
            throw new IllegalArgumentException("it holds no market data");
        }
        Instrument instrument = new Instrument(
                FrameWriter.INSTRUMENT_ID,
                text(in, "instrument"),
                AssetClass.valueOf(text(in, "assetClass")),
                Decimals.parse(text(in, "tick")),
                Decimals.parse(text(in, "lot")),
                text(in, "currency"),
                Boolean.parseBoolean(text(in, "nonPositivePx")),
                Boolean.parseBoolean(text(in, "hasVolume")));
        Format.Kind kind = Stream.of(Format.Kind.values())
                .filter(one -> FormatFile.word(one).equals(in.get("kind")))
                .findFirst()
                .orElse(Format.Kind.TRADES);
        List<Source> sources = new ArrayList<>();
        for (int i = 1; i <= number(in, "sources"); i++) {
            String prefix = "source." + i + ".";
            sources.add(new Source(
                    text(in, prefix + "name"),
                    text(in, prefix + "sha256"),
                    text(in, prefix + "textSha256"),
                    text(in, prefix + "settings"),
                    number(in, prefix + "acceptedRows"),
                    number(in, prefix + REJECTED_ROWS)));
        }
        return new MarketManifest(
                text(in, "dataset"),
                instrument,
                kind,
                kind == Format.Kind.BARS ? BarSpec.parse(text(in, "bar")).size() : 0,
                number(in, "feedLatencyNs"),
                number(in, "acceptedRows"),
                number(in, "firstTsEventNs"),
                number(in, "lastTsEventNs"),
                List.copyOf(sources));
    }

    private static String text(SequencedMap<String, String> in, String key) {
        String value = in.get(key);
        if (value == null) {
            throw new IllegalArgumentException("its manifest says no " + key);
        }
        return value;
    }

    private static long number(SequencedMap<String, String> in, String key) {
        return Long.parseLong(text(in, key));
    }

    /** ISO text of a time, UTC. */
    static String text(long tsNs) {
        return Instant.ofEpochSecond(Math.floorDiv(tsNs, 1_000_000_000L), Math.floorMod(tsNs, 1_000_000_000L))
                .toString();
    }
}
