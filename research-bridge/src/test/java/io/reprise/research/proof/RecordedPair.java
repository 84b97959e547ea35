package io.reprise.research.proof;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunGap;
import io.reprise.engine.backtest.RunResult;
import io.reprise.research.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder of market journals and of runs on them. */
record RecordedPair(Path folder) {
    /** Ingests rows {@code seconds, price, quantity}. */
    Path market(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.write(file, rows);
        Path market = folder.resolve(name);
        Ingest.run(EngineRun.ingest("bitstamp-trades", market, file.toString(), TwinCase.of("--strategy none"))
                .build());
        return market;
    }

    /** Records a run and returns its journal. */
    Path run(String name, Path market, RunConfig config) throws IOException {
        Path journal = folder.resolve(name);
        Backtest.run(
                Backtest.Request.unrecorded(List.of(market), config).recordedIn(journal),
                RecordedRun.CATALOG,
                fill -> {});
        return journal;
    }

    Path run(String name, Path market, String options) throws IOException {
        return run(name, market, EngineRun.config(TwinCase.of(options)));
    }

    /** A plain backtest of the same, recorded nowhere. */
    static RunResult byHand(Path market, RunConfig config) throws IOException {
        return Backtest.run(Backtest.Request.unrecorded(List.of(market), config), RecordedRun.CATALOG, fill -> {});
    }

    /** The same with other parameters. */
    static RunConfig with(RunConfig config, Map<String, String> parameters) {
        Map<String, String> texts = new LinkedHashMap<>(config.texts());
        parameters.forEach((name, text) -> texts.put("set." + name, text));
        return RunConfig.of(texts);
    }

    static long pnl(RunResult run) {
        return run.finalEquity() - run.initialEquity();
    }

    static RunGap.Answer gap(Path a, Path b) throws IOException {
        return RunGap.between(a, b, RecordedRun.CATALOG);
    }
}
