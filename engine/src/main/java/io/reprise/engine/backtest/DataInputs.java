package io.reprise.engine.backtest;

import io.reprise.codecs.FundingRateDecoder;
import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureSpec;
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

    /** What the journals of a run carry for the strategy's instrument, the first with prices. */
    static Set<Input> of(MarketMerge market) {
        MarketSource first = market.firstWithPrices();
        EnumSet<Input> inputs = EnumSet.of(Input.BAR);
        if (first.filePeriodNs() == 0) {
            inputs.add(Input.TRADE);
        }
        if (first.instruments().getFirst().hasVolume()) {
            inputs.add(Input.VOLUME);
        }
        for (MarketSource source : market.sources()) {
            if (source.firstTemplateId() == FundingRateDecoder.TEMPLATE_ID) {
                inputs.add(Input.FUNDING);
            }
            if (source.hasPrices() && source != first) {
                inputs.add(Input.OTHER_BAR);
            }
        }
        return inputs;
    }

    /** One sentence with the missing input when there is one. */
    static void require(StrategyProvider provider, Parameters parameters, StrategyCatalog signals, MarketMerge market) {
        Set<Input> carried = of(market);
        String who = "strategy " + provider.name();
        requireOf(who, provider.notes().inputs(), carried, market);
        for (FeatureSpec spec : asked(provider, parameters)) {
            if (spec.isSignal()) {
                StrategyProvider other = signals.find(spec.name().substring(FeatureDefinition.SIGNAL.length()));
                requireOf(who + ", by the signal of " + other.name() + ",", other.notes().inputs(), carried, market);
            } else {
                requireOf(who + ", by its feature " + spec.text() + ",", spec.definition().inputs(), carried, market);
            }
        }
    }

    private static void requireOf(String who, Set<Input> wanted, Set<Input> carried, MarketMerge market) {
        EnumSet<Input> missing = EnumSet.copyOf(wanted);
        missing.removeAll(carried);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(who + " reads " + missing.iterator().next().text()
                    + ", which the journal " + market.firstWithPrices().folder() + " lacks: it has "
                    + carried.stream().map(Input::text).collect(Collectors.joining(", ")));
        }
    }

    private static List<FeatureSpec> asked(StrategyProvider provider, Parameters parameters) {
        List<FeatureSpec> asked = new ArrayList<>();
        provider.create(parameters).onStart(spec -> {
            asked.add(spec);
            return asked.size() - 1;
        });
        return asked;
    }
}
