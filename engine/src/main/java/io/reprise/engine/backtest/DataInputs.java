package io.reprise.engine.backtest;

import io.reprise.codecs.FundingRateDecoder;
import io.reprise.engine.domain.Input;
import io.reprise.engine.feature.FeatureSpec;
import io.reprise.engine.pipeline.StrategySpec;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses a strategy on data that lack what it, or a feature that it asks for, reads. */
final class DataInputs {
    private DataInputs() {}

    /** What the journals of a run carry for a strategy's legs. */
    private static Set<Input> of(StrategySpec strategy, MarketMerge market) {
        EnumSet<Input> inputs = EnumSet.of(Input.BAR);
        boolean trades = true;
        boolean volume = true;
        boolean quotes = true;
        for (int leg : strategy.instrumentIds()) {
            trades &= market.filePeriodNs(leg) == 0;
            volume &= market.instruments().get(leg).hasVolume();
            quotes &= market.sources().stream().anyMatch(source -> source.hasQuotes() && source.has(leg));
        }
        if (trades) {
            inputs.add(Input.TRADE);
        }
        if (quotes) {
            inputs.add(Input.QUOTE);
        }
        if (volume) {
            inputs.add(Input.VOLUME);
        }
        if (strategy.instrumentIds().size() > 1) {
            inputs.add(Input.OTHER_BAR);
        }
        boolean funding = market.sources().stream()
                .anyMatch(source -> source.firstTemplateId() == FundingRateDecoder.TEMPLATE_ID
                        && source.has(strategy.instrumentId()));
        if (funding) {
            inputs.add(Input.FUNDING);
        }
        return inputs;
    }

    /** One sentence with the missing input when there is one. */
    static void require(StrategySpec strategy, StrategyCatalog signals, MarketMerge market) {
        Set<Input> carried = of(strategy, market);
        String who = "strategy " + strategy.provider().name();
        requireOf(who, strategy.provider().notes().inputs(), carried, market);
        for (FeatureSpec spec : Asked.by(strategy)) {
            if (spec.isSignal()) {
                StrategyProvider other = signals.find(spec.name());
                requireOf(
                        who + ", by the signal of " + other.name() + ",",
                        other.notes().inputs(),
                        carried,
                        market);
            } else {
                requireOf(
                        who + ", by its feature " + spec.text() + ",",
                        spec.definition().inputs(),
                        carried,
                        market);
            }
        }
    }

    private static void requireOf(String who, Set<Input> wanted, Set<Input> carried, MarketMerge market) {
        EnumSet<Input> missing = EnumSet.copyOf(wanted);
        missing.removeAll(carried);
        if (!missing.isEmpty()) {
            Input first = missing.iterator().next();
            throw new MissingInput(
                    who + " reads " + first.text() + ", which the journal "
                            + market.firstWithPrices().folder() + " lacks: it has "
                            + carried.stream().map(Input::text).collect(Collectors.joining(", ")),
                    first);
        }
    }

    /** Notes what a strategy asks for. */
    private static final class Asked implements Setup {
        private final List<FeatureSpec> specs = new ArrayList<>();
        private final int legs;

        Asked(int legs) {
            this.legs = legs;
        }

        static List<FeatureSpec> by(StrategySpec strategy) {
            Asked asked = new Asked(strategy.instrumentIds().size());
            strategy.provider().create(strategy.parameters()).onStart(asked);
            return asked.specs;
        }

        @Override
        public int legCount() {
            return legs;
        }

        @Override
        public int feature(FeatureSpec spec) {
            specs.add(spec);
            return specs.size() - 1;
        }

        @Override
        public int cross(int leg, int otherLeg, FeatureSpec spec) {
            return feature(spec);
        }
    }
}
