package io.reprise.engine.backtest;

import io.reprise.codecs.BarKind;
import io.reprise.engine.domain.BarSpec;
import io.reprise.engine.domain.Instrument;
import java.util.List;
import java.util.Map;

/**
 * A run made of the inputs of two.
 *
 * @param market the run whose market data it sees
 * @param commands the run whose operators it obeys
 * @param rules the run whose ticks and lots it keeps
 * @param config everything else
 */
record Hybrid(RecordedRun market, RecordedRun commands, RecordedRun rules, RunConfig config) {
    static Hybrid of(RecordedRun run) {
        return new Hybrid(run, run, run, run.config());
    }

    /** This with one input of another run. */
    Hybrid with(RunInput input, RecordedRun from) {
        return switch (input) {
            case DATA -> new Hybrid(from, commands, rules, config);
            case COMMANDS -> new Hybrid(market, from, rules, config);
            case STRATEGY -> new Hybrid(market, commands, rules, withStrategy(from.config()));
            case MARKET_RULES -> new Hybrid(market, commands, from, input.swap(config, from.config()));
            default -> new Hybrid(market, commands, rules, input.swap(config, from.config()));
        };
    }

    /** Another strategy begins with its default parameters: those of the one before mean nothing to it. */
    private RunConfig withStrategy(RunConfig from) {
        if (from.strategy().equals(config.strategy())) {
            return config;
        }
        return config.withStrategy(from.strategy(), Portfolio.is(from) ? from.parameters() : Map.of());
    }

    /** The market's instruments, with the ticks and lots of the run that gives the rules, where it knows them. */
    List<Instrument> instruments() {
        return market.definitions().stream().map(this::withRules).toList();
    }

    private Instrument withRules(Instrument instrument) {
        for (Instrument known : rules.instruments()) {
            if (known.name().equals(instrument.name())) {
                return instrument.withIncrements(known.tickPx(), known.lotQty());
            }
        }
        return instrument.withIncrements(
                config.tickPx() > 0 ? config.tickPx() : instrument.tickPx(),
                config.lotQty() > 0 ? config.lotQty() : instrument.lotQty());
    }

    /** Bars that come from a file are the market's. */
    Scenario scenario(long sameEvents) {
        long periodNs = market.filePeriodNs(0);
        RunConfig named =
                periodNs == 0 || Portfolio.is(config) ? config : config.withBar(new BarSpec(BarKind.TIME, periodNs));
        return new Scenario(market, commands, sameEvents, instruments(), named.withIncrements(0, 0));
    }
}
