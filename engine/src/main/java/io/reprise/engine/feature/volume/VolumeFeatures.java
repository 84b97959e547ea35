package io.reprise.engine.feature.volume;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.VOLUME;

import io.reprise.engine.domain.Input;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class VolumeFeatures {
    private VolumeFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(sums(), windows()).flatMap(List::stream).toList();
    }

    private static FeatureDefinition.Builder of(String name, String formula) {
        return named(name, VOLUME, formula).reads(Input.BAR, Input.VOLUME);
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static List<FeatureDefinition> sums() {
        return List.of(
                of("obv", "sum of +volume of a rising close, -volume of a falling one")
                        .source("J. Granville, New Key to Stock Market Profits, 1963; exact")
                        .seeding("0; TA-Lib: the first volume")
                        .unit(FeatureUnit.QUANTITY)
                        .makes(p -> new OnBalance(OnBalance.Kind.BALANCE)),
                of("accumulation-distribution", "sum of (2 close - high - low) / (high - low) x volume")
                        .source("M. Chaikin; as TA-Lib")
                        .seeding("0; ta4j leaves the first bar out")
                        .unit(FeatureUnit.QUANTITY)
                        .makes(p -> new OnBalance(OnBalance.Kind.DISTRIBUTION)),
                of("price-volume-trend", "sum of relative change of the close x volume")
                        .source("D. Markstein, How to Chart Your Way to Stock Market Profits, 1972")
                        .seeding("0")
                        .unit(FeatureUnit.QUANTITY)
                        .makes(p -> new OnBalance(OnBalance.Kind.TREND)),
                of("negative-volume-index", "x (1 + relative change of the close) on bars of falling volume")
                        .source("P. Dysart, 1936; N. Fosback, Stock Market Logic, 1976")
                        .seeding("1000")
                        .makes(p -> new VolumeIndex(false)),
                of("positive-volume-index", "x (1 + relative change of the close) on bars of rising volume")
                        .source("P. Dysart, 1936; N. Fosback, Stock Market Logic, 1976")
                        .seeding("1000")
                        .makes(p -> new VolumeIndex(true)),
                of("chaikin-oscillator", "EMA(fast) - EMA(slow) of accumulation-distribution")
                        .source("M. Chaikin")
                        .integer("fast", 3, 1, "bars of the fast mean")
                        .integer("slow", 10, 1, "bars of the slow mean")
                        .warmUp("max(fast, slow)", p -> Math.max(p.integer("fast"), p.integer("slow")))
                        .seeding("first value of the line")
                        .unit(FeatureUnit.QUANTITY)
                        .makes(p -> new ChaikinOscillator(p.integer("fast"), p.integer("slow"))));
    }

    private static List<FeatureDefinition> windows() {
        return List.of(
                of(
                                "chaikin-money-flow",
                                "sum of (2 close - high - low) / (high - low) x volume / sum of volume of n bars")
                        .source("M. Chaikin; as ta4j")
                        .period(20, 1)
                        .warmUpPeriod()
                        .makes(p -> new Flow(period(p))),
                of("money-flow-index", "100 P / (P + N), typical price x volume of rising and falling typical prices")
                        .source("G. Quong, A. Soudack, Volume-Weighted RSI: Money Flow, TASC 1989")
                        .period(14, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new MoneyFlowIndex(period(p))),
                of("volume-zscore", "(volume - mean) / sample deviation of n volumes")
                        .source("sample deviation, n - 1; exact sums")
                        .period(20, 2)
                        .warmUpPeriod()
                        .makes(p -> new RelativeVolume(false, period(p))),
                of("relative-volume", "volume / mean volume of n bars")
                        .source("exact sums")
                        .period(20, 2)
                        .warmUpPeriod()
                        .makes(p -> new RelativeVolume(true, period(p))),
                of("force-index", "EMA of change of the close x volume")
                        .source("A. Elder, Trading for a Living, 1993")
                        .period(13, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .seeding("the first product")
                        .unit(FeatureUnit.MONEY)
                        .makes(p -> new ForceIndex(period(p))),
                of("ease-of-movement", "mean of move of the middle x (high - low) / volume of n bars")
                        .source("R. Arms, Volume Cycles in the Stock Market, 1983, without scaling the volume")
                        .period(14, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .unit(FeatureUnit.PRICE_SQUARED_PER_QUANTITY)
                        .makes(p -> new EaseOfMovement(period(p))),
                of("vwma", "sum of close x volume / sum of volume of n bars")
                        .source("B. Dormeier; exact sums; as ta4j")
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Vwma(period(p))));
    }
}
