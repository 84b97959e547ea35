package io.reprise.engine.feature.momentum;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.MOMENTUM;

import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class MomentumFeatures {
    private static final String FIRST_VALUE =
            "first value of each mean; TA-Lib: mean of the first n; ta4j 0.22: first value after its unstable bars";

    private MomentumFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(changes(), places(), strengths(), oscillators())
                .flatMap(List::stream)
                .toList();
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static int larger(Parameters parameters, String one, String other) {
        return Math.max(parameters.integer(one), parameters.integer(other));
    }

    private static List<FeatureDefinition> changes() {
        return List.of(
                named("roc", MOMENTUM, "100 (close - close n bars before) / that")
                        .source("as ta4j and TA-Lib")
                        .period(12, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new Change(true, period(p))),
                named("momentum", MOMENTUM, "close - close n bars before")
                        .source("as TA-Lib's MOM")
                        .period(10, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Change(false, period(p))),
                named("efficiency-ratio", MOMENTUM, "|net change of n closes| / sum of |single changes|")
                        .source("P. J. Kaufman, Smarter Trading, 1995")
                        .period(10, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new EfficiencyRatio(period(p))),
                named("trix", MOMENTUM, "change in percent of a triple EMA of the close")
                        .source("J. Hutson, Good TRIX, TASC 1983")
                        .period(15, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .seeding(FIRST_VALUE)
                        .makes(p -> new Trix(period(p))));
    }

    private static List<FeatureDefinition> places() {
        return List.of(
                named("stochastic-k", MOMENTUM, "100 (close - lowest low) / (highest high - lowest low) of n bars")
                        .source("G. Lane; as ta4j, no value while the span is 0")
                        .period(14, 1)
                        .warmUpPeriod()
                        .makes(p -> new Stochastic(period(p), 1, false)),
                named("stochastic-d", MOMENTUM, "mean of the last m stochastic-k")
                        .source("G. Lane; as ta4j")
                        .period(14, 1)
                        .integer("smooth", 3, 1, "values in the mean")
                        .warmUp("period + smooth - 1", p -> period(p) + p.integer("smooth") - 1)
                        .makes(p -> new Stochastic(period(p), p.integer("smooth"), false)),
                named("williams-r", MOMENTUM, "100 (close - highest high) / (highest high - lowest low) of n bars")
                        .source("L. Williams, How I Made One Million Dollars, 1973")
                        .period(14, 1)
                        .warmUpPeriod()
                        .makes(p -> new Stochastic(period(p), 1, true)),
                named("stochastic-rsi", MOMENTUM, "(rsi - lowest rsi) / (highest - lowest rsi) of n")
                        .source("T. Chande, S. Kroll, The New Technical Trader, 1994")
                        .period(14, 1)
                        .warmUp("2 period", p -> 2 * period(p))
                        .seeding("RSI as version 1 of rsi")
                        .makes(p -> new StochasticRsi(period(p))),
                named("cci", MOMENTUM, "(typical price - mean) / (0.015 mean absolute deviation) of n bars")
                        .source("D. Lambert, Commodities, 1980; as ta4j")
                        .period(20, 1)
                        .warmUpPeriod()
                        .makes(p -> new Cci(period(p))));
    }

    private static List<FeatureDefinition> strengths() {
        return List.of(
                named(
                                "rsi",
                                MOMENTUM,
                                "RSI whose period goes from slow to fast with Kaufman's efficiency ratio of slow closes")
                        .version(2)
                        .source("J. W. Wilder, 1978; P. J. Kaufman, Smarter Trading, 1995")
                        .integer("fast", 7, 1, "shortest period")
                        .integer("slow", 28, 1, "longest period")
                        .warmUp("max(fast, slow) + 1", p -> larger(p, "fast", "slow") + 1)
                        .seeding("plain means of the first `slow` gains and losses")
                        .makes(p -> new AdaptiveRsi(p.integer("fast"), p.integer("slow"))),
                named("tsi", MOMENTUM, "100 EMA(fast) of EMA(slow) of changes / the same of their sizes")
                        .source("W. Blau, True Strength Index, TASC 1991")
                        .integer("slow", 25, 1, "bars of the inner mean")
                        .integer("fast", 13, 1, "bars of the outer mean")
                        .warmUp("max(slow, fast) + 1", p -> larger(p, "slow", "fast") + 1)
                        .seeding(FIRST_VALUE)
                        .makes(p -> new Tsi(p.integer("slow"), p.integer("fast"))),
                named("cmo", MOMENTUM, "100 (gains - losses) / (gains + losses) of n changes")
                        .source("T. Chande, S. Kroll, The New Technical Trader, 1994; TA-Lib smooths as Wilder")
                        .period(14, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new Cmo(period(p))),
                named("connors-rsi", MOMENTUM, "mean of RSI, RSI of the streak's length and percent rank of the return")
                        .source("L. Connors, C. Alvarez, An Introduction to ConnorsRSI, 2012")
                        .integer("rsi", 3, 1, "period of the close's RSI")
                        .integer("streak", 2, 1, "period of the streak's RSI")
                        .integer("rank", 100, 1, "returns that this one is ranked among")
                        .warmUp(
                                "max(rsi, streak, rank + 1) + 1",
                                p -> Math.max(larger(p, "rsi", "streak"), p.integer("rank") + 1) + 1)
                        .seeding("RSI as version 1 of rsi; the streak starts at 0")
                        .makes(p -> new ConnorsRsi(p.integer("rsi"), p.integer("streak"), p.integer("rank"))));
    }

    private static List<FeatureDefinition> oscillators() {
        return List.of(
                named(
                                "ultimate-oscillator",
                                MOMENTUM,
                                "100 (4 a + 2 b + c) / 7, buying pressure / true range of 3 windows")
                        .source("L. Williams, The Ultimate Oscillator, TASC 1985")
                        .integer("short", 7, 1, "bars of a")
                        .integer("middle", 14, 1, "bars of b")
                        .integer("long", 28, 1, "bars of c")
                        .warmUp(
                                "max(short, middle, long) + 1",
                                p -> Math.max(larger(p, "short", "middle"), p.integer("long")) + 1)
                        .makes(p -> new UltimateOscillator(p.integer("short"), p.integer("middle"), p.integer("long"))),
                named("awesome-oscillator", MOMENTUM, "mean of `fast` middles - mean of `slow` middles")
                        .source("B. Williams, New Trading Dimensions, 1998; as ta4j")
                        .integer("fast", 5, 1, "bars of the fast mean")
                        .integer("slow", 34, 1, "bars of the slow mean")
                        .warmUp("max(fast, slow)", p -> larger(p, "fast", "slow"))
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Awesome(p.integer("fast"), p.integer("slow"))),
                named("ppo", MOMENTUM, "100 (EMA(fast) - EMA(slow)) / EMA(slow)")
                        .source("G. Appel; as ta4j")
                        .integer("fast", 12, 1, "bars of the fast mean")
                        .integer("slow", 26, 1, "bars of the slow mean")
                        .warmUp("max(fast, slow)", p -> larger(p, "fast", "slow"))
                        .seeding(FIRST_VALUE)
                        .makes(p -> new Ppo(p.integer("fast"), p.integer("slow"))),
                named("dpo", MOMENTUM, "close - mean of n closes as of n / 2 + 1 bars before")
                        .source("as ta4j's DPO")
                        .period(20, 1)
                        .warmUp("period + floor(period / 2) + 1", p -> period(p) + period(p) / 2 + 1)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Dpo(period(p))));
    }
}
