package io.reprise.engine.backtest;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.sim.VenueSettings;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;

/**
 * A configuration resolved against market data: what the pipeline and the venue are made from. A backtest and its replay
 * make the same plan from the same run header.
 *
 * @param config as asked for
 * @param parameters the strategy's full set, of several the first's
 * @param bar the strategy's bars, of several the first's
 * @param spec of the pipeline
 * @param venue of the simulated venue
 */
record RunPlan(RunConfig config, Parameters parameters, BarSpec bar, PipelineSpec spec, VenueSettings venue) {
    /** The plan of a new run on market journals. */
    static RunPlan of(RunConfig config, MarketMerge market, StrategyCatalog catalog) {
        String journal = "the journal " + market.firstWithPrices().folder();
        RunConfig named = named(config, market::filePeriodNs, market.instruments(), journal);
        RunPlan plan = of(named, market.instruments(), catalog).requireBars(market::filePeriodNs);
        plan.spec().strategies().forEach(strategy -> DataInputs.require(strategy, catalog, market));
        return plan;
    }

    /**
     * A configuration with its bars named: bars that come from a file are used as they are.
     *
     * @param filePeriodNs period of the bars of an instrument's journal by the instrument's id, 0 where it holds trades
     * @param journal names it where there is one strategy
     */
    static RunConfig named(
            RunConfig config, IntToLongFunction filePeriodNs, List<Instrument> instruments, String journal) {
        if (!Portfolio.is(config)) {
            return config.withBar(barOf(config.bar(), filePeriodNs.applyAsLong(0), journal));
        }
        List<Allocation> named = new ArrayList<>();
        for (Allocation one : Portfolio.of(config.parameters()).allocations()) {
            BarSpec bar = one.bar() == null ? config.bar() : one.bar();
            BarSpec ofLegs = null;
            for (String leg : one.instruments()) {
                int id = idOf(leg, one, instruments);
                BarSpec ofLeg = barOf(
                        bar,
                        filePeriodNs.applyAsLong(id),
                        "the journal of " + leg + ", which '" + one.name() + "' trades,");
                if (ofLegs != null && !ofLegs.equals(ofLeg)) {
                    throw new IllegalArgumentException("the allocation '" + one.name()
                            + "' has legs of different bars, " + ofLegs.text() + " and " + ofLeg.text());
                }
                ofLegs = ofLeg;
            }
            named.add(one.withBar(ofLegs));
        }
        return config.withParameters(new Portfolio(named).texts());
    }

    private static int idOf(String name, Allocation one, List<Instrument> instruments) {
        for (Instrument instrument : instruments) {
            if (instrument.name().equals(name)) {
                return instrument.id();
            }
        }
        throw new IllegalArgumentException("the allocation '" + one.name() + "' trades " + name
                + ", of which there is no journal; there are "
                + instruments.stream().map(Instrument::name).collect(Collectors.joining(", ")));
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
        List<StrategySpec> strategies =
                Portfolio.is(config) ? many(config, adjusted, catalog) : List.of(one(config, instruments, catalog));
        PipelineSpec spec = new PipelineSpec(
                adjusted,
                strategies,
                config.initialCash(),
                config.costs(),
                config.limits(),
                PipelineSpec.ORDERS_MAX_DEFAULT,
                catalog,
                config.policy());
        VenueSettings venue = VenueSettings.of(
                        config.latencyNs(), config.costs(), config.unlimitedLiquidity(), config.optimistic())
                .with(config.venue());
        StrategySpec first = strategies.getFirst();
        return new RunPlan(config, first.parameters(), first.bar(), spec, venue);
    }

    /** Its legs are the first instrument, and the second where it reads that. */
    private static StrategySpec one(RunConfig config, List<Instrument> instruments, StrategyCatalog catalog) {
        StrategyProvider provider = catalog.find(config.strategy());
        Parameters parameters = Parameters.of(provider.parameters(), config.parameters());
        return new StrategySpec(
                config.strategy(),
                provider,
                parameters,
                provider.notes().inputs().contains(Input.OTHER_BAR) && instruments.size() > 1
                        ? List.of(0, 1)
                        : List.of(0),
                config.bar(),
                config.sizing(),
                Fixed.ONE,
                StrategyCatalog.isSignal(config.strategy()),
                false,
                config.stops());
    }

