package io.reprise.research.proof;

import io.reprise.engine.backtest.Backtest;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.backtest.RunResult;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.fixed.Decimals;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.engine.risk.Sizing;
import io.reprise.engine.risk.StopRules;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.research.ingest.Formats;
import io.reprise.research.ingest.Ingest;
import io.reprise.research.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's run of what the twin runs: real ingest, real strategies, the driver and the pipeline. */
final class EngineRun {
    private static final List<String> PARAMETERS =
            List.of("fast", "slow", "period", "lower", "upper", "entry", "exit", "shorts");
    private static final StrategyCatalog CATALOG = StrategyCatalog.load(EngineRun.class.getClassLoader());

    private EngineRun() {}

    /** A request to ingest a file; the caller says what its format leaves open. */
    static IngestRequest.Builder ingest(String format, Path journal, String file, TwinCase options) {
        return IngestRequest.of(Formats.named(format), journal, List.of(file))
                .instrument("X-USD.TEST")
                .feedLatencyNs(options.millisAsNs("feed-latency-ms"));
    }

    static RunResult run(TwinCase options, Path market) throws IOException {
        return Backtest.run(Backtest.Request.unrecorded(List.of(market), config(options)), CATALOG, fill -> {});
    }

    static RunResult run(TwinCase options, IngestRequest request) throws IOException {
        Ingest.run(request);
        return run(options, request.journal());
    }

    static RunConfig config(TwinCase options) {
        long takerFeeE12 = fixed(options, "fee-bps", "0");
        return new RunConfig(
                options.text("strategy"),
                parameters(options),
                options.text("bar") == null ? null : BarSpec.parse(options.text("bar")),
                fixed(options, "cash", "10000"),
                sizing(options),
                new Costs(takerFeeE12, takerFeeE12, fixed(options, "slippage-bps", "0")),
                options.millisAsNs("latency-ms"),
                fixed(options, "tick", "0"),
                fixed(options, "lot", "0"),
                options.count("annual", RunConfig.CALENDAR_DAYS),
                options.flag("unlimited-liquidity"),
                false,
                RiskLimits.NONE,
                policy(options),
                options.flag("stop") ? StopRules.parse(options.text("stop")) : null);
    }

    private static Sizing sizing(TwinCase options) {
        if (options.flag("size")) {
            return Sizing.parse(options.text("size"));
        }
        return options.flag("qty")
                ? Sizing.quantity(fixed(options, "qty", null))
                : Sizing.fractionOfEquity(fixed(options, "fraction", "1"));
    }

    /** {@code --limits leverage=2,class.CRYPTO=0.5}. */
    private static RiskPolicy policy(TwinCase options) {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String one : options.flag("limits") ? options.text("limits").split(",") : new String[0]) {
            limits.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return new RiskPolicy(RiskPolicy.RESEARCH, limits);
    }

    private static Map<String, String> parameters(TwinCase options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            if (options.flag(name)) {
                parameters.put(name, options.text(name));
            }
        }
        return parameters;
    }

    private static long fixed(TwinCase options, String name, String otherwise) {
        return Decimals.parse(options.options().getOrDefault(name, otherwise));
    }
}
