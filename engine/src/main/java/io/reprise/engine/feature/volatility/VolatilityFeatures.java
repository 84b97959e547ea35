package io.reprise.engine.feature.volatility;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.VOLATILITY;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class VolatilityFeatures {
    private static final String FIRST_RANGES = "ATR the plain mean of the first n true ranges, as feature atr";

    private VolatilityFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(ranges(), bands(), estimators()).flatMap(List::stream).toList();
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static double multiple(Parameters parameters) {
        return parameters.decimal("multiple") / 1e8;
    }

    private static List<FeatureDefinition> ranges() {
        return List.of(
                named("true-range", VOLATILITY, "max(high, close before) - min(low, close before)")
                        .source("J. W. Wilder, New Concepts in Technical Trading Systems, 1978")
                        .seeding("high - low on the first bar; TA-Lib has no value there")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new AverageRange(false, 1)),
                named("natr", VOLATILITY, "100 x Wilder mean of the true range / close")
                        .source("J. Forman, Cross-Market Evaluations With Normalized Average True Range, TASC 2006")
                        .period(14, 1)
                        .warmUpPeriod()
                        .seeding(FIRST_RANGES)
                        .makes(p -> new AverageRange(true, period(p))),
                named(
                                "ulcer-index",
                                VOLATILITY,
                                "root of the mean squared drawdown in percent from the highest of n closes")
                        .source("P. Martin, B. McCann, The Investor's Guide to Fidelity Funds, 1989")
                        .period(14, 2)
                        .warmUp("2 period - 1", p -> 2 * period(p) - 1)
                        .makes(p -> new UlcerIndex(period(p))),
                named("chaikin-volatility", VOLATILITY, "change in percent of the EMA of high - low")
                        .source("M. Chaikin")
                        .period(10, 1)
                        .integer("change", 10, 1, "bars that the change is over")
                        .warmUp("period + change", p -> period(p) + p.integer("change"))
                        .seeding("the first high - low")
                        .makes(p -> new ChaikinVolatility(period(p), p.integer("change"))),
                named(
                                "donchian-width",
                                VOLATILITY,
                                "2 (highest high - lowest low) / (highest high + lowest low) of n bars")
                        .source("R. Donchian")
                        .period(20, 1)
                        .warmUpPeriod()
                        .makes(p -> new DonchianWidth(period(p))));
    }

    private static List<FeatureDefinition> bands() {
        return List.of(
                bollinger("bollinger-upper", "mean + k deviations (by n)", Bollinger.Part.UPPER),
                bollinger("bollinger-lower", "mean - k deviations (by n)", Bollinger.Part.LOWER),
                bollinger("bollinger-width", "(upper - lower) / mean", Bollinger.Part.WIDTH),
                bollinger(
                        "bollinger-percent",
                        "(close - lower) / (upper - lower), 0.5 while they meet",
                        Bollinger.Part.PERCENT),
                keltner("keltner-upper", "EMA of the close + k ATR", 1),
                keltner("keltner-lower", "EMA of the close - k ATR", -1));
    }

    private static FeatureDefinition bollinger(String name, String formula, Bollinger.Part part) {
        boolean isPrice = part == Bollinger.Part.UPPER || part == Bollinger.Part.LOWER;
        return named(name, VOLATILITY, formula + ", of n closes")
                .source("J. Bollinger, Bollinger on Bollinger Bands, 2001")
                .period(20, 2)
                .with(Parameter.decimal("multiple", "2", "0.01", "100", "deviations"))
                .warmUpPeriod()
                .unit(isPrice ? FeatureUnit.PRICE : FeatureUnit.NONE)
                .makes(p -> new Bollinger(part, period(p), multiple(p)));
    }

    private static FeatureDefinition keltner(String name, String formula, int sign) {
        return named(name, VOLATILITY, formula)
                .source("C. Keltner, How to Make Money in Commodities, 1960; as L. Raschke draws it")
                .period(20, 1)
                .with(Parameter.decimal("multiple", "2", "0.01", "100", "ATRs"))
                .warmUpPeriod()
                .seeding("EMA the first close; " + FIRST_RANGES)
                .unit(FeatureUnit.PRICE)
                .makes(p -> new Keltner(period(p), sign * multiple(p)));
    }

    private static List<FeatureDefinition> estimators() {
        return List.of(
                named("realized-volatility", VOLATILITY, "root of the mean squared log return of n bars, per bar")
                        .source("T. Andersen, T. Bollerslev, Answering the Skeptics, 1998")
                        .period(20, 2)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new RealizedVolatility(period(p))),
                range(
                        "parkinson",
                        "root of the mean of ln(h/l)^2 / (4 ln 2)",
                        "M. Parkinson, Journal of Business, 1980",
                        RangeVolatility.Kind.PARKINSON),
                range(
                        "garman-klass",
                        "root of the mean of ln(h/l)^2 / 2 - (2 ln 2 - 1) ln(c/o)^2",
                        "M. Garman, M. Klass, Journal of Business, 1980",
                        RangeVolatility.Kind.GARMAN_KLASS),
                range(
                        "rogers-satchell",
                        "root of the mean of ln(h/c) ln(h/o) + ln(l/c) ln(l/o)",
                        "L. Rogers, S. Satchell, Annals of Applied Probability, 1991",
                        RangeVolatility.Kind.ROGERS_SATCHELL),
                named(
                                "yang-zhang",
                                VOLATILITY,
                                "root of overnight + k open-to-close + (1 - k) Rogers-Satchell variance")
                        .source("D. Yang, Q. Zhang, Journal of Business, 2000")
                        .period(20, 2)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .makes(p -> new YangZhang(period(p))));
    }

    private static FeatureDefinition range(String name, String formula, String source, RangeVolatility.Kind kind) {
        return named(name, VOLATILITY, formula + " over n bars, per bar")
                .source(source)
                .period(20, 2)
                .warmUpPeriod()
                .makes(p -> new RangeVolatility(kind, period(p)));
    }
}
