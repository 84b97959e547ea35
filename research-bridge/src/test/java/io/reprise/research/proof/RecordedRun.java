package io.reprise.research.proof;

import io.reprise.codecs.InstrumentDefinitionDecoder;
import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.event.Event;
import io.reprise.engine.event.InstrumentFrames;
import io.reprise.engine.journal.StreamTailer;
import io.reprise.engine.pipeline.FrameSink;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.Stages;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import io.reprise.research.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A small backtest on trades, recorded, and its whole sequence in memory: what the market journal and the run's own inbound
 * give together.
 *
 * @param frames all events after the run header, each with the sequence it has in the run
 */
record RecordedRun(Path market, Path journal, RunConfig config, RunResult result, List<UnsafeBuffer> frames) {
    static final StrategyCatalog CATALOG = StrategyCatalog.load(RecordedRun.class.getClassLoader());

    private static final int DOCUMENT_BYTES = 16 << 10;
    /** Few, so that a pool's free places can be looked at one by one. */
    private static final int ORDERS_MAX = 8;

    /** Records a run of the options on rows {@code time, price, quantity}. */
    static RecordedRun of(Path folder, List<String> rows, String options) throws IOException {
        Path market = folder.resolve("market");
        Path journal = folder.resolve("journal");
        Path file = folder.resolve("rows.csv");
        Files.write(file, rows);
        TwinCase twin = TwinCase.of(options);
        Ingest.run(EngineRun.ingest("bitstamp-trades", market, file.toString(), twin)
                .build());
        RunConfig config = EngineRun.config(twin);
        Backtest.Request request =
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal);
        RunResult result = Backtest.run(request, CATALOG, fill -> {});
        return new RecordedRun(market, journal, config, result, sequence(market, journal));
    }

    /** A price that goes up and down in waves, with ties and equal times. */
    static List<String> waves(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int px = 100 + i * 7 % 23 - i * 5 % 11 + (i / 40 % 2 == 0 ? i % 40 : 40 - i % 40);
            rows.add(1_000_000 + i / 2 * 7 + "," + px + ",0." + (1 + i % 9));
        }
        return rows;
    }

    private static List<UnsafeBuffer> sequence(Path market, Path journal) {
        List<UnsafeBuffer> own = frames(journal);
        List<UnsafeBuffer> trades = frames(market);
        trades.removeIf(frame -> Event.templateId(frame, 0) == InstrumentDefinitionDecoder.TEMPLATE_ID);
        int header = lastDefinition(own) + 1;
        List<UnsafeBuffer> merged = new ArrayList<>();
        long seq = Event.seq(own.get(header - 1), 0) + 1;
        int ownAt = header;
        int tradeAt = 0;
        while (ownAt < own.size() || tradeAt < trades.size()) {
            boolean isOwn = ownAt < own.size() && Event.seq(own.get(ownAt), 0) == seq;
            UnsafeBuffer frame = isOwn ? own.get(ownAt++) : trades.get(tradeAt++);
            Event.renumber(frame, 0, seq++, Event.instrumentId(frame, 0));
            merged.add(frame);
        }
        return merged;
    }

    private static int lastDefinition(List<UnsafeBuffer> own) {
        int at = 0;
        while (Event.templateId(own.get(at), 0) != InstrumentDefinitionDecoder.TEMPLATE_ID) {
            at++;
        }
        return at;
    }

    private static List<UnsafeBuffer> frames(Path journal) {
        return stream(journal.resolve("inbound"));
    }

    /** What a recorded run let out. */
    static List<UnsafeBuffer> outbound(Path journal) {
        return stream(journal.resolve("outbound"));
    }

    private static List<UnsafeBuffer> stream(Path folder) {
        List<UnsafeBuffer> frames = new ArrayList<>();
        try (StreamTailer tailer = StreamTailer.open(folder)) {
            while (tailer.next()) {
                int length;
                for (int at = tailer.offset(); at < tailer.limit(); at += length) {
                    length = Event.frameLength(tailer.buffer(), at);
                    UnsafeBuffer copy = new UnsafeBuffer(new byte[Event.FRAME_BYTES_MAX]);
                    copy.putBytes(0, tailer.buffer(), at, length);
                    frames.add(copy);
                }
            }
        }
        return frames;
    }

    private Instrument instrument() {
        UnsafeBuffer definition = frames(journal).stream()
                .filter(frame -> Event.templateId(frame, 0) == InstrumentDefinitionDecoder.TEMPLATE_ID)
                .findFirst()
                .orElseThrow();
        return InstrumentFrames.decode(definition, 0);
    }

    /** What the run's stages are made from, with others that watch and trade nothing. */
    PipelineSpec spec(StrategyProvider... watchers) {
        List<StrategySpec> strategies = new ArrayList<>();
        StrategyProvider provider = CATALOG.find(config.strategy());
        strategies.add(strategy(provider, Parameters.of(provider.parameters(), config.parameters())));
        for (StrategyProvider watcher : watchers) {
            strategies.add(strategy(watcher, Parameters.of(watcher.parameters(), Map.of())));
        }
        return new PipelineSpec(
                List.of(instrument()),
                strategies,
                config.initialCash(),
                config.costs(),
                config.limits(),
                ORDERS_MAX,
                config.policy());
    }

    private StrategySpec strategy(StrategyProvider provider, Parameters parameters) {
        return new StrategySpec(provider, parameters, 0, config.bar(), config.sizing(), config.stops());
    }

    /** Stages whose orders and denials go nowhere: the record has what came of them. */
    static Stages stages(PipelineSpec spec, FrameSink outbound) {
        return new Stages(spec, (buffer, offset) -> {}, (buffer, offset) -> {}, outbound, DOCUMENT_BYTES);
    }
}
