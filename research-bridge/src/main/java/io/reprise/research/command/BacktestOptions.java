package io.reprise.research.command;

import io.reprise.engine.backtest.Portfolio;
import io.reprise.engine.backtest.RunConfig;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Costs;
import io.reprise.engine.risk.RiskLimits;
import io.reprise.engine.risk.RiskPolicy;
import io.reprise.engine.risk.Sizing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that decide what a new run does. */
final class BacktestOptions {
    /** Says in the help what is so when it is not given. */
    static final String DEFAULTS =
            "Unless given, cash is 10000, an opening order may cost all equity (--fraction 1), fees, "
                    + "slippage and latency are 0, a year has 365 days, and no limit is set.";

    private static final long CASH = 10_000 * Fixed.ONE;

    @ArgGroup(multiplicity = "1")
    private What what;

    private static final class What {
        @Option(names = "--strategy", paramLabel = "NAME", description = "A strategy of the catalogue.")
        private String strategy;

        @Option(
                names = "--portfolio",
                paramLabel = "FILE",
                description =
                        "Many strategies at once: a JSON file of allocations, as docs/portfolio.md says. Then --set"
                                + " takes ALLOCATION.KEY=VALUE, such as trend.share=0.4.")
        private Path portfolio;
    }

    @Option(
            names = "--signal-only",
            description = "Send no order: the strategy's signals stand in the journal, and nothing is traded.")
    private boolean signalOnly;

    @Mixin
    private SettingOptions settings;

    RunConfig toConfig() throws IOException {
        return toConfig(RiskPolicy.RESEARCH_ONLY);
    }

    /** @param policy limits that are so unless the options say otherwise */
    RunConfig toConfig(RiskPolicy policy) throws IOException {
        String strategy = what.portfolio == null ? name() : Portfolio.NAME;
        RunConfig defaults = new RunConfig(
                strategy,
                what.portfolio == null
                        ? Map.of()
                        : PortfolioFile.read(what.portfolio).texts(),
                null,
                CASH,
                Sizing.fractionOfEquity(Fixed.ONE),
                Costs.NONE,
                0,
                0,
                0,
                RunConfig.CALENDAR_DAYS,
                false,
                false,
                RiskLimits.NONE,
                policy,
                null);
        return settings.over(defaults, strategy);
    }

    private String name() {
        return signalOnly ? FeatureDefinition.SIGNAL + what.strategy : what.strategy;
    }
}
