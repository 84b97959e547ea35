package io.reprise.engine.feature;

import static io.reprise.engine.feature.FeatureDefinition.named;

import io.reprise.engine.domain.Input;
import java.util.List;

/** The features that were there first; what they are is in their classes. */
final class BasicFeatures {
    private static final String WILDER = "J. W. Wilder, New Concepts in Technical Trading Systems, 1978";

    private BasicFeatures() {}

    static List<FeatureDefinition> all() {
        return List.of(
                named("sma", FeatureFamily.TREND, "mean of the last n closes")
                        .source("exact integer sum; rule 25 of docs/semantics.md")
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Sma(p.integer("period"))),
                named("ema", FeatureFamily.TREND, "x += 2 / (n + 1) x (close - x)")
                        .source("P. N. Haurlan, Measuring Trend Values, 1968")
                        .period(20, 1)
                        .warmUpPeriod()
                        .seeding("the first close; ta4j 0.22 the first close after its n unstable bars,"
                                + " TA-Lib the mean of the first n")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Ema(p.integer("period"))),
                named("rsi", FeatureFamily.MOMENTUM, "100 G / (G + L), Wilder's means of gains and losses")
                        .source(WILDER + "; rule 26 of docs/semantics.md")
                        .period(14, 1)
                        .warmUp("period + 1", p -> p.integer("period") + 1)
                        .seeding("plain means of the first n gains and losses, as TA-Lib; ta4j the first change")
                        .makes(p -> new Rsi(p.integer("period"))),
                named("atr", FeatureFamily.VOLATILITY, "Wilder's mean of the true range")
                        .source(WILDER)
                        .period(14, 1)
                        .warmUpPeriod()
                        .seeding("plain mean of the first n true ranges, the first being high - low; TA-Lib leaves that"
                                + " one out, ta4j starts with one true range")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Atr(p.integer("period"))),
                named("donchian-high", FeatureFamily.VOLATILITY, "highest high of the last n bars")
                        .source("R. Donchian; rule 27 of docs/semantics.md")
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new DonchianHigh(p.integer("period"))),
                named("donchian-low", FeatureFamily.VOLATILITY, "lowest low of the last n bars")
                        .source("R. Donchian; rule 27 of docs/semantics.md")
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new DonchianLow(p.integer("period"))),
                named("volatility", FeatureFamily.VOLATILITY, "sample deviation of the last n log returns, per bar")
                        .source("sample deviation, n - 1")
                        .period(20, 2)
                        .warmUp("period + 1", p -> p.integer("period") + 1)
                        .makes(p -> new RollingVolatility(p.integer("period"))),
                named("zscore", FeatureFamily.VOLATILITY, "(close - mean) / sample deviation of the last n closes")
                        .source("sample deviation, n - 1")
                        .period(20, 2)
                        .warmUpPeriod()
                        .makes(p -> new ZScore(p.integer("period"))),
                named("vwap", FeatureFamily.VOLUME, "sum of typical price x volume / sum of volume over n bars")
                        .source("S. Berkowitz, D. Logue, E. Noser, The Total Cost of Transactions on the NYSE, 1988")
                        .reads(Input.BAR, Input.VOLUME)
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Vwap(p.integer("period"))));
    }
}
