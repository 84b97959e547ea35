package io.reprise.engine.backtest;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.sim.VenueSettings;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration resolved against market data: what the pipeline and the venue are made from. A backtest and its replay
 * make the same plan from the same run header.
 *
 * @param config as asked for
 * @param parameters the strategy's full set
 * @param bar the strategy's bars
 * @param spec of the pipeline
 * @param venue of the simulated venue
 */
record RunPlan(RunConfig config, Parameters parameters, BarSpec bar, PipelineSpec spec, VenueSettings venue) {
    /** The plan of a new run on market journals. */
    static RunPlan of(RunConfig config, MarketMerge market, StrategyCatalog catalog) {
        MarketSource first = market.sources().getFirst();
        RunConfig named = config.withBar(barOf(config, first.filePeriodNs(), first.folder()));
        return of(named, market.instruments(), catalog);
    }

    /**
     * The plan of a run whose header is at hand.
     *
     * @param config with its bars named
     * @param instruments by their ids in the run
     */
    static RunPlan of(RunConfig config, List<Instrument> instruments, StrategyCatalog catalog) {
        List<Instrument> adjusted = instruments.stream()
                .map(instrument -> instrument.withIncrements(
                        config.tickPx() > 0 ? config.tickPx() : instrument.tickPx(),
                        config.lotQty() > 0 ? config.lotQty() : instrument.lotQty()))
                .toList();
        StrategyProvider provider = catalog.find(config.strategy());
        Parameters parameters = Parameters.of(provider.parameters(), config.parameters());
        PipelineSpec spec = new PipelineSpec(
                adjusted,
                List.of(new StrategySpec(provider, parameters, 0, config.bar(), config.sizing())),
                config.initialCash(),
                config.costs(),
                config.limits(),
                PipelineSpec.ORDERS_MAX_DEFAULT);
        VenueSettings venue =
                VenueSettings.of(config.latencyNs(), config.costs(), config.unlimitedLiquidity(), config.optimistic());
        return new RunPlan(config, parameters, config.bar(), spec, venue);
    }

    /** Which code this plan would run with. */
    Provenance provenance() {
        return Provenance.now(spec.strategies().getFirst().provider(), parameters);
    }

    /** Bars that come from a file are used as they are, at their own period (rule 10). */
    static BarSpec barOf(RunConfig config, long filePeriodNs, Path journal) {
        if (filePeriodNs == 0) {
            if (config.bar() == null) {
                throw new IllegalArgumentException(
                        "the journal " + journal + " holds trades: say which bars to build, such as --bar 1m");
            }
            return config.bar();
        }
        BarSpec own = new BarSpec(BarKind.TIME, filePeriodNs);
        if (config.bar() != null && !config.bar().equals(own)) {
            throw new IllegalArgumentException("the journal " + journal + " holds bars of " + own.text()
                    + ", which are used as they are: --bar must be " + own.text() + " or left out, not "
                    + config.bar().text());
        }
        return own;
    }
}