    private static List<StrategySpec> many(RunConfig config, List<Instrument> instruments, StrategyCatalog catalog) {
        Portfolio portfolio = Portfolio.of(config.parameters());
        return portfolio.allocations().stream()
                .map(one -> {
                    try {
                        StrategyProvider provider = catalog.find(one.strategy());
                        return new StrategySpec(
                                one.name(),
                                provider,
                                Parameters.of(provider.parameters(), one.parameters()),
                                one.instruments().stream()
                                        .map(leg -> idOf(leg, one, instruments))
                                        .toList(),
                                one.bar() == null ? config.bar() : one.bar(),
                                one.sizing() == null ? config.sizing() : one.sizing(),
                                portfolio.share(one),
                                one.signalOnly(),
                                true,
                                config.stops());
                    } catch (IllegalArgumentException e) {
                        String where = "the allocation '" + one.name() + "'";
                        throw e.getMessage().startsWith(where)
                                ? e
                                : new IllegalArgumentException(where + ": " + e.getMessage(), e);
                    }
                })
                .toList();
    }

    /**
     * This plan, where each leg has the strategy's bars or trades to build them from; otherwise refused in one sentence.
     *
     * @param filePeriodNs as of {@link #named}
     */
    RunPlan requireBars(IntToLongFunction filePeriodNs) {
        for (StrategySpec strategy : spec.strategies()) {
            for (int leg : strategy.instrumentIds()) {
                long periodNs = filePeriodNs.applyAsLong(leg);
                if (periodNs != 0 && !strategy.bar().equals(new BarSpec(BarKind.TIME, periodNs))) {
                    throw new IllegalArgumentException("strategy "
                            + strategy.provider().name() + " runs on bars of "
                            + strategy.bar().text() + ", but the journal of its leg "
                            + spec.instruments().get(leg).name() + " holds bars of "
                            + new BarSpec(BarKind.TIME, periodNs).text());
                }
            }
        }
        requireOneCurrency();
        return this;
    }

    /** The account has one currency: what is traded in another would be added to it as it stands. */
    private void requireOneCurrency() {
        Instrument first = null;
        for (StrategySpec strategy : spec.strategies()) {
            for (int leg : strategy.signalOnly() ? List.<Integer>of() : strategy.instrumentIds()) {
                Instrument traded = spec.instruments().get(leg);
                first = first == null ? traded : first;
                if (!traded.currency().equals(first.currency())) {
                    throw new IllegalArgumentException("the run trades " + first.name() + " in " + first.currency()
                            + " and " + traded.name() + " in " + traded.currency()
                            + ": an account has one currency");
                }
            }
        }
    }

    /** Whether many strategies run. */
    boolean isPortfolio() {
        return Portfolio.is(config);
    }

    /** The parameters as people read them: with their defaults, of a portfolio those of its allocations. */
    Map<String, String> parameterTexts() {
        if (!isPortfolio()) {
            return parameters.texts();
        }
        Map<String, String> texts =
                new LinkedHashMap<>(Portfolio.of(config.parameters()).texts());
        spec.strategies()
                .forEach(one ->
                        one.parameters().texts().forEach((name, text) -> texts.put(one.name() + ".set." + name, text)));
        return texts;
    }

    /** Which code this plan would run with. */
    Provenance provenance() {
        return Provenance.now(spec.strategies());
    }

    /** Bars that come from a file are used as they are, at their own period (rule 10). */
    static BarSpec barOf(BarSpec asked, long filePeriodNs, String journal) {
        if (filePeriodNs == 0) {
            if (asked == null) {
                throw new IllegalArgumentException(
                        journal + " holds trades: say which bars to build, such as --bar 1m");
            }
            return asked;
        }
        BarSpec own = new BarSpec(BarKind.TIME, filePeriodNs);
        if (asked != null && !asked.equals(own)) {
            throw new IllegalArgumentException(journal + " holds bars of " + own.text()
                    + ", which are used as they are: --bar must be " + own.text() + " or left out, not "
                    + asked.text());
        }
        return own;
    }
}
