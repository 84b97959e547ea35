package io.reprise.engine.feature.trend;

import static io.reprise.engine.feature.FeatureDefinition.named;
import static io.reprise.engine.feature.FeatureFamily.TREND;

import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.feature.FeatureDefinition;
import io.reprise.engine.feature.FeatureUnit;
import java.util.List;
import java.util.stream.Stream;

/** The features of this family; how each is computed is in its class. */
public final class TrendFeatures {
    private static final String WILDER = "J. W. Wilder, New Concepts in Technical Trading Systems, 1978";
    private static final String APPEL = "G. Appel, The Moving Average Convergence-Divergence Method, 1979";
    private static final String CHANDE = "T. Chande, Time Price Oscillator, TASC 1995";
    private static final String HOSODA = "G. Hosoda, Ichimoku Kinko Hyo, 1969";
    private static final String FIRST_VALUE =
            "first value of each mean; TA-Lib: mean of the first n; ta4j 0.22: first value after its unstable bars";
    private static final String FIRST_MEAN =
            "plain mean of the first n moves, from bar 2 on, as TA-Lib; ta4j: the first value";

    private TrendFeatures() {}

    public static List<FeatureDefinition> all() {
        return Stream.of(means(), macd(), direction(), lines(), regressions())
                .flatMap(List::stream)
                .toList();
    }

    private static int period(Parameters parameters) {
        return parameters.integer("period");
    }

    private static double plain(Parameters parameters, String name) {
        return parameters.decimal(name) / 1e8;
    }

    private static List<FeatureDefinition> means() {
        return List.of(
                named("wma", TREND, "sum of i x close / sum of i, i = 1 (oldest) to n")
                        .source("exact sum; as ta4j and TA-Lib")
                        .period(20, 1)
                        .warmUpPeriod()
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Wma(period(p))),
                named("dema", TREND, "2 e1 - e2, e1 the EMA of the close, e2 that of e1")
                        .source("P. G. Mulloy, Smoothing Data with Faster Moving Averages, TASC 1994")
                        .period(20, 1)
                        .warmUpPeriod()
                        .seeding(FIRST_VALUE)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new MultipleEma(period(p), false)),
                named("tema", TREND, "3 e1 - 3 e2 + e3, each the EMA of the one before")
                        .source("P. G. Mulloy, Smoothing Data with Faster Moving Averages, TASC 1994")
                        .period(20, 1)
                        .warmUpPeriod()
                        .seeding(FIRST_VALUE)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new MultipleEma(period(p), true)),
                named("hma", TREND, "WMA over floor(sqrt n) of 2 WMA(n / 2) - WMA(n)")
                        .source("A. Hull, 2005")
                        .period(16, 2)
                        .warmUp("period + floor(sqrt period) - 1", p -> period(p) + (int) Math.sqrt(period(p)) - 1)
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Hma(period(p))),
                named("kama", TREND, "x += c^2 (close - x), c = er (fast - slow) + slow, er the efficiency ratio")
                        .source("P. J. Kaufman, Smarter Trading, 1995")
                        .period(10, 1)
                        .integer("fast", 2, 1, "period of the fastest mean")
                        .integer("slow", 30, 1, "period of the slowest mean")
                        .warmUp("period + 1", p -> period(p) + 1)
                        .seeding("the n-th close, as ta4j and TA-Lib")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Kama(period(p), p.integer("fast"), p.integer("slow"))));
    }

    private static List<FeatureDefinition> macd() {
        return Stream.of(Macd.Part.values()).map(TrendFeatures::macd).toList();
    }

    private static FeatureDefinition macd(Macd.Part part) {
        String name = part == Macd.Part.LINE ? "macd" : part == Macd.Part.SIGNAL ? "macd-signal" : "macd-histogram";
        String formula = switch (part) {
            case LINE -> "EMA(fast) - EMA(slow) of the close";
            case SIGNAL -> "EMA(signal) of macd";
            case HISTOGRAM -> "macd - macd-signal";
        };
        FeatureDefinition.Builder builder = named(name, TREND, formula)
                .source(APPEL)
                .integer("fast", 12, 1, "bars of the fast mean")
                .integer("slow", 26, 1, "bars of the slow mean")
                .seeding(FIRST_VALUE)
                .unit(FeatureUnit.PRICE);
        if (part == Macd.Part.LINE) {
            return builder.warmUp("max(fast, slow)", TrendFeatures::slowest)
                    .makes(p -> new Macd(part, p.integer("fast"), p.integer("slow"), 1));
        }
        return builder.integer("signal", 9, 1, "bars of the line's mean")
                .warmUp("max(fast, slow) + signal - 1", p -> slowest(p) + p.integer("signal") - 1)
                .makes(p -> new Macd(part, p.integer("fast"), p.integer("slow"), p.integer("signal")));
    }

    private static int slowest(Parameters parameters) {
        return Math.max(parameters.integer("fast"), parameters.integer("slow"));
    }

    private static List<FeatureDefinition> direction() {
        return List.of(
                named("plus-di", TREND, "100 x Wilder mean of up moves / Wilder mean of true ranges")
                        .source(WILDER)
                        .period(14, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .seeding(FIRST_MEAN)
                        .makes(p -> new DirectionalMovement(DirectionalMovement.Part.PLUS, period(p))),
                named("minus-di", TREND, "100 x Wilder mean of down moves / Wilder mean of true ranges")
                        .source(WILDER)
                        .period(14, 1)
                        .warmUp("period + 1", p -> period(p) + 1)
                        .seeding(FIRST_MEAN)
                        .makes(p -> new DirectionalMovement(DirectionalMovement.Part.MINUS, period(p))),
                named("adx", TREND, "Wilder mean of 100 |+DI - -DI| / (+DI + -DI)")
                        .source(WILDER)
                        .period(14, 1)
                        .warmUp("2 period", p -> 2 * period(p))
                        .seeding(FIRST_MEAN)
                        .makes(p -> new DirectionalMovement(DirectionalMovement.Part.ADX, period(p))),
                aroon("aroon-up", "100 (n - bars since the highest high) / n, of n + 1 bars", Aroon.Part.UP),
                aroon("aroon-down", "100 (n - bars since the lowest low) / n, of n + 1 bars", Aroon.Part.DOWN),
                aroon("aroon-oscillator", "aroon-up - aroon-down", Aroon.Part.OSCILLATOR),
                vortex("vortex-plus", "sum of |high - low before| / sum of true ranges", true),
                vortex("vortex-minus", "sum of |low - high before| / sum of true ranges", false),
                named("choppiness", TREND, "100 log(sum of true ranges / (highest high - lowest low)) / log n")
                        .source("E. W. Dreiss")
                        .period(14, 2)
                        .warmUpPeriod()
                        .makes(p -> new Choppiness(period(p))));
    }

    private static FeatureDefinition aroon(String name, String formula, Aroon.Part part) {
        return named(name, TREND, formula)
                .source(CHANDE)
                .period(25, 1)
                .warmUp("period + 1", p -> period(p) + 1)
                .makes(p -> new Aroon(part, period(p)));
    }

    private static FeatureDefinition vortex(String name, String formula, boolean isPlus) {
        return named(name, TREND, formula)
                .source("E. Botes, D. Siepman, The Vortex Indicator, TASC 2010")
                .period(14, 1)
                .warmUp("period + 1", p -> period(p) + 1)
                .makes(p -> new Vortex(isPlus, period(p)));
    }

    private static List<FeatureDefinition> lines() {
        return List.of(
                named(
                                "parabolic-sar",
                                TREND,
                                "stop that nears the trend's extreme by a growing fraction of the distance")
                        .source(WILDER)
                        .with(Parameter.decimal("step", "0.02", "0.0001", "1", "first fraction, and its growth"))
                        .with(Parameter.decimal("max", "0.2", "0.0001", "1", "largest fraction"))
                        .warmUp("2", p -> 2)
                        .seeding("up when the second close is above the first; TA-Lib: by the directional moves")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new ParabolicSar(plain(p, "step"), plain(p, "max"))),
                ichimoku("ichimoku-tenkan", 9),
                ichimoku("ichimoku-kijun", 26),
                named("ichimoku-senkou-a", TREND, "(tenkan + kijun) / 2 of some bars before")
                        .source(HOSODA)
                        .integer("tenkan", 9, 1, "bars of the first window")
                        .integer("kijun", 26, 1, "bars of the second window")
                        .integer("ahead", 26, 0, "bars that the line is drawn ahead")
                        .warmUp(
                                "max(tenkan, kijun) + ahead",
                                p -> Math.max(p.integer("tenkan"), p.integer("kijun")) + p.integer("ahead"))
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Ichimoku(p.integer("tenkan"), p.integer("kijun"), p.integer("ahead"))),
                named("ichimoku-senkou-b", TREND, "(highest high + lowest low) / 2 of n bars, some bars before")
                        .source(HOSODA)
                        .period(52, 1)
                        .integer("ahead", 26, 0, "bars that the line is drawn ahead")
                        .warmUp("period + ahead", p -> period(p) + p.integer("ahead"))
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new Ichimoku(period(p), period(p), p.integer("ahead"))),
                superTrend("supertrend", "(high + low) / 2 -+ m ATR, tightening; below the close in an up trend")
                        .unit(FeatureUnit.PRICE)
                        .makes(p -> new SuperTrend(period(p), plain(p, "multiple"), false)),
                superTrend("supertrend-direction", "1 while supertrend is below the close, -1 above")
                        .makes(p -> new SuperTrend(period(p), plain(p, "multiple"), true)));
    }

    private static FeatureDefinition ichimoku(String name, int period) {
        return named(name, TREND, "(highest high + lowest low) / 2 of n bars")
                .source(HOSODA)
                .period(period, 1)
                .warmUpPeriod()
                .unit(FeatureUnit.PRICE)
                .makes(p -> new Ichimoku(period(p), period(p), 0));
    }

    private static FeatureDefinition.Builder superTrend(String name, String formula) {
        return named(name, TREND, formula)
                .source("O. Seban; as ta4j, but for the start of the ATR")
                .period(10, 1)
                .with(Parameter.decimal("multiple", "3", "0.01", "100", "ATRs from the middle"))
                .warmUpPeriod()
                .seeding("down at first; ATR the plain mean of the first n true ranges");
    }

    private static List<FeatureDefinition> regressions() {
        return List.of(
                regression("linreg-slope", "slope of the least-squares line, price a bar", Regression.Part.SLOPE),
                regression("linreg", "end of the least-squares line", Regression.Part.END),
                regression(
                        "r-squared",
                        "share of variance that the least-squares line explains",
                        Regression.Part.R_SQUARED));
    }

    private static FeatureDefinition regression(String name, String formula, Regression.Part part) {
        return named(name, TREND, formula + ", over n closes")
                .source("least squares; exact sums; as ta4j's SimpleLinearRegression")
                .period(20, 2)
                .warmUpPeriod()
                .unit(part == Regression.Part.R_SQUARED ? FeatureUnit.NONE : FeatureUnit.PRICE)
                .makes(p -> new Regression(part, period(p)));
    }
}
